"""The import: which article a file becomes, which input is refused, which files are copied."""
import contextlib
import fcntl
import json
import os
import re
import sqlite3
import stat
import subprocess
import time

import pytest
import served
import site_dump

DATAERR, NOINPUT, TEMPFAIL = 65, 66, 75


@pytest.fixture
def blog(tmp_path):
    """A new site, in a folder that can also hold files."""
    made = tmp_path / "blog"
    assert run(made, "init", made, "--title=Blog", "--base-url=https://example.org",
               place=False).returncode == 0
    yield made
    served.remove_pages(made)


def run(blog, *args, place=True, stdin="", **options):
    return subprocess.run(
        [served.BUILD / "pamphlet", *(["-C", blog] if place else []), *map(str, args)],
        capture_output=True, text=True, input=stdin, timeout=60, **options)


def imported(blog, *paths, **options):
    result = run(blog, "import", *paths, **options)
    assert result.returncode == 0, (result.stdout, result.stderr)
    return result.stdout


def refused(blog, *paths, code=DATAERR, **options):
    """Returns the message about the single file that is refused."""
    result = run(blog, "import", *paths, **options)
    assert result.returncode == code, (result.stdout, result.stderr)
    lines = result.stderr.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def rows(blog, sql, *values):
    with contextlib.closing(sqlite3.connect(blog / "pamphlet.db")) as db:
        return db.execute(sql, values).fetchall()


