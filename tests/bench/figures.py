"""The figures, one function each. A figure gives rows for the table and remarks."""
import contextlib
import dataclasses
import functools
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import statistics
import subprocess
import time
import typing
import urllib.parse

import wxr
from corpus import Corpus
from fill import Filled
from figures_chart import five_ways
from figures_overload import overload
from figures_readers import busy_page, during_import, long_run, waiting_readers
from hugo import Hugo
from measure import (EveryTenth, Failed, Peak, Spread, interleave, processor_seconds,
                     pss_mib, wrk)
from result import Result, Row
from wordpress import WordPress
from sites import PROGRAMS, Echo, PlainFiles, Site

GZIP = {"Accept-Encoding": "gzip"}
WORKERS = 2  # the default in site.ini
TEXT = ("I saw her come in past the breakwater this morning, and I can say that the lamp "
        "was lit and that nobody on the quay had asked for it.")


@dataclasses.dataclass
class Bench:
    folder: typing.Any
    seconds: int
    rounds: int
    million: int  # articles in the large blog; 0 skips it
    huge: bool = False  # the WordPress export has 2 GiB
    hour: int = 3600  # seconds of the long run
    chart: typing.Any = None  # the SVG file to write

    def rate(self, server, path, **more):
        return wrk(server.base_url + path, self.seconds, headers=GZIP, **more)


def per_answer(pid, run):
    """Runs `run` and gives its result and the microseconds of processor time that the
    process and its children have spent on each answer."""
    before = processor_seconds(pid)
    done = run()
    return done, (processor_seconds(pid) - before) * 1e6 / done["requests"]


def stored(b):
    """A page from the page cache against the same bytes as a plain file."""
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "stored")
        stack.callback(site.stop)
        site.start()
        rival = PlainFiles(site)
        stack.callback(rival.stop)
        rival.start()
        spent = {"ours": [], "/page.html": [], site.path: []}

        def run(name, server, path, nginx):
            done, micros = per_answer(nginx.pid, lambda: b.rate(server, path))
            spent[name].append(micros)
            return done["rate"]

        rows = []
        for name, theirs in (("plain file", "/page.html"),
                             ("folder of static files, at the same path", site.path)):
            a, o, ratio = interleave(
                lambda *_, path=theirs: run(path, rival, path, rival.children[-1]),
                lambda _: run("ours", site, site.path, site.children[-1]), b.rounds)
            rows.append(Row(f"cached article, gzip ÷ {name}", f"{o.text(0)} /s",
                            f"{a.text(0)} /s", ratio, 0.95))
        rival.check(site.path)
        size = len(site.get(site.path, Accept_Encoding="gzip").body)
    cost = {k: statistics.median(v) for k, v in spent.items()}
    return Result(
        rows,
        [f"{size:,} bytes per response. Processor time of nginx per response: ours "
         f"{cost['ours']:.1f} µs, the plain file {cost['/page.html']:.1f} µs, the folder "
         f"of static files {cost[site.path]:.1f} µs."])


def stored_while_commenting(b):
    """A cached page while ten comments a second evict it."""
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "commented")
        stack.callback(site.stop)
        site.start()
        rival = PlainFiles(site)
        stack.callback(rival.stop)
        rival.start()
        (last,), = site.rows("SELECT max(id) FROM comment")
        sent, bytes_each = [], {"ours": [], "rival": []}

        def plain(_, after, path):
            if not after:
                added = [str(i) for i, in site.rows(
                    "SELECT id FROM comment WHERE id > ?", last)]
                if added:
                    site.command("comment", "delete", "--yes", *added)
            rival.copy(site.path)
            run = b.rate(rival, path)
            bytes_each["rival"].append(run["bytes"] / run["requests"])
            return run["rate"]

        def comment(n):
            answer = site.comment(site.id, f"{TEXT} {time.time_ns()} {n}")
            if answer.status != 303:
                raise Failed(f"a comment was answered {answer.status}")

        def ours(_):
            with EveryTenth(comment) as arriving:
                run = b.rate(site, site.path)
            if arriving.count < 9 * b.seconds:
                raise Failed(f"only {arriving.count} comments came in {b.seconds} s")
            sent.append(arriving.count / arriving.seconds)
            bytes_each["ours"].append(run["bytes"] / run["requests"])
            return run["rate"]

        rows = []
        for name, path in (("plain file", "/page.html"),
                           ("folder of static files, at the same path", site.path)):
            a, o, ratio = interleave(functools.partial(plain, path=path), ours, b.rounds)
            rows.append(Row(f"the same, 10 comments a second on it ÷ {name}",
                            f"{o.text(0)} /s", f"{a.text(0)} /s", ratio, 0.95))
    bytes = {k: statistics.mean(v) for k, v in bytes_each.items()}
    return Result(
        rows,
        ["The page grows while comments arrive; the rival serves the initial page in its "
         "first run and the final page in its second. "
         f"Bytes per response: ours {bytes['ours']:,.0f}, "
         f"the rival's {bytes['rival']:,.0f}. Each comment was answered with 303; "
         f"{statistics.mean(sent):.1f} per second."])


