"""The figure of a site that is sent ten times the comments it can store."""
import contextlib
import json
import shutil
import subprocess
import time

from measure import Failed, Spread, wrk
from result import Result, Row
from sites import PROGRAMS, PlainFiles, Site

TIMES = 10
WORKERS = 2  # the default in site.ini
# A second: of a stored page, and of a list that has to be rendered.
STORED, RENDERED = 450, 50
FRESH = "/?held=x"


def open_loop(server, article, seconds, posts, run, stored):
    """The counts for the comments, the stored page and the list, and the comments that were
    stored before the end."""
    done = subprocess.run(
        [PROGRAMS / "bench_open_loop", str(server.port), str(seconds), str(article), run,
         f"{posts:.0f}", str(STORED), stored, str(RENDERED), FRESH],
        capture_output=True, text=True, check=True)
    *streams, end = [json.loads(line) for line in done.stdout.splitlines()]
    return (*streams, end["in_time"])


class Flood:
    """What came of rounds of a load that is a multiple of the best."""

    def __init__(self, times):
        self.times = times
        self.share, self.offered, self.refused, self.fault = [], [], [], []
        self.reading = {"a stored page": [], "a list, rendered": []}

    def add(self, b, best, server, site, stored, run):
        posts, page, fresh, in_time = open_loop(
            server, site.id, b.seconds, self.times * best, run, stored)
        self.share.append(in_time / b.seconds / best)
        self.offered.append((posts["offered"] - posts["unsent"]) / b.seconds / best)
        self.refused.append(posts["refused_p99"])
        self.fault.append(sum(s["failed"] + s["unsent"] for s in (posts, page, fresh)))
        self.reading["a stored page"].append(page["p99"])
        self.reading["a list, rendered"].append(fresh["p99"])
        return posts["good"]


def flood(b, best, into, site, stored, run):
    """One round; every comment that was acknowledged has to be there, and no other."""
    (before,), = site.rows("SELECT count(*) FROM comment")
    good = into.add(b, best, site, site, stored, run)
    (after,), = site.rows("SELECT count(*) FROM comment")
    if after - before != good:
        raise Failed(f"{good} acknowledged, {after - before} stored")


def overload(b):
    """Comments that arrive faster than they can be stored, and readers meanwhile."""
    floods, refusing = [Flood(3), Flood(TIMES)], Flood(TIMES)
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "overload", workers=WORKERS)
        stack.callback(site.stop)
        site.start()
        (stored,), = site.rows("SELECT permalink FROM article WHERE id <> ? AND type = 'post'"
                               " AND status = 'publish' ORDER BY id LIMIT 1", site.id)
        site.stored_file(stored)
        site.stored_file("/")
        nothing = PlainFiles(site, "location = /comment/ { return 503; }")
        stack.callback(nothing.stop)
        nothing.start()
        nothing.copy(stored)
        shutil.copy(nothing.folder / "page.html", nothing.folder / "index.html")
        for n in range(b.rounds):
            best = wrk(site.url("/comment/"), b.seconds, "comments.lua", connections=64,
                       environment={"BENCH_ARTICLE": str(site.id),
                                    "BENCH_RUN": f"best-{n}-{time.time_ns()}"})["rate"]
            # What wrk did not wait for is stored as well.
            time.sleep(1)
            for f in floods:
                flood(b, best, f, site, stored, f"flood-{n}-{time.time_ns()}")
                time.sleep(1)
            refusing.add(b, best, nothing, site, stored, "none")
    rows = []
    for f in floods:
        goal = f.times == TIMES
        rows.append(Row(f"comments stored at {f.times} times the load ÷ at 64 clients", "", "",
                        Spread(f.share), 0.9 if goal else None))
        rows.append(Row("the same: 503 for the others, 99th percentile, ms", "", "",
                        Spread(f.refused), 1000 if goal else None, False, 0))
        for name, p99 in f.reading.items():
            theirs = f"{Spread(refusing.reading[name]).text(0)} ms" if goal else ""
            rows.append(Row(f"the same: readers of {name}, 99th percentile, ms", "", theirs,
                            Spread(p99), 50 if goal else None, False, 0))
        rows.append(Row("the same: neither 303 nor 503, or no connection left", "",
                        Spread(refusing.fault).text(0) if goal else "", Spread(f.fault),
                        0 if goal else None, False, 0))
    return Result(rows, [
        f"Offered by the clock: {' and '.join(Spread(f.offered).text(1) for f in floods)} times"
        f" what was stored at 64 clients, and {STORED + RENDERED} readers a second. Every comment"
        " that was acknowledged is in the database, and no other. The rival is an nginx that"
        " answers each form with 503 and has the pages as files:"
        f" {Spread(refusing.offered).text(1)} times were offered to it."])
