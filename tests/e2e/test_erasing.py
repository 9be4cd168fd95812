"""What is deleted is in no file of the site any more."""
import contextlib
import json
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import threading
import time

import pytest
import served

TITLE = "Talk here"
SIZES = (5, 50, 200, 900, 3000, 9000)


def marks(number):
    """What is written in the fields of a comment."""
    return {kind: f"{kind}{number:05d}x" for kind in ("name", "mail", "host", "text")}


def send(site, article, number):
    m = marks(number)
    text = f"{m['text']} " + "word " * (SIZES[number % len(SIZES)] // 5) + m["text"]
    answer = site.comment(article, text, author=m["name"], email=f"{m['mail']}@example.org",
                          url=f"https://{m['host']}.example/")
    assert answer.status == 303
    return int(answer["Location"].rpartition("-")[2])


def files(site):
    cache = site.dir / "run" / "cache"
    for root in [site.dir] + ([cache.readlink()] if cache.is_symlink() else []):
        for file in pathlib.Path(root).rglob("*"):
            if file.is_file() and not file.is_symlink() and file.suffix not in (".gz", ".br"):
                with contextlib.suppress(FileNotFoundError):
                    yield file.name, file.read_bytes()


def remains(site, numbers):
    """In which files which of these marks are."""
    wanted = {mark.encode() for number in numbers for mark in marks(number).values()}
    return {(name, mark.decode()) for name, data in files(site)
            for mark in wanted.intersection(re.findall(rb"(?:name|mail|host|text)\d{5}x", data))}


@pytest.fixture
def site(tmp_path):
    site = served.Served(tmp_path, {"moderation": "none", "flood_seconds": 0},
                         served.standard_articles()).start()
    yield site
    site.stop()


def test_deleted_comments_are_in_no_file(site):
    """Also while the service is busy, and in every way to delete."""
    article, address = site.article(TITLE)
    ids = {n: send(site, article, n) for n in range(130)}
    for path in (address, "/", "/comments/feed/", f"{address}feed/"):
        site.get(path)
    gone = random.Random(1).sample(sorted(ids), 50)
    assert len(remains(site, gone)) >= 200
    stop = threading.Event()

    def read():
        while not stop.is_set():
            site.get(f"{address}?replytocom={ids[0]}")
    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        site.command("comment", "delete", *(ids[n] for n in gone[:20]), "--yes")
        for n in gone[20:25]:
            site.command("comment", "delete", ids[n], "--yes")
        site.command("comment", "trash", *(ids[n] for n in gone[25:]))
        site.command("comment", "empty-trash", "--yes")
        served.wait_for(lambda: not remains(site, gone), what="forgetting")
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    kept = sorted(set(ids) - set(gone))
    assert len({mark for _, mark in remains(site, kept)}) == 4 * len(kept)
    assert site.command("check") == "No problems found.\n"
    assert site.rows("SELECT forgets - forgotten FROM site") == [(0,)]


# In a process of its own: closing a file, as remains() does, would end its locks.
READER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN")
print(db.execute("SELECT count(*) FROM comment").fetchone()[0], flush=True)
sys.stdin.read()
"""


def test_a_reader_of_an_older_state_delays_it(site):
    """Such as a backup that takes long."""
    article, _ = site.article(TITLE)
    number = send(site, article, 7)
    with subprocess.Popen([sys.executable, "-c", READER, site.dir / "pamphlet.db"],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdout.readline() == b"1\n"
        site.command("comment", "delete", number, "--yes")
        assert remains(site, [7])
        time.sleep(0.5)
        assert remains(site, [7])
        reader.stdin.close()
    served.wait_for(lambda: not remains(site, [7]), seconds=60, what="forgetting")


def test_the_old_text_of_a_comment(site):
    article, _ = site.article(TITLE)
    number = send(site, article, 8)
    site.command("comment", "edit", number, "--author=Other")
    served.wait_for(lambda: {m for _, m in remains(site, [8])} == {
        marks(8)[kind] for kind in ("mail", "host", "text")}, what="forgetting")


def scramble(db, dice, article):
    """Adds, changes and deletes comments in an order that moves rows between pages. Returns
    the numbers of those that are gone."""
    alive, gone = {}, []
    for number in range(1000, 2600):
        m = marks(number)
        text = m["text"] + "w" * dice.choice(SIZES) + m["text"]
        if dice.random() < 0.6 or len(alive) < 20:
            row = db.execute(
                "INSERT INTO comment(article_id, type, status, author, url, source, html,"
                " renderer, created_at, digest) VALUES (?, 'comment', 'hold', ?, ?, ?, ?, 1, ?,"
                " randomblob(32))", (article, m["name"], m["host"], text, text, number)).lastrowid
            db.execute("INSERT INTO comment_private VALUES (?, ?)", (row, m["mail"] + "@example.org"))
            alive[row] = number
            continue
        row = dice.choice(sorted(alive))
        gone.append(alive.pop(row))
        if dice.random() < 0.4:
            db.execute("UPDATE comment SET author = ?, url = ?, source = ?, html = ? WHERE id = ?",
                       (m["name"], m["host"], text, text, row))
            db.execute("UPDATE comment_private SET email = ? WHERE comment_id = ?",
                       (m["mail"] + "@example.org", row))
            alive[row] = number
        else:
            for table, key in (("comment_private", "comment_id"), ("comment", "id")):
                db.execute(f"DELETE FROM {table} WHERE {key} = ?", (row,))
    return gone, alive


def test_rows_that_sqlite_has_moved(tmp_path):
    """It overwrites a row that is deleted, but not what is left of it on other pages."""
    site = served.Served(tmp_path, {}, served.standard_articles())
    article, _ = site.article(TITLE)
    before = 0
    for seed in range(4):
        dice = random.Random(seed)
        with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db")) as db:
            db.execute("PRAGMA secure_delete = ON")
            gone, alive = scramble(db, dice, article)
            db.commit()
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before += len(remains(site, gone))
        victim = next(iter(alive))
        gone.append(alive.pop(victim))
        site.command("comment", "delete", victim, "--yes")
        assert not remains(site, gone)
        with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db")) as db:
            # A newer SQLite reads the search index as well, for which it lacks the tokenizer.
            for table in ("comment", "comment_private"):
                assert db.execute(f"PRAGMA integrity_check({table})").fetchall() == [("ok",)]
            db.execute("DELETE FROM comment_private")
            db.execute("DELETE FROM comment")
            db.commit()
    assert before > 0, "the test does not show what it should"


def test_everything_about_a_person(site):
    article, address = site.article(TITLE)
    ids = {n: send(site, article, n) for n in range(12)}
    hers = (1, 4, 7, 9)
    with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db")) as db:
        for n in hers:
            db.execute("UPDATE comment_private SET email = 'Eve@bücher.example' WHERE comment_id = ?",
                       (ids[n],))
        db.execute("INSERT INTO mail(kind, recipient, state, due_at, created_at, changed_at) VALUES"
                   " ('test', 'eve@xn--bcher-kva.example', 'sent', 1, 1, 1)")
        db.execute("INSERT INTO follower(address, email, asked_at, refused) VALUES"
                   " ('eve@bücher.example', 'eve@bücher.example', 1, 0)")
        db.execute("INSERT INTO follow(follower_id, article_id, comment_id, scope, created_at,"
                   " confirmed_at) VALUES (1, ?, ?, 'all', 1, 1)", (article, ids[1]))
        db.execute("INSERT INTO follow_request VALUES (?, 'eve@bücher.example', 'all', 0)", (ids[4],))
        db.commit()
    site.command("comment", "trash", ids[4])
    site.command("comment", "spam", ids[7])
    site.command("comment", "approve", ids[9])
    kept = json.loads(site.command("privacy", "export", "EVE@bücher.example"))
    assert [c["id"] for c in kept["comments"]] == [ids[n] for n in hers]
    assert {c["status"] for c in kept["comments"]} == {"approve", "trash", "spam"}
    assert all(c["network"] == "a hash" and c["text"] and c["created_at"] for c in kept["comments"])
    assert [len(kept[kind]) for kind in ("mails", "follows", "followers", "follow requests")] == [1] * 4
    said = site.command("privacy", "erase", "eve@bücher.example", "--dry-run")
    assert said == ("Would delete 4 comments, 1 mail, 1 follow, 1 follower, 1 follow request.\n")
    assert site.command("privacy", "erase", "eve@bücher.example", check=False) == ""
    assert len(json.loads(site.command("privacy", "export", "eve@bücher.example"))["comments"]) == 4
    site.command("privacy", "erase", "eve@bücher.example", "--yes")
    served.wait_for(lambda: not remains(site, hers), what="forgetting")
    for name, data in files(site):
        assert b"cher.example" not in data and b"bcher-kva" not in data, name
    assert not any(json.loads(site.command("privacy", "export", "eve@bücher.example")).values())
    assert site.get(address).status == 200 and site.command("check") == "No problems found.\n"
    # By name, and only the name.
    site.command("privacy", "erase", f"--name={marks(2)['name'].upper()}", "--anonymise", "--yes")
    shown = site.get(address).text
    assert "<bdi>Anonymous</bdi>" in shown and marks(2)["text"] in shown
    served.wait_for(lambda: {m for _, m in remains(site, [2])} == {marks(2)["text"]}, what="forgetting")


def test_networks_without_a_scheduler(tmp_path):
    """As plain CGI, a request does once an hour what the scheduler does."""
    site = served.Served(tmp_path, {}, served.standard_articles())
    article, _ = site.article(TITLE)
    with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db")) as db:
        db.execute("INSERT INTO comment(id, article_id, type, status, author, url, source, html,"
                   " renderer, created_at, digest) VALUES (1, ?, 'comment', 'hold', 'Ada', '', 'x',"
                   " 'x', 2, 1, x'00')", (article,))
        db.execute("INSERT INTO comment_network VALUES (1, x'01', 1)")
        db.commit()
    done = subprocess.run([served.BUILD / "pamphlet.fcgi"], capture_output=True, env={
        **site.environment, "PAMPHLET_SITE": str(site.dir), "GATEWAY_INTERFACE": "CGI/1.1",
        "REQUEST_METHOD": "GET", "REQUEST_URI": "/", "SCRIPT_NAME": "", "PATH_INFO": "/",
        "SERVER_PROTOCOL": "HTTP/1.1", "QUERY_STRING": ""})
    assert done.stdout.startswith(b"Status: 200"), done
    assert site.rows("SELECT count(*) FROM comment_network") == [(0,)]
    served.remove_pages(site.dir)