def live_row(b, site, coding):
    """Returns the row and a remark."""
    with contextlib.ExitStack() as stack:
        rival = Echo(site, b.folder / f"echo-{coding}", coding)
        stack.callback(rival.stop)
        rival.start(site.path, WORKERS)
        spent = {"ours": [], "rival": []}

        def run(name, server):
            done, micros = per_answer(server.program.pid, lambda: wrk(
                server.base_url + site.path, b.seconds, headers={"Accept-Encoding": coding}))
            spent[name].append(micros)
            return done["rate"]

        a, o, ratio = interleave(lambda *_: run("rival", rival),
                                 lambda _: run("ours", site), b.rounds)
        cost = {k: statistics.median(v) for k, v in spent.items()}
        return (Row(f"page cache off, {coding}: article ÷ libfcgi program with the same bytes",
                    f"{o.text(0)} /s", f"{a.text(0)} /s", ratio, 0.60),
                f"Processor time of the program per response, {coding}: ours "
                f"{cost['ours']:.0f} µs, the rival's {cost['rival']:.0f} µs.")


def live(b):
    """Rendering for each request, compared with a libfcgi program that holds the response."""
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "live", folder="off", workers=WORKERS)
        stack.callback(site.stop)
        site.start()
        rows, remarks = zip(*(live_row(b, site, coding) for coding in ("identity", "gzip")))
        remarks = list(remarks)
        if not all(row.reached for row in rows):
            remarks.append("Where the workers' time goes, gzip:\n\n```\n" +
                           profile_workers(b, site) + "\n```")
    return Result(list(rows), remarks)


def render_times(site, paths, batches, rounds):
    done = subprocess.run(
        [PROGRAMS / "bench_render", site.dir, str(batches), str(rounds)],
        input="".join(p + "\n" for p in paths), capture_output=True, text=True, check=False,
        env=site.environment)
    if done.returncode:
        raise Failed(done.stderr)
    return json.loads(done.stdout)


def short(report):
    """Returns perf's lines without padding and with template arguments shortened."""
    lines = [re.sub(r"(\s+-)*\s*$", "", line).strip() for line in report.splitlines()]
    return "\n".join(line if len(line) < 90 else line[:87] + "..." for line in lines if line)


def perf_report(data):
    """The profile by library and by function."""
    return "\n\n".join(short(subprocess.run(
        ["perf", "report", "-q", "-i", data, "--stdio", "-g", "none", "--sort", sort,
         "--percent-limit", "1.5"], capture_output=True, text=True, check=False).stdout)
        for sort in ("dso", "dso,symbol"))


def profile_workers(b, site):
    """Profiles the processes of a running site while it serves pages."""
    if not shutil.which("perf"):
        return "(perf is not here)"
    data = b.folder / "perf-workers.data"
    recorder = subprocess.Popen(
        ["perf", "record", "-q", "-F", "2000", "-o", data, "-p",
         ",".join(map(str, site.workers())), "sleep", str(b.seconds)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    b.rate(site, site.path)
    return perf_report(data) if recorder.wait() == 0 else "(perf may not record here)"


def profile(site, path, folder):
    """Profiles a page, with perf or else with valgrind."""
    command = [str(PROGRAMS / "bench_render"), str(site.dir), "1"]
    given = {"input": path + "\n", "capture_output": True, "text": True, "check": False}
    if shutil.which("perf"):
        data = folder / "perf.data"
        done = subprocess.run(["perf", "record", "-q", "-F", "5000", "-o", data, *command,
                               "10000"], **given)
        if done.returncode == 0:
            return perf_report(data)
    if shutil.which("valgrind"):
        out = folder / "callgrind.out"
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}",
                        *command, "200"], **given)
        return subprocess.run(["callgrind_annotate", "--threshold=60", out],
                              **given).stdout.rstrip()
    return "(neither perf nor valgrind is here)"