def write(folder, name, text=None, **keys):
    """Writes a file. Without a text, it gets a title made from its name."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(text, bytes):
        path.write_bytes(text)
    else:
        title = keys.pop("title", path.stem)
        if not re.match(r"\d+-", path.name):
            keys.setdefault("date", "2026-01-02")
        path.write_text(served.matter(title, **keys) if text is None else text, "utf-8")
    return path


def beside(path, *comments):
    """Writes the comments file of an article."""
    path.with_suffix(".comments.json").write_text(
        json.dumps({"comments": list(comments)}), "utf-8")


def comment(number, parent=0, **fields):
    return {"id": number, "parent": parent, "author": "Ada", "text": f"Word {number}",
            "date": "2026-01-20T08:00:00Z", "status": "approve", **fields}


def served_status(blog, path):
    """The status of a response by plain CGI."""
    return re.match(r"Status: (\d+)", served_page(blog, path))[1]


def served_page(blog, address):
    path, _, query = address.partition("?")
    result = subprocess.run(
        [served.BUILD / "pamphlet.fcgi"], capture_output=True, text=True, timeout=20,
        stdin=subprocess.DEVNULL, env={
            "PAMPHLET_SITE": str(blog), "GATEWAY_INTERFACE": "CGI/1.1", "PATH_INFO": path,
            "REQUEST_METHOD": "GET", "REQUEST_URI": address, "SCRIPT_NAME": "",
            "QUERY_STRING": query, "HTTP_HOST": "example.org", "REMOTE_ADDR": "127.0.0.1"})
    return result.stdout


# Identity

def test_two_folders_do_not_meet(blog, tmp_path):
    write(tmp_path, "a/x.md", title="First")
    write(tmp_path, "b/x.md", title="Second")
    imported(blog, tmp_path / "a")
    assert "1 created" in imported(blog, tmp_path / "b")
    assert rows(blog, "SELECT title, source_key FROM article ORDER BY id") == [
        ("First", "file:../a/x.md"), ("Second", "file:../b/x.md")]


def test_a_file_is_the_same_however_it_is_named(blog, tmp_path):
    path = write(tmp_path, "posts/deep/x.md")
    write(blog, "inside/y.md")
    imported(blog, path, blog / "inside")
    (tmp_path / "link").symlink_to(tmp_path / "posts")
    for name in (tmp_path / "posts", path, tmp_path / "posts" / ".." / "posts" / "deep",
                 tmp_path / "link", tmp_path / "link" / "deep" / "x.md"):
        assert imported(blog, name).endswith("1 unchanged, 0 failed\n"), name
    assert "1 unchanged" in imported(blog, "deep/x.md", cwd=tmp_path / "posts")
    assert ("file:inside/y.md",) in rows(blog, "SELECT source_key FROM article")


def test_a_file_that_moves_takes_its_article_along(blog, tmp_path):
    path = write(tmp_path, "posts/x.md")
    beside(path, comment(1))
    imported(blog, tmp_path / "posts")
    (tmp_path / "posts").rename(tmp_path / "articles")
    assert "x.md: moved" in imported(blog, "--dry-run", tmp_path / "articles")
    said = imported(blog, tmp_path / "articles")
    assert "x.md: moved" in said and "0 created, 0 updated, 1 moved, 0 unchanged" in said
    assert rows(blog, "SELECT id, source_key FROM article") == [(1, "file:../articles/x.md")]
    assert rows(blog, "SELECT count(*) FROM comment") == [(1,)]
    assert "1 unchanged" in imported(blog, tmp_path / "articles")


def test_a_copy_is_an_article_of_its_own(blog, tmp_path):
    text = served.matter("Same")
    imported(blog, write(tmp_path, "one.md", text))
    imported(blog, write(tmp_path, "two.md", text))
    assert len(rows(blog, "SELECT id FROM article")) == 2


def test_the_formats_are_listed(blog, tmp_path):
    """Each name is one of --format, and no site is needed to see them."""
    said = run(tmp_path, "import", "--list-formats", place=False)
    assert said.returncode == 0, said.stderr
    names = [line.split()[0] for line in said.stdout.splitlines()]
    assert names[:3] == ["markdown", "html", "wxr"]
    assert f"--format=auto|{'|'.join(names)}\n" in run(blog, "help", "import").stdout
    unknown = run(blog, "import", "--format=word", tmp_path)
    assert unknown.returncode == 64
    assert 'unknown format "word": see "pamphlet import --list-formats"' in unknown.stderr


def test_standard_input(blog):
    one, two = served.matter("One"), served.matter("Two")
    imported(blog, "-", stdin=one)
    imported(blog, "-", stdin=two)
    assert "1 unchanged" in imported(blog, "-", stdin=one)
    imported(blog, "-", stdin=served.matter("Three", slug="three"))
    assert "1 updated" in imported(blog, "-", stdin=served.matter("New", slug="three"))
    assert [t for t, in rows(blog, "SELECT title FROM article ORDER BY id")] == [
        "One", "Two", "New"]
    assert "title" in refused(blog, "-", stdin="---\nlang: en\n---\nWords without a title.")
    assert "--format=markdown" in refused(blog, "-", stdin="Words that could be anything.")


def test_endings_in_capitals(blog, tmp_path):
    path = write(tmp_path, "posts/A.MD", "# A\n\n[b](B.Htm) ![x](BOAT.PNG)\n")
    beside(path, comment(1))
    write(tmp_path, "posts/B.Htm", "<title>B</title><p><b>x</b>")
    write(tmp_path, "posts/C.Markdown")
    write(tmp_path, "posts/BOAT.PNG", served.BOAT)
    assert "3 created" in imported(blog, tmp_path / "posts")
    assert rows(blog, "SELECT title, format, comment_count FROM article"
                " JOIN article_body ON article_id = id ORDER BY title") == [
        ("A", "markdown", 1), ("B", "html", 0), ("C", "markdown", 0)]
    html, = rows(blog, "SELECT html FROM article_body WHERE article_id = 1")[0]
    assert re.search(r'href="/\d+/\d+/b/".*src="/media/BOAT-\w+.PNG"', html)


# Comments next to a file

def test_a_name_without_an_ending(blog, tmp_path):
    """A dot in the name of a folder does not begin an extension."""
    path = write(tmp_path, "my.blog/README", "# Read me\n\nFirst.\n")
    path.with_name("README.comments.json").write_text(json.dumps(
        {"comments": [comment(1)]}), "utf-8")
    (tmp_path / "my.comments.json").write_text("{}", "utf-8")
    imported(blog, "--format=markdown", path)
    assert rows(blog, "SELECT title, comment_count FROM article") == [("Read me", 1)]


@pytest.mark.parametrize("bad, says", [
    ([comment(1, 2), comment(2, 1)], "comment 1: .*leads back"),
    ([comment(1, 1)], "comment 1: .*leads back"),
    ([comment(1), comment(7, 5)], "comment 7: .*does not exist"),
    ([comment(3), comment(3, text="Other")], "comment 3: another"),
    ([comment(1, author="A" * 246)], "comment 1: .*245"),
    ([comment(1, author="A\u202eB")], "comment 1: .*name"),
    ([comment(1, author="A" + "\u0301" * 21)], "comment 1: .*name"),
    ([comment(1, email="ada")], "comment 1: .*email"),
    ([comment(1, url="javascript:alert(1)")], "comment 1: .*web address"),
    ([comment(1, url="https://example.org/" + "a" * 200)], "comment 1: .*200"),
    ([comment(1, text="\u200b")], "comment 1: .*comment"),
    ([comment(1, text="x" * 65526)], "comment 1: .*65,525.*65,526"),
    ([comment(1, text="\x1b[2J")], "comment 1: .*control"),
    ([comment(1, date="soon")], "comment 1: .*date"),
    ([comment(1, status="new")], "comment 1: .*status"),
    ([comment(0)], "comment 0: .*id"),
    ([comment("1")], 'comment 0: "id" must be a positive number'),
    ([5], 'comment 0: "id" must be a positive number'),
    ([comment(1), comment(2, "1")], 'comment 2: "parent" must be'),
    ([comment(1), comment(2, 1.0)], 'comment 2: "parent" must be'),
    ([comment(1), comment(2, -1)], 'comment 2: "parent" names'),
    ([comment(1, email=5)], 'comment 1: "email" must be a string'),
    ([comment(1, status=["hold"])], 'comment 1: "status" must be a string'),
])
def test_a_bad_comment_leaves_nothing_behind(blog, tmp_path, bad, says):
    path = write(tmp_path, "x.md")
    beside(path, *bad)
    for dry in ([], ["--dry-run"]):
        assert re.search(r"x\.comments\.json: " + says, refused(blog, *dry, path))
    assert rows(blog, "SELECT count(*) FROM article") == [(0,)]
    assert rows(blog, "SELECT count(*) FROM comment") == [(0,)]


def test_a_bad_sidecar_is_told_with_its_line(blog, tmp_path):
    path = write(tmp_path, "x.md")
    path.with_suffix(".comments.json").write_text('{\n"comments": [\n', "utf-8")
    assert re.search(r"x\.comments\.json:\d: ", refused(blog, path))


def test_answers_stand_behind_what_they_answer(blog, tmp_path):
    path = write(tmp_path, "x.md")
    beside(path, comment(3, 2), comment(9, None, url=None), comment(2, 1), comment(1, email="a@b.org"))
    imported(blog, path)
    found = rows(blog, "SELECT c.source_key, p.source_key FROM comment c"
                 " LEFT JOIN comment p ON p.id = c.parent_id ORDER BY c.id")
    assert found == [("1", None), ("2", "1"), ("3", "2"), ("9", None)]
    assert rows(blog, "SELECT comment_count FROM article") == [(4,)]
    beside(path, comment(1), comment(2, 1), comment(3, 2), comment(9), comment(10, 9))
    imported(blog, path)
    assert rows(blog, "SELECT comment_count FROM article") == [(5,)]


def test_the_documented_front_matter(blog, tmp_path):
    """The documented example causes no warning, and every key in the table has an effect."""
    text = (served.ROOT / "docs" / "articles.md").read_text("utf-8")
    (tmp_path / "mud.jpg").write_bytes(served.BOAT)
    (tmp_path / "a.md").write_text(re.search(r"(?s)```yaml\n(.*?)```", text)[1], "utf-8")
    assert run(blog, "import", tmp_path / "a.md").stderr == ""
    table = "\n".join(row.split("|")[1] for row in re.findall(r"(?m)^\| `.*$", text))
    keys = re.findall(r"`(\w+)`", table)
    assert len(keys) > 15
    for key in keys:
        (tmp_path / "key.md").write_text(f"---\n{key}: x\n---\n# A\n", "utf-8")
        said = run(blog, "import", tmp_path / "key.md").stderr
        assert "is ignored\n" not in said, key
    (tmp_path / "key.md").write_text(served.matter("A", nonsense="x"), "utf-8")
    assert "is ignored\n" in run(blog, "import", tmp_path / "key.md").stderr


def test_who_asked_for_a_password_gets_no_readers(blog, tmp_path):
    (tmp_path / "a.md").write_text(served.matter("A", password="x"), "utf-8")
    (tmp_path / "b.md").write_text(served.matter("B", password="x", status="draft"), "utf-8")
    result = run(blog, "import", tmp_path / "a.md", tmp_path / "b.md")
    assert result.stderr.count("passwords are not supported: the article is kept private") == 2
    assert rows(blog, "SELECT title, status FROM article ORDER BY 1") == [
        ("A", "private"), ("B", "draft")]


def test_a_changed_comment_is_changed(blog, tmp_path):
    path = write(tmp_path, "x.md", date="2026-01-20")
    beside(path, comment(1, email="a@b.org"), comment(2, 1), comment(3, 1), comment(4))
    imported(blog, path)
    assert run(blog, "comment", "spam", 4).returncode == 0
    assert "1 unchanged" in imported(blog, path)
    beside(path, comment(1, text="Better", author="Bo", url="https://a.example",
                         date="2026-01-21T08:00:00Z"),
           comment(2, email="c@d.org"), comment(3, 2), comment(4, text="Worse"))
    said = imported(blog, path)
    assert "1 updated" in said
    assert rows(blog, "SELECT c.id, c.parent_id, author, url, source, status, email"
                " FROM comment c LEFT JOIN comment_private ON comment_id = c.id"
                " ORDER BY c.id") == [
        (1, None, "Bo", "https://a.example", "Better", "approve", None),
        (2, None, "Ada", "", "Word 2", "approve", "c@d.org"),
        (3, 2, "Ada", "", "Word 3", "approve", None),
        (4, None, "Ada", "", "Worse", "spam", None)]
    assert rows(blog, "SELECT comment_count FROM article") == [(3,)]
    assert json.loads(run(blog, "comment", "get", 1, "--format=json").stdout)[
        "date"].startswith("2026-01-21T08:00")
    # When the parent of a reply appears, the reply moves below it.
    beside(path, comment(1), comment(2, 5), comment(3), comment(4), comment(5))
    imported(blog, path)
    assert rows(blog, "SELECT c.source_key, p.source_key FROM comment c"
                " JOIN comment p ON p.id = c.parent_id") == [("2", "5")]
    page = served_page(blog, "/2026/01/x/")
    assert page.index('id="comment-5"') < page.index('id="comment-2"')


def test_a_deleted_comment_stays_deleted(blog, tmp_path):
    path = write(tmp_path, "x.md")
    beside(path, comment(1), comment(2, 1), comment(3, 2))
    imported(blog, path)
    second, = rows(blog, "SELECT id FROM comment WHERE source_key = '2'")[0]
    assert run(blog, "comment", "delete", second, "--yes").returncode == 0
    beside(path, comment(1), comment(2, 1), comment(3, 2), comment(4, 2))
    assert "1 updated" in imported(blog, path)
    assert rows(blog, "SELECT c.source_key, p.source_key FROM comment c"
                " LEFT JOIN comment p ON p.id = c.parent_id ORDER BY c.id") == [
        ("1", None), ("3", "1"), ("4", "1")]
    assert rows(blog, "SELECT comment_count FROM article") == [(3,)]
    # The record of a deleted comment goes with its article.
    assert run(blog, "post", "delete", 1, "--yes").returncode == 0
    assert rows(blog, "SELECT count(*) FROM comment_deleted") == [(0,)]
    imported(blog, path)
    assert rows(blog, "SELECT count(*) FROM comment") == [(4,)]


@pytest.mark.parametrize("seconds", [0.02, 0.05, 0.1, 0.2, 0.3, 0.4])
def test_killed_on_the_way(blog, tmp_path, seconds):
    path = write(tmp_path, "x.md")
    beside(path, *(comment(n) for n in range(1, 10001)))
    child = subprocess.Popen([served.BUILD / "pamphlet", "-C", blog, "import", path],
                             stdout=subprocess.DEVNULL)
    time.sleep(seconds)
    child.kill()
    child.wait()
    articles, = rows(blog, "SELECT count(*) FROM article")[0]
    assert rows(blog, "SELECT count(*) FROM comment") == [(10000 * articles,)]
    imported(blog, path)
    assert rows(blog, "SELECT count(*) FROM comment") == [(10000,)]


def test_many_comments_take_no_time(blog, tmp_path):
    path = write(tmp_path, "x.md")
    beside(path, *(comment(n, n - 1) for n in range(20000, 0, -1)))
    began = time.monotonic()
    imported(blog, path)
    assert time.monotonic() - began < 10  # about one second on an idle machine
    assert rows(blog, "SELECT count(*) FROM comment") == [(20000,)]


# What is not accepted, and where: the article is imported without it

@pytest.mark.parametrize("keys, line, says", [
    ({"slug": "feed"}, 3, "reserved"),
    ({"slug": "No Slug"}, 3, 'becomes "no-slug"'),
    ({"parent": "about"}, 3, "for pages"),
    ({"type": "page", "parent": "nowhere"}, 4, 'its parent page "nowhere" does not exist'),
    ({"lang": "en_US!"}, 3, "not a language tag"),
    ({"title": '"a\\u202eb"'}, 2, "title"),
    ({"author": '"a\\u202eb"'}, 3, "author"),
    ({"excerpt": '"a\\u2066b"'}, 3, "excerpt"),
    ({"categories": '[Fine, "a\\u202eb"]'}, 3, "category"),
    ({"tags": '["a\\u202eb"]'}, 3, "tag"),
    ({"date": '"0001-01-01T00:00:00+14:00"'}, 3, "years 1 to 9999"),
    ({"updated": '"0001-01-01T00:00:00+14:00"'}, 3, "years 1 to 9999"),
    ({"date": "2017-02-10 00:10::00 -03:00"}, 3, "not a date"),
    ({"date": "2017-02-30"}, 3, "does not exist"),
    *(({"aliases": f"['{alias}']"}, 3, says) for alias, says in (
        ("/", "by the site itself"), ("/2026/", "by the site itself"), ("/2026/11/page/2/", "by the site itself"),
        ("/page/2/", "by the site itself"), ("Category/x", "by the site itself"), ("/tag/x/", "by the site itself"),
        ("//evil.example/", "not a path"), ("https://example.org/x", "not a path"),
        ("javascript:x", "not a path"), ("/a/../b/", "too long or contains"), ("/./", "too long or contains"),
        ("/?p=12", "character"), ("/a#b", "character"))),
])
def test_the_rest_is_imported(blog, tmp_path, keys, line, says):
    path = write(tmp_path, "x.md", **keys)
    for dry in (["--dry-run"], []):
        result = run(blog, "import", *dry, path)
        assert result.returncode == 0, result.stderr
        assert re.search(rf"x\.md:{line}: warning: .*{says}", result.stderr), result.stderr
    assert rows(blog, "SELECT count(*) FROM article") == [(1,)]


@pytest.mark.parametrize("keys", [
    {"draft": "maybe"}, {"status": "secret"}, {"expires": "soon"}, {"publishDate": "later"},
    {"expires": '"9999-12-31T23:59:59-14:00"'}, {"unlisted": "true"}, {"_build": "{render: never}"},
    {"draft": "false", "Draft": "true"}])
def test_what_is_unclear_about_visibility_makes_a_draft(blog, tmp_path, keys):
    path = write(tmp_path, "x.md", **keys)
    result = run(blog, "import", path)
    assert result.returncode == DATAERR
    assert re.search(r"x\.md:3: error: .*the article is kept as a draft\n", result.stderr)
    assert result.stdout.endswith("1 created, 0 updated, 0 unchanged, 0 failed, 1 with errors\n")
    assert rows(blog, "SELECT status, permalink FROM article") == [("draft", None)]


@pytest.mark.parametrize("text, status", [
    ("---\ntitle: A\nDraft: true\n---\nx", "draft"),
    ("---\ntitle: A\nDRAFT: true\n---\nx", "draft"),
    ("---\ntitle: A\nPublished: false\n---\nx", "draft"),
    ("---\ntitle: A\nStatus: draft\n---\nx", "draft"),
    ("---\ntitle: A\nPassword: geheim\n---\nx", "private"),
    ("---\ntitle: A\nExpiryDate: 2020-01-01\n---\nx", "withdrawn"),
    ("---\ntitle: A\nexpirydate: 2020-01-01\n---\nx", "withdrawn"),
    ("---\ntitle: A\nPublishDate: 2099-01-01\n---\nx", "future"),
    ("---\ntitle: A\nDate: 2099-01-01\n---\nx", "future"),
    ("+++\ntitle = 'A'\nDraft = true\n+++\nx", "draft"),
    ("+++\nTitle = 'A'\nEXPIRYDATE = 2020-01-01\n+++\nx", "withdrawn"),
    ('{"title": "A", "Draft": true}\nx', "draft"),
])
def test_hidden_articles_stay_hidden(blog, tmp_path, text, status):
    result = run(blog, "import", write(tmp_path, "x.md", text))
    assert result.returncode == 0, result.stderr
    assert rows(blog, "SELECT title, status FROM article") == [("A", status)]


def test_a_tag_of_symbols_alone(blog, tmp_path):
    imported(blog, write(tmp_path, "x.md", tags='["\U0001f389", "!", "\u2764\ufe0f"]'))
    assert rows(blog, "SELECT slug, name FROM tag ORDER BY slug") == [
        ("u1f389", "\U0001f389"), ("u21", "!"), ("u2764", "\u2764\ufe0f")]


def test_aliases(blog, tmp_path):
    imported(blog, write(tmp_path, "x.md", aliases="\n  - /old/\n  - /2019/05/Hello.html"))
    assert rows(blog, "SELECT path FROM path WHERE kind = 'moved' ORDER BY path") == [
        ("/2019/05/hello.html/",), ("/old/",)]
    other = write(tmp_path, "y.md", aliases="\n  - /fine/\n  - /old/")
    for dry in (["--dry-run"], []):
        result = run(blog, "import", *dry, other)
        assert result.returncode == 0
        assert re.search(r"y\.md:5: warning: .*/old/.*another article", result.stderr)
    assert rows(blog, "SELECT article_id FROM path WHERE path IN ('/old/', '/fine/') ORDER BY path") == [
        (2,), (1,)]
    imported(blog, write(tmp_path, "z.md", aliases="['/%E4%BD%A0/']", redirect_from="[/z/]"))
    assert rows(blog, "SELECT path FROM path WHERE article_id = 3 AND kind = 'moved' ORDER BY path") == [
        ("/z/",), ("/\u4f60/",)]


def test_aliases_of_what_is_not_public_yet(blog, tmp_path):
    imported(blog, write(tmp_path, "x.md", status="draft", aliases="[/old/]"))
    result = run(blog, "import", write(tmp_path, "y.md", aliases="[/old/]"))
    assert result.returncode == 0 and "another article" in result.stderr
    assert served_status(blog, "/old/") == "404"
    imported(blog, write(tmp_path, "z.md", slug="old", type="page"))
    assert served_status(blog, "/old/") == "200", "a draft keeps no address"
    imported(blog, write(tmp_path, "z.md", slug="older", type="page"))
    assert run(blog, "post", "publish", 1).returncode == 0
    assert served_status(blog, "/old/") == "301"


def test_a_dry_run_sees_what_the_files_do_to_each_other(blog, tmp_path):
    write(tmp_path, "posts/a.md", type="page", parent="z")
    write(tmp_path, "posts/b.md", aliases="[/old/]")
    write(tmp_path, "posts/c.md", aliases="[/old/]")
    write(tmp_path, "posts/z.md", type="page")
    dry = run(blog, "import", "--dry-run", tmp_path / "posts")
    assert rows(blog, "SELECT count(*) FROM article") == [(0,)]
    assert not list((blog / "media").glob("[!_]*"))
    real = run(blog, "import", tmp_path / "posts")
    assert (dry.returncode, dry.stderr) == (real.returncode, real.stderr) and "/old/" in real.stderr
    assert dry.stdout.replace("would be: ", "") == real.stdout
    assert "4 created, 0 updated, 0 unchanged, 0 failed" in real.stdout


def test_a_page_cannot_stand_below_itself(blog, tmp_path):
    write(tmp_path, "a.md", type="page")
    imported(blog, write(tmp_path, "b.md", type="page", parent="a"), tmp_path / "a.md")
    path = write(tmp_path, "a.md", type="page", parent="a/b")
    assert re.search(r"a\.md:4: .*its own ancestor", refused(blog, path))


@pytest.mark.parametrize("name, text, says", [
    ("x.html", "<html lang=en_US!><title>T</title><p>x", "not a language tag"),
    ("x.html", "<title>a&#x202e;b</title><p>x", "title"),
    ("x.html", "<title>T</title><meta name=author content='a&#27;b'><p>x", "author"),
    ("x.html", "<title>T</title><meta name=description content='a&#x202e;'><p>x", "excerpt"),
    ("x.md", "# a&#x202e;b\n\nWords", "title"),
    ("x.md", "", "neither title nor text"),
    ("x.md", "---\ndate: 2026-01-01\n---\n \n", "neither title nor text"),
    ("x.html", "<html><body></body></html>", "neither title nor text"),
])
def test_odd_files_are_no_errors(blog, tmp_path, name, text, says):
    result = run(blog, "import", write(tmp_path, name, text))
    assert result.returncode == 0 and re.search(rf"warning: .*{says}", result.stderr)
    count = 0 if says.startswith("neither") else 1
    assert rows(blog, "SELECT count(*) FROM article") == [(count,)]


@pytest.mark.parametrize("given, lang", [("en_US", "en-US"), ("de_DE.UTF-8", "de-DE"), ("fr", "fr")])
def test_locales_become_language_tags(blog, tmp_path, given, lang):
    imported(blog, write(tmp_path, "x.md", lang=given))
    assert rows(blog, "SELECT lang FROM article") == [(lang,)]


def test_what_is_made_up_is_clean(blog, tmp_path):
    (tmp_path / "posts").mkdir()
    with open(os.fsencode(tmp_path / "posts") + b"/a\x1b\xe2\x80\xae\xffb.md", "wb") as f:
        f.write(b"Words&#x202e; and more.\n")
    imported(blog, tmp_path / "posts")
    assert rows(blog, "SELECT title, excerpt FROM article") == [("ab", "Words and more.")]


def test_an_author_has_no_address(blog, tmp_path):
    done = run(blog, "import", write(tmp_path, "a.md", author="Ada Lovelace <ada@example.org>"),
               write(tmp_path, "b.md", author="bo@example.org"))
    assert rows(blog, "SELECT name, slug FROM author ORDER BY name") == [
        ("Ada Lovelace", "ada-lovelace"), ("bo", "bo")]
    assert 'a.md:3: warning: the author\'s email address is ignored: the name is "Ada Lovelace"' in done.stderr


def test_an_empty_author_is_none(blog, tmp_path):
    imported(blog, write(tmp_path, "x.md", author='""'), write(tmp_path, "y.md", author='"\u200b"'),
             write(tmp_path, "z.html", "<title>T</title><meta name=author content=' '><p>x"))
    assert len(rows(blog, "SELECT id FROM author")) == 1


def test_unknown_keys_name_their_line(blog, tmp_path):
    result = run(blog, "import", write(tmp_path, "x.md", colour="red"))
    assert result.returncode == 0 and re.search(r'x\.md:3: warning: "colour"', result.stderr)


# Inputs that are not regular files

def test_what_is_no_file_is_refused_at_once(blog, tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    os.mkfifo(folder / "pipe.md")
    assert "pipe.md: is not a regular file" in refused(blog, folder)
    assert "pipe.md: is not a regular file" in refused(blog, folder / "pipe.md")
    assert "null: is not a regular file" in refused(blog, "/dev/null")
    (folder / "pipe.md").unlink()
    path = write(folder, "x.md")
    sidecar = path.with_suffix(".comments.json")
    os.mkfifo(sidecar)
    assert "x.comments.json: is not a regular file" in refused(blog, folder)
    sidecar.unlink()
    sidecar.mkdir()
    assert "x.comments.json: is a folder" in refused(blog, folder)
    sidecar.rmdir()
    sidecar.symlink_to("/etc/passwd")
    assert "x.comments.json: is a symbolic link" in refused(blog, folder)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_picture_that_is_none(blog, tmp_path, make):
    path = write(tmp_path, "posts/x.md", "# T\n\n![A boat](boat.png)\n")
    make(tmp_path / "posts" / "boat.png")
    result = run(blog, "import", path)
    assert result.returncode == 0 and "boat.png is not a regular file" in result.stderr
    assert not list((blog / "media").glob("[!_]*"))


@pytest.mark.parametrize("name", ["templates/article.html", "public/style.css"])
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_the_sites_own_files(blog, name, make):
    make(blog / name)
    result = subprocess.run([served.BUILD / "pamphlet.fcgi", "-C", blog], timeout=20,
                            capture_output=True, text=True, stdin=subprocess.DEVNULL,
                            env={"GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": "GET",
                                 "PAMPHLET_SITE": str(blog)})
    says = "is not a regular file" if make is os.mkfifo else "is a folder"
    assert f"{name.split('/')[1]} {says}" in result.stderr + result.stdout


def test_a_missing_path_stops_nothing(blog, tmp_path):
    path = write(tmp_path, "x.md")
    result = run(blog, "import", tmp_path / "none.md", path)
    assert result.returncode == NOINPUT
    assert result.stderr.splitlines() == [
        f"{tmp_path}/none.md: no such file or folder"]
    assert "1 created, 0 updated, 0 unchanged, 1 failed" in result.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(blog, tmp_path):
    path = write(tmp_path, "posts/x.md")
    path.chmod(0)
    assert "Permission denied" in refused(blog, path)


def test_the_systems_reason_is_told(blog, tmp_path):
    (tmp_path / "loop.md").symlink_to("loop.md")
    assert "loop.md: Too many levels" in refused(blog, tmp_path / "loop.md", code=NOINPUT)


# Pictures and links

def test_pictures_belong_to_what_is_unchanged(blog, tmp_path):
    folder = tmp_path / "posts"
    write(folder, "x.md", "# T\n\n![A boat](boat.png)\n")
    picture = write(folder, "boat.png", served.BOAT)
    old = os.umask(0o077)
    try:
        imported(blog, folder)
    finally:
        os.umask(old)
    copy, = (blog / "media").glob("[!_]*")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o644
    assert "1 unchanged" in imported(blog, folder)
    copy.unlink()
    assert "1 unchanged" in imported(blog, folder)
    assert copy.read_bytes() == served.BOAT
    picture.write_bytes(served.BOAT + b"\0")
    assert "1 updated" in imported(blog, folder)
    assert copy.read_bytes() == served.BOAT + b"\0"


def test_pictures_of_two_folders_do_not_meet(blog, tmp_path):
    for name in "ab":
        write(tmp_path, f"{name}/x.md", "# T\n\n![A boat](boat.png)\n")
        write(tmp_path, f"{name}/boat.png", served.BOAT + name.encode())
        imported(blog, tmp_path / name)
    assert len(list((blog / "media").glob("[!_]*"))) == 2


def test_links_to_articles_that_come_later(blog, tmp_path):
    folder = tmp_path / "posts"
    write(folder, "a.md", "# A\n\n[later](b.md#part) [itself](a.md) [none](data.csv)\n")
    write(folder, "data.csv", "1,2\n")
    write(folder, "b.md", date="2026-01-20")
    said = imported(blog, folder)
    assert said.count("a.md: ") == 1 and "2 created, 0 updated" in said
    html, = rows(blog, "SELECT html FROM article_body WHERE article_id = 1")[0]
    assert 'href="/2026/01/b/#part"' in html and 'href="data.csv"' in html
    assert re.search(r'href="/\d+/\d+/a/"', html)
    assert "2 unchanged" in imported(blog, folder)
    # When an article's address changes, links to it follow.
    write(folder, "b.md", date="2026-01-20", slug="other")
    imported(blog, folder)
    html, = rows(blog, "SELECT html FROM article_body WHERE article_id = 1")[0]
    assert 'href="/2026/01/other/#part"' in html


def test_a_link_out_of_the_folder(blog, tmp_path):
    write(tmp_path, "boat.png", served.BOAT)
    write(tmp_path, "all/b.md", date="2026-01-20")
    path = write(tmp_path, "all/in/a.md", "# A\n\n![x](../../boat.png) [b](../b.md)\n")
    imported(blog, tmp_path / "all/b.md")
    result = run(blog, "import", path)
    assert "boat.png is outside the imported folder" in result.stderr
    assert not list((blog / "media").glob("[!_]*"))
    html, = rows(blog, "SELECT html FROM article_body WHERE article_id = 2")[0]
    assert 'href="/2026/01/b/"' in html


def test_a_picture_is_the_same_from_every_folder(blog, tmp_path):
    """The file may be in the imported folder or already in media/."""
    picture = write(tmp_path, "all/boat.png", served.BOAT)
    path = write(tmp_path, "all/in/a.md", "# A\n\n![x](../boat.png)\n")
    imported(blog, tmp_path / "all")
    for again in (path, tmp_path / "all", path.parent, tmp_path / "all"):
        assert "1 unchanged" in imported(blog, again), again
    # A picture outside the imported input is not updated; importing its folder updates it.
    picture.write_bytes(served.BOAT + b"\0")
    assert "1 unchanged" in imported(blog, path)
    assert "1 updated" in imported(blog, tmp_path / "all")
    copy, = (blog / "media").glob("[!_]*")
    assert copy.read_bytes() == served.BOAT + b"\0"
    assert "1 unchanged" in imported(blog, path)


def test_a_fault_is_told_once(blog, tmp_path):
    write(tmp_path, "posts/a.md", "---\ntitle: [\n---\n[b](b.md)\n")
    write(tmp_path, "posts/b.md")
    assert "not YAML" in refused(blog, tmp_path / "posts")


# Hugo's and Jekyll's keys

def test_toml_and_json(blog, tmp_path):
    write(tmp_path, "posts/boat.png", served.BOAT)
    write(tmp_path, "posts/a.md", '+++\ntitle = "A"\ndate = 2026-01-20T08:00:00Z\n'
          'aliases = ["/was/here/"]\nurl = "/old/a.html"\nimage = "boat.png"\n+++\nWords.\n')
    write(tmp_path, "posts/b.md", '{"title": "B", "date": "2026-01-20",\n"draft": true}\nWords.\n')
    assert "2 created" in imported(blog, tmp_path / "posts")
    assert rows(blog, "SELECT title, status FROM article ORDER BY title") == [
        ("A", "publish"), ("B", "draft")]
    assert served_status(blog, "/was/here/") == served_status(blog, "/old/a.html") == "301"
    assert 'src="/media/boat-' in rows(blog, "SELECT html FROM article_body")[0][0]
    write(tmp_path, "posts/a.md", '+++\ntitle = "A"\ndate = \n+++\n')
    assert re.search(r"a\.md:3: .*not TOML", refused(blog, tmp_path / "posts"))


# Encodings

def test_what_is_no_utf8_is_told_with_its_offset(blog, tmp_path):
    for text, line, offset in ((b"# A\n\n\xe9t\xe9\n", 3, 5), (b"\xef\xbb\xbf# A\r\n\r\nx\xff", 3, 11),
                               (b"# A\n\nz\xcc\x81\xe2\x82\n", 3, 8), (b"a\0b", 1, 1)):
        path = write(tmp_path, "x.md", text)
        assert re.search(rf"x\.md:{line}: .*offset {offset}: .*--charset", refused(blog, path))


def test_other_encodings(blog, tmp_path):
    path = write(tmp_path, "x.md", "# Été\n\nœuf à 5 €\n".encode("cp1252"))
    imported(blog, path, "--charset=WINDOWS-1252")
    assert rows(blog, "SELECT title, excerpt FROM article") == [("Été", "œuf à 5 €")]
    assert "1 unchanged" in imported(blog, path, "--charset=WINDOWS-1252")
    assert "ASCII: the byte at offset 2" in refused(blog, path, "--charset=ASCII")
    for name in ("klingon", "UTF-8//IGNORE", ""):
        assert run(blog, "import", path, f"--charset={name}").returncode == 64


# Deleted files

def test_prune(blog, tmp_path):
    gone = write(tmp_path, "posts/a.md", date="2026-01-20")
    write(tmp_path, "posts/b.md")
    write(tmp_path, "other/c.md")
    imported(blog, tmp_path / "posts", tmp_path / "other")
    gone.unlink()
    (tmp_path / "other" / "c.md").unlink()
    for _ in range(2):
        result = run(blog, "import", tmp_path / "posts")
        assert result.returncode == 0 and re.search(r"posts/a\.md: warning: no longer exists", result.stderr)
        assert "c.md" not in result.stderr
    assert served_status(blog, "/2026/01/a/") == "200"
    assert "a.md: made a draft" in imported(blog, "--prune", "--dry-run", tmp_path / "posts")
    said = imported(blog, "--prune", tmp_path / "posts")
    assert "a.md: made a draft" in said and "1 made a draft, 1 unchanged" in said
    assert served_status(blog, "/2026/01/a/") == "410"
    assert rows(blog, "SELECT title, status FROM article ORDER BY title") == [
        ("a", "draft"), ("b", "publish"), ("c", "publish")]
    assert run(blog, "import", tmp_path / "posts").stderr == ""


def test_a_hugo_site(blog, tmp_path):
    write(tmp_path, "content/posts/one/index.md", '+++\ndate = 2026-01-20\n+++\n'
          '{{< figure src="boat.png" caption="A boat" >}}\n\n'
          'See [two]({{< ref "/posts/two.md" >}}) and [none]({{< relref "none" >}}).\n\n'
          '{{< youtube abc >}}\n\n{{< mybox >}}\n\n{{< highlight c >}}\nint x;\n{{< /highlight >}}\n')
    write(tmp_path, "content/posts/one/boat.png", served.BOAT)
    write(tmp_path, "content/posts/two.md", '+++\ntitle = "Two"\ndate = 2026-01-21\n'
          'expiryDate = 2999-01-01\n+++\nWords.\n')
    write(tmp_path, "content/about/_index.md", "---\ntype: page\n---\nAbout.\n")
    result = run(blog, "import", tmp_path / "content")
    assert result.returncode == 0 and 'index.md:10: warning: the tag "mybox"' in result.stderr
    assert 'index.md:6: warning: no article "none" to link to' in result.stderr
    assert result.stderr.count("to link to") == 1
    assert rows(blog, "SELECT title FROM article ORDER BY title") == [("Two",), ("about",), ("one",)]
    text, = rows(blog, "SELECT html FROM article JOIN article_body ON article_id = id"
                 " WHERE title = 'one'")[0]
    assert re.search(r'<figure><img[^>]* src="/media/boat-\w+.png"[^>]*>'
                     "<figcaption>A boat</figcaption></figure>", text)
    assert '<a href="/2026/01/two/">two</a>' in text and '<a href="none">none</a>' in text
    assert '<a href="https://www.youtube.com/watch?v=abc">' in text and "int x;" in text
    assert "3 unchanged" in imported(blog, tmp_path / "content")


def test_a_page_bundle_is_one_article(blog, tmp_path):
    """Other Markdown in it is not rendered, and lost content is reported."""
    trip = tmp_path / "content" / "posts" / "trip"
    write(trip, "index.md", "---\ntitle: Trip\nimage: cover.png\n---\n"
          "![At sea](img/sea.png) [Map](map.pdf)\n")
    write(trip, "index.de.md", "---\ntitle: Reise\n---\n[Karte](map.pdf) ![](img/meer.png)\n")
    for name in ("cover.png", "img/sea.png", "img/meer.png", "img/unused.png", "map.pdf",
                 "old.pdf", "data.csv"):
        write(trip, name, served.BOAT)
    write(trip, "index.comments.json", '{"comments": []}')
    for name in ("notes.md", "more/index.md", "more/page.html"):
        write(trip, name, "# No article\n")
    write(trip.parent, "_index.md", "---\ntitle: Posts\n---\n")
    write(trip.parent, "single.md")
    result = run(blog, "import", tmp_path / "content")
    assert result.returncode == 0 and result.stdout.count(": created\n") == 4
    assert rows(blog, "SELECT title FROM article ORDER BY title") == [
        ("Posts",), ("Reise",), ("Trip",), ("single",)]
    assert ("3 x warning: is skipped: it is part of a page bundle "
            f"({trip}/more/index.md, {trip}/more/page.html, {trip}/notes.md)\n") in result.stderr
    assert ("2 x warning: is not copied: its page bundle does not refer to it "
            f"({trip}/img/unused.png, {trip}/old.pdf)\n") in result.stderr
    assert f"{trip}/data.csv: warning: is not copied: media/ does not accept" in result.stderr
    for name in ("cover.png", "sea.png", "meer.png", "map.pdf", "comments.json", "single.md"):
        assert f"{name}: warning: is " not in result.stderr
    assert sorted(re.sub(r"-\w+", "", p.name) for p in (blog / "media").glob("[!_]*")) == [
        "cover.png", "map.pdf", "meer.png", "sea.png"]
    again = run(blog, "import", tmp_path / "content")
    assert "is not copied" not in again.stderr and again.stdout.endswith("4 unchanged, 0 failed\n")


@pytest.mark.parametrize("names", [
    ["docs/index.md", "docs/notes.md"], ["content/index.md", "content/notes.md"],
    ["content/a/_index.md", "content/a/index.md", "content/a/notes.md"],
    ["_config.yml", "content/a/index.md", "content/a/notes.md"]])
def test_what_is_no_page_bundle(blog, tmp_path, names):
    """Outside a bundle, index.md is an ordinary file."""
    for name in names:
        write(tmp_path / "in", name)
    result = run(blog, "import", tmp_path / "in")
    assert "page bundle" not in result.stderr
    assert rows(blog, "SELECT count(*) FROM article WHERE title = 'notes'") == [(1,)]


def test_the_folder_of_a_whole_hugo_site(blog, tmp_path):
    """Articles come from content/ only, pictures from static/ too."""
    write(tmp_path, "hugo/hugo.toml", 'title = "Old"\n')
    for name in ("layouts/x.html", "archetypes/default.md", "themes/t/README.md", "README.md"):
        write(tmp_path, f"hugo/{name}", "# No article\n")
    write(tmp_path, "hugo/static/img/a boat.png", served.BOAT)
    write(tmp_path, "secret.png", served.BOAT)
    write(tmp_path, "hugo/content/posts/one.md", "# One\n\n![x](/img/a%20boat.png)"
          "![y](/../secret.png) [two]({{< ref \"/posts/two\" >}})\n")
    write(tmp_path, "hugo/content/posts/two.md", "# Two\n")
    imported(blog, tmp_path / "hugo")
    assert rows(blog, "SELECT title FROM article ORDER BY title") == [("One",), ("Two",)]
    html = rows(blog, "SELECT html FROM article_body JOIN article ON article_id = id"
                      " WHERE title = 'One'")[0][0]
    assert re.search(r'src="/media/a%20boat-\w+.png"', html), html
    assert re.search(r'href="/\d+/\d+/two/"', html), html
    assert len(list((blog / "media").glob("[!_]*"))) == 1


def test_a_jekyll_site(blog, tmp_path):
    write(tmp_path, "_posts/2026-01-20-first-tide.md", "No front matter here.\n")
    write(tmp_path, "_posts/2026-01-21-second.md", "---\ntitle: Second\ncategories: news sea\n"
          "permalink: /old/second.html\nredirect_from: /older/\n---\n"
          "[first]({% post_url 2026-01-20-first-tide %}) {% include box.html %}\n"
          "{% raw %}{{ kept }}{% endraw %}\n")
    write(tmp_path, "_drafts/idea.md", "---\ntitle: Idea\n---\nWords.\n")
    write(tmp_path, "_posts/2026-01-22-hidden.md", "---\ntitle: Hidden\npublished: false\n---\nx\n")
    write(tmp_path, "_site/copy.html", "<title>Copy</title><p>x")
    result = run(blog, "import", tmp_path / "_posts", tmp_path / "_drafts")
    assert result.returncode == 0 and "4 created" in result.stdout
    assert "first-tide.md: warning: has no front matter\n" in result.stderr
    assert 'warning: the tag "include" is removed' in result.stderr
    assert "_site" in run(blog, "import", "--dry-run", tmp_path).stderr
    assert rows(blog, "SELECT title, status, permalink FROM article ORDER BY title") == [
        ("Hidden", "draft", None), ("Idea", "draft", None),
        ("Second", "publish", "/2026/01/second/"),
        ("first-tide", "publish", "/2026/01/first-tide/")]
    assert rows(blog, "SELECT name FROM category ORDER BY name") == [("news",), ("sea",)]
    assert served_status(blog, "/old/second.html") == served_status(blog, "/older/") == "301"
    text, = rows(blog, "SELECT html FROM article JOIN article_body ON article_id = id"
                 " WHERE title = 'Second'")[0]
    assert '<a href="/2026/01/first-tide/">first</a>' in text and "{{ kept }}" in text


@pytest.mark.parametrize("name, keys, slug", [
    ("_posts/2015-03-09-my-name.md", {}, "my-name"),
    ("_posts/2015-3-9-short.md", {}, "short"),
    ("_posts/2015-03-09-my-name.md", {"slug": "asked"}, "asked"),
    ("_posts/2015-03-09-my-name.md", {"permalink": "/was/"}, "was"),
    ("content/posts/my-page.en.md", {}, "my-page"),
    ("content/posts/my-bundle/index.md", {}, "my-bundle"),
    ("content/posts/☃.md", {}, "a-title"),
    ("plain.md", {}, "a-title"),
])
def test_the_name_of_a_file_is_its_address(blog, tmp_path, name, keys, slug):
    date = {} if name[0] == "_" else {"date": "2015-03-09"}
    write(tmp_path, f"old/{name}", title="A title", **date, **keys)
    imported(blog, tmp_path / "old")
    assert rows(blog, "SELECT permalink FROM article") == [(f"/2015/03/{slug}/",)]


def test_an_address_from_a_title_stays(blog, tmp_path):
    """From an import before file names determined addresses."""
    post = write(tmp_path, "plain.md", title="A title", date="2015-03-09")
    imported(blog, tmp_path)
    (tmp_path / "_posts").mkdir()
    post.rename(tmp_path / "_posts/2015-03-09-my-name.md")
    assert "moved" in imported(blog, tmp_path)
    write(tmp_path, "_posts/2015-03-09-my-name.md", title="New", date="2015-03-09")
    assert "1 updated" in imported(blog, tmp_path)
    assert rows(blog, "SELECT permalink FROM article") == [("/2015/03/a-title/",)]


def test_what_is_no_article_of_a_jekyll_site(blog, tmp_path):
    site = tmp_path / "old"
    write(site, "_posts/2015-03-09-a.md", title="A")
    for name in ("README.md", "404.html", "about.md"):
        write(site, name, title=name)
    result = run(blog, "import", site)
    assert result.returncode == 0
    assert re.search(r"2 x warning: is skipped: .*\(\S+404.html, \S+README.md\)", result.stderr)
    assert rows(blog, "SELECT title FROM article ORDER BY title") == [("A",), ("about.md",)]


def test_what_only_a_jekyll_site_means(blog, tmp_path):
    site = tmp_path / "old"
    write(site, "_config.yml", b"title: Old\n")
    write(site, "index.html", "---\nlayout: home\n---\n")
    write(site, "sea/far/_posts/2015-03-09-a.md", "---\ntitle: A\ntags: ebb flow\n"
          "categories: sea\n---\n[b]({{ site.baseurl }}/b/) {{ page.title }}\n")
    write(site, "_posts/2015-03-10-b.html", "---\ntitle: B\ntags: [low tide]\n---\n"
          "<p>x {% highlight c %}a<b{% endhighlight %}\n")
    result = run(blog, "import", site)
    assert result.returncode == 0 and "2 created" in result.stdout
    assert "index.html: warning: is skipped: it has neither title" in result.stderr
    assert "the tag" not in result.stderr
    assert rows(blog, "SELECT name FROM tag ORDER BY name") == [
        ("ebb",), ("flow",), ("low tide",)]
    assert rows(blog, "SELECT name FROM category ORDER BY name") == [("far",), ("sea",)]
    (a,), (b,) = rows(blog, "SELECT html FROM article_body JOIN article ON article_id = id"
                      " ORDER BY title")
    assert 'href="/b/">b</a> A</p>' in a
    assert "<pre" in b and "a&lt;b" in b and "highlight" not in b


def test_braces_of_another_folder_are_text(blog, tmp_path):
    path = write(tmp_path, "a.md", "---\ntitle: A\ndate: 2026-01-02\ntags: low tide\n---\n{{ site.url }}x\n")
    result = run(blog, "import", path)
    assert result.returncode == 0 and "warning" not in result.stderr
    assert "{{ site.url }}x" in rows(blog, "SELECT html FROM article_body")[0][0]
    assert rows(blog, "SELECT name FROM tag") == [("low tide",)]


@pytest.mark.parametrize("image", ["none.png", "/img/none.png"])
def test_a_cover_that_is_not_there_is_not_shown(blog, tmp_path, image):
    write(tmp_path, "old/a.md", title="A", image=image)
    result = run(blog, "import", tmp_path / "old")
    assert result.returncode == 0 and result.stderr.count(f"picture not found: {image}") == 1
    assert "<img" not in rows(blog, "SELECT html FROM article_body")[0][0]


@pytest.mark.parametrize("name, text", [
    ("a.md", "[^1] " * 10001 + "\n\n[^1]: x\n"),
    ("a.md", "<p " + " ".join(f"a{n}" for n in range(1001)) + ">x\n"),
    ("a.html", "<title>A</title><p " + " ".join(f"a{n}='>'" for n in range(1001)) + ">x\n"),
])
def test_what_would_take_too_long_is_shown_as_it_is(blog, tmp_path, name, text):
    write(tmp_path, f"in/{name}", text)
    result = run(blog, "import", tmp_path / "in")
    assert result.returncode == 0 and "without formatting" in result.stderr
    (html,), = rows(blog, "SELECT html FROM article_body")
    assert html.startswith("<pre>") and ("[^1] [^1]" in html or "&lt;p a" in html)
    # The author of a single text can change it.
    if name == "a.md":
        result = run(blog, "post", "create", tmp_path / "in" / name, "--title=A")
        assert result.returncode == 65 and rows(blog, "SELECT count(*) FROM article") == [(1,)]


def test_a_permalink_beside_a_number_is_the_address(blog, tmp_path):
    """With an ID, as in an export, it is the address; without one, an old address to redirect."""
    write(tmp_path, "out/a.md", "---\ntitle: A\ndate: 2026-01-20\npermalink: /own/place/\n"
          "article_id: 7\n---\nx\n")
    write(tmp_path, "out/b.md", "---\ntitle: B\ndate: 2026-01-20\npermalink: /was/here/\n---\nx\n")
    imported(blog, tmp_path / "out")
    assert rows(blog, "SELECT id, permalink FROM article ORDER BY title") == [
        (7, "/own/place/"), (8, "/2026/01/here/")]
    assert served_status(blog, "/own/place/") == "200"
    assert served_status(blog, "/was/here/") == "301"
    assert "2 unchanged" in imported(blog, tmp_path / "out")


def test_media_of_an_exported_folder(blog, tmp_path):
    """Files in media/ keep their names, even if they are added after the article."""
    folder = tmp_path / "out"
    write(folder, "posts/x.md", "# T\n\n![A boat](/media/sub/a%20boat.png)\n")
    imported(blog, folder)
    write(folder, "media/sub/a boat.png", served.BOAT)
    assert "1 updated" in imported(blog, folder)
    assert (blog / "media" / "sub" / "a boat.png").read_bytes() == served.BOAT
    assert "1 unchanged" in imported(blog, folder)
    # A symbolic link to a folder leaves the imported input, and is not followed.
    write(tmp_path, "else/boat.png", served.BOAT)
    (folder / "media" / "out").symlink_to(tmp_path / "else")
    write(folder, "posts/y.md", "# Y\n\n![A boat](/media/out/boat.png)\n")
    imported(blog, folder)
    assert not (blog / "media" / "out").exists()


def test_names_of_pictures_that_cannot_stay(blog, tmp_path):
    """Web servers do not serve hidden files; backups need names in UTF-8."""
    write(tmp_path, "posts/.hid.png", served.BOAT)
    write(tmp_path, "posts/caf\udce9.png", served.BOAT)
    (tmp_path / "posts" / "cafe.png").symlink_to("caf\udce9.png")
    path = write(tmp_path, "posts/a.md", "# A\n\n![x](.hid.png) ![y](cafe.png)\n")
    result = run(blog, "import", path)
    assert result.returncode == 0 and "cafe.png has a name that is not valid" in result.stderr
    assert [p.name[:4] for p in (blog / "media").glob("[!_]*")] == ["hid-"]
    assert run(blog, "backup", tmp_path / "b.tar.zst").returncode == 0


def test_a_missing_picture_is_named_with_its_line(blog, tmp_path):
    write(tmp_path, "old/a.md", "---\ntitle: A\n---\nxn.png\n\n![](n.png)\n\n![](/img/n.png)\n")
    result = run(blog, "import", tmp_path / "old")
    assert result.returncode == 0
    assert "a.md:6: warning: picture not found: n.png" in result.stderr
    assert "a.md:8: warning: picture not found: /img/n.png" in result.stderr


def test_a_picture_of_media_that_is_not_there(blog, tmp_path):
    path = write(tmp_path, "posts/a.md", "# A\n\n![x](/media/gone.png)\n")
    for more in (["--dry-run"], []):
        assert "picture not found: /media/gone.png" in run(blog, "import", path, *more).stderr


def test_what_is_refused_leaves_no_trace(blog, tmp_path):
    def dump():
        return site_dump.exactly(blog)
    imported(blog, write(tmp_path, "posts/a.md", aliases="[/one/]"))
    before = dump()
    refused(blog, write(tmp_path, "posts/b.md", "---\ntitle: [\n---\n"))
    refused(blog, write(tmp_path, "posts/c.md", b"\xff"))
    assert dump() == before


def test_tags_that_differ_by_a_sign(blog, tmp_path):
    imported(blog, write(tmp_path, "posts/a.md", tags='["C", "C++", "C#"]'))
    assert rows(blog, "SELECT name, slug FROM tag ORDER BY slug") == [
        ("C", "c"), ("C++", "c-plus-plus"), ("C#", "c-sharp")]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_folders_in_media_are_the_sites(blog, tmp_path):
    for path in (blog, *blog.rglob("*")):
        os.chown(path, 61001, 61002)
    folder = tmp_path / "all"
    write(folder, "media/sub/a.png", served.BOAT)
    imported(blog, write(folder, "x.md", "# T\n\n![A boat](/media/sub/a.png)\n").parent)
    made = (blog / "media" / "sub").stat()
    assert (made.st_uid, made.st_gid, made.st_mode & 0o7777) == (61001, 61002, 0o2775)


@contextlib.contextmanager
def importing(blog, *args):
    """A running import, which waits for text on its standard input."""
    child = subprocess.Popen([served.BUILD / "pamphlet", "-C", blog, "import", *args, "-"],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
    try:
        served.wait_for(lambda: os.path.exists(f"/proc/{child.pid}/fd") and any(
            os.path.realpath(f"/proc/{child.pid}/fd/{n}") == str(blog / "pamphlet.db")
            for n in os.listdir(f"/proc/{child.pid}/fd")), what="the database to be open")
        yield child
    finally:
        child.kill()
        child.communicate()


def test_one_import_at_a_time(blog, tmp_path):
    for n in range(200):
        write(tmp_path / "in", f"{n}.md")
    words = [served.BUILD / "pamphlet", "-C", blog, "import", tmp_path / "in"]
    with importing(blog) as first:
        loud, quiet = (subprocess.Popen([*words, *more], stdout=subprocess.PIPE, text=True,
                                        stderr=subprocess.PIPE) for more in ([], ["--quiet"]))
        assert "waiting for it" in loud.stderr.readline()
        assert run(blog, "import", "--dry-run", tmp_path / "in").returncode == 0
        assert loud.poll() is None and quiet.poll() is None and not rows(blog, "SELECT 1 FROM article")
        first.communicate("---\ntitle: First\n---\nText.\n", timeout=30)
        for child in (loud, quiet):
            _, errors = child.communicate(timeout=60)
            assert (child.returncode, errors) == (0, "")
    assert rows(blog, "SELECT count(*) FROM article") == [(201,)]


def test_a_restore_waits_for_no_import_and_takes_none_away(blog, tmp_path):
    backup = tmp_path / "b.tar.gz"
    assert run(blog, "backup", backup).returncode == 0
    with importing(blog) as child:
        result = run(blog, "restore", backup)
        assert result.returncode == TEMPFAIL and "an import" in result.stderr, result.stderr
        assert run(blog, "config", "set", "title", "Other").returncode == 0
        child.communicate("---\ntitle: Mine\n---\nText.\n", timeout=30)
        assert child.returncode == 0
    assert rows(blog, "SELECT title FROM article") == [("Mine",)]
    assert run(blog, "restore", backup).returncode == 0


def test_nothing_is_written_into_a_site_that_is_given_up(blog, tmp_path):
    """Commands wait for no restore: they fail. A restore fails while a command runs."""
    write(tmp_path, "a.md")
    backup = tmp_path / "b.tar.gz"
    assert run(blog, "backup", backup).returncode == 0
    folder = os.open(blog, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        for words in (("import", tmp_path / "a.md"), ("post", "create", "--title=x"),
                      ("post", "delete", "1", "--yes"), ("config", "set", "title", "x"),
                      ("upgrade",), ("cache", "flush")):
            result = run(blog, *words)
            assert result.returncode == TEMPFAIL and "being restored" in result.stderr, words
        assert run(blog, "post", "list").returncode == 0
        fcntl.flock(folder, fcntl.LOCK_SH)
        assert run(blog, "post", "create", "--title=x").returncode == 0
        result = run(blog, "restore", backup)
        assert result.returncode == TEMPFAIL and "another command" in result.stderr
    finally:
        os.close(folder)
    assert run(blog, "restore", backup).returncode == 0


def test_an_article_that_was_taken_back_stays_so(blog, tmp_path):
    """The file itself is unchanged; only the address it links to is new."""
    write(tmp_path, "posts/a.md", "---\ntitle: A\n---\n[b](b.md)\n")
    path = write(tmp_path, "posts/b.md", slug="before")
    imported(blog, path.parent)
    number = rows(blog, "SELECT id FROM article WHERE title = 'A'")[0][0]
    assert run(blog, "post", "unpublish", str(number)).returncode == 0
    write(tmp_path, "posts/b.md", slug="after")
    imported(blog, path.parent)
    assert rows(blog, "SELECT status FROM article WHERE title = 'A'") == [("draft",)]
    assert "/after/" in rows(blog, "SELECT html FROM article_body WHERE article_id = ?", number)[0][0]


def test_nothing_is_shown_before_hugos_publish_date(blog, tmp_path):
    imported(blog, write(tmp_path, "a.md", date="2019-01-01", publishDate="2035-01-01"),
             write(tmp_path, "b.md", date="2019-01-02", publishDate="2018-01-01"))
    assert rows(blog, "SELECT title, status FROM article ORDER BY title") == [
        ("a", "future"), ("b", "publish")]
    assert rows(blog, "SELECT count(*) FROM article WHERE title = 'b'"
                      " AND published_at > 1546300800 * 1000000") == [(1,)]


def test_a_menu_is_for_pages(blog, tmp_path):
    result = run(blog, "import", write(tmp_path, "a.md", menu="main"))
    assert result.returncode == 0 and "a.md:" in result.stderr and "for pages" in result.stderr
    quiet = run(blog, "import", "--quiet", write(tmp_path, "b.md", menu="main"))
    assert quiet.returncode == 0 and quiet.stdout == "" and "for pages" in quiet.stderr


def test_hugos_attributes_of_headings(blog, tmp_path):
    """The ID is set; the braces appear neither in the text nor in title, excerpt or contents."""
    text = ("# Weather {#top}\n\n## Wind {#breeze .wide}\n\n[Rain](#drops)\n\n"
            "## Fog {.grey}\n\n### Drops {#drops data-x=\"1 2\"}\n")
    imported(blog, write(tmp_path, "weather.md", text))
    page = served_page(blog, rows(blog, "SELECT permalink FROM article")[0][0])
    for seen in ("<title>Weather", '<h2 id="breeze">', '<h3 id="drops">', '<h2 id="fog">',
                 '<a href="#breeze">Wind</a>', '<a href="#drops">Rain</a>'):
        assert seen in page, seen
    assert "{" not in page.partition("<script")[0]
    assert run(blog, "export", tmp_path / "out").returncode == 0
    assert "## Wind {#breeze .wide}\n" in next((tmp_path / "out").rglob("weather.md")).read_text("utf-8")
    assert "1 unchanged" in imported(blog, tmp_path / "weather.md")


def test_hugos_pages_of_sections_are_pages(blog, tmp_path):
    write(tmp_path, "posts/_index.md", "---\ntitle: Posts\n---\n")
    imported(blog, write(tmp_path, "posts/a.md").parent)
    assert rows(blog, "SELECT title, type, permalink FROM article ORDER BY title")[0] == (
        "Posts", "page", "/posts/")


def test_a_picture_named_with_escapes(blog, tmp_path):
    write(tmp_path, "in/my pic.png", served.BOAT)
    write(tmp_path, "in/100%.png", served.BOAT)
    write(tmp_path, "in/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n"
          "![d](my%20pic.png) ![e](<my pic.png>) ![f](100%.png)\n")
    result = run(blog, "import", tmp_path / "in")
    assert (result.returncode, result.stderr) == (0, "")
    html, = rows(blog, "SELECT html FROM article_body")[0]
    assert len(re.findall(r'src="/media/my%20pic-\w+\.png"', html)) == 2
    assert len(re.findall(r'src="/media/100%25-\w+\.png"', html)) == 1
    assert len(list((blog / "media").glob("[!_]*"))) == 2


def test_what_jekyll_does_not_publish(blog, tmp_path):
    site = tmp_path / "old"
    write(site, "_config.yml", "title: x\n")
    write(site, "_posts/2026-01-01-p.md", title="P")
    for name in ("node_modules/left/README.md", "vendor/bundle/gems/x/CHANGELOG.md", "LICENSE.md",
                 "docs/note.md", "_posts/undated.md", "_posts/2026-01-05-d.textile", "a.org", "b.rst"):
        write(site, name, "Words.\n")
    write(site, "_posts/2026-01-02-a.mkd", title="Mkd")
    write(site, "about.md", title="About")
    result = run(blog, "import", site)
    assert result.returncode == 0
    assert rows(blog, "SELECT title FROM article ORDER BY title") == [("About",), ("Mkd",), ("P",)]
    for name in ("node_modules", "vendor", "LICENSE.md", "undated.md"):
        assert re.search(rf"{name}: warning: is skipped", result.stderr), name
    assert re.search(r"3 x warning: is skipped: articles in this format cannot be imported.*"
                     r"d\.textile, .*a\.org, .*b\.rst\)", result.stderr)


KRAMDOWN = """---
title: Kramdown
description: A test
date: 2026-01-01
---
* TOC
{:toc}

