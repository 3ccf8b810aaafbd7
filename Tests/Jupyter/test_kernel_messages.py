"""The kernel as a process, asked over raw ZeroMQ: what Jupyter's own tests leave out."""

import pathlib
import signal
import subprocess
import sys
import time

import pytest

from processes import Marked
from wire import Wire, write_connection_file

PROJECT = pathlib.Path(__file__).parents[2]
UNROLL = PROJECT / ".build/release/unroll"


@pytest.fixture
def marks():
    return Marked()


@pytest.fixture
def surroundings(environment, marks, tmp_path):
    """An environment whose temporary folder is empty, and whose processes are found again."""
    (tmp_path / "tmp").mkdir()
    return environment | marks.environment | {"TMPDIR": str(tmp_path / "tmp"), "XDG_DATA_HOME": str(tmp_path / "data")}


@pytest.fixture
def kernel(surroundings, tmp_path):
    with Wire(UNROLL, tmp_path, surroundings) as kernel:
        yield kernel


def test_every_kind_of_crash_leaves_the_variables_as_they_were(kernel):
    kernel.execute("var x = 1\nimport Foundation\nfunc deep(_ n: Int) -> Int { deep(n + 1) + n }")
    crashes = {
        "x = 2\n[x][5]": "FatalError", "x = 2\nfatalError(\"no\")": "FatalError", "x = 2\nexit(3)": "Exit",
        "x = deep(0)": "StackOverflow", "x = 2\nthrow CocoaError(.fileNoSuchFile)": "UncaughtError",
        "x = 2\nkill(getpid(), SIGKILL)": "Killed"}
    for code, name in crashes.items():
        reply, published = kernel.execute(code)
        assert (reply["status"], reply["ename"]) == ("error", name), reply
        assert published[-1][0] == "error"
        assert any("state before" in line for line in reply["traceback"])
        assert kernel.result("x") == "1"


def test_a_loop_without_end_is_interrupted(kernel):
    kernel.execute("var x = 1")
    identifier = kernel.begin("x = 2\nprint(\"begun\")\nwhile true { x += 1 }", "begun")
    waiting = kernel.send("execute_request", {"code": "x = 3"})
    assert kernel.reply(kernel.send("interrupt_request", {}, "control"), "control") == {"status": "ok"}
    assert kernel.reply(identifier)["ename"] == "Interrupted"
    assert kernel.reply(waiting)["status"] == "aborted"
    assert kernel.result("x") == "1"


def test_a_cell_asks_for_input(kernel):
    identifier = kernel.send("execute_request", {"code": 'let name = readLine() ?? "nobody"', "allow_stdin": True})
    assert kernel.receive("stdin")["content"] == {"prompt": "", "password": False}
    kernel.send("input_reply", {"value": "Zoë"}, "stdin")
    assert kernel.reply(identifier)["status"] == "ok"
    assert kernel.result("name") == '"Zoë"'
    reply, published = kernel.execute('readLine() ?? "nobody"', allow_stdin=False)
    assert reply["status"] == "ok" and published[-1][1]["data"]["text/plain"] == '"nobody"'


def test_a_display_changes_in_place(kernel):
    _, published = kernel.execute('let place = display("first")\nplace.update("second")')
    kinds = [kind for kind, _ in published]
    assert kinds == ["display_data", "update_display_data"]
    first, second = (content for _, content in published)
    assert first["transient"]["display_id"] == second["transient"]["display_id"]
    assert "second" in second["data"]["text/plain"]


def test_silent_code_shows_nothing(kernel):
    reply, published = kernel.execute("var x = 1\nprint(x)\nx", silent=True)
    assert reply["status"] == "ok" and published == []
    assert kernel.result("x") == "1"


def test_expressions_are_evaluated(kernel):
    reply, _ = kernel.execute("let x = 20", user_expressions={"good": "x + 1", "bad": "missing"})
    assert reply["user_expressions"]["good"]["data"]["text/plain"] == "21"
    assert reply["user_expressions"]["bad"]["ename"] == "CompileError"