def render(b):
    """Processor time in the process."""
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "render", folder="off")
        stack.callback(site.stop)
        times = render_times(site, [site.path], b.rounds, 400 * b.seconds)
        both = Spread([f + r for f, r in zip(times["find"], times["render"])])
        row = Row("processor time to render the article, µs", "", "", both, 60.0, False, 0)
        remarks = [f"{times['bytes']:,} bytes of HTML. Finding the page and its "
                   f"revision: {Spread(times['find']).text(1)} µs; rendering it: "
                   f"{Spread(times['render']).text(1)} µs."]
        if not row.reached:
            remarks.append("Where the time goes, including finding:\n\n```\n" +
                           profile(site, site.path, b.folder) + "\n```")
    return Result([row], remarks)


def without_triggers(database, copy):
    """The tables and indexes of a site with its rows, nothing else."""
    for old in copy.parent.glob(copy.name + "*"):
        old.unlink()
    with contextlib.closing(sqlite3.connect(database)) as db:
        db.execute("VACUUM INTO ?", (str(copy),))
    with contextlib.closing(sqlite3.connect(copy)) as db:
        for name, in db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("PRAGMA journal_mode = WAL").fetchall()


@dataclasses.dataclass
class Posting:
    """What a number of clients who send comments all the time have reached."""
    spent: list = dataclasses.field(default_factory=list)
    median: list = dataclasses.field(default_factory=list)
    p99: list = dataclasses.field(default_factory=list)
    batch: list = dataclasses.field(default_factory=list)


def post_comments(b, site, posters, name, out):
    """Comments a second. Each that was answered with 303 is in the database."""
    query = "SELECT (SELECT count(*) FROM comment), change FROM site"
    (before, changes), = site.rows(query)
    run, micros = per_answer(site.program.pid, lambda: wrk(
        site.url("/comment/"), b.seconds, "comments.lua", connections=posters, environment={
            "BENCH_ARTICLE": str(site.id), "BENCH_RUN": f"{name}-{time.time_ns()}"}))
    (after, changed), = site.rows(query)
    if not run["requests"] <= after - before <= run["requests"] + 2 * posters:
        raise Failed(f"{run['requests']} answered, {after - before} kept")
    out.spent.append(micros)
    out.median.append(run["median"] / 1000)
    out.p99.append(run["p99"] / 1000)
    out.batch.append((after - before) / max(1, changed - changes))
    return run["rate"]


def comments(b):
    """Comments through the form, compared with bare commits of the same rows."""
    rows, remarks = [], []
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "comments", workers=WORKERS)
        stack.callback(site.stop)
        site.start()
        blank, copy = b.folder / "blank.db", b.folder / "raw.db"
        without_triggers(site.dir / "pamphlet.db", blank)

        def raw(batch):
            for old in copy.parent.glob(copy.name + "*"):
                old.unlink()
            shutil.copy(blank, copy)
            done = subprocess.run([PROGRAMS / "bench_commits", copy, str(site.id),
                                   str(b.seconds), str(batch)],
                                  capture_output=True, text=True, check=True)
            run = json.loads(done.stdout)
            return run["comments"] / run["seconds"]

        for posters, goal in ((1, 0.5), (8, None), (32, None), (64, None)):
            got = Posting()
            a, o, ratio = interleave(
                lambda *_: raw(1),
                lambda n, p=posters, g=got: post_comments(b, site, p, f"{p}-{n}", g), b.rounds)
            rows.append(Row(f"comment POST to 303, durable, {posters} at once ÷ bare SQLite "
                            "commits", f"{o.text(0)} /s", f"{a.text(0)} /s", ratio, goal))
            remarks.append(
                f"{posters} at once: {Spread(got.batch).text(1)} comments a COMMIT; processor "
                f"time of the program per comment {statistics.median(got.spent):.0f} µs; time to "
                f"the response: median {statistics.median(got.median):.1f} ms, 99th percentile "
                f"{statistics.median(got.p99):.1f} ms.")
        rows.append(Row("comments a COMMIT, 64 at once", "", "", Spread(got.batch), 8.0, True, 1))
        batch = max(1, round(statistics.median(got.batch)))
        a, o, ratio = interleave(lambda *_: raw(batch),
                                 lambda n: post_comments(b, site, 64, f"same-{n}", Posting()),
                                 b.rounds)
        rows.append(Row(f"64 at once ÷ a program that commits {batch} comments at a time",
                        f"{o.text(0)} /s", f"{a.text(0)} /s", ratio, 0.8))
    return Result(rows, [*remarks, "Every comment that was answered is in the database."])


