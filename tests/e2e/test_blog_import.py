"""Exports of other engines: what they hold comes with its address, and what was not for
everybody stays hidden."""
import json
import pathlib
import shutil
import sqlite3
import subprocess

import pytest
import served

ENGINES = pathlib.Path(__file__).parents[1] / "corpus" / "engines"
PICTURE = pathlib.Path(__file__).parents[2] / "docs" / "page.png"


@pytest.fixture
def site(tmp_path):
    made = served.Served(tmp_path, {"time_zone": "UTC"})
    yield made
    made.stop()


def run(site, *args, code=0):
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *map(str, args)],
                          capture_output=True, text=True, env=site.environment, timeout=120)
    assert done.returncode == code, (done.stdout, done.stderr)
    return done


def test_ghost(site, tmp_path):
    images = tmp_path / "images" / "2021" / "06"
    images.mkdir(parents=True)
    for name in ("boat.png", "wave.png"):
        shutil.copy(PICTURE, images / name)
    arguments = ("import", ENGINES / "ghost/export.json", f"--source-dir={images.parents[1]}")
    done = run(site, *arguments)
    assert "7 created" in done.stdout
    assert 'the visibility "members" of posts, which become drafts (1)' in done.stderr
    again = run(site, *arguments)
    assert "0 created, 0 updated, 7 unchanged" in again.stdout
    site.start()
    assert site.get("/low-tide/").status == 301
    page = site.get("/2021/06/low-tide/").text
    assert "<h1" in page and "Low tide &amp; &lt;waves&gt;" in page
    # The text is not WordPress's: nothing in brackets is a shortcode.
    assert "The [sea] left &amp; <a href=\"/2021/06/second/\">second</a>." in page
    assert 'alt="A &quot;boat&quot;"' in page or "alt=\"A &#34;boat&#34;\"" in page
    assert "/media/boat" in page and "/media/wave" in page
    assert "/author/ada/" in page and "Ada Lovelace" in page
    assert "/tag/sea/" in page and "Sea &amp; shore" in page and "internal" not in page
    assert "track()" not in page and "ghost.invalid" not in page and "__GHOST" not in page
    assert site.get("/about/").status == 200
    home = site.get("/").text + site.get("/feed/").text + site.get("/sitemap.xml").text
    for hidden in ("The secret.", "members-only", "By mail", "Later", "Only &lt;text"):
        assert hidden not in home
    for path in ("/members-only/", "/draft/", "/later/", "/newsletter/"):
        assert site.get(path).status in (404, 410)
    stored = (site.dir / "pamphlet.db").read_bytes().decode("latin-1")
    for private in ("member@reader.example", "ada@owner.example", "$2a$10$x"):
        assert private not in stored


@pytest.mark.parametrize("name", ["blog-03-07-2015.xml", "feed.atom"])
def test_blogger(site, name):
    done = run(site, "import", ENGINES / "blogger" / name)
    assert "4 created" in done.stdout and not done.stderr
    assert "0 created, 0 updated, 4 unchanged" in run(
        site, "import", ENGINES / "blogger" / name).stdout
    # Both forms are of the same blog, and know the same posts.
    for other in ("blog-03-07-2015.xml", "feed.atom"):
        assert "0 created" in run(site, "import", ENGINES / "blogger" / other).stdout
    site.start()
    answer = site.get("/2015/03/low-tide.html")
    assert answer.status == 301
    page = site.get("/2015/03/low-tide/").text
    assert "Low tide &amp; waves" in page and "The [sea] left." in page
    assert '<a href="/2015/04/second/">second</a>' in page
    assert "/author/ada/" in page and "Sea &amp; shore" in page and "/tag/mud/" in page
    assert "<b>bold</b> wave" in page and "An answer" in page
    assert page.count('id="comment-1"') == 1 and page.count('id="comment-3"') == 0
    with sqlite3.connect(site.dir / "pamphlet.db") as db:
        assert db.execute("SELECT parent_id FROM comment ORDER BY id").fetchall() == [
            (None,), (1,)]
        assert db.execute("SELECT count(*) FROM comment_private").fetchone() == (0,)
    assert site.get("/about/").status == 200
    home = site.get("/").text + site.get("/feed/").text
    assert "The secret." not in home and "noreply@" not in home + page


@pytest.mark.parametrize("name, form", [
    ("ghost/export.json", "ghost"), ("blogger/feed.atom", "blogger")])
