"""What a full-screen program shows on a terminal, as rows of text."""
import fcntl
import os
import struct
import termios

import on_terminal
import pytest
import served

pyte = pytest.importorskip("pyte", reason="needs python3-pyte")


class Screen(on_terminal.Terminal):
    """A child process on a terminal that pyte emulates."""

    def __init__(self, words, columns=80, rows=24, **more):
        # pyte knows the sequences of this type, but not all of xterm's.
        more.setdefault("TERM", "linux")
        self.shown = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.shown)
        self.raw = b""
        super().__init__(words, columns=columns, rows=rows, **more)

    def read(self):
        try:
            while chunk := os.read(self.ours, 65536):
                self.raw += chunk
                self.stream.feed(chunk)
                self.screen = self.raw.decode("utf-8", "replace")
        except OSError:
            pass

    @property
    def rows(self):
        return [row.rstrip() for row in self.shown.display]

    @property
    def text(self):
        return "\n".join(self.rows)

    def see(self, text, seconds=15):
        """Waits until the screen shows the text."""
        try:
            served.wait_for(lambda: text in self.text, seconds)
        except AssertionError:
            raise AssertionError(f"no {text!r} on this screen:\n{self.text}") from None

    def press(self, keys, text):
        self.type(keys)
        self.see(text)

    def resize(self, columns, rows):
        self.shown.resize(rows, columns)
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def moderate(site, *words, **more):
    return Screen([served.BUILD / "pamphlet", "-C", site, "comment", "moderate", *words], **more)