def read_through(file):
    """So that the system has it in memory, and nobody waits for the disk."""
    with open(file, "rb") as f:
        while f.read(1 << 24):
            continue


def miss(b):
    """Compares uncached pages with many articles and with a thousand."""
    rows, remarks = [], []
    with contextlib.ExitStack() as stack:
        few, many = Filled(1000), Filled(b.million)
        for site in (few, many):
            stack.callback(site.stop)
            site.start()
            site.check()
            read_through(site.dir / "pamphlet.db")

        def micros(run):
            return 1e6 / run["rate"]

        def article(site):
            return micros(b.rate(site, "/", script="random_paths.lua", environment={
                "BENCH_PATHS": str(site.count), "BENCH_FORMAT": "/entry-%d/"}))

        def one(name):
            def measure(site):
                return micros(b.rate(site, site.pages()[name]))
            return measure

        kinds = {"random article": article, **{n: one(n) for n in few.pages()}}
        for name, measure in kinds.items():
            a, o, ratio = interleave(lambda *_, m=measure: m(few),
                                     lambda _, m=measure: m(many), b.rounds)
            rows.append(Row(f"miss at {many.count:,} articles and comments ÷ at 1,000: "
                            f"{name}", f"{o.text(0)} µs", f"{a.text(0)} µs", ratio, 1.2,
                            False))
        for name in kinds:
            inside = []
            for site in (few, many):
                rng = random.Random(1)
                paths = [site.pages()[name]] if name in site.pages() else [
                    f"/entry-{rng.randint(1, site.count)}/" for _ in range(1000)]
                times = render_times(site, paths, 5, max(1, 300 // len(paths)))
                inside.append(statistics.median(
                    f + r for f, r in zip(times["find"], times["render"])))
            remarks.append(f"Processor time in the process alone, {name}: {inside[1]:.0f} µs "
                           f"÷ {inside[0]:.0f} µs = {inside[1] / inside[0]:.2f}.")
    return Result(rows, ["µs per response with 32 connections (1,000,000 ÷ responses per second), "
                         "page cache off. Both databases were read once before.", *remarks])


def memory(b):
    """All processes of the program."""
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "memory", workers=WORKERS)
        stack.callback(site.stop)
        site.start()
        (other,), = site.rows("SELECT min(id) FROM article WHERE status = 'publish' AND"
                              " comments_open = 1 AND id <> ?", site.id)
        time.sleep(2)
        idle = Spread([pss_mib(site.program.pid) for _ in range(b.rounds)])
        (first,), = site.rows("SELECT min(id) FROM comment WHERE article_id = ?", site.id)
        peaks = []
        with Peak(site.program.pid) as peak:
            b.rate(site, f"{site.path}?replytocom={first}")
        peaks.append(("pages without the cache", peak.mib))
        with Peak(site.program.pid) as peak:
            wrk(site.url("/comment/"), b.seconds, "comments.lua", environment={
                "BENCH_ARTICLE": str(other), "BENCH_RUN": str(time.time_ns())})
        peaks.append(("comments", peak.mib))
        with Peak(site.program.pid) as peak, EveryTenth(
                lambda n: site.comment(site.id, f"{TEXT} {n}")):
            b.rate(site, site.path)
        peaks.append(("cached pages with ten comments per second", peak.mib))
    most = Spread([max(mib for _, mib in peaks)])
    return Result(
        [Row("memory of all processes (PSS) idle, MiB", "", "", idle, 30.0, False, 1),
         Row("memory of all processes (PSS) under load, MiB", "", "", most, 60.0, False, 1)],
        ["Supervisor, scheduler and 2 workers. Maximum while serving " +
         ", ".join(f"{name}: {mib:.1f} MiB" for name, mib in peaks) + "."])


def start(b):
    """From the start of the program to its first response."""
    times = []
    with contextlib.ExitStack() as stack:
        site = Filled(b.million, folder="auto")
        stack.callback(site.stop)
        site.start()
        site.check()
        # A query string bypasses the page cache, so that the program itself must answer.
        fresh = "/?held=x"
        for _ in range(b.rounds):
            site.program.send_signal(signal.SIGTERM)
            site.program.wait(15)
            site.children.remove(site.program)
            if site.get(fresh).status != 503:
                raise Failed("somebody answers while the program is stopped")
            began = time.monotonic()
            site.program = site.spawn(PROGRAMS.parents[1] / "pamphlet.fcgi", "-C", site.dir)
            while site.get(fresh).status != 200:
                if time.monotonic() - began > 30:
                    raise Failed("no answer in 30 s after the start")
                time.sleep(0.002)
            times.append(time.monotonic() - began)
    return Result([Row(f"service start to first response, {b.million:,} articles, s", "", "",
                       Spread(times), 0.5, False, 3)])


def against_wordpress(b):
    """Not a goal, but a baseline."""
    rows, remarks = [], []
    # WordPress needs a good part of a second per page: shorter runs count too few.
    b = dataclasses.replace(b, seconds=max(b.seconds, 5))
    for theme, kind in (("twentytwentythree", "default theme"),
                        ("twentytwentyone", "classic theme")):
        with contextlib.ExitStack() as stack:
            folder = b.folder / theme
            site = Site.sample(folder / "ours", workers=WORKERS)
            live_site = Site.sample(folder / "live", workers=WORKERS, folder="off")
            (html,), = site.rows("SELECT html FROM article_body WHERE article_id = ?", site.id)
            rival = WordPress(folder / "theirs", theme, html)
            for s in (site, live_site, rival):
                stack.callback(s.stop)
                s.start()

            b.rate(rival, rival.path)  # fills OPcache

            def send(server, path="/comment/", article=None):
                return wrk(server.base_url + path, b.seconds, "comments.lua", environment={
                    "BENCH_ARTICLE": str(article or server.id), "BENCH_POST": path,
                    "BENCH_RUN": str(time.time_ns())})["rate"]

            def compare(what, theirs, ours):
                a, o, ratio = interleave(theirs, ours, b.rounds)
                rows.append(Row(f"{what} ÷ WordPress, {kind}", f"{o.text(0)} /s",
                                f"{a.text(1)} /s", ratio, None, True, 0))

            def read(*_):
                return b.rate(rival, rival.path)["rate"]

            compare("stored article", read, lambda _: b.rate(site, site.path)["rate"])
            compare("article, page cache off", read,
                    lambda _: b.rate(live_site, live_site.path)["rate"])
            held = pss_mib(rival.php.pid) + pss_mib(rival.database.pid)
            # Comment on another article, so that the measured one keeps its 20 comments.
            compare("comment POST", lambda *_: send(rival, "/wp-comments-post.php", 1),
                    lambda _: send(site))
            remarks.append(f"WordPress with the {kind} ({theme}) holds {held:.0f} MiB (PSS of "
                           "php-fpm and MariaDB) after these reads.")
    return Result(rows, remarks)


def levels(b):
    """Time and size of each compression level: the reason for the one that is used."""
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "levels")
        stack.callback(site.stop)
        site.start()
        tables = []
        for name, path in (("article with 20 comments", site.path), ("home page", "/")):
            file = site.stored_file(path)
            done = subprocess.run([PROGRAMS / "bench_compress", file], capture_output=True,
                                  text=True, check=True)
            lines = [f"The {name}, {file.stat().st_size:,} bytes:\n",
                     "| level | gzip bytes | gzip µs | brotli bytes | brotli µs |",
                     "|---|---|---|---|---|"]
            found = {(x["coding"], x["level"]): x for x in json.loads(done.stdout)}
            for level in range(1, 13):
                cells = []
                for coding in ("gzip", "br"):
                    x = found.get((coding, level))
                    cells += [f"{x['bytes']:,}", f"{x['microseconds']:,.0f}"] if x else \
                        ["", ""]
                lines.append(f"| {level} | " + " | ".join(cells) + " |")
            tables.append("\n".join(lines))
    return Result([], tables)


