"""The Jupyter project's own conformance suite, with TypeScript samples."""

import unittest

import jupyter_kernel_test


class TypeScriptKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "optlab"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    code_generate_error = 'throw new Error("expected")'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "const word = 'note'\nword + 'book'", "result": "'notebook'"},
        {"code": "await Promise.resolve([1, 2])", "result": "[ 1, 2 ]"},
        {
            "code": "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>' }) })",
            "result": "<b>",
            "mime": "text/html",
        },
    ]
    code_display_data = [
        {
            "code": "display({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>x</b>' }) }); undefined",
            "mime": "text/html",
        },
        {"code": "import { display as show } from 'tslab'\nshow.svg('<svg/>')", "mime": "image/svg+xml"},
    ]
    code_clear_output = "clearOutput()"
    completion_samples = [
        {"text": "consol", "matches": {"console"}},
        {"text": "Math.sqr", "matches": {"sqrt"}},
        {"text": "'é'.padS", "matches": {"padStart"}},
    ]
    complete_code_samples = ["1", "let a = 5", "function f() {\n  return 1\n}", "await Promise.resolve(1)"]
    incomplete_code_samples = ["function f() {", "[1, 2,", "`open", "/* open", "if (true) {\n  1"]
    invalid_code_samples = ["let = =", "const 5 = x", "foo bar baz )"]
    code_inspect_sample = "parseInt"
    code_page_something = "parseInt?"
    code_history_pattern = "6*7"
    supported_history_operations = ("tail", "range", "search")


class WelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "optlab"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
