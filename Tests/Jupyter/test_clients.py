"""Other front ends with our kernel: nbconvert, papermill and the console."""

import json
import pathlib
import subprocess

import nbformat
import pexpect

from lab_page import write_notebook

PROJECT = pathlib.Path(__file__).parents[2]


def run(environment, *command, expected=0):
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == expected, done.stderr
    return done


def texts(path):
    """The plain text of every code cell's outputs."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return [
        "".join(output.get("text", "") + output.get("data", {}).get("text/plain", "") + output.get("ename", "") for output in cell.outputs)
        for cell in notebook.cells if cell.cell_type == "code"
    ]


CELLS = ("# Title", "var x = 1\nx", "x += 1\nprint(x)", "let y = [x][5]", "x")


def test_nbconvert_executes(environment, tmp_path):
    write_notebook(tmp_path / "a.ipynb", *CELLS)
    convert = ("jupyter-nbconvert", "--to", "notebook", "--execute", str(tmp_path / "a.ipynb"))
    failed = run(environment, *convert, "--output", "b", expected=1)
    assert "out of range" in failed.stderr
    run(environment, *convert, "--allow-errors", "--output", "c")
    found = texts(tmp_path / "c.ipynb")
    assert found[0] == "1" and found[1] == "2\n" and found[2] and found[3] == "2"


def test_papermill_executes(environment, tmp_path):
    write_notebook(tmp_path / "a.ipynb", *CELLS[:3])
    run(environment, "papermill", str(tmp_path / "a.ipynb"), str(tmp_path / "b.ipynb"))
    assert texts(tmp_path / "b.ipynb") == ["1", "2\n"]


def test_the_console_talks(environment):
    console = pexpect.spawn(
        "jupyter-console", ["--kernel=unroll", "--simple-prompt", "--ZMQTerminalInteractiveShell.kernel_timeout=60"],
        env=environment, encoding="utf-8", timeout=60)
    console.expect(r"In \[1\]: ")
    console.sendline("let x = 41")
    console.expect(r"In \[2\]: ")
    console.sendline("x + 1")
    console.expect(r"Out\[2\]: 42")
    console.sendeof()
    console.expect("exit")
    console.sendline("y")
    console.expect(pexpect.EOF)


def test_the_kernel_is_listed_and_the_doctor_sees_it(environment):
    listed = json.loads(run(environment, "jupyter-kernelspec", "list", "--json").stdout)["kernelspecs"]["unroll"]
    assert listed["spec"]["display_name"] == "Swift (unroll)"
    assert (pathlib.Path(listed["resource_dir"]) / "logo-svg.svg").exists()
    unroll = listed["spec"]["argv"][0]
    done = run(environment, unroll, "kernel", "doctor")
    assert f"✓ the kernel: {listed['resource_dir']}, which starts {unroll}" in done.stdout
    assert "✗" not in done.stdout
