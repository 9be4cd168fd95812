"""Thousands who comment at once, and readers whose waiting is measured meanwhile."""
import asyncio
import collections
import contextlib
import http.client
import multiprocessing
import pathlib
import re
import socket
import threading
import time
import urllib.parse

import served

# An email address of this domain must not appear anywhere.
PRIVATE = "private-mail.example"
# The time of a reader who got no page.
FAILED = float("inf")
HELD = re.compile(r"[?&]held=[^&#]+&known=([^&#]+)#comment-(\d+)$")


class Sender:
    """Comments from one network, and keeps what proves that the earlier ones were its own, as
    a browser does (public/remember.js)."""

    def __init__(self, number, email):
        self.number, self.email, self.proofs = number, f"{email}@{PRIVATE}", []

    def address(self, r):
        """Every other network is an IPv6 /64, all of whose addresses one customer has."""
        n = self.number
        if n % 2:
            return f"2001:db8:{n >> 16:x}:{n & 0xffff:x}::{r.randrange(1 << 16):x}"
        return f"198.{18 + (n >> 16)}.{n >> 8 & 255}.{n & 255}"

    def tokens(self):
        return " ".join(token for _, token in self.proofs[:3])

    def proves(self, approved):
        return any(number in approved for number, _ in self.proofs[:3])


class Message:
    """One comment and, after `send`, its fate: the status of the answer, the number of the
    comment that was stored, and which limit refused it."""

    def __init__(self, sender, address, article, row):
        self.sender, self.address, self.article, self.row = sender, address, article, row
        self.status = self.id = self.limit = None

    @property
    def kind(self):
        return self.row["kind"]

    @property
    def is_spam(self):
        return self.row["status"] == "spam"

    def request(self):
        body = urllib.parse.urlencode({
            "comment_post_ID": self.article, "comment_parent": 0, "author": self.row["author"],
            "email": self.sender.email, "url": self.row["url"], "comment": self.row["content"],
            "leave_empty": "", "known": self.sender.tokens()})
        return (f"POST /comment/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                f"X-Forwarded-For: {self.address}\r\nContent-Type: {served.FORM_TYPE}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}").encode()

    def take(self, answer):
        head, _, body = answer.partition(b"\r\n\r\n")
        self.status = int(head.split(b" ", 2)[1]) if head.startswith(b"HTTP/") else 0
        if self.status == 429:
            self.limit = "network" if b"too quickly" in body else "busy"
        if self.status != 303:
            return
        location = re.search(rb"(?im)^Location: (\S+)", head)[1].decode()
        self.id = int(location.rpartition("#comment-")[2])
        if held := HELD.search(location):
            self.sender.proofs.insert(0, (self.id, held[1]))


async def _post(port, message):
    answer = b""
    with contextlib.suppress(OSError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(message.request())
            answer = await reader.read()
        finally:
            writer.close()
    message.take(answer)


async def _send(port, messages, width):
    queue = iter(messages)

    async def one_after_the_other():
        for message in queue:
            await _post(port, message)
    await asyncio.gather(*(one_after_the_other() for _ in range(width)))


def send(site, messages, width):
    """Sends all of them, `width` at a time. Returns the seconds that it took."""
    began = time.monotonic()
    asyncio.run(_send(site.port, messages, width))
    return time.monotonic() - began


def begun(site, message):
    """Sends a comment. Returns the connection, for `end`."""
    s = socket.create_connection(("127.0.0.1", site.port), 60)
    s.sendall(message.request())
    return s


def end(connection, message):
    with connection.makefile("rb") as f:
        message.take(f.read())


def _read(port, path, ended, took):
    while not ended.wait(0.01):
        began = time.monotonic()
        c = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            c.request("GET", path)
            answer = c.getresponse()
            answer.read()
            took.append((time.monotonic() - began) * 1000 if answer.status == 200 else FAILED)
        except OSError:
            took.append(FAILED)
        finally:
            c.close()


def _read_all(port, paths, ended, out):
    took = {path: [] for path in paths}
    threads = [threading.Thread(target=_read, args=(port, path, ended, took[path]))
               for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    out.send(took)


@contextlib.contextmanager
def readers(site, *paths):
    """Reads each of these pages again and again, in a process of its own: this one is busy with
    sending. Fills the dictionary that it yields at the end: {path: milliseconds of each request
    or FAILED, sorted}."""
    ended, (ours, theirs), found = multiprocessing.Event(), multiprocessing.Pipe(False), {}
    process = multiprocessing.Process(target=_read_all, args=(site.port, paths, ended, theirs))
    process.start()
    theirs.close()
    try:
        yield found
    finally:
        ended.set()
        with contextlib.suppress(EOFError):
            found.update({path: sorted(took) for path, took in ours.recv().items()})
        process.join()


def percentile(sorted_values, share):
    return sorted_values[min(len(sorted_values) * share // 100, len(sorted_values) - 1)]


def memory(site):
    """The largest amount of memory that one process of the program has had, in MiB."""
    peaks = [int(re.search(r"VmHWM:\s+(\d+) kB", pathlib.Path(
        f"/proc/{pid}/status").read_text())[1]) for pid in [site.program.pid, *site.workers()]]
    return max(peaks) / 1024


def database_size(site):
    """In MiB, with what is still in the write-ahead log."""
    return sum(f.stat().st_size for f in site.dir.glob("pamphlet.db*")) / (1 << 20)


def pages_with_comments(site):
    """{path: text} of all articles, the other pages of their comments, and the feeds."""
    found = {}
    todo = collections.deque(["/", "/feed/", "/comments/feed/", "/comments/feed/atom/", *(
        path for path, in site.rows("SELECT permalink FROM article WHERE status = 'publish'"))])
    while todo:
        path = todo.popleft()
        if path in found:
            continue
        answer = site.get(path)
        assert answer.status == 200, path
        found[path] = answer.text
        todo.extend(re.findall(r'href="(/[^"?#]*/comment-page-\d+/)', answer.text))
    return found
