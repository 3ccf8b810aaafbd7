"""`unroll run`: notebooks without Jupyter, by the program itself."""

import signal
import subprocess
import time

import nbformat
import pytest

from conftest import UNROLL
from lab_page import write_notebook
from processes import Marked

CELLS = ("# Title", "var x = 1\nx", 'x += 1\nprint("x is \\(x)")', "let y: Int = x.nonsense", "x")


def unroll(environment, *arguments, cwd):
    return subprocess.run([UNROLL, "run", *arguments], env=environment, cwd=cwd, capture_output=True, text=True, timeout=120)


def test_the_first_error_ends_it(environment, tmp_path):
    write_notebook(tmp_path / "a.ipynb", *CELLS)
    before = (tmp_path / "a.ipynb").read_bytes()
    done = unroll(environment, "a.ipynb", "-o", "b.ipynb", cwd=tmp_path)
    assert done.returncode == 1
    assert "Cell 3: " in done.stderr and "3 of 4 cells" in done.stderr
    assert (tmp_path / "a.ipynb").read_bytes() == before
    cells = nbformat.read(tmp_path / "b.ipynb", as_version=4).cells
    nbformat.validate(nbformat.read(tmp_path / "b.ipynb", as_version=4))
    assert cells[1].outputs[0].data["text/plain"] == "1"
    assert cells[2].outputs == [{"output_type": "stream", "name": "stdout", "text": "x is 2\n"}]
    assert cells[3].outputs[0].output_type == "error" and cells[4].outputs == []


def test_a_cell_that_does_not_compile_stops_only_itself_when_asked_so(environment, tmp_path):
    write_notebook(tmp_path / "a.ipynb", *CELLS)
    done = unroll(environment, "a.ipynb", "--inplace", "--allow-errors", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    written = (tmp_path / "a.ipynb").read_text()
    notebook = nbformat.read(tmp_path / "a.ipynb", as_version=4)
    assert notebook.cells[4].outputs[0].data["text/plain"] == "2"
    assert nbformat.writes(notebook) + "\n" == written  # as nbformat writes it
    assert [path.name for path in tmp_path.iterdir()] == ["a.ipynb"]


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_run_leaves_nothing(environment, tmp_path, way):
    write_notebook(tmp_path / "a.ipynb", "1", 'import Foundation\ntry Data().write(to: URL(filePath: "begun"))\nwhile true {}', "2")
    marked, temporary = Marked(), tmp_path / "tmp"
    temporary.mkdir()
    run = subprocess.Popen(
        [UNROLL, "run", "a.ipynb", "-o", "b.ipynb"], cwd=tmp_path, env=environment | marked.environment | {"TMPDIR": str(temporary)})
    deadline = time.monotonic() + 60
    while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    run.send_signal(way)
    status = run.wait(60)
    assert marked.ended() == {}
    if way == signal.SIGKILL:  # which no program can answer
        return
    assert status == 130
    assert list(temporary.iterdir()) == []
    cells = nbformat.read(tmp_path / "b.ipynb", as_version=4).cells
    assert "nterrupted" in cells[1].outputs[0].evalue and cells[2].execution_count is None