def timed(act):
    began = time.monotonic()
    act()
    return time.monotonic() - began


def importing(b):
    """Imports Markdown files, compared with a static site generator; and imports them again,
    unchanged."""
    count = 10_000
    content = b.folder / "content"
    corpus = Corpus(count)
    corpus.write(content / "posts")
    rival = Hugo(b.folder / "hugo", content)
    sites = []

    def ours(n):
        site = Site(b.folder / f"imported-{n}", articles={})
        sites.append(site)
        spent = timed(lambda: site.command("import", "--quiet", content))
        (found,), = site.rows("SELECT count(*) FROM article WHERE status = 'publish'")
        if found != count:
            raise Failed(f"{found} of {count} articles were imported")
        return spent

    def theirs(*_):
        rival.clean()
        return timed(lambda: rival.build(count))

    first = interleave(theirs, ours, b.rounds)
    again = interleave(theirs, lambda n: timed(
        lambda: sites[n].command("import", "--quiet", content)), b.rounds)
    rows = []
    for (a, o, ratio), what, goal in ((first, "import", 0.5), (again, "import again", 0.1)):
        rows.append(Row(f"{what} of {count:,} Markdown files ÷ Hugo's build of them",
                        f"{o.text(2)} s", f"{a.text(2)} s", ratio, goal, False))
    return Result(rows, [f"{corpus.bytes / count:,.0f} bytes a file."])


