"""Jupyter's own tests of a kernel, every one of them asked for; the pager is left out, which the protocol gives up."""

import unittest

import jupyter_client.manager
import pytest
from jupyter_kernel_test import IopubWelcomeTests, KernelTests


@pytest.fixture(scope="module", autouse=True)
def our_jupyter(environment, tmp_path_factory):
    """The tests find the kernel as a client does: by this process's environment; what others ran is not in its history."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


class TestKernel(KernelTests):
    kernel_name = "unroll"
    language_name = "swift"
    file_extension = ".swift"

    code_hello_world = 'print("hello, world")'
    code_stderr = 'import Foundation\nFileHandle.standardError.write(Data("to stderr\\n".utf8))'
    code_generate_error = "let empty: [Int] = []\nempty[0]"
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "(1...3).map { $0 * $0 }", "result": "[1, 4, 9]"},
        {"code": '"1" + "2"', "result": '"12"'},
    ]
    code_display_data = [
        {"code": "display(7)", "mime": "text/plain"},
        {"code": 'display(DisplayData([.svg("<svg/>"), .plain("a picture")]))', "mime": "image/svg+xml"},
    ]
    code_clear_output = "clearOutput()"
    code_inspect_sample = "zip"

    completion_samples = [
        {"text": "[1, 2].isEm", "matches": {"isEmpty"}},
        {"text": '"a".utf1', "matches": {"utf16"}},
        {"text": "%%sh", "matches": {"%%shell"}},
    ]
    complete_code_samples = ["1", "let a = 1", "func f() -> Int {\n    1\n}", 'print("""\nlong\n""")', "%time 1", "!true"]
    incomplete_code_samples = ["func f() {", "let a =", "[1,", 'print("""\n', "/* open", "struct S", "%%shell\nls"]
    invalid_code_samples = ["let = 1", ")", '"open', "func ()", "a b c )"]

    code_history_pattern = "*1?+*"
    supported_history_operations = ("tail", "range", "search")


class TestWelcome(IopubWelcomeTests):
    kernel_name = "unroll"
    support_iopub_welcome = True


# The classes above are what is to be run; their bases would test a kernel for Python.
del IopubWelcomeTests, KernelTests
