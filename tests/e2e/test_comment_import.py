"""Comments from other services: they come to the articles at their addresses, are there once,
and are on the pages."""
import contextlib
import gzip
import json
import re
import sqlite3
import subprocess

import pytest
import served

DISQUS = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="7"><forum>f</forum><title>General</title><isDefault>true</isDefault></category>
<thread dsq:id="1"><id/><forum>f</forum><category dsq:id="7"/>
<link>http://www.old.example/2015/03/low-tide.html</link><title>Low tide</title><message/>
<createdAt>2015-03-07T20:46:25Z</createdAt><isClosed>false</isClosed><isDeleted>false</isDeleted>
</thread>
<thread dsq:id="2"><id>x</id><link>http://old.example/gone/</link></thread>
<post dsq:id="10"><id>9</id><message><![CDATA[<p>A <b>bold</b> wave<script>x()</script></p>]]>
</message><createdAt>2015-03-08T15:16:29Z</createdAt><isDeleted>false</isDeleted>
<isSpam>false</isSpam><author><email>ada@reader.example</email><name>Ada</name>
<isAnonymous>true</isAnonymous></author><ipAddress>192.0.2.9</ipAddress><thread dsq:id="1"/></post>
<post dsq:id="11"><message>An answer</message><createdAt>2015-03-08T16:16:29Z</createdAt>
<author><name>Bob</name></author><thread dsq:id="1"/><parent dsq:id="10"/></post>
<post dsq:id="12"><message>Cheap watches</message><createdAt>2015-03-08T16:16:29Z</createdAt>
<isSpam>true</isSpam><author><name>Spam</name></author><thread dsq:id="1"/></post>
<post dsq:id="13"><message>Lost</message><createdAt>2015-03-08T16:16:29Z</createdAt>
<author><name>Eve</name></author><thread dsq:id="2"/></post>
</disqus>
"""


def isso(path):
    """A database as Isso creates it."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript("""
            CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE,
                title VARCHAR(256));
            CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY,
                parent INTEGER, created FLOAT NOT NULL, modified FLOAT, mode INTEGER,
                remote_addr VARCHAR, text VARCHAR, author VARCHAR, email VARCHAR,
                website VARCHAR, likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0,
                voters BLOB NOT NULL, notification INTEGER DEFAULT 0);
            CREATE TRIGGER remove_stale_threads AFTER DELETE ON comments BEGIN
                DELETE FROM threads WHERE id NOT IN (SELECT tid FROM comments); END;
            INSERT INTO threads VALUES (1, '/2015/03/low-tide', 'Low tide'),
                (2, '/gone/', 'Gone');""")
        for values in ((1, 1, None, 1, "A **bold** wave<script>x()</script>", "Ada",
                        "ada@reader.example"), (1, 2, 1, 1, "An answer", None, None),
                       (1, 3, None, 2, "Cheap watches", "Spam", None),
                       (2, 4, None, 1, "Lost", "Eve", None)):
            db.execute("INSERT INTO comments (tid, id, parent, mode, text, author, email,"
                       " created, remote_addr, voters)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, 1425800000.5, '192.0.2.9', x'00')",
                       values)
        db.commit()


def remark42(path):
    """A header, and a comment a line."""
    def line(key, parent, text, name, url, deleted=False):
        return {"id": key, "pid": parent, "text": text, "orig": text,
                "user": {"name": name, "id": "github_1", "picture": "", "ip": "ab12",
                         "admin": False, "site_id": "s"},
                "locator": {"site": "s", "url": url}, "score": 0, "votes": {},
                "time": "2015-03-08T15:18:22.4-06:00", **({"delete": True} if deleted else {})}
    lines = [{"version": 1, "users": [{"id": "github_1", "blocked": {"status": False,
              "until": "0001-01-01T00:00:00Z"}, "verified": True}],
              "posts": [{"url": "https://old.example/x", "read_only": True}]},
             line("e1", "", "<p>A <strong>bold</strong> wave<script>x()</script></p>", "Ada",
                  "https://old.example/2015/03/low-tide/"),
             line("e0", "e1", "", "deleted", "https://old.example/2015/03/low-tide/", True),
             line("e2", "e0", "<p>An answer</p>", "Bob",
                  "https://old.example/2015/03/low-tide/?utm_source=x"),
             line("e3", "", "<p>Lost</p>", "Eve", "https://old.example/gone/")]
    path.write_text("\n".join(json.dumps(one, separators=(",", ":")) for one in lines) + "\n")


def commento(path):
    def row(key, parent, text, who, url, state="approved"):
        return {"commentHex": key, "domain": "old.example", "url": url, "commenterHex": who,
                "markdown": text, "html": "", "parentHex": parent, "score": 1, "state": state,
                "creationDate": "2021-03-17T12:09:47.722181Z", "direction": 0,
                "deleted": False}
    path.write_text(json.dumps({"version": 1, "comments": [
        row("e2", "e1", "An answer", "anonymous", "/2015/03/low-tide"),
        row("e1", "root", "A **bold** wave<script>x()</script>", "a1", "/2015/03/low-tide"),
        row("e3", "root", "Cheap watches", "a1", "/2015/03/low-tide", "flagged"),
        row("e4", "root", "Lost", "a2", "/gone/")],
        "commenters": [
            {"commenterHex": "a1", "email": "ada@reader.example", "name": "Ada",
             "link": "undefined", "photo": "undefined", "provider": "commento"},
            {"commenterHex": "a2", "email": "undefined", "name": "Eve", "link": ""}]},
        indent=2))


EXPORTS = {"remark42": ("backup-s.json", remark42), "commento": ("export.json", commento),
           "disqus": ("comments.xml", DISQUS), "isso": ("comments.db", isso)}
FORMATS = sorted(EXPORTS)


@pytest.fixture
def site(tmp_path):
    """A site with an article whose old address is a former one."""
    made = served.Served(tmp_path, {"time_zone": "UTC"})
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "low-tide.md").write_text(
        served.matter("Low tide", date="2015-03-07", slug="low",
                      aliases="[/2015/03/low-tide/]"), "utf-8")
    yield made
    made.stop()


def run(site, *args):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *map(str, args)],
                          capture_output=True, text=True, env=site.environment, timeout=120)


def rows(site, sql):
    with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db")) as db:
        return db.execute(sql).fetchall()


def export(tmp_path, name):
    path = tmp_path / EXPORTS[name][0]
    content = EXPORTS[name][1]
    if isinstance(content, str):
        path.write_text(content, "utf-8")
    else:
        content(path)
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_comments_come_to_their_article(site, tmp_path, name):
    path = export(tmp_path, name)
    # Also if the file of comments is named before its articles.
    done = run(site, "import", path, tmp_path / "posts")
    assert done.returncode == 65, done.stderr
    assert "2 new comments in 1 article" in done.stdout or "3 new comments" in done.stdout
    assert re.search(r"/gone/?: no article has this address, and 1 comment is not", done.stderr)
    assert "pamphlet redirect add" in done.stdout
    before = rows(site, "SELECT id, parent_id, status, html FROM comment ORDER BY id")
    # Lead the address to the article, and only what was missing comes.
    assert run(site, "redirect", "add", "/gone/", "/2015/03/low/").returncode == 0
    done = run(site, "import", "--json", path)
    assert done.returncode == 0, done.stderr
    after = rows(site, "SELECT id, parent_id, status, html FROM comment ORDER BY id")
    assert after[:len(before)] == before and len(after) == len(before) + 1
    done = run(site, "import", f"--format={name}", path)
    assert "0 new comments in 0 articles" in done.stdout
    assert rows(site, "SELECT count(*) FROM comment") == [(len(after),)]

    site.start()
    page = site.get("/2015/03/low/").text
    assert "<strong>bold</strong> wave" in page or "<b>bold</b> wave" in page
    assert "An answer" in page and "Lost" in page
    assert "Cheap watches" not in page and "<script>x" not in page
    assert page.count('id="comment-1"') == 1
    parent, = rows(site, "SELECT parent_id FROM comment WHERE source LIKE '%An answer%'")
    first, = rows(site, "SELECT id FROM comment WHERE source LIKE '%bold%'")
    assert parent == first
    assert "reader.example" not in page + site.get("/feed/").text
    assert "192.0.2.9" not in (site.dir / "pamphlet.db").read_bytes().decode("latin-1")
    assert set(rows(site, "SELECT email FROM comment_private")) <= {("ada@reader.example",)}


@pytest.mark.parametrize("name", FORMATS)
def test_a_damaged_export_imports_nothing(site, tmp_path, name):
    path = export(tmp_path, name)
    whole = path.read_bytes()
    run(site, "import", tmp_path / "posts")
    path.write_bytes(whole[:len(whole) * 2 // 3])
    done = run(site, "import", path, f"--format={name}")
    assert done.returncode == 65, done.stdout
    assert len(done.stderr.splitlines()) == 1
    assert rows(site, "SELECT count(*) FROM comment") == [(0,)]


@pytest.mark.parametrize("name", ["disqus", "remark42"])
def test_an_export_may_be_compressed(site, tmp_path, name):
    path = export(tmp_path, name)
    run(site, "import", tmp_path / "posts")
    packed = tmp_path / "comments.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    done = run(site, "import", packed)
    assert "new comments in 1 article" in done.stdout, done.stderr
    assert "0 new comments" in run(site, "import", path).stdout
    packed.write_bytes(packed.read_bytes()[:-9])
    assert "cannot be unpacked" in run(site, "import", packed).stderr
    # Only exports: a compressed article may be anything.
    packed.write_bytes(gzip.compress(b"---\ntitle: x\n---\nText"))
    assert "its format is not known" in run(site, "import", packed).stderr


@pytest.mark.parametrize("name", FORMATS)
def test_a_dry_run_says_the_same_and_writes_nothing(site, tmp_path, name):
    path = export(tmp_path, name)
    run(site, "import", tmp_path / "posts")
    tried = run(site, "import", "--dry-run", path)
    assert rows(site, "SELECT count(*) FROM comment") == [(0,)]
    real = run(site, "import", path)
    assert tried.stdout.replace("would be: ", "") == real.stdout
    assert tried.stderr == real.stderr


@pytest.mark.parametrize("form", ["wxr", "json"])
def test_comments_alone_go_and_come_back(tmp_path, form):
    """The file has no articles: another site with the same addresses gets the comments."""
    with served.running(tmp_path / "one", moderation="none", flood_seconds=0) as one:
        number, path = one.article("Low tide at six")
        assert one.comment(number, "Mud & boots, **both**").status == 303
        (first,), = one.rows("SELECT id FROM comment")
        assert one.comment(number, "Bring both", comment_parent=first).status == 303
        file = tmp_path / "comments"
        said = one.command("export", "--comments", f"--format={form}",
                           "--with-personal-data", file)
        assert "1 article, 2 comments" in said
        # The site that they come from has them already.
        assert "0 new comments in 0 articles, 2 already there" in one.command("import", file)
        assert one.rows("SELECT count(*) FROM comment") == [(2,)]
    with served.running(tmp_path / "two", moderation="none") as two:
        before = two.rows("SELECT count(*) FROM article")
        assert "2 new comments in 1 article" in two.command("import", file)
        assert "0 new comments" in two.command("import", file)
        assert two.rows("SELECT count(*) FROM article") == before
        rows = two.rows("SELECT c.author, c.status, p.author, email FROM comment c"
                        " LEFT JOIN comment p ON p.id = c.parent_id"
                        " JOIN comment_private ON comment_id = c.id ORDER BY c.id")
        assert [r[2] for r in rows] == [None, rows[0][0]]
        assert all("@" in r[3] for r in rows)
        text = two.get(path).text
        assert "Mud &amp; boots, <strong>both</strong>" in text and "Bring both" in text


def test_a_broken_date_is_not_1970(site, tmp_path):
    path = tmp_path / "comments.xml"
    path.write_text(DISQUS.replace("2015-03-08T15:16:29Z", "0000-00-00T00:00:00").replace(
        "An answer", "&lt;img src=\"https://pictures.example/a.png\"&gt;"), "utf-8")
    done = run(site, "import", tmp_path / "posts", path)
    assert "invalid dates of comments, which get that of" in done.stderr
    site.start()
    page = site.get("/2015/03/low/").text
    assert "1970" not in page and 'href="https://pictures.example/a.png"' in page
    dates = [at for at, in rows(site, "SELECT created_at FROM comment ORDER BY id")]
    assert min(dates) == 1425686400 * 10**6


def test_comments_alone_need_a_document(tmp_path):
    site = served.Served(tmp_path)
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "export", "--comments",
                           tmp_path / "out"], capture_output=True, text=True, check=False)
    assert done.returncode == 64 and "--format=wxr" in done.stderr
    assert not (tmp_path / "out").exists()


def test_stored_pages_show_what_is_imported(tmp_path):
    """A page that a reader has got before, and its feed, are rendered again."""
    with served.running(tmp_path) as site:
        number, path = site.article("Low tide at six")
        feed = path + "feed/"
        assert "From afar" not in site.get(path).text + site.get(feed).text
        assert site.get(path).status == 200
        file = tmp_path / "backup.json"
        file.write_text('{"version": 1, "users": []}\n' + json.dumps({
            "id": "a", "pid": "", "text": "<p>From afar</p>", "orig": "From afar",
            "user": {"name": "Ada", "id": "x"}, "locator": {"site": "s", "url":
                                                           site.base_url + path},
            "time": "2026-02-01T10:00:00Z"}) + "\n", "utf-8")
        assert "1 new comment" in site.command("import", file)
        assert "From afar" in site.get(path).text
        assert "From afar" in site.get(feed).text
