"""Figures of many readers while something changes."""
import contextlib
import select
import socket
import statistics
import time

import served
from corpus import Corpus
from fill import Filled
from measure import EveryTenth, Failed, Spread, pss_mib, wrk
from result import Result, Row
from sites import Site

TEXT = "I saw her come in past the breakwater this morning, and the lamp was lit."
FILES = 10_000
MIX = ["/entry-%d/"] * 7 + ["/", "/?s=ferry+quay", "/feed/"]


def commenting(site):
    def act(n):
        answer = site.comment(site.id, f"{TEXT} {time.time_ns()} {n}")
        if answer.status != 303:
            raise Failed(f"a comment was answered {answer.status}")
    return act


def during_import(b):
    """Stored pages at 256 connections, while 10,000 files are imported."""
    rows = []
    for name, path in (("an article", None), ("the home page, which the import changes", "/")):
        worst, quiet = [], []
        for n in range(b.rounds):
            with contextlib.ExitStack() as stack:
                site = Site.sample(b.folder / f"importing-{bool(path)}-{n}")
                stack.callback(site.stop)
                site.start()
                site.stored_file(site.path)
                corpus = site.folder / "corpus"
                Corpus(FILES).write(corpus)

                def read():
                    return wrk(site.url(path or site.path), b.seconds,
                               headers={"Accept-Encoding": "gzip"}, connections=256)

                quiet.append(read()["p999"] / 1000)
                child = site.spawn(served.BUILD / "pamphlet", "-C", site.dir, "import",
                                   "--quiet", corpus)
                run = read()
                if child.poll() is not None:
                    raise Failed("the import ended before the readers")
                if child.wait(600) != 0:
                    raise Failed("the import failed")
                worst.append(run["p999"] / 1000)
        rows.append(Row(f"{name} at 256 connections during an import of {FILES:,} files: "
                        "99.9th percentile, ms", "", f"{Spread(quiet).text(1)} ms",
                        Spread(worst), 20, False, 1))
    return Result(rows, ["The same without an import is listed as the rival. No request failed: a "
                         "run with one that did is refused."])


class Waiting:
    """Connections that are open, each with a request that is sent at once."""

    def __init__(self, site, path, count):
        host = site.base_url.partition("//")[2]
        self.request = (f"GET {path} HTTP/1.1\r\nHost: {host}\r\n"
                        "Accept-Encoding: gzip\r\n\r\n").encode("ascii")
        self.sockets = [socket.create_connection(("127.0.0.1", site.port))
                        for _ in range(count)]
        for s in self.sockets:
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self):
        """Returns the bodies, and the milliseconds until the last byte of the last."""
        poll = select.epoll()
        waiting = {}
        for s in self.sockets:
            poll.register(s, select.EPOLLIN)
            waiting[s.fileno()] = [s, b"", None]
        began = time.monotonic()
        for s in self.sockets:
            s.send(self.request)
        left = len(waiting)
        while left:
            events = poll.poll(10)
            if not events:
                raise Failed("a reader waited for ten seconds")
            for fd, _ in events:
                state = waiting[fd]
                data = state[0].recv(1 << 16)
                if not data:
                    raise Failed("a reader was cut off")
                state[1] += data
                left -= complete(state)
        spent = (time.monotonic() - began) * 1000
        poll.close()
        return [state[1] for state in waiting.values()], spent

    def close(self):
        for s in self.sockets:
            s.close()


def complete(state):
    """Whether the response of a reader has all its bytes."""
    if state[2] is None:
        head, end, _ = state[1].partition(b"\r\n\r\n")
        if not end:
            return False
        if not head.startswith(b"HTTP/1.1 200 "):
            raise Failed(head.decode("latin-1"))
        length = [line for line in head.split(b"\r\n")
                  if line.lower().startswith(b"content-length:")]
        if not length:
            raise Failed("a response without Content-Length")
        state[2] = len(head) + 4 + int(length[0].split(b":")[1])
    return len(state[1]) >= state[2]


def waiting_readers(b):
    """200 readers of a page that all want it right after a comment was acknowledged."""
    worst, before = [], []
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "waiting")
        stack.callback(site.stop)
        site.start()
        site.stored_file(site.path)
        comment = commenting(site)
        for n in range(b.rounds):
            readers = Waiting(site, site.path, 200)
            stack.callback(readers.close)
            each, quiet = [], []
            for i in range(10):
                quiet.append(readers.ask()[1])
                (old,), = site.rows("SELECT count(*) FROM comment WHERE article_id = ?", site.id)
                comment(n * 100 + i)
                answers, spent = readers.ask()
                each.append(spent)
                sizes = {len(a) for a in answers}
                if len(sizes) != 1:
                    raise Failed(f"readers got different pages: {sizes}, {old} comments before")
            worst.append(statistics.median(each))
            before.append(statistics.median(quiet))
            readers.close()
    return Result(
        [Row("200 readers after a comment, until the last is answered, ms", "", "",
             Spread(worst), 10, False, 1)],
        [f"Without a comment: {Spread(before).text(1)} ms, which is what nginx and the client "
         "need for 200 stored pages."])


def busy_page(b):
    """400 readers of a page that gets a comment each second."""
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "busy")
        stack.callback(site.stop)
        site.start()
        site.stored_file(site.path)
        p99, rates = [], []
        for _ in range(b.rounds):
            with EveryTenth(commenting(site), 1.0):
                run = wrk(site.url(site.path), max(b.seconds, 6),
                          headers={"Accept-Encoding": "gzip"}, connections=400)
            p99.append(run["p99"] / 1000)
            rates.append(run["rate"])
    return Result(
        [Row("400 readers, a comment a second on their page: 99th percentile, ms", "", "",
             Spread(p99), 100, False, 1)],
        [f"{Spread(rates).text(0)} requests a second, and none failed: a run with one that did "
         "is refused."])


def long_run(b):
    """Memory at a million articles, under a mixed load for an hour."""
    seconds = b.hour
    samples = []
    with contextlib.ExitStack() as stack:
        site = Filled(b.million, folder="auto", flood_seconds=0, **served.NO_LIMITS)
        stack.callback(site.stop)
        site.start()
        site.check()
        site.id = 1
        stack.enter_context(EveryTenth(commenting(site), 0.5))
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            for path in MIX:
                script = "random_paths.lua" if "%d" in path else "report.lua"
                wrk(site.base_url + ("/" if "%d" in path else path), 3, script,
                    headers={"Accept-Encoding": "gzip"},
                    environment={"BENCH_PATHS": str(site.count), "BENCH_FORMAT": path})
                samples.append((time.monotonic() - began, pss_mib(site.program.pid)))
    half = [s for s in samples if s[0] > seconds / 2]
    slope = statistics.linear_regression(*zip(*half)).slope * 3600
    return Result(
        [Row(f"memory of all processes (PSS) at {b.million:,} articles, after "
             f"{seconds / 60:.0f} minutes of mixed load, MiB", "", "",
             Spread([mib for _, mib in half]), 20, False, 1),
         Row("the same: growth in the second half, MiB an hour", "", "", Spread([slope]), 0.5,
             False, 2)])
