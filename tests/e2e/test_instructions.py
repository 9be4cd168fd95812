"""What frequent work costs, in instructions: unlike time, a count does not depend on what else
the machine does. More than 3 % above the recorded count fails.

    PAMPHLET_INSTRUCTIONS=write /usr/bin/python3 -m pytest tests/e2e/test_instructions.py

records new counts. A commit that raises one says why. The libraries count as well, so each
version of Debian has counts of its own; on one without, the tests are skipped."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import warnings

import pytest
import served

sys.path.insert(0, str(served.ROOT / "tests" / "bench"))
from corpus import Corpus  # noqa: E402  pylint: disable=wrong-import-position
from sites import PROGRAMS, TITLE, measured_article  # noqa: E402  pylint: disable=wrong-import-position

COUNTS = pathlib.Path(__file__).with_name("instructions.json")
WRITES = os.environ.get("PAMPHLET_INSTRUCTIONS") == "write"
MORE = 1.03
ROUNDS = 20
FEW = 5
FILES = 100
# The C library has a version of its functions for each kind of processor; without these
# features, all processors use the same.
TUNABLES = "glibc.cpu.hwcaps=" + ",".join(
    f"-{f}" for f in ("AVX2", "AVX512F", "AVX512VL", "AVX512BW", "ERMS", "FSRM", "BMI2"))
SETTINGS = {"flood_seconds": 0, "moderation": "none"}


def debian():
    release = pathlib.Path("/etc/os-release").read_text("utf-8")
    name = re.search(r'^ID="?(\w+)', release, re.M)
    version = re.search(r'^VERSION_ID="?(\w+)', release, re.M)
    return f"{name[1] if name else ''} {version[1] if version else ''} {os.uname().machine}"


def count(folder, *command, only=None, environment=None):
    """The instructions of a command and all programs that it starts, or of one function."""
    out = folder / "callgrind"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    select = ["--collect-atstart=no", f"--toggle-collect={only}"] if only else []
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--trace-children=yes", *select,
         f"--callgrind-out-file={out}/%p", *map(str, command)],
        capture_output=True, text=True, timeout=280, check=False, stdin=subprocess.DEVNULL,
        env={**(environment or os.environ), "GLIBC_TUNABLES": TUNABLES},
        # With one processor, what could be done by several processes is done by one: how
        # they share the work differs each time.
        preexec_fn=lambda: os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]))
    assert done.returncode == 0, done.stdout + done.stderr
    totals = [int(n) for file in out.iterdir()
              for n in re.findall(r"^totals: (\d+)", file.read_text("utf-8"), re.M)]
    assert totals, done.stderr
    return sum(totals)


def recorded_counts():
    """By release of Debian, then by work."""
    return json.loads(COUNTS.read_text("utf-8")) if COUNTS.exists() else {}


def is_more(work, counted):
    """Whether it is more than is recorded, or there is nothing to compare it with."""
    return counted > MORE * recorded_counts().get(debian(), {}).get(work, 0)


def judge(work, counted):
    recorded = recorded_counts()
    here = recorded.setdefault(debian(), {})
    if WRITES:
        here[work] = counted
        COUNTS.write_text(json.dumps(recorded, indent=2, sort_keys=True) + "\n", "utf-8")
        return
    if work not in here:
        pytest.skip(f"no count of {work} is recorded for {debian()}")
    print(f"{work}: {counted:,} instructions, {counted / here[work]:.3f} of what is recorded")
    assert counted <= MORE * here[work], \
        f"{work} takes {counted:,} instructions, {counted / here[work] - 1:.1%} more than recorded"
    if counted < here[work] / MORE:
        warnings.warn(f"{work}: {counted:,} instructions instead of {here[work]:,}. Record it, "
                      "or the next change may lose what this one won.")


@pytest.fixture(scope="module", name="sites")
def fixture_sites(tmp_path_factory):
    """The sample with the longest article, with a page cache and without."""
    if os.environ.get("PAMPHLET_BUILD"):
        pytest.skip("counts are those of the usual build")
    made = {}
    for name, folder in (("cached", "auto"), ("rendered", "off")):
        site = served.Served(tmp_path_factory.mktemp(name), {**SETTINGS, "folder": folder},
                             measured_article())
        site.command("import", served.ROOT / "script" / "sample")
        site.id, site.path = site.article(TITLE)
        made[name] = site
    yield made
    served.remove_pages(made["cached"].dir)


@pytest.mark.parametrize("work", ["article", "list", "search"])
def test_a_page_takes_no_more_instructions(work, sites):
    site = sites["rendered"]
    uri = {"article": site.path, "list": "/", "search": "/?s=the+harbour"}[work]
    counted = count(site.folder, PROGRAMS / "bench_work", site.dir, "get", ROUNDS, uri,
                    only="work_counted", environment=site.environment)
    judge(work, counted // ROUNDS)


def test_a_comment_takes_no_more_instructions(sites):
    site = sites["cached"]
    counted = count(site.folder, PROGRAMS / "bench_work", site.dir, "comment", ROUNDS, site.id,
                    site.path, only="work_counted", environment=site.environment)
    assert site.rows("SELECT count(*) FROM comment WHERE author LIKE 'Reader %'")[0][0] > ROUNDS
    judge("comment", counted // ROUNDS)


def fill(site, comments):
    """Adds comments below the article, as if they had been there for long."""
    with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db")) as db, db:
        db.executemany(
            "INSERT INTO comment(article_id, type, status, author, url, source, html, renderer,"
            " created_at, digest) VALUES (?, 'comment', 'approve', 'Ada', '', 'Words.',"
            " '<p>Words.</p>', 1, ?, ?)",
            ((site.id, n, n.to_bytes(32, "big")) for n in range(comments)))
        # bench_work sends the same each time.
        db.execute("UPDATE comment SET digest = randomblob(32)")
        db.execute("UPDATE article SET comment_count = comment_count + ? WHERE id = ?",
                   (comments, site.id))


def test_a_comment_takes_no_longer_below_many(tmp_path):
    if os.environ.get("PAMPHLET_BUILD"):
        pytest.skip("counts are those of the usual build")
    site = served.Served(tmp_path, SETTINGS, measured_article())
    site.id, site.path = site.article(TITLE)
    counted = []
    # With the first one, SQLite gets deeper trees to descend.
    for more in (100, 5000):
        fill(site, more)
        counted.append(count(site.folder, PROGRAMS / "bench_work", site.dir, "comment", FEW,
                             site.id, site.path, only="work_counted",
                             environment=site.environment) // FEW)
    served.remove_pages(site.dir)
    assert counted[1] < 1.1 * counted[0], counted


def test_an_import_takes_no_more_instructions(tmp_path):
    """A transaction of the import ends after a time, so on a loaded machine there are more of
    them: the least of three counts is nearest to the one without that."""
    Corpus(FILES).write(tmp_path / "corpus")
    least = None
    for n in range(3):
        site = served.Served(tmp_path / str(n))
        counted = count(tmp_path, served.BUILD / "pamphlet", "-C", site.dir, "import",
                        tmp_path / "corpus", environment=site.environment) // FILES
        assert site.rows("SELECT count(*) FROM article") == [(FILES,)]
        least = min(counted, least or counted)
        if not is_more("import", least):
            break
    judge("import", least)
