"""The command on a real pseudo-terminal."""
import contextlib
import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
import threading

import pytest
import served


class Terminal:
    """A child process on its own terminal; `screen` is its whole output."""

    def __init__(self, words, columns=80, rows=24, stdout=None, cwd="/", **environment):
        try:
            self.ours, theirs = pty.openpty()
        except OSError as why:  # a bare chroot has no /dev/pts
            pytest.skip(f"no pseudo-terminal: {why}")
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        env = {k: v for k, v in os.environ.items()
               if k not in ("PAGER", "LESS", "NO_COLOR", "PAMPHLET_SITE")}
        self.screen = ""
        self.child = subprocess.Popen(
            list(map(str, words)), stdin=theirs, stdout=stdout or theirs, stderr=theirs, cwd=cwd,
            preexec_fn=self.adopt, env={**env, "TERM": "xterm", "LC_ALL": "C.UTF-8", **environment})
        os.close(theirs)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    @staticmethod
    def adopt():
        # A run in the background, or under nohup, ignores them, and so would the child.
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def read(self):
        data = b""
        with contextlib.suppress(OSError):
            while chunk := os.read(self.ours, 65536):
                data += chunk
                self.screen = data.decode("utf-8", "replace")

    def type(self, text):
        os.write(self.ours, text.encode())

    def wait_for(self, text):
        served.wait_for(lambda: text in self.screen, what=repr(text))

    def end(self):
        """Returns the exit code after reading all output."""
        try:
            code = self.child.wait(30)
        finally:
            self.child.kill()
        self.reader.join(5)
        os.close(self.ours)
        return code


def pamphlet(*words, site=None, **more):
    return Terminal([served.BUILD / "pamphlet", *(["-C", site] if site else []), *words], **more)


def shown(*words, **more):
    """Returns the output of the command, with newlines as in a file, and its exit code."""
    there = pamphlet(*words, **more)
    code = there.end()
    return there.screen.replace("\r\n", "\n"), code
