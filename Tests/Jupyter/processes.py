"""Finding the processes that a test started, whoever their parents are now."""

import pathlib
import time
import uuid


class Marked:
    """Processes with a mark in the environment that they were started with."""

    def __init__(self):
        self.environment = {"UNROLL_TEST_MARK": uuid.uuid4().hex}
        self._entry = f"UNROLL_TEST_MARK={self.environment['UNROLL_TEST_MARK']}".encode()

    def running(self):
        """The command lines by process."""
        found = {}
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if self._entry in (folder / "environ").read_bytes().split(b"\0"):
                    words = (folder / "cmdline").read_bytes().split(b"\0")
                    found[int(folder.name)] = " ".join(word.decode(errors="replace") for word in words)
            except OSError:
                continue  # it has ended, or is not ours
        return {process: line for process, line in found.items() if line}  # a zombie has no command line

    def ended(self, seconds=30):
        """Waits for all of them to end; gives those that did not."""
        deadline = time.monotonic() + seconds
        while (left := self.running()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return left
