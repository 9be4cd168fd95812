"""The database file is replaced while the program runs."""
import contextlib
import json
import os
import shutil
import sqlite3
import threading
import time

import pytest
import served


@pytest.fixture
def own(tmp_path):
    with served.running(tmp_path, moderation="none", flood_seconds=0, workers=4) as site:
        yield site


def copy(site):
    """A copy of the database next to it, complete in one file."""
    new = site.dir / "new.db"
    with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db")) as db, \
            contextlib.closing(sqlite3.connect(new)) as to:
        db.backup(to)
        to.execute("PRAGMA journal_mode=DELETE")
    return new


def sources(file):
    with contextlib.closing(sqlite3.connect(file)) as db:
        # Of one table: later versions of SQLite check the index of search, too, and need its
        # tokenizer for that.
        assert db.execute("PRAGMA integrity_check(comment)").fetchall() == [("ok",)]
        return {text for text, in db.execute("SELECT source FROM comment")}


def test_nothing_acknowledged_is_lost(own):
    """The old file keeps what was acknowledged before, also what was in its log only, and the
    new file has the rest."""
    number, _ = own.article("Talk here")
    database, old = own.dir / "pamphlet.db", own.folder / "old.db"
    taken, ended = [], threading.Event()

    def post(thread):
        n = 0
        while not ended.is_set():
            text = f"comment {thread}-{n}"
            began = time.monotonic()
            answer = own.comment(number, text)
            assert answer.status in (303, 503), answer.text
            if answer.status == 503:
                assert text in answer.text and answer["Retry-After"]
            else:
                taken.append((began, text))
            n += 1

    threads = [threading.Thread(target=post, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    try:
        time.sleep(0.5)
        new = copy(own)
        os.link(database, old)
        os.rename(new, database)
        replaced = time.monotonic()
        time.sleep(1.5)
        # A process notices with its next request, and nothing says which one gets that.
        served.wait_for(lambda: own.get("/?replytocom=1") and
                        own.log().count("event=site.replaced") >= 5, what="every process")
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    own.stop()
    before, after = sources(old), sources(database)
    late = {text for began, text in taken if began > replaced}
    assert len(late) > 20 and late <= after, late - after
    assert {text for _, text in taken} <= before | after
    assert own.log().count("event=site.replaced") == 5, "each worker and the scheduler"
    own.command("check")


def test_the_next_request_is_answered_from_the_new_file(own):
    number, path = own.article("Talk here")
    new = copy(own)
    with contextlib.closing(sqlite3.connect(new)) as db:
        db.execute("UPDATE article SET title = 'Another talk' WHERE id = ?", (number,))
        db.commit()
    assert "Talk here" in own.get(path).text
    os.rename(new, own.dir / "pamphlet.db")
    answers = [own.get("/?replytocom=1").status for _ in range(40)]
    assert answers.count(503) <= 4, "at most one per worker"
    served.wait_for(lambda: "Another talk" in own.get(path).text, what="the new title")
    assert own.comment(number, "To the new file").status == 303
    assert "To the new file" in own.get(path).text


def test_without_a_database_the_text_is_kept(own):
    """Also for a while: the first file comes back."""
    number, path = own.article("Talk here")
    database, away = own.dir / "pamphlet.db", own.folder / "away.db"
    assert own.comment(number, "Before").status == 303
    own.get(path)
    os.rename(database, away)
    for n in range(8):
        answer = own.comment(number, f"Keep this {n}")
        assert answer.status == 503 and f"Keep this {n}" in answer.text
    assert sources(away) == {"Before"}, "the log was written to the file first"
    time.sleep(1.2)
    assert own.log().count("event=site.reopen") <= 15, "one line per second and process"
    os.rename(away, database)
    served.wait_for(lambda: own.comment(number, "After").status in (303, 409), what="a comment")
    assert sources(database) >= {"Before", "After"}


def test_a_damaged_file_is_not_opened(own):
    number, _ = own.article("Talk here")
    good = copy(own)
    bad = own.folder / "bad.db"
    bad.write_bytes(b"this is no database at all" * 400)
    shutil.copymode(own.dir / "pamphlet.db", bad)
    os.rename(bad, own.dir / "pamphlet.db")
    assert {own.comment(number, f"No {n}").status for n in range(8)} == {503}
    os.rename(good, own.dir / "pamphlet.db")
    served.wait_for(lambda: own.comment(number, "Yes").status in (303, 409), what="a comment")
    assert sources(own.dir / "pamphlet.db") == {"Yes"}
    assert json.loads(own.command("comment", "list", "--format=json"))