## Contents
{:.no_toc}

Text to [a site](https://example.org/){:target="_blank"}, {{ page.description }}. {{ site.x }}

{::comment}
hidden remark
{:/comment}

{% comment %}
draft remark
{% endcomment %}
{% include youtube.html id="x" %}
{% if page.title %}Shown.{% endif %}

```
{: .kept} {% kept %}
```
"""


def test_what_only_jekyll_understands_is_not_shown(blog, tmp_path):
    site = tmp_path / "old"
    write(site, "_config.yml", "title: x\n")
    result = run(blog, "import", write(site, "_posts/2026-01-01-k.md", KRAMDOWN).parent)
    assert result.returncode == 0
    html, = rows(blog, "SELECT html FROM article_body")[0]
    shown = re.sub(r"(?s)<pre>.*?</pre>", "", html)
    assert not re.search(r"\{%|\{\{|\{:|\[\[|remark|TOC", shown), shown
    assert "a site</a>, A test." in shown and "Shown." in shown
    assert "{: .kept} {% kept %}" in html
    for name in ("include", "if", "{{ site.x }}"):
        assert f'warning: the tag "{name}" is removed' in result.stderr, result.stderr


def test_shortcodes_of_a_theme_are_not_shown(blog, tmp_path):
    write(tmp_path, "in/boat.png", served.BOAT)
    write(tmp_path, "in/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n"
          '{{< note >}}Kept.{{< /note >}}\n\n{{< img src="boat.png" alt="Boat" >}}\n')
    result = run(blog, "import", tmp_path / "in")
    assert result.returncode == 0 and 'the tag "note" is removed' in result.stderr
    html, = rows(blog, "SELECT html FROM article_body")[0]
    assert "{{" not in html and "Kept." in html
    assert re.search(r'<img[^>]* src="/media/boat-\w+\.png" alt="Boat"', html)
