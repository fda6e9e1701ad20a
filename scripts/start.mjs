import { refuseOldNode } from './setup/node-version.mjs';

// `npm start`: sets up what is missing, then opens the course in JupyterLab. Arguments go on to `jupyter lab`:
// `npm start -- --no-browser --port 8899`.
refuseOldNode();
Promise.all([import('./setup/index.mjs'), import('./setup/main.mjs'), import('./start/jupyterlab.mjs')]).then(
  ([{ setUp }, { runMain }, { startJupyterLab }]) =>
    runMain(async () => startJupyterLab(await setUp(), process.argv.slice(2))),
);
