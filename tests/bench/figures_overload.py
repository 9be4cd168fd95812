"""The figure of a site that is sent ten times the comments it can store."""
import contextlib
import json
import subprocess
import time

from measure import Failed, Spread, wrk
from result import Result, Row
from sites import PROGRAMS, Site

TIMES = 10
WORKERS = 2  # the default in site.ini
# A second: of a stored page, and of a list that has to be rendered.
STORED, RENDERED = 450, 50
FRESH = "/?held=x"


def open_loop(site, seconds, posts, run, stored):
    """The counts for the comments, the stored page and the list, and the comments that were
    stored before the end."""
    done = subprocess.run(
        [PROGRAMS / "bench_open_loop", str(site.port), str(seconds), str(site.id), run,
         f"{posts:.0f}", str(STORED), stored, str(RENDERED), FRESH],
        capture_output=True, text=True, check=True)
    *streams, end = [json.loads(line) for line in done.stdout.splitlines()]
    return (*streams, end["in_time"])


def overload(b):
    """Comments that arrive ten times as fast as they can be stored, and readers meanwhile."""
    share, offered, refused, fault = [], [], [], []
    reading = {"stored page": [], "list, rendered": []}
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "overload", workers=WORKERS)
        stack.callback(site.stop)
        site.start()
        (stored,), = site.rows("SELECT permalink FROM article WHERE id <> ? AND type = 'post'"
                               " AND status = 'publish' ORDER BY id LIMIT 1", site.id)
        site.stored_file(stored)
        for n in range(b.rounds):
            best = wrk(site.url("/comment/"), b.seconds, "comments.lua", connections=64,
                       environment={"BENCH_ARTICLE": str(site.id),
                                    "BENCH_RUN": f"best-{n}-{time.time_ns()}"})["rate"]
            # What wrk did not wait for is stored as well.
            time.sleep(1)
            (before,), = site.rows("SELECT count(*) FROM comment")
            posts, page, fresh, in_time = open_loop(
                site, b.seconds, TIMES * best, f"flood-{n}-{time.time_ns()}", stored)
            (after,), = site.rows("SELECT count(*) FROM comment")
            if after - before != posts["good"]:
                raise Failed(f"{posts['good']} acknowledged, {after - before} stored")
            share.append(in_time / b.seconds / best)
            offered.append((posts["offered"] - posts["unsent"]) / b.seconds / best)
            refused.append(posts["refused_p99"])
            fault.append(sum(s["failed"] + s["unsent"] for s in (posts, page, fresh)))
            reading["stored page"].append(page["p99"])
            reading["list, rendered"].append(fresh["p99"])
    rows = [Row(f"comments stored at {TIMES} times the load ÷ at 64 clients", "", "",
                Spread(share), 0.9),
            Row("503 for the others: 99th percentile, ms", "", "", Spread(refused), 1000, False, 0)]
    rows += [Row(f"readers meanwhile, a {name}: 99th percentile, ms", "", "", Spread(p99), 50,
                 False, 1) for name, p99 in reading.items()]
    return Result(
        [*rows, Row("neither 303 nor 503, or no connection left", "", "", Spread(fault), 0, False,
                    0)],
        [f"Offered by the clock: {Spread(offered).text(1)} times what was stored at 64 clients, "
         f"and {STORED + RENDERED} readers a second. Every comment that was acknowledged is in the "
         "database, and no other."])
