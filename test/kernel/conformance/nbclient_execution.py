"""Notebooks executed by nbclient, the client behind nbconvert, nbgrader and the course's own tests."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def run(*sources, **options):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    metadata = {"kernelspec": {"name": "optlab", "language": "typescript", "display_name": "TypeScript"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    NotebookClient(notebook, kernel_name="optlab", timeout=60, **options).execute()
    nbformat.validate(notebook)
    return notebook


def test_outputs_and_counts_are_stored():
    notebook = run(
        "console.log('a'); console.log('b'); 1 + 1",
        "display({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>', 'text/plain': 'b' }) }); undefined",
        "let quiet = 1",
    )
    first, second, third = notebook.cells
    assert [cell.execution_count for cell in notebook.cells] == [1, 2, 3]
    assert first.outputs[0] == {"output_type": "stream", "name": "stdout", "text": "a\nb\n"}
    assert first.outputs[1].data == {"text/plain": "2"}
    assert second.outputs[0].output_type == "display_data"
    assert second.outputs[0].data == {"text/html": "<b>", "text/plain": "b"}
    assert third.outputs == []
    assert notebook.metadata.language_info.name == "typescript"
    assert notebook.metadata.language_info.file_extension == ".ts"


def test_an_updated_display_is_stored_in_its_last_state():
    notebook = run(
        "const bar = display({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': '0%' }) })\n"
        "for (const p of ['50%', '100%']) bar.update({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': p }) })\n"
        "undefined"
    )
    assert [output.data["text/plain"] for output in notebook.cells[0].outputs] == ["100%"]


def test_an_error_stops_the_notebook_and_is_stored():
    with pytest.raises(CellExecutionError) as raised:
        run("1", "throw new RangeError('too far')", "2")
    assert raised.value.ename == "RangeError"
    assert raised.value.evalue == "too far"


def test_errors_are_kept_as_outputs_when_they_are_allowed():
    notebook = run("const n: number = 'x'", "throw new Error('run time')", "3", allow_errors=True)
    types, thrown, after = notebook.cells
    assert types.outputs[0].output_type == "error"
    assert "TS2322" in types.outputs[0].evalue
    assert thrown.outputs[0].ename == "Error"
    assert len(thrown.outputs[0].traceback) > 0
    assert after.outputs[0].data["text/plain"] == "3"


def test_a_cell_that_takes_too_long_is_interrupted_and_the_next_runs():
    cells = [nbformat.v4.new_code_cell(source) for source in ("while (true) {}", "'next'")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(
        notebook, kernel_name="optlab", timeout=4, interrupt_on_timeout=True, allow_errors=True
    )
    client.execute()
    assert notebook.cells[0].outputs[0].ename == "KeyboardInterrupt"
    assert notebook.cells[1].outputs[0].data["text/plain"] == "'next'"


def test_many_outputs_arrive_in_order():
    notebook = run("for (let i = 0; i < 3000; i++) console.log(i)")
    text = "".join(output.text for output in notebook.cells[0].outputs)
    assert text == "".join(f"{i}\n" for i in range(3000))
