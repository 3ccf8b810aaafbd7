"""The REPL of LLDB that comes with the Swift toolchain, driven as a person would: a line, then the next prompt."""
import glob
import os
import pty
import re
import select
import shutil
import subprocess
import time

PROMPT = re.compile(rb"\d+> (?:\x1b\[[0-9;?]*[A-Za-z])*$")


def environment():
    """The environment that LLDB starts in, or None: it needs the library of one exact version of Python."""
    swift = shutil.which("swift")
    lldb = swift and os.path.join(os.path.dirname(os.path.realpath(swift)), "lldb")
    if not lldb or not os.path.exists(lldb):
        return None
    needs = subprocess.run(["ldd", lldb], capture_output=True, text=True).stdout
    missing = re.findall(r"(\S+) => not found", needs)
    folders = []
    for library in missing:
        homes = ["/usr/lib", "/usr/lib/*", "/usr/local/lib", os.path.expanduser("~/.pyenv/versions/*/lib")]
        found = [path for home in homes for path in glob.glob(os.path.join(home, library))]
        if not found:
            return None
        folders.append(os.path.dirname(found[0]))
    # Colours and a wide line editor would stand between a prompt and its line.
    return os.environ | {"LD_LIBRARY_PATH": ":".join(folders), "TERM": "dumb", "COLUMNS": "400"}


class REPL:
    def __init__(self):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execvpe("swift", ["swift", "repl"], environment())
        self._answer()

    def _answer(self, patience=120):
        """What comes until the next prompt."""
        text, end = b"", time.monotonic() + patience
        while not PROMPT.search(text):
            ready, _, _ = select.select([self.terminal], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise TimeoutError(f"LLDB did not answer: {text.decode(errors='replace')}")
            text += os.read(self.terminal, 1 << 16)
        return text.decode(errors="replace")

    def run(self, line):
        """(seconds, the number that the line's value is, or None)"""
        start = time.perf_counter()
        os.write(self.terminal, line.encode() + b"\n")
        text = self._answer()
        taken = time.perf_counter() - start
        if "error:" in text:
            raise RuntimeError(text)
        shown = re.search(r"\$R\d+: \w+ = ([-+.\de]+)", text)
        return taken, float(shown.group(1)) if shown else None

    def end(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)