def beside_cmark(b):
    """Imports Markdown files, compared with the time that cmark-gfm alone needs for them."""
    count = 10_000
    content = b.folder / "content-cmark"
    Corpus(count).write(content / "posts")
    paths = "".join(f"{p}\n" for p in sorted(content.rglob("*.md")))

    rendered = []

    def ours(n):
        site = Site(b.folder / f"beside-cmark-{n}", articles={})
        return timed(lambda: site.command("import", "--quiet", content, timeout=600))

    def theirs(*_):
        done = subprocess.run([PROGRAMS / "bench_cmark"], input=paths, capture_output=True,
                              text=True, check=True)
        parsed, both = map(float, done.stdout.split())
        rendered.append(both)
        return parsed

    a, o, ratio = interleave(theirs, ours, b.rounds)
    return Result(
        [Row(f"import of {count:,} Markdown files ÷ cmark-gfm alone, to parse them",
             f"{o.text(2)} s", f"{a.text(2)} s", ratio, 4.0, False)],
        [f"Parsing and rendering takes cmark-gfm {Spread(rendered).text(2)} s."])


def wordpress_export(b):
    """Imports an export of WordPress; processor time of all processes, and memory."""
    size = (2 << 30) if b.huge else (200 << 20)
    file = b.folder / "export.xml"
    posts = wxr.write(file, size)
    seconds, peaks = [], []
    for n in range(1 if b.huge else min(b.rounds, 3)):
        site = Site(b.folder / f"export-{n}", articles={})
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        site.command("import", "--quiet", file, timeout=3600)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        peaks.append(after.ru_maxrss / 1024)
        (found,), = site.rows("SELECT count(*) FROM article WHERE status = 'publish'")
        if found != posts:
            raise Failed(f"{found} of {posts} posts were imported")
    file.unlink()
    scale = (2 << 30) / size
    return Result([
        Row(f"a WordPress export of {size >> 20:,} MiB, processor seconds for 2 GiB", "", "",
            Spread([s * scale for s in seconds]), 300.0, False, 0),
        Row("the same: largest process, MiB", "", "", Spread(peaks), None, False, 0)],
        [f"{posts:,} posts with {wxr.COMMENTS} comments each."])


