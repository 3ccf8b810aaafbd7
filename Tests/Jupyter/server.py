"""A JupyterLab server in a folder, for this machine alone."""

import json
import pathlib
import secrets
import subprocess
import sys
import time


class Server:
    def __init__(self, environment, folder):
        self.folder = folder
        self.token = secrets.token_hex(16)
        self._runtime = pathlib.Path(environment["JUPYTER_RUNTIME_DIR"])
        self._log = open(folder.parent / "server.log", "w+")
        settings = pathlib.Path(environment["JUPYTER_CONFIG_DIR"]) / "lab/user-settings/@jupyterlab/notebook-extension"
        settings.mkdir(parents=True, exist_ok=True)
        # All cells are in the page, those that are out of sight too.
        (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
        command = [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--ServerApp.root_dir={folder}",
            "--LanguageServerManager.autodetect=False", "--KernelSpecManager.ensure_native_kernel=False",
        ]
        self._process = subprocess.Popen(
            command, env=environment | {"JUPYTER_TOKEN": self.token}, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log)

    def __enter__(self):
        notes = self._runtime / f"jpserver-{self._process.pid}.json"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            if notes.exists() and notes.stat().st_size:
                self.url = json.loads(notes.read_text())["url"]
                return self
            time.sleep(0.1)
        self.__exit__()
        raise RuntimeError(f"JupyterLab did not start:\n{self.log}")

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(30)

    @property
    def log(self):
        self._log.flush()
        return pathlib.Path(self._log.name).read_text()

    def address(self, notebook):
        return f"{self.url}lab/tree/{notebook}?token={self.token}&reset"
