"""After `make lab` has been stopped, in whatever way, nothing of it is left."""

import os
import pathlib
import re
import signal
import subprocess

import pytest
from playwright.sync_api import expect

from lab_page import LabPage
from processes import Marked

PROJECT = pathlib.Path(__file__).parents[2]


class Address:
    """Where `make lab` is, in place of a server that a test started itself."""

    def __init__(self, printed):
        self._printed = printed

    def address(self, notebook):
        return self._printed.replace("rnn.ipynb", notebook)


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_lab_leaves_nothing(way, browser, tmp_path):
    marked = Marked()
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "tour.ipynb").write_text((PROJECT / "Labs/tour/tour.ipynb").read_text().replace("A first tour", "Mine"))
    environment = os.environ | marked.environment | {
        "BROWSER": "none", "FOLDER": str(folder), "TMPDIR": str(temporary), "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"), "XDG_DATA_HOME": str(tmp_path / "data")}
    lab = subprocess.Popen(
        [PROJECT / "Scripts/lab.sh"], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        start_new_session=True, preexec_fn=heed_signals)
    try:
        use(lab, browser, marked)
        # A terminal sends to all of the group; a program that stops this one, to it alone.
        if way == signal.SIGTERM:
            lab.send_signal(way)
        else:
            os.killpg(lab.pid, way)
        lab.wait(60)
    except BaseException:
        lab.terminate()
        raise
    assert marked.ended() == {}
    # SwiftPM, which brings the build up to date first, leaves locks and folders of these names; ours leave nothing.
    of_swiftpm = re.compile(r"TemporaryDirectory\.|.*\.lock$")
    assert [path for path in temporary.iterdir() if not of_swiftpm.match(path.name)] == []


def heed_signals():
    """As a terminal starts programs: tests that run in the background, or under nohup, were told to ignore some."""
    for way in [signal.SIGINT, signal.SIGHUP]:
        signal.signal(way, signal.SIG_DFL)


def use(lab, browser, marked):
    """Opens the address that was printed, and has the kernel run something."""
    address = None
    for line in lab.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\S+", line):
            address = found[0]
        if "Ctrl-C" in line:
            break
    assert address, "no address was printed"

    page = browser.new_page()
    view = LabPage(page, Address(address))
    view.open("tour.ipynb")
    expect(page.locator(".jp-MarkdownCell").first).to_contain_text("Mine")  # what is there is not overwritten
    view.run(0)
    view.expect_number(0, 1)
    page.close()
    assert any("kernel run" in line for line in marked.running().values())
