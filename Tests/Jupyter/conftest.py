"""What the tests of the front ends share: a kernel of our own installation, JupyterLab, and a browser.

Everything runs in folders of its own, so that nothing of this account's Jupyter is read or written.
"""

import os
import pathlib
import subprocess

import pytest
from playwright.sync_api import expect, sync_playwright

from lab_page import LabPage
from processes import Marked
from server import Server

PROJECT = pathlib.Path(__file__).parents[2]
UNROLL = PROJECT / ".build/release/unroll"
SCREENSHOTS = PROJECT / ".build/screenshots"
PROGRAMS = PROJECT / ".build-jupyter/bin"

PATIENCE = 60_000  # milliseconds; what a test waits for comes as soon as it is there
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def marked():
    """Everything that is started here carries a mark in its environment, by which it is found again."""
    return Marked()


@pytest.fixture(scope="session")
def environment(tmp_path_factory, marked):
    """The environment of a Jupyter that knows our kernel and nothing of this account."""
    root = tmp_path_factory.mktemp("jupyter")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    for name in ("HOME", "TMPDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        environment[name] = str(root / name.lower())
        (root / name.lower()).mkdir()
    environment["PATH"] = f"{PROGRAMS}:{environment['PATH']}"
    environment["JUPYTER_PATH"] = str(root / "prefix/share/jupyter")
    environment |= marked.environment
    subprocess.run([UNROLL, "kernel", "install", "--prefix", root / "prefix"], env=environment, check=True)
    return environment


@pytest.fixture(scope="session")
def server(environment, tmp_path_factory):
    """A JupyterLab over an empty folder."""
    with Server(environment, tmp_path_factory.mktemp("notebooks")) as server:
        yield server


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium; Playwright's own build is not downloaded."""
    with sync_playwright() as playwright:
        sandbox = [] if os.getuid() else ["--no-sandbox"]  # which root cannot have
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=sandbox)
        yield browser
        browser.close()


@pytest.fixture
def lab(server, browser, request):
    """A page of JupyterLab; its last state is kept as a picture."""
    page = browser.new_page(viewport={"width": 1200, "height": 1400})
    page.set_default_timeout(PATIENCE)
    yield LabPage(page, server)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{request.node.name}.png")
    page.close()