def test_a_damaged_export_imports_nothing(site, tmp_path, name, form):
    whole = (ENGINES / name).read_bytes()
    path = tmp_path / f"cut{pathlib.Path(name).suffix}"
    for n in (len(whole) * 2 // 3, 1, 0):
        path.write_bytes(whole[:n])
        done = run(site, "import", f"--format={form}", path, code=65)
        assert len(done.stderr.splitlines()) == 1, done.stderr
    with sqlite3.connect(site.dir / "pamphlet.db") as db:
        assert db.execute("SELECT count(*) FROM article").fetchone() == (0,)


def test_movable_type(site):
    """Texts with lines of dashes, comments that begin like fields, and a last entry that is
    cut off."""
    file = ENGINES / "movabletype" / "export.txt"
    done = run(site, "import", file)
    assert "3 created, 0 updated, 0 unchanged, 0 failed" in done.stdout
    assert "trackbacks (1)" in done.stdout + done.stderr
    assert site.rows("SELECT title, status, date(published_at / 1000000, 'unixepoch'),"
                     " time(published_at / 1000000, 'unixepoch') FROM article ORDER BY 1") == [
        ("In Markdown", "draft", "2006-04-01", "00:15:00"),
        ("Low tide & mud", "publish", "2005-03-07", "20:46:25"),
        ("The last one", "publish", "2006-05-01", "23:00:00")]
    assert site.rows("SELECT name FROM category ORDER BY 1") == [("Harbour",), ("Quay & boats",)]
    assert site.rows("SELECT name FROM tag ORDER BY 1") == [("a,b",), ("mud",),
                                                           ("slack water",)]
    texts = dict(site.rows("SELECT title, html FROM article JOIN article_body"
                           " ON article_id = id"))
    assert "-----" in texts["Low tide & mud"] and "<em>birds</em>" in texts["Low tide & mud"]
    assert "More of it." in texts["Low tide & mud"] and "tide</p>" not in texts["Low tide & mud"]
    assert "<em>word</em>" in texts["In Markdown"]
    comments = site.rows("SELECT author, url, html, time(created_at / 1000000, 'unixepoch'),"
                         " email FROM comment LEFT JOIN comment_private ON comment_id = id"
                         " ORDER BY created_at")
    assert [c[0] for c in comments] == ["Bob", "Anonymous"]
    assert comments[0][1] == "http://bob.example/" and comments[0][4] == "bob@reader.example"
    assert "I was there." in comments[0][2] and "script" not in comments[0][2]
    assert [c[3] for c in comments] == ["00:05:00", "12:30:00"]
    assert "0 created, 0 updated, 3 unchanged, 0 failed" in run(site, "import", file).stdout
    assert site.rows("SELECT count(*) FROM comment") == [(2,)]
    moved = site.rows("SELECT path FROM path WHERE path LIKE '/2005/03/low_tide%'")
    assert moved, "its former address"


def test_movable_type_in_another_charset(site, tmp_path):
    file = tmp_path / "export.txt"
    file.write_bytes("TITLE: Café\nDATE: 04/01/2006 00:15:00\n-----\nBODY:\nx\n-----\n--------\n"
                     .encode("latin-1"))
    done = run(site, "import", file, code=65)
    assert "export.txt:1" in done.stderr + done.stdout and "iconv" in done.stderr + done.stdout
    assert site.rows("SELECT count(*) FROM article") == [(0,)]


def test_texts_that_ghost_does_not_export(site, tmp_path):
    """A post with its text in the editor's form alone is not published without it."""
    file = tmp_path / "ghost.json"
    file.write_text(json.dumps({"db": [{"meta": {"exported_on": 1, "version": "5"}, "data": {
        "posts": [{"id": "1", "uuid": "u", "title": "Only lexical", "slug": "lexical",
                   "html": None, "plaintext": None, "lexical": "{}", "status": "published",
                   "visibility": "public", "published_at": "2021-06-01T10:00:00.000Z"}]}}]}),
        "utf-8")
    done = run(site, "import", file)
    assert "neither HTML nor plain text" in done.stderr + done.stdout
    assert site.rows("SELECT status FROM article") == [("draft",)]


def test_notes_of_obsidian_that_are_not_for_readers(site, tmp_path):
    vault = tmp_path / "vault"
    vault.mkdir()
    for name, line in (("a", "publish: false"), ("b", "dg-publish: false"),
                       ("c", "publish: true")):
        (vault / f"{name}.md").write_text(f"---\ntitle: Note {name}\n{line}\n---\nText\n",
                                          "utf-8")
    run(site, "import", vault)
    assert site.rows("SELECT title, status FROM article ORDER BY 1") == [
        ("Note a", "draft"), ("Note b", "draft"), ("Note c", "publish")]
