export const usage = `Makes the TypeScript kernel known to Jupyter.

Usage:
  optlab-kernel install [--user | --sys-prefix | --prefix DIR] [--name NAME] [--display-name TEXT] [--force]
  optlab-kernel uninstall [--user | --sys-prefix | --prefix DIR] [--name NAME]
  optlab-kernel list

Where:
  --user               for you, in Jupyter's data folder of your account (the default)
  --sys-prefix         for the Python environment that is active (venv, conda), else for the Python in PATH
  --prefix DIR         in DIR/share/jupyter

What:
  --name NAME          the kernel's name in Jupyter's own lists and in notebooks (default: optlab)
  --display-name TEXT  the name that JupyterLab shows (default: TypeScript (optlab))
  --force              replaces another kernel that has this name

  -h, --help           shows this text
  -v, --version        shows the version

install writes a folder kernels/NAME with kernel.json and logos, and nbconvert's template optlab, which draws figures;
uninstall removes it; list shows all there are.
Exit codes: 0 done, 1 failed, 2 wrong usage.`;
