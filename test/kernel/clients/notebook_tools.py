"""nbclient's options, and the programs `jupyter nbconvert`, `jupyter execute` and `jupyter run`."""

import asyncio
import re
import subprocess
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

KERNELSPEC = {"name": "optlab", "language": "typescript", "display_name": "TypeScript (optlab)"}


def notebook_of(*cells):
    cells = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC})


def tagged(source, *tags):
    return new_code_cell(source, metadata={"tags": list(tags)})


def run(*cells, **options):
    notebook = notebook_of(*cells)
    NotebookClient(notebook, **{"timeout": 60, **options}).execute()
    return notebook


def result(cell):
    return cell.outputs[-1].data["text/plain"]


def jupyter(*arguments, cwd, status=0):
    done = subprocess.run(
        [sys.executable, "-m", "jupyter", *arguments], cwd=cwd, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_tags_expect_an_error_or_skip_a_cell():
    notebook = run(
        "const before = 1",
        tagged("throw new RangeError('expected')", "raises-exception"),
        tagged("throw new Error('never')", "skip-execution"),
        "before",
    )
    _, raised, skipped, after = notebook.cells
    assert raised.outputs[0].ename == "RangeError"
    assert skipped.outputs == [] and skipped.execution_count is None
    assert result(after) == "1"
    assert [cell.execution_count for cell in notebook.cells] == [1, 2, None, 3]


def test_errors_may_be_allowed_by_name():
    notebook = run("throw new RangeError('allowed')", "2", allow_error_names=["RangeError"])
    assert result(notebook.cells[1]) == "2"
    with pytest.raises(CellExecutionError):
        run("throw new TypeError('not allowed')", allow_error_names=["RangeError"])


def test_parameters_given_in_a_cell_of_their_own_replace_the_defaults():
    notebook = run(
        tagged("const rate = 0.1;\nlet steps: number = 10", "parameters"),
        tagged("const rate = 0.5;\nconst steps = 3", "injected-parameters"),
        "[rate, steps]",
    )
    assert result(notebook.cells[2]) == "[ 0.5, 3 ]"


def test_a_cell_out_of_time_raises():
    with pytest.raises(CellTimeoutError):
        run("await new Promise(() => {})", timeout=2)


def test_a_kernel_that_dies_is_told_from_a_cell_that_fails():
    with pytest.raises(DeadKernelError):
        run("import { execSync } from 'node:child_process'; execSync('kill -9 ' + process.pid)")


def test_a_client_that_takes_no_input_says_so_in_the_cell():
    notebook = run("input('Name? ')", "'after'", allow_errors=True)
    assert "input" in notebook.cells[0].outputs[0].evalue
    assert result(notebook.cells[1]) == "'after'"


def test_timing_is_recorded_and_streams_are_merged():
    notebook = run(
        "for (let i = 0; i < 3; i++) { console.log(i); await new Promise(r => setTimeout(r, 40)) }",
        record_timing=True,
        coalesce_streams=True,
    )
    (cell,) = notebook.cells
    assert [output.text for output in cell.outputs] == ["0\n1\n2\n"]
    times = cell.metadata.execution
    assert {"iopub.execute_input", "iopub.status.busy", "iopub.status.idle", "shell.execute_reply"} <= set(times)


def test_two_notebooks_run_side_by_side_in_one_event_loop():
    async def both():
        notebooks = [notebook_of(f"const mine = {n}", "mine * 2") for n in (1, 2)]
        await asyncio.gather(*(NotebookClient(each, timeout=60).async_execute() for each in notebooks))
        return [result(each.cells[1]) for each in notebooks]

    assert asyncio.run(both()) == ["2", "4"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A notebook with every kind of output, executed and converted."""
    folder = tmp_path_factory.mktemp("pages")
    notebook = notebook_of(
        new_markdown_cell("# Title\n\n$x^2$"),
        "console.log('\\x1b[31mred\\x1b[39m <plain>')",
        "const n: number = 'three';\nconst m: string = 4;",
        "function deep(x: number): number {\n  if (x > 2) throw new RangeError('too deep');\n  return deep(x + 1);\n}\ndeep(0)",
        "import { display } from 'tslab';\n"
        "display.markdown('**bold**');\ndisplay.html('<b id=\"made\">html</b>');\n"
        "display.svg('<svg><circle r=\"9\"/></svg>');\n"
        "display.raw('text/latex', '$\\\\frac{1}{2}$'); undefined",
        "({ a: 1, b: [1, 2] })",
    )
    nbformat.write(notebook, folder / "all.ipynb")
    jupyter("nbconvert", "--execute", "--allow-errors", "--inplace", "all.ipynb", cwd=folder)
    for form in ("html", "markdown", "script"):
        jupyter("nbconvert", "--to", form, "all.ipynb", cwd=folder)
    return folder


def test_html_shows_every_kind_of_output(pages):
    page = BeautifulSoup((pages / "all.html").read_text(), "html.parser")
    outputs = [
        cell.select_one(".jp-Cell-outputWrapper").get_text() for cell in page.select(".jp-CodeCell")
    ]
    stream, types, thrown, rich, value = outputs
    assert "red <plain>" in stream
    assert page.select_one(".ansi-red-fg").get_text() == "red"
    assert types.count("error TS2322") == 2
    assert "RangeError: too deep\n    at deep" in thrown
    assert page.select_one("#made").get_text() == "html"
    assert page.select_one(".jp-RenderedMarkdown strong").get_text() == "bold"
    assert page.select_one(".jp-RenderedSVG svg circle, .jp-RenderedImage img, .jp-RenderedSVG img")
    assert "$\\frac{1}{2}$" in rich
    assert "{ a: 1, b: [ 1, 2 ] }" in value


def test_code_is_highlighted_as_typescript_in_html(pages):
    page = BeautifulSoup((pages / "all.html").read_text(), "html.parser")
    assert "number" in {each.get_text() for each in page.select(".highlight .kt")}


def test_a_notebook_executed_in_place_is_valid_and_names_its_language(pages):
    notebook = nbformat.read(pages / "all.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.language_info.file_extension == ".ts"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3, 4, 5]


def test_markdown_keeps_the_code_frame_of_an_error_together(pages):
    text = (pages / "all.md").read_text()
    assert "```typescript\n" in text
    assert "    1 | const n: number = 'three';\n      |       ~" in text
    assert re.search(r"    RangeError: too deep\n +at deep \(In\[3\]:2:20\)\n +at deep", text)


def test_a_script_is_a_typescript_file(pages):
    script = (pages / "all.ts").read_text()
    assert "const n: number = 'three';" in script


def test_an_error_ends_nbconvert_and_execute_unless_it_is_allowed(tmp_path):
    nbformat.write(notebook_of("throw new RangeError('stop')", "2"), tmp_path / "fails.ipynb")
    for command in (["nbconvert", "--to", "html", "--execute"], ["execute"]):
        assert "RangeError: stop" in jupyter(*command, "fails.ipynb", cwd=tmp_path, status=1)
    jupyter("execute", "--allow-errors", "--inplace", "fails.ipynb", cwd=tmp_path)
    assert result(nbformat.read(tmp_path / "fails.ipynb", as_version=4).cells[1]) == "2"


def test_run_executes_a_file_of_typescript(tmp_path):
    (tmp_path / "program.ts").write_text("const xs: number[] = [1, 2];\nconsole.log('sum', xs[0] + xs[1]);\n")
    assert "sum 3" in jupyter("run", "--kernel", "optlab", "program.ts", cwd=tmp_path)
