"""`jupyter console` in a pseudo terminal, typed into as a person would."""

import os
import sys
import time

import pexpect
import pytest

UP, TAB, RETURN, INTERRUPT, END = "\x1b[A", "\t", "\r", "\x03", "\x04"


@pytest.fixture
def console(tmp_path):
    environment = {**os.environ, "TERM": "xterm", "JUPYTER_PREFER_ENV_PATH": "1", "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(
        sys.executable,
        [
            "-m",
            "jupyter_console",
            "--kernel",
            "optlab",
            "--ZMQTerminalInteractiveShell.highlighting_style=bw",
            # After a second without an answer the console would decide by itself whether a cell is complete.
            "--ZMQTerminalInteractiveShell.kernel_is_complete_timeout=20",
        ],
        env=environment,
        cwd=tmp_path,
        encoding="utf-8",
        dimensions=(40, 120),
        timeout=30,
    )
    prompt(child, 1)
    yield child
    child.close(force=True)


def prompt(console, count):
    """Waits for the prompt of the count-th cell, whose parts have colours of their own."""
    console.expect(rf"In [^\n]{{0,40}}\[[^\n]{{0,40}}{count}[^\n]{{0,40}}\]")


def enter(console, *lines):
    for line in lines:
        console.send(line)
        # What comes at once with the text is taken as pasted: Return would then begin a line.
        time.sleep(0.6)
        console.send(RETURN)


def test_the_banner_names_language_and_kernel_and_a_cell_has_a_value(console):
    assert "TypeScript" in console.before
    enter(console, "const six = 6")
    prompt(console, 2)
    enter(console, "six * 7")
    console.expect_exact("42")
    prompt(console, 3)


def test_an_open_bracket_continues_on_the_next_line(console):
    enter(console, "function double(x: number) {")
    console.expect_exact("...:")
    enter(console, "return x * 2;", "}")
    prompt(console, 2)
    enter(console, "double(21)")
    console.expect_exact("42")


def test_tab_completes_a_name(console):
    enter(console, "const temperature = 451")
    prompt(console, 2)
    console.send("temperat" + TAB)
    console.expect_exact("ure")
    console.send(RETURN)
    console.expect_exact("451")


def test_an_error_shows_its_frame_and_the_session_goes_on(console):
    enter(console, "const n: number = 'x'")
    console.expect_exact("error TS2322")
    prompt(console, 2)
    enter(console, "throw new RangeError('far')")
    console.expect_exact("RangeError: far")
    prompt(console, 3)


def test_control_c_interrupts_a_loop_and_what_was_defined_stays(console):
    enter(console, "let kept = 'still here'")
    prompt(console, 2)
    enter(console, "while (true) {}")
    time.sleep(1)
    console.send(INTERRUPT)
    console.expect_exact("KeyboardInterrupt")
    prompt(console, 3)
    enter(console, "kept")
    console.expect_exact("'still here'")


def test_input_is_read_from_the_terminal(console):
    enter(console, "input('Wh' + 'o? ').toUpperCase()")
    console.expect_exact("Who?")
    console.send("ada" + RETURN)
    console.expect_exact("'ADA'")


def test_the_up_arrow_brings_back_the_last_input_and_control_d_ends_the_console(console):
    enter(console, "'once ' + 'more'")
    console.expect_exact("'once more'")
    prompt(console, 2)
    console.send(UP + RETURN)
    console.expect_exact("'once more'")
    prompt(console, 3)
    console.send(END)
    console.expect("exit|shut down")
    console.send("y" + RETURN)
    console.expect(pexpect.EOF)
