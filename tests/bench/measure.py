"""Measuring: wrk, rounds of A/B/A, processor time, memory."""
import contextlib
import json
import os
import pathlib
import re
import statistics
import subprocess
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
CONNECTIONS = 32
ROUNDS = 7
TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A measurement that may not be used."""


def wrk(url, seconds, script="report.lua", headers=None, environment=None,
        connections=CONNECTIONS):
    """One run; answers that are neither 2xx nor 3xx, and broken connections, fail it."""
    command = ["wrk", "-t", str(min(2, connections)), "-c", str(connections), "-d", f"{seconds}s",
               "--timeout", "30s", "-s", str(HERE / script)]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    done = subprocess.run(command + [url], capture_output=True, text=True, check=False,
                          env={**os.environ, "BENCH_REPORT": str(HERE / "report.lua"),
                               **(environment or {})})
    found = re.search(r"^JSON (.*)$", done.stdout, re.M)
    if done.returncode or not found:
        raise Failed(f"wrk {url}: {done.stdout}{done.stderr}")
    run = json.loads(found[1])
    if run["refused"] or run["failed"] or not run["requests"]:
        raise Failed(f"wrk {url}: {found[1]}")
    run["rate"] = run["requests"] / run["microseconds"] * 1e6
    return run


class Spread:
    """The median of a measurement and how far its rounds lie apart."""

    def __init__(self, values):
        self.values = sorted(values)
        self.median = statistics.median(values)

    def text(self, digits):
        return f"{self.median:,.{digits}f} ({self.values[0]:,.{digits}f} to " \
               f"{self.values[-1]:,.{digits}f})"


def interleave(rival, ours, rounds=ROUNDS):
    """Rounds of rival, ours, rival. `rival(round, 0 or 1)` and `ours(round)` give a
    number; a ratio compares ours with the mean of the rival's two in the same round."""
    a, b, ratios = [], [], []
    for n in range(rounds):
        before = rival(n, 0)
        middle = ours(n)
        after = rival(n, 1)
        a += [before, after]
        b.append(middle)
        ratios.append(middle / ((before + after) / 2))
    return Spread(a), Spread(b), Spread(ratios)


def descendants(pid):
    """A process and all its children."""
    with contextlib.suppress(OSError):
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
        return [pid] + [p for c in children.split() for p in descendants(int(c))]
    return []


def processor_seconds(pid):
    """Spent so far by a process and its children."""
    ticks = 0
    for p in descendants(pid):
        with contextlib.suppress(OSError):
            fields = pathlib.Path(f"/proc/{p}/stat").read_text("ascii").rpartition(")")[2]
            ticks += sum(map(int, fields.split()[11:13]))
    return ticks / TICKS


def pss_mib(pid):
    """Memory of a process and its children, shared pages counted by share."""
    kib = 0
    for p in descendants(pid):
        with contextlib.suppress(OSError):
            rollup = pathlib.Path(f"/proc/{p}/smaps_rollup").read_text("ascii")
            kib += int(re.search(r"^Pss:\s+(\d+)", rollup, re.M)[1])
    return kib / 1024


class Peak:
    """The most memory a program takes while the block runs."""

    def __init__(self, pid):
        self.pid = pid
        self.mib = 0.0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def watch(self):
        while not self.ended.is_set():
            self.mib = max(self.mib, pss_mib(self.pid))
            self.ended.wait(0.1)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()


class EveryTenth:
    """Calls `act(n)` every tenth of a second, or `pause` seconds, while the block runs, off
    the caller's thread."""

    def __init__(self, act, pause=0.1):
        self.act = act
        self.pause = pause
        self.count = 0
        self.seconds = 0.0
        self.fault = None
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        began = due = time.monotonic()
        while not self.ended.is_set() and not self.fault:
            try:
                self.act(self.count)
            except Exception as e:  # pylint: disable=broad-except
                self.fault = e
                return
            self.count += 1
            due += self.pause
            self.ended.wait(max(0, due - time.monotonic()))
            self.seconds = time.monotonic() - began

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()
        if self.fault:
            raise Failed(f"while comments arrive: {self.fault}")