NOTHING_FOUND = "quay -ropes"
SEARCHES = {"the most common word": "the", "two common words": "ferry quay",
            "common words as a phrase": '"past nine"', "common words never together":
            NOTHING_FOUND, "a prefix": "entr*", "a rare word": "12345",
            "ten common words": "the and in at her on a with lamps spoke"}


def by_rank(folder, site):
    """The same texts in standard FTS5 with its own ranking of all matches."""
    file = folder / "rank.db"
    file.unlink(missing_ok=True)
    db = sqlite3.connect(file)
    db.execute("ATTACH ? AS blog", (str(site.dir / "pamphlet.db"),))
    db.execute("CREATE VIRTUAL TABLE words USING fts5(title, body)")
    db.execute("INSERT INTO words SELECT title, source FROM blog.article"
               " JOIN blog.article_body ON article_id = id")
    db.commit()
    return db


def search_millis(act):
    began = time.monotonic()
    act()
    return (time.monotonic() - began) * 1000


def search_worst(site, query, times=200):
    """The 99th percentile of the time to a search's last byte, in ms."""
    path = "/?" + urllib.parse.urlencode({"s": query})
    page = site.get(path)
    if page.status != 200 or ("/entry-" in page.text) == (query == NOTHING_FOUND):
        raise Failed(f"{path} does not find what it should")
    every = sorted(search_millis(lambda: site.get(path)) for _ in range(times))
    return every[len(every) * 99 // 100]


def search_row(b, site, name, query, count, goal):
    worst = Spread([search_worst(site, query) for _ in range(b.rounds)])
    return Row(f"search of {count:,} articles, {name}: 99th percentile, ms", "", "", worst,
               goal, False, 1)


def search_large(b):
    """With --million: the same queries, without the rival."""
    rows = []
    with contextlib.ExitStack() as stack:
        site = Filled(b.million)
        stack.callback(site.stop)
        site.start()
        for name, query in SEARCHES.items():
            rows.append(search_row(b, site, name, query, b.million, 10.0))
    return rows


def searching(b):
    """Searches 100,000 articles, one request after another, timed to the last byte."""
    count, rows = 100_000, []
    with contextlib.ExitStack() as stack:
        site = Filled(count)
        stack.callback(site.stop)
        site.start()
        rank = stack.enter_context(contextlib.closing(by_rank(b.folder, site)))

        def theirs(*_):
            return search_millis(lambda: rank.execute(
                "SELECT rowid FROM words WHERE words MATCH 'the' ORDER BY rank LIMIT 10"
            ).fetchall())

        for name, query in SEARCHES.items():
            rows.append(search_row(b, site, name, query, count, 5.0))
        a, o, ratio = interleave(theirs, lambda _: search_worst(site, "the"), b.rounds)
        rows.append(Row("the most common word: 99th percentile ÷ FTS5's own ORDER BY rank",
                        f"{o.text(1)} ms", f"{a.text(1)} ms", ratio, 0.2, False))
    if b.million:
        rows += search_large(b)
    return Result(rows)


FIGURES = {
    1: ("Cached article", stored, None),
    2: ("Cached article while comments arrive", stored_while_commenting, None),
    3: ("Article without the page cache", live, None),
    4: ("Rendering", render, None),
    5: ("Comments", comments, None),
    6: ("A miss in a large blog", miss, "million"),
    7: ("Memory", memory, None),
    8: ("Start", start, "million"),
    9: ("Compression levels", levels, None),
    10: ("WordPress", against_wordpress, "wordpress"),
    11: ("Import", importing, "hugo"),
    12: ("Search", searching, None),
    13: ("Import beside cmark-gfm", beside_cmark, None),
    14: ("A WordPress export", wordpress_export, None),
    15: ("Readers during an import", during_import, None),
    16: ("Waiting readers", waiting_readers, None),
    17: ("Memory in the long run", long_run, "hour"),
    18: ("Overload", overload, None),
    19: ("A busy page", busy_page, None),
    20: ("Five ways to serve an article", five_ways, "chart"),
}


def folder_for_runs(build):
    folder = build / "bench" / "run"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder
