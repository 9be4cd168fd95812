"""Moving a blog between a file and PostgreSQL, while it is in use."""

import contextlib
import itertools
import shutil
import sqlite3
import subprocess
import threading
import time

import on_terminal
import postgres
import pytest
import served

# Rows about the database itself, and those that each engine has of its own.
NOT_COPIED = {"cache_record", "web_machine", "eviction", "schema_version", "search_state", "sqlite_sequence",
              "sqlite_stat1", "search", "search_entry"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    made = postgres.Postgres(tmp_path_factory.mktemp("server"), served.BUILD / "pamphlet")
    yield made
    made.stop()


@pytest.fixture
def blog(tmp_path):
    """In a file, with comments, somebody who follows them, and two articles more."""
    articles = {**served.standard_articles(),
                "zh.md": served.matter("港口的鐘", "海港 😀 \t text", tags="[港口]"),
                "nothing.md": served.matter("Empty", "")}
    site = served.Served(tmp_path / "blog", {"flood_seconds": 0}, articles)
    if site.database:
        pytest.skip("this test is about a blog in a file")
    site.start()
    with site.connection() as db:
        db.execute("INSERT INTO follower VALUES (5, 'x@y', 'X@y', 0, 0)")
        db.execute("INSERT INTO follow SELECT NULL, 5, id, -id, 'all', 1, 1 FROM article")
    for i in range(12):
        site.comment(open_article(site)[0], f"Comment {i} 🐟")
    site.approve_all()
    assert site.rows("SELECT count(*) FROM mail_event")[0][0] >= 12
    yield site
    site.stop()


def open_article(site):
    return site.rows("SELECT id, permalink FROM article WHERE status = 'publish'"
                     " AND type = 'post' AND comments_open = 1 ORDER BY id LIMIT 1")[0]


def copy(site, *args, code=0):
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "database", "copy",
                           *map(str, args)], capture_output=True, text=True, cwd=site.dir,
                          env=site.environment, timeout=300)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def plain(value):
    return bytes(value) if isinstance(value, (bytes, memoryview)) else value


def tables_of(source):
    """{table: sorted rows, columns by name}, read without Pamphlet."""
    if str(source).startswith("postgresql://"):
        names = [n for n, in postgres.rows(
            source, "SELECT table_name FROM information_schema.tables"
                    " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")]

        def read(name):
            connection = postgres.connect(source)
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {name}")
                found = [d[0] for d in cursor.description], cursor.fetchall()
            connection.close()
            return found
    else:
        db = sqlite3.connect(source)
        names = [n for n, in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'search_%' AND name <> 'search'")] + ["search_due"]

        def read(name):
            cursor = db.execute(f"SELECT * FROM {name}")
            return [d[0] for d in cursor.description], cursor.fetchall()
    out = {}
    for name in set(names) - NOT_COPIED:
        columns, rows = read(name)
        order = sorted(range(len(columns)), key=lambda i: columns[i])
        out[name] = sorted(repr([(columns[i], plain(row[i])) for i in order
                                 if (name, columns[i]) != ("site", "change")])
                           for row in rows)
    return out


def same(a, b):
    first, second = tables_of(a), tables_of(b)
    assert first.keys() == second.keys()
    for name, rows in first.items():
        assert rows == second[name], name
    assert sum(map(len, first.values())) > 300
    return first


def found(site, words):
    return sorted(line for line in site.command(
        "post", "list", f"--search={words}", "--fields=id", "--format=csv").split())


def test_there_and_back_is_the_same(blog, server, tmp_path):
    address = server.create(empty=True)
    blog.stop()
    said = copy(blog, "pamphlet.db", address)
    assert "compared the copy" in said
    rows = same(blog.dir / "pamphlet.db", address)
    assert rows["comment_private"] and rows["follow"]
    copy(blog, address, tmp_path / "back.db")
    assert not list(tmp_path.glob("back.db?*"))
    same(address, tmp_path / "back.db")
    assert (tmp_path / "back.db").stat().st_mode & 0o777 == 0o600
    words = ["harbour", "clock", "港口"]
    before = [found(blog, w) for w in words]
    shutil.move(tmp_path / "back.db", blog.dir / "pamphlet.db")
    assert [found(blog, w) for w in words] == before and any(before)
    blog.command("check")


def test_new_rows_of_the_copy_have_new_numbers(blog, server, tmp_path):
    """Also where the last ones had been deleted before."""
    article, _ = open_article(blog)
    last = max(c for c, in blog.rows("SELECT id FROM comment"))
    blog.command("comment", "delete", last, "--yes")
    address = server.create(empty=True)
    copy(blog, "--switch", "pamphlet.db", address)
    blog.database = address
    assert blog.comment(article, "The first in the copy").status in (200, 303)
    assert max(c for c, in blog.rows("SELECT id FROM comment")) == last + 1
    blog.write("new.md", served.matter("New in the copy", tags="[fresh]"))
    blog.command("import", blog.sources)
    assert blog.rows("SELECT count(*) FROM tag WHERE slug = 'fresh'") == [(1,)]
    # The triggers are there again: somebody follows the comments of this article.
    before = blog.rows("SELECT count(*) FROM mail_event WHERE kind = 'follow'")[0][0]
    blog.approve_all()
    assert blog.rows("SELECT count(*) FROM mail_event WHERE kind = 'follow'")[0][0] > before


def comments_meanwhile(site, article, answers, stop):
    for i in itertools.count():
        if stop.is_set():
            return
        text = f"Meanwhile {len(answers)} {i} of {threading.get_ident()}"
        with contextlib.suppress(OSError):
            answers.append((text, site.comment(article, text).status))


@pytest.mark.parametrize("back", [False, True], ids=["to PostgreSQL", "to a file"])
def test_a_blog_moves_while_readers_comment(blog, server, back):
    """Every comment that was accepted is in the copy, and all others were refused with
    503. Pages show what was approved after the move."""
    address = server.create(empty=True)
    article, path = open_article(blog)
    if back:
        copy(blog, "--switch", "pamphlet.db", address)
        (blog.dir / "pamphlet.db.moved").unlink()
        blog.database = address
    answers, stop = [], threading.Event()
    threads = [threading.Thread(target=comments_meanwhile,
                                args=(blog, article, answers, stop)) for _ in range(3)]
    for thread in threads:
        thread.start()
    served.wait_for(lambda: len(answers) > 20)
    said = copy(blog, "--switch", *((address, "pamphlet.db") if back
                                    else ("pamphlet.db", address)))
    assert "Reloaded pamphlet.fcgi" in said, said
    count = len(answers)
    served.wait_for(lambda: len(answers) > count + 20)
    stop.set()
    for thread in threads:
        thread.join()
    blog.database = None if back else address
    assert f"database = {'' if back else address}".strip() in (
        blog.dir / "site.ini").read_text("utf-8")
    texts = {t for t, in blog.rows("SELECT source FROM comment")}
    assert {s for _, s in answers} <= {200, 303, 503}
    taken = [t for t, s in answers if s in (200, 303)]
    assert len(taken) > 30
    missing = [(i, a) for i, a in enumerate(answers) if a[0] in set(taken) - texts]
    assert not missing, (len(answers), count, missing[:3], missing[-3:])
    assert not [t for t, s in answers if s == 503 and t in texts]
    assert blog.get(path).status == 200
    blog.approve_all()
    feed = blog.get("/comments/feed/").text
    assert all(t in feed for t in taken[-2:])


def test_the_former_database_is_not_used_again(blog, server):
    address = server.create(empty=True)
    copy(blog, "--switch", "pamphlet.db", address)
    assert not (blog.dir / "pamphlet.db").exists()
    kept = sqlite3.connect(blog.dir / "pamphlet.db.moved")
    assert kept.execute("SELECT count(*) FROM comment").fetchone() == (12,)
    kept.close()
    assert not list(blog.dir.glob("pamphlet.db-wal"))
    assert "uses the file now" in copy(blog, "--switch", address, "pamphlet.db")
    said = copy(blog, "--switch", "pamphlet.db", server.create(empty=True), code=73)
    assert "earlier move" in said
    # In PostgreSQL, neither a connection that is open nor a new one can write.
    blog.set(database=address)
    assert "moved" in subprocess.run(
        [served.BUILD / "pamphlet", "-C", blog.dir, "post", "list"], capture_output=True,
        text=True, env=blog.environment).stderr


def test_what_is_refused(blog, server, tmp_path):
    address = server.create()
    elsewhere = server.create(empty=True)
    assert "no database" in copy(blog, tmp_path / "none.db", address, code=66)
    copy(blog, "pamphlet.db", address)
    assert blog.get("/").status == 200
    said = copy(blog, "pamphlet.db", address, code=73)
    assert "a blog already" in said
    assert "exists" in copy(blog, "pamphlet.db", "pamphlet.db", code=73)
    other = tmp_path / "other.db"
    copy(blog, "pamphlet.db", other)
    said = copy(blog, "--switch", other, elsewhere, code=65)
    assert "does not use" in said
    assert "pamphlet.db, or in PostgreSQL" in copy(
        blog, "--switch", "pamphlet.db", tmp_path / "third.db", code=65)
    assert not (tmp_path / "third.db").exists()
    # An address with a password is not shown.
    said = copy(blog, "pamphlet.db", "postgresql://blog:secret@/none?host=" + server.host,
                code=75)
    assert "secret" not in said and "PostgreSQL" in said
    for wrong, code in (("postgresql://blog:sec/ret@h/x", 75),
                        ("postgresql://blog:secret@[::1/x", 78)):
        said = copy(blog, "pamphlet.db", wrong, code=code)
        assert "sec" not in said and "not a valid address" in said
    for wrong in ("Postgresql://blog:secret@h/x", "host=h password=secret", "http://x/secret"):
        said = copy(blog, "pamphlet.db", wrong, code=65)
        assert "secret" not in said and "postgresql://" in said
    # What an interrupted command has left is replaced, and no link is followed.
    (tmp_path / "fourth.db.copying").touch()
    (tmp_path / "fourth.db.copying-wal").write_text("old")
    copy(blog, "pamphlet.db", tmp_path / "fourth.db")
    assert (tmp_path / "fourth.db").stat().st_mode & 0o777 == 0o600
    (tmp_path / "fifth.db.copying").symlink_to(tmp_path / "elsewhere")
    copy(blog, "pamphlet.db", tmp_path / "fifth.db", code=73)
    assert not (tmp_path / "elsewhere").exists()
    # A database with anything in it, and a file that the site does not use.
    postgres.rows(elsewhere, "SELECT 1")
    third = server.create()
    postgres.rows(third, "INSERT INTO author(slug, name) VALUES ('zoe', 'Zoe')")
    assert "table author" in copy(blog, "pamphlet.db", third, code=73)
    assert postgres.rows(third, "SELECT name FROM author") == [("Zoe",)]
    blog.set(database=address)
    assert "does not use" in copy(blog, "--switch", "pamphlet.db", server.create(), code=65)


def test_a_text_that_postgres_cannot_hold_is_named(blog, server):
    with blog.connection() as db:
        db.execute("UPDATE comment SET author = CAST(x'c328' AS TEXT) WHERE id = 3")
    address = server.create(empty=True)
    said = copy(blog, "--switch", "pamphlet.db", address, code=65)
    assert "comment" in said and "author" in said and "row 3" in said
    assert postgres.rows(address, "SELECT count(*) FROM article") == [(0,)]
    assert (blog.dir / "pamphlet.db").exists() and blog.get("/").status == 200


def test_an_interrupted_copy_leaves_nothing(blog, server, tmp_path):
    address = server.create(empty=True)
    for target in (address, tmp_path / "copy.db"):
        for pause in (0.02, 0.05, 0.1):
            child = subprocess.Popen([served.BUILD / "pamphlet", "-C", blog.dir, "database",
                                      "copy", "pamphlet.db", target], cwd=blog.dir,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(pause)
            child.kill()
            finished = child.wait() == 0
            if finished:
                pytest.skip("the copy was too fast to interrupt")
            assert not (tmp_path / "copy.db").exists()
    served.wait_for(lambda: postgres.rows(
        address, "SELECT count(*) FROM pg_stat_activity WHERE datname ="
                 " current_database()") == [(1,)])
    assert blog.comment(open_article(blog)[0], "Still there").status in (200, 303)
    copy(blog, "pamphlet.db", address)


def test_site_ini_may_be_changed_first(blog, server):
    """The address in site.ini, then one command."""
    address = server.create(empty=True)
    blog.set(database=address)
    said = copy(blog, "pamphlet.db", address)
    assert "uses the copy now" in said and "Reloaded" in said
    assert not (blog.dir / "pamphlet.db").exists()
    assert blog.get("/").status == 200
    blog.database = address
    blog.command("post", "list")


def test_progress_is_shown(blog, tmp_path):
    """A bar in a terminal, if it takes long enough; never with --quiet."""
    with blog.connection() as db:
        db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE"
                   " i < 200000) INSERT INTO spam_word SELECT 'word' || i, i, 1 FROM n")
    for more in ([], ["--quiet"]):
        terminal = on_terminal.Terminal(
            [served.BUILD / "pamphlet", "database", "copy", blog.dir / "pamphlet.db",
             tmp_path / f"copy{len(more)}.db", *more])
        assert terminal.end() == 0, terminal.screen
        assert "Nobody could write for" in terminal.screen
        assert ("#" in terminal.screen and "rows copied, " in terminal.screen and
                "rows compared, " in terminal.screen) == (not more), terminal.screen