def test_strangers_are_not_heard(kernel):
    kernel.send("shutdown_request", {"restart": False}, "control", key=b"another")
    kernel.send("execute_request", {"code": "let mine = 1"}, key=b"another")
    kernel.sockets["shell"].send_multipart([b"nonsense"])
    assert kernel.reply(kernel.send("kernel_info_request", {}))["status"] == "ok"
    assert kernel.execute("mine")[0]["status"] == "error"
    kernel.sockets["hb"].send(b"ping")
    assert kernel.sockets["hb"].recv() == b"ping"


def test_a_million_lines_arrive(kernel):
    identifier = kernel.send("execute_request", {"code": "for i in 0..<1_000_000 { print(i) }"})
    texts = [content["text"] for kind, content in kernel.published(identifier) if kind == "stream"]
    assert "".join(texts).split() == [str(number) for number in range(1_000_000)]
    assert len(texts) < 1000
    memory = pathlib.Path(f"/proc/{kernel.process.pid}/status").read_text().split("VmHWM:")[1].split()[0]
    assert int(memory) < 200_000  # kilobytes


def test_an_open_connection_file_is_refused(surroundings, tmp_path):
    write_connection_file(tmp_path / "open.json", mode=0o644)
    done = subprocess.run(
        [UNROLL, "kernel", "run", tmp_path / "open.json"], env=surroundings, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "chmod 600" in done.stderr


def occupy(kernel, how):
    """Has the kernel start every kind of process that it can."""
    kernel.execute("var x = 1")
    kernel.reply(kernel.send("complete_request", {"code": "x.desc"}))
    code = {"cell": 'print("begun")\nwhile true { }', "shell": "!echo begun; sleep 600 | sleep 600", "idle": None}[how]
    if code:
        kernel.begin(code, "begun")


def check_nothing_is_left(marks, tmp_path):
    assert marks.ended() == {}
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize("how", ["idle", "cell", "shell"])
@pytest.mark.parametrize("way", ["shutdown", "restart", "SIGTERM", "SIGKILL"])
def test_an_ended_kernel_leaves_nothing(way, how, kernel, marks, tmp_path):
    occupy(kernel, how)
    if way.startswith("SIG"):
        kernel.process.send_signal(getattr(signal, way))
    else:
        content = {"restart": way == "restart"}
        reply = kernel.reply(kernel.send("shutdown_request", content, "control"), "control")
        assert reply == {"status": "ok"} | content
    status = kernel.process.wait(60)
    assert status == {"SIGTERM": 128 + signal.SIGTERM, "SIGKILL": -signal.SIGKILL}.get(way, 0)
    check_nothing_is_left(marks, tmp_path)


@pytest.mark.parametrize("how", ["idle", "cell"])
def test_a_kernel_ends_with_its_parent(how, surroundings, marks, tmp_path):
    parent = subprocess.Popen(["sleep", "600"])
    with Wire(UNROLL, tmp_path, surroundings | {"JPY_PARENT_PID": str(parent.pid)}) as kernel:
        occupy(kernel, how)
        parent.kill()
        parent.wait()
        kernel.process.wait(60)
        check_nothing_is_left(marks, tmp_path)


STARTER = """
import os, subprocess, sys
subprocess.run([sys.argv[1], "kernel", "run", sys.argv[2]], env=os.environ | {"JPY_PARENT_PID": str(os.getpid())})
"""


def test_a_kernel_whose_starter_is_killed_at_once_ends(surroundings, marks, tmp_path):
    write_connection_file(tmp_path / "orphan.json")
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, UNROLL, tmp_path / "orphan.json"], env=surroundings, start_new_session=True)
    while not any("kernel run" in line for process, line in marks.running().items() if process != starter.pid):
        time.sleep(0.01)
    starter.kill()
    starter.wait()
    check_nothing_is_left(marks, tmp_path)
