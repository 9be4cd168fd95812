"""The service deletes old spam and trash, and nothing else."""
import contextlib
import os
import sqlite3
import subprocess
import time

import pytest
import served
from test_command import terminal

DAY = 86400 * 10**6
TITLE = "Talk here"


def now():
    return int(time.time() * 10**6)


def change(site, sql, *values):
    with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db", timeout=10)) as db:
        db.execute(sql, values)
        db.commit()


@pytest.fixture
def full(tmp_path):
    """A site that is not served yet, with 600 comments in the trash and 2 that are spam, and
    a reply to one of the former."""
    site = served.Served(tmp_path, {"moderation": "none", "flood_seconds": 0},
                         served.standard_articles())
    number, _ = site.article(TITLE)
    change(site, "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 603)"
           " INSERT INTO comment(article_id, parent_id, type, status, author, url, source, html,"
           " renderer, created_at, digest, status_at) SELECT ?, nullif(max(i - 602, 0), 0),"
           " 'comment', iif(i <= 600, 'trash', iif(i < 603, 'spam', 'approve')), 'Ada', '',"
           " 'Word number ' || i, '<p>Word number ' || i || '</p>', 1, ?, randomblob(32),"
           " iif(i < 603, ?, 0) FROM n", number, now(), now() - 31 * DAY)
    change(site, "UPDATE comment SET status_at = ? WHERE source LIKE '% 5'", now() - 29 * DAY)
    change(site, "UPDATE article SET comment_count = 1 WHERE id = ?", number)
    try:
        yield site
    finally:
        site.stop()


def counts(site):
    return dict(site.rows("SELECT status, count(*) FROM comment GROUP BY status"))


def test_old_trash_goes_by_itself(full):
    change(full, "UPDATE site SET clock_seen_at = ?, clock_steady_at = ?",
           now() - DAY // 24, now() - 4 * DAY)
    full.set(spam_days=0)
    full.start()
    _, address = full.article(TITLE)
    served.wait_for(lambda: counts(full)["trash"] == 1, what="empty trash")
    assert counts(full) == {"trash": 1, "spam": 2, "approve": 1}
    assert "Word number 603" in full.get(address).text
    assert full.command("check") == "No problems found.\n"
    assert "level=error" not in full.log()
    assert 'event=comment.expiry deleted="500"' in full.log()
    assert 'event=comment.expiry deleted="99"' in full.log()


def test_after_a_leap_of_the_clock_nothing_goes(full):
    change(full, "UPDATE site SET clock_seen_at = ?, clock_steady_at = ?",
           now() - 365 * DAY, now() - 400 * DAY)
    full.start()
    served.wait_for(lambda: full.rows("SELECT clock_seen_at FROM site")[0][0] > now() - DAY,
                    what="the first look at the clock")
    time.sleep(0.6)
    assert counts(full) == {"trash": 600, "spam": 2, "approve": 1}
    assert full.log().count("event=comment.expiry paused=") == 1
    steady, = full.rows("SELECT clock_steady_at FROM site")[0]
    assert now() - DAY < steady <= now()


def test_the_command_needs_no_clock(full):
    assert full.command("comment", "empty-trash", "--spam", "--dry-run",
                        "--older-than=30") == "Would delete 2 comments.\n"
    assert full.command("comment", "empty-trash", "--older-than=30", "--yes") == \
        "Deleted 599 comments.\n"
    assert full.command("comment", "empty-trash", "--yes") == "Deleted 1 comment.\n"
    assert full.command("check") == "No problems found.\n"
    wal = full.dir / "pamphlet.db-wal"
    data = (full.dir / "pamphlet.db").read_bytes() + (wal.read_bytes() if wal.exists() else b"")
    assert b"Word number 77" not in data and b"Word number 603" in data


def asked(site, answer, meanwhile=lambda: None):
    """Empties the trash on a terminal, and returns the question and the exit code."""
    ours, theirs = terminal()
    child = subprocess.Popen([served.BUILD / "pamphlet", "-C", site.dir, "comment", "empty-trash"],
                             stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    question = b""
    while b"?" not in question:
        question += os.read(ours, 1000)
    meanwhile()
    os.write(ours, answer)
    with contextlib.suppress(OSError):
        while os.read(ours, 1000):
            pass
    os.close(ours)
    return question.decode(), child.wait(20)


def test_only_what_was_asked_about_is_deleted(full):
    def discard_and_restore():
        full.command("comment", "trash", 601)
        full.command("comment", "untrash", 7)

    question, code = asked(full, b"n\n")
    assert question.startswith("Permanently delete 600 comments in the trash?") and code
    assert counts(full)["trash"] == 600
    assert asked(full, b"y\n", discard_and_restore)[1] == 0
    assert [n for n, in full.rows("SELECT id FROM comment ORDER BY id")] == [7, 601, 602, 603]
