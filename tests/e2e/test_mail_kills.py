"""Kills the sender, its wrapper and the whole service at random moments. No mail is accepted
twice, and each is accepted or listed as unknown.

PAMPHLET_MAIL_KILLS sets the number of kills, PAMPHLET_KILL_SEED the seed.
"""
import contextlib
import os
import random
import signal
import time

import mailed
import served

KILLS = int(os.environ.get("PAMPHLET_MAIL_KILLS", "10"))
SEED = int(os.environ.get("PAMPHLET_KILL_SEED", "20261130"))
POST = {"tide.md": served.matter("Tide", "Low water.", date="2026-01-01")}


def queue(site, n):
    """Comments, and for each the event that it was sent."""
    with site.connection() as db:
        db.execute("BEGIN")
        for i in range(n):
            db.execute(
                "INSERT INTO comment(article_id, type, status, author, url, source, html,"
                " renderer, created_at, digest) VALUES (1, 'comment', 'hold', 'Ada', '', ?1,"
                " '<p>x</p>', 1, 1, zeroblob(32))", [f"Text {i}"])
            db.execute("INSERT INTO mail_event(kind, comment_id, created_at)"
                       " VALUES ('comment', last_insert_rowid(), 1)")
        db.execute("COMMIT")


def kill(site, moments, counts):
    """Kills something that exists."""
    kind = moments.choice(["sender", "sender", "wrapper", "both", "service"])
    names = {"sender": ["pamphlet-sender"], "wrapper": ["pamphlet-mailer"],
             "both": ["pamphlet-sender", "pamphlet-mailer"], "service": []}[kind]
    found = [pid for name in names for pid in site.processes(name)]
    for pid in found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    # After a few crashes the supervisor waits for seconds; a new one does not.
    if kind == "service" or sum(counts.values()) % 3 == 2:
        children = site.workers()
        site.program.kill()
        site.program.wait()
        # They die with it, but a moment later, and hold its socket until then.
        served.wait_for(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in children),
                        what="the end of the children")
        site.log_file.unlink()
        site.start_program()
        found.append(0)
    counts[kind] = counts.get(kind, 0) + bool(found)


def test_kills(tmp_path):
    site = mailed.Mailed(tmp_path, {"notice_limit": 1000, "address_limit": 100000,
                                    "total_limit": 100000}, POST,
                         before="sleep 0.02", after="sleep 0.02")
    moments, counts = random.Random(SEED), {}
    total = 3 * KILLS + 10
    try:
        site.start_program()
        queue(site, total)
        while sum(counts.values()) < KILLS:
            time.sleep(moments.uniform(0, 0.25))
            kill(site, moments, counts)
            # There is always something left to kill for.
            states = site.states()
            if states.get("queued", 0) + states.get("sending", 0) < 5:
                queue(site, 10)
                total += 10
        served.wait_for(lambda: set(site.states()) <= {"sent", "unknown"} and not site.rows(
            "SELECT 1 FROM mail_event"), seconds=60 + KILLS, what="the end of the queue")
    finally:
        site.stop()
    accepted, rows = site.accepted(), site.rows("SELECT state, message_id FROM mail")
    print(f"{sum(counts.values())} kills {counts}, {total} mails, {site.states()}")
    assert len(accepted) == len(set(accepted)), "a mail was accepted twice"
    assert len(rows) == total
    sent = {f"<{message_id}>" for state, message_id in rows if state == "sent"}
    unknown = {f"<{message_id}>" for state, message_id in rows if state == "unknown"}
    assert sent <= set(accepted), "a mail was lost"
    assert set(accepted) <= sent | unknown
    # Only a killed wrapper leaves a doubt.
    assert len(unknown) <= counts.get("wrapper", 0) + counts.get("both", 0)
