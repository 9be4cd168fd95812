"""`pamphlet export`, from outside: importing an export recreates the site."""
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import time
import urllib.parse
import xml.etree.ElementTree as ET

import pytest
import served

USAGE, CANTCREAT, DATAERR = 64, 73, 65
NS = {"wp": "http://wordpress.org/export/1.2/",
      "content": "http://purl.org/rss/1.0/modules/content/",
      "excerpt": "http://wordpress.org/export/1.2/excerpt/",
      "dc": "http://purl.org/dc/elements/1.1/"}


def comment(number, status="approve", **more):
    return {"id": number, "author": "Ada", "email": f"reader{number}@example.org",
            "text": f"Word *{number}* <b>", "status": status,
            "date": f"2026-02-{number:02}T10:00:00.25Z", **more}


def articles():
    out = served.standard_articles()
    out.update({
        "deep/er/index.md": served.matter(
            "Links", "[tide](../../posts/tide.md#x) ![boat](../../posts/boat.png \"B\")\n\n"
            "<img src=\"../../posts/boat.png\" alt=\"\"> [ref]\n\n`(boat.png)`\n\n"
            "[ref]: ../../pages/about.md", date="2026-01-15", slug="links"),
        "deep/fallback.md": served.matter(
            "Fallback", "![boat](../posts/boat.png) and `(../posts/boat.png)`",
            date="2026-01-15"),
        "deep/page.html": "<html lang=de><head><title>Ein Titel</title><meta name=description"
                          " content='Kurz &amp; gut'></head><body><h1>Ein Titel</h1>"
                          "<p>Text <img src='../posts/boat.png'></p></body></html>",
        "deep/same-b.md": served.matter("Same B", date="2026-01-16"),
        "deep/same-a.md": served.matter("Same A", date="2026-01-16"),
        "deep/odd.md": served.matter("\"Quotes: # & 'so'\"", "\n\n  Text\n", date="2026-01-17",
                                     tags="[a b, 'c: d', 潮汐]", author="'Ann: B'",
                                     excerpt="'Words: \"given\"'", sticky="true",
                                     updated="2026-01-18T10:00:00.5Z"),
        "deep/deleted.md": served.matter("Deleted", date="2026-01-19", slug="潮汐-gone",
                                         aliases="[/old/deleted/]"),
        "deep/moved.md": served.matter("Moved", date="2026-01-19", aliases="[/old/place/, /x/]"),
        "deep/team.md": served.matter("Team", type="page", parent="about-us", comments="true",
                                      menu="true", menu_order="3"),
        "deep/later.md": served.matter("Later", date="2090-01-01"),
        "deep/gone.md": served.matter("Gone", date="2026-01-02", expires="2026-01-03"),
        "posts/tide.comments.json": json.dumps({"comments": [
            comment(5), comment(3), comment(7, parent=5), comment(8, "hold"),
            comment(9, "spam"), comment(11, "trash", url="https://example.org/")]}),
        "posts/talk.comments.json": json.dumps({"comments": [
            comment(1), comment(2, parent=1, author="Zoë 🌊"), comment(4, type="pingback")]}),
    })
    return out


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A site with content of every kind, and gaps in its IDs."""
    site = served.Served(tmp_path_factory.mktemp("first"),
                         {"permalink": "/:year/:month/:slug/", "flood_seconds": "0"}, articles())
    site.command("post", "delete", site.article("Number 03")[0], "--yes")
    site.command("post", "delete", site.article("Deleted")[0], "--yes")
    (site.sources / "deep/deleted.md").unlink()
    site.command("post", "unpublish", site.article("Number 04")[0])
    site.command("post", "update", site.article("Number 05")[0], "--status=private")
    ids = [c["id"] for c in site.comments_json("--status=approve")]
    site.command("comment", "delete", ids[-1], "--yes")
    # Existing articles keep their addresses when the permalink setting changes.
    site.set(permalink="/:slug/")
    site.write("posts/moves.md", served.matter("It moves", date="2026-01-12", slug="after"))
    site.command("import", site.sources)
    pages(site)  # the scheduler has run once these are fetched
    assert site.rows("SELECT status FROM article WHERE title = 'Gone'") == [("withdrawn",)]
    yield site
    site.stop()


def empty_like(site, folder):
    """A new site with the same settings, reached at the same address."""
    other = served.Served(folder)
    shutil.copy(site.dir / "site.ini", other.dir / "site.ini")
    other.environment = {**other.environment, "PAMPHLET_BASE_URL": site.base_url}
    return other


def pages(site):
    """All pages of the site, by path."""
    site.log_file.unlink(missing_ok=True)
    site.start_program()
    try:
        served.wait_for(lambda: (site.dir / "run" / "cache" / "current").exists())
        site.command("cache", "warm")
        root = (site.dir / "run" / "cache" / "current").resolve()
        return {str(f.relative_to(root)): f.read_bytes() for f in root.rglob("index.html")}
    finally:
        site.program.terminate()
        site.program.wait(15)


def media(folder):
    return {f.name: (f.read_bytes(), f.stat().st_mtime_ns)
            for f in (folder / "media").glob("[!_]*")}


def moderated(site, personal):
    fields = "id, article_id, parent_id, type, status, author, url, source, created_at"
    which = "" if personal else "WHERE status NOT IN ('spam', 'trash')"
    rows = site.rows(f"SELECT {fields} FROM comment {which} ORDER BY id")
    return rows, site.rows("SELECT * FROM comment_private ORDER BY 1") if personal else []


@pytest.mark.parametrize("personal", [False, True], ids=["public", "personal"])
def test_the_same_site_again(first, tmp_path, personal):
    """An ordinary export lacks what readers never see."""
    out = tmp_path / "out"
    options = ["--with-personal-data", "--with-spam"] if personal else []
    first.command("export", out, *options)
    other = empty_like(first, tmp_path / "second")
    said = other.command("import", out)
    assert "0 failed" in said, said
    want, got = pages(first), pages(other)
    assert sorted(got) == sorted(want) and len(want) > 80
    for path, body in want.items():
        assert got[path] == body, path
    assert media(other.dir) == media(first.dir)
    assert moderated(other, personal) == moderated(first, personal)
    hidden = "SELECT count(*) FROM comment WHERE status IN ('spam', 'trash')"
    assert first.rows(hidden) == [(2,)]
    assert other.rows(hidden) == [(2 if personal else 0,)]
    if not personal:
        assert other.rows("SELECT * FROM comment_private") == []
    columns = ("id, type, status, slug, permalink, title, excerpt, lang, menu_order, in_menu,"
               " sticky, updated_at, expires_at, comments_open, comment_count, parent_id")
    order = f"SELECT {columns} FROM article ORDER BY id"
    assert other.rows(order) == first.rows(order)
    paths = "SELECT path, kind, article_id FROM path ORDER BY path"
    assert other.rows(paths) == first.rows(paths)
    gone = (out / "gone.txt").read_text()
    assert "/2026/01/潮汐-gone/\n" in gone and "/old/deleted/\n" in gone
    assert re.search(r"\b0 created, 0 updated", other.command("import", out))
    # An export of the imported site has the same files.
    other.command("export", tmp_path / "again", *options)
    files = {str(f.relative_to(out)): f.read_bytes() for f in out.rglob("*") if f.is_file()}
    again = {str(f.relative_to(tmp_path / "again")): f.read_bytes()
             for f in (tmp_path / "again").rglob("*") if f.is_file()}
    assert again == files
    check = other.command("check")
    assert "No problems found" in check
    other.stop()


def all_rows(site):
    """All tables except the counters that each write changes."""
    return [site.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in (
        "article", "article_body", "comment", "path", "article_tag", "article_category")]


def rewrite(path, *pairs):
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def test_the_site_itself_knows_its_export(first, tmp_path):
    """For articles of any origin, even after a second export and import."""
    site = empty_like(first, tmp_path / "second")
    site.command("import", first.sources)
    site.write("draft.md", "Words")
    site.command("post", "create", site.sources / "draft.md", "--title=Bare draft")
    (site.sources / "draft.md").unlink()
    before = all_rows(site)
    for options in ([], ["--with-personal-data"], ["--with-spam"],
                    ["--with-personal-data", "--with-spam"]):
        site.command("export", "--force", tmp_path / "out", *options)
        said = site.command("import", tmp_path / "out")
        assert re.search(r"\b0 created, 0 updated, \d\d+ unchanged, 0 failed", said), said
        assert all_rows(site) == before
    draft, = (tmp_path / "out/drafts").glob("*bare-draft.md")
    rewrite(draft, ("Words", "More words"), ("Bare draft", "'A draft'"))
    links = tmp_path / "out/posts/2026/01/links.md"
    links = links if links.exists() else tmp_path / "out/posts/links.md"
    rewrite(links, ("\n---\n", "\ntags: [new, \"list\"]\n---\r\n"))
    for count in (2, 0):
        said = site.command("import", tmp_path / "out")
        assert re.search(rf"\b0 created, {count} updated, \d\d+ unchanged, 0 failed", said), said
    number = int(draft.name.partition("-")[0])
    assert site.rows("SELECT title, slug, source_key, published_at FROM article WHERE id = ?", number) == [
        ("A draft", "bare-draft", None, 0)]
    assert site.rows("SELECT * FROM comment ORDER BY id") == before[2]
    # The articles are still linked to the files they came from.
    assert re.search(r"\b0 created, 0 updated", site.command("import", first.sources))
    site.stop()


def test_comments_of_the_site_itself_stay(tmp_path):
    site = served.Served(tmp_path / "site", articles={
        "a.md": served.matter("A", date="2026-01-01"),
        "a.comments.json": json.dumps({"comments": [comment(1)]})})
    site.command("export", tmp_path / "out")
    path = tmp_path / "out/posts/2026/01/a.comments.json"
    rewrite(path, ("Word *1*", "Other words"))
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "import", tmp_path / "out"],
                          capture_output=True, text=True, env=site.environment, timeout=60)
    assert "its comments are not changed" in done.stderr and " 1 unchanged" in done.stdout
    site.stop()


def test_an_export_of_another_site_is_new(tmp_path):
    """IDs are kept, those of drafts too."""
    one = served.Served(tmp_path / "one", articles={
        "a.md": served.matter("A", date="2026-01-01"), "b.md": served.matter("B", status="draft")})
    two = served.Served(tmp_path / "two", articles={
        "c.md": served.matter("C", date="2026-01-01"), "d.md": served.matter("D", status="draft")})
    one.command("export", tmp_path / "out")
    assert "2 created, 0 updated" in two.command("import", tmp_path / "out")
    assert [t for t, in two.rows("SELECT title FROM article ORDER BY 1")] == ["A", "B", "C", "D"]
    one.stop()
    two.stop()


def test_the_tree_reads_well(first, tmp_path):
    out = tmp_path / "out"
    said = first.command("export", out)
    assert re.search(r"\d+ articles, 6 comments, \d+ files", said)
    text = (out / "posts/2026/01/links.md").read_text()
    assert "slug: links\n" in text and "permalink: \"/2026/01/links/\"\n" in text
    picture, = (out / "media").glob("[!_]*")
    tide = first.article("Low tide at six")[1]
    assert f"[tide]({tide}#x) ![boat](/media/{picture.name} \"B\")" in text
    assert f"<img src=\"/media/{picture.name}\"" in text and "[ref]: /about-us/" in text
    assert (out / "pages/about-us/team.md").is_file() and (out / "posts/2026/01/tide.md").exists() is (
        tide == "/2026/01/tide/")
    assert [f.name for f in (out / "drafts").iterdir() if "secret-draft" in f.name]
    # Markdown that would be ambiguous is exported as HTML.
    assert "`" not in (out / "posts/2026/01/fallback.html").read_text()
    assert (out / "site.ini").read_bytes() == (first.dir / "site.ini").read_bytes()


def test_every_address_answers_as_before(first, tmp_path):
    """Redirects (301) and deleted paths (410) of the site and of its imported export."""
    first.command("export", tmp_path / "out")
    other = empty_like(first, tmp_path / "second")
    other.command("import", tmp_path / "out")
    paths = [p for p, in first.rows("SELECT path FROM path")]

    def answers(site):
        out = {}
        site.port = first.port
        site.log_file.unlink(missing_ok=True)
        site.start_program()
        site.start_nginx()
        for path in paths:
            answer = site.http("GET", urllib.parse.quote(path))
            out[path] = answer.status, answer["Location"]
        for child in reversed(site.children):
            child.terminate()
            child.wait(15)
        return out
    try:
        got = answers(other)
        assert got == answers(first)
    finally:
        other.stop()
    assert {200, 301, 410} == {status for status, _ in got.values()}


def gone_of(site):
    return site.rows("SELECT path FROM path WHERE kind = 'gone' ORDER BY 1")


def test_a_list_of_what_is_gone(tmp_path):
    """A hand-written export is validated like any other input."""
    site = served.Served(tmp_path, articles={"a.md": served.matter(
        "Here", date="2026-01-01", slug="here", aliases="[/was/]")})
    here = site.article("Here")[1]
    lines = ["\ufeff# a comment", "", "/Old//Name", "/潮汐/\r", f"  {here}  ", "/was/", "no-path",
             "/../etc/", "/category/x/", "//example.org/", "/x?y", "/a\x1b[1m/", "/" + "a" * 5000]
    site.write("gone.txt", "\n".join(lines))
    site.write("deep/gone.txt", "/deep/")
    dry = site.command("import", "--dry-run", site.sources, check=False)
    assert gone_of(site) == [] and "1 updated" in dry
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "import", site.sources],
                          capture_output=True, text=True, env=site.environment, timeout=60)
    assert done.returncode == DATAERR and "1 updated" in done.stdout and "\x1b" not in done.stderr
    for number in range(7, 14):
        assert re.search(rf"gone\.txt:{number}\b", done.stderr), number
    assert re.search(r"2 x warning: the path is ignored.*gone\.txt:5, .*gone\.txt:6\)", done.stderr)
    assert gone_of(site) == [("/old/name/",), ("/潮汐/",)]
    assert site.article("Here")[1] == here
    site.write("gone.txt", "/old/name/\n")
    assert "0 updated" in site.command("import", site.sources)
    # A later article may take the address of a deleted one.
    site.write("b.md", served.matter("B", date="2026-01-01", aliases="[/old/name/]"))
    site.command("import", site.sources)
    assert gone_of(site) == [("/潮汐/",)]
    for bad in (b"/a/\0/b/\n", b"/\xff\xfe/\n"):
        site.write("gone.txt", bad)
        before = site.rows("SELECT * FROM path")
        site.command("import", site.sources, check=False)
        assert site.rows("SELECT * FROM path") == before
    (site.sources / "gone.txt").unlink()
    (site.sources / "gone.txt").symlink_to("/etc/passwd")
    site.command("import", site.sources, check=False)
    assert site.rows("SELECT * FROM path") == before
    site.stop()


def everything(folder):
    return b"".join(f.read_bytes() for f in pathlib.Path(folder).rglob("*") if f.is_file())


def test_no_address_unless_asked_for(first, tmp_path):
    for name in ("json", "wxr"):
        first.command("export", f"--format={name}", tmp_path / f"public.{name}")
    first.command("export", tmp_path / "public")
    assert b"@example.org" not in everything(tmp_path)
    (tmp_path / "p").mkdir()
    for name in ("json", "wxr"):
        file = tmp_path / "p" / f"full.{name}"
        first.command("export", f"--format={name}", "--with-personal-data", file)
        assert b"reader5@example.org" in file.read_bytes()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first.command("export", "--with-personal-data", tmp_path / "p" / "tree")
    assert b"reader5@example.org" in everything(tmp_path / "p" / "tree")
    for f in (tmp_path / "p" / "tree").rglob("*"):
        assert f.stat().st_mode & 0o077 == 0, f


def export(site, *words, code, **more):
    """Runs an export and returns its standard error."""
    result = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "export", *words],
                            capture_output=True, text=True, timeout=60, **more)
    assert result.returncode == code, result.stderr
    return result.stderr


def names(folder):
    return sorted(str(f.relative_to(folder)) for f in folder.rglob("*"))


def test_nothing_is_overwritten_unasked(first, tmp_path):
    out, document = tmp_path / "out", tmp_path / "x.json"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    document.write_text("mine")
    assert "--force" in export(first, "--format=json", document, code=CANTCREAT)
    for force in ([], ["--force"]):
        assert "is not empty: choose another" in export(first, out, *force, code=CANTCREAT)
    (out / "export.json").write_text("{\"format\": \"another\"}")
    assert "is not empty" in export(first, out, "--force", code=CANTCREAT)
    assert names(tmp_path) == ["out", "out/export.json", "out/mine.txt", "x.json"]
    assert (out / "mine.txt").read_text() == document.read_text() == "mine"
    for words in (["--format=pdf", "x"], ["-"], []):
        export(first, *words, code=USAGE)


def test_an_earlier_export_is_replaced_as_a_whole(first, tmp_path):
    out = tmp_path / "out"
    out.mkdir(mode=0o750)
    out.chmod(0o750)
    first.command("export", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o750
    want = names(out)
    for folder in ("posts/1999", ".git"):
        (out / folder).mkdir(parents=True)
        (out / folder / "gone.md").write_text("gone")
    (out / ".gitignore").write_text("x")
    said = export(first, out, code=CANTCREAT)
    assert "earlier export" in said and "--force" in said
    # --force does not overwrite files that are not part of an export.
    (out / "notes.txt").write_text("mine")
    assert "notes.txt is not part of an export: move it away" in export(
        first, out, "--force", code=CANTCREAT)
    (out / "notes.txt").unlink()
    assert (out / "posts/1999/gone.md").exists()
    first.command("export", "--force", out)
    assert names(out) == sorted([*want, ".git", ".git/gone.md", ".gitignore"])
    assert names(tmp_path)[0] == "out" and len(list(tmp_path.iterdir())) == 1


def test_places_where_none_can_be(first, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    assert "from outside" in export(first, ".", code=DATAERR, cwd=out)
    assert "media" in export(first, first.dir / "media" / "out", code=DATAERR)
    assert "next to" in export(first, tmp_path / "none" / "out", code=74)
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert "link" in export(first, tmp_path / "link", code=74)
    (tmp_path / "link2").symlink_to(out)
    first.command("export", f"{tmp_path / 'link2'}/")
    assert (out / "export.json").exists() and (tmp_path / "link2").is_symlink()
    assert not [f for f in first.dir.glob("media/*") if "unfinished" in f.name]


def is_whole(out, articles):
    if out.is_dir():
        return len(list(out.rglob("*.md"))) == articles and (out / "site.ini").exists()
    return out.read_text().count("Number ") >= articles and out.read_text()[-9:].strip() in (
        "]}", "</rss>")


@pytest.mark.parametrize("form", ["markdown", "json", "wxr"])
def test_whole_or_not_at_all(tmp_path, form):
    """An export that is killed at any moment leaves no file of the requested name."""
    site = served.Served(tmp_path / "site", articles={
        f"{n}.md": served.matter(f"Number {n}", "Words and words. " * 600, date="2026-01-01")
        for n in range(300)})
    place = tmp_path / "place"
    place.mkdir()
    command = [served.BUILD / "pamphlet", "-C", site.dir, "export", f"--format={form}",
               place / "out"]
    begun = 0
    for number, pause in [(n, p) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
                          for p in (0, 0.002, 0.005, 0.01, 0.02)]:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        served.wait_for(lambda: any(place.iterdir()) or child.poll() is not None)
        time.sleep(pause)
        child.send_signal(number)
        child.communicate(timeout=30)
        left = [f.name for f in place.iterdir()]
        if child.returncode == 0:
            assert left == ["out"]
        else:
            begun += 1
            assert child.returncode == -number
            for name in left:
                assert is_whole(place / name, 300) if name == "out" else name.startswith(
                    "out.unfinished-export.") and number == signal.SIGKILL, left
        for f in place.iterdir():
            shutil.rmtree(f) if f.is_dir() else f.unlink()
    assert begun
    # Remains of a killed export do not stop the next one.
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    served.wait_for(lambda: any(place.iterdir()))
    child.kill()
    child.wait(10)
    subprocess.run([*command, "--force"], check=True, stdout=subprocess.DEVNULL)
    assert (place / "out").exists()
    site.stop()


def test_json(first):
    got = json.loads(first.command("export", "--format=json", "-"))
    assert not {c["status"] for a in got["articles"] for c in a["comments"]} & {"spam", "trash"}
    got = json.loads(first.command("export", "--format=json", "--with-spam", "-"))
    assert got["site"]["title"] == "Harbour Notes"
    rows = first.rows("SELECT id, title, permalink FROM article ORDER BY id")
    assert [(a["id"], a["title"], a["permalink"]) for a in got["articles"]] == rows
    tide = next(a for a in got["articles"] if a["title"] == "Low tide at six")
    assert tide["categories"] == ["Harbour/Boats"] and sorted(tide["tags"]) == ["mornings", "tides"]
    assert {c["status"] for c in tide["comments"]} == {"approve", "hold", "spam", "trash"}
    assert "/old/deleted/" in got["gone"]
    assert "<strong>smell</strong>" in tide["html"] and "**smell**" in tide["source"]


WP_ITEM = ["title", "link", "guid", "dc:creator", "content:encoded", "excerpt:encoded",
           *(f"wp:{name}" for name in (
               "post_id", "post_date", "post_date_gmt", "comment_status", "ping_status",
               "post_name", "status", "post_parent", "menu_order", "post_type",
               "post_password", "is_sticky"))]
WP_COMMENT = [f"wp:comment_{name}" for name in (
    "id", "author", "author_email", "author_url", "author_IP", "date", "date_gmt", "content",
    "approved", "type", "parent", "user_id")]


def wxr(site, *words):
    """The <channel>, read by an independent parser."""
    return ET.fromstring(site.command("export", "--format=wxr", *words, "-")).find("channel")


def texts(element, names):
    return [element.find(name, NS).text for name in names]


def test_wxr_has_what_wordpress_reads(first):
    shown = wxr(first).findall("item/wp:comment/wp:comment_approved", NS)
    assert {s.text for s in shown} == {"0", "1"}
    channel = wxr(first, "--with-spam")
    assert channel.find("wp:wxr_version", NS).text == "1.2"
    assert channel.find("wp:base_site_url", NS).text == first.base_url
    for author in channel.findall("wp:author", NS):
        texts(author, ["wp:author_id", "wp:author_login", "wp:author_email",
                       "wp:author_display_name"])
    items = {i.find("title").text: i for i in channel.findall("item")}
    rows = first.rows("SELECT id FROM article")
    numbers = [int(i.find("wp:post_id", NS).text) for i in channel.findall("item")]
    assert len(set(numbers)) == len(numbers) and {n for n, in rows} < set(numbers)
    for item in channel.findall("item"):
        texts(item, WP_ITEM)
        for c in item.findall("wp:comment", NS):
            texts(c, WP_COMMENT)
    tide = items["Low tide at six"]
    assert {(c.get("domain"), c.get("nicename")) for c in tide.findall("category")} == {
        ("category", "boats"), ("post_tag", "tides"), ("post_tag", "mornings")}
    parents = dict(texts(c, ["wp:category_nicename", "wp:category_parent"])
                   for c in channel.findall("wp:category", NS))
    assert parents["harbour"] is None and parents["boats"] == "harbour"
    comments = tide.findall("wp:comment", NS)
    assert {c.find("wp:comment_approved", NS).text for c in comments} == {
        "0", "1", "spam", "trash"}
    answers = [texts(c, ["wp:comment_id", "wp:comment_parent"]) for c in comments]
    assert [a for a in answers if a[1] in dict(answers)]
    assert {c.find("wp:comment_author_email", NS).text for c in comments} == {None}
    assert items["Team"].find("wp:post_parent", NS).text == items["About us"].find(
        "wp:post_id", NS).text
    states = {i.find("wp:status", NS).text for i in channel.findall("item")}
    assert states == {"publish", "draft", "future", "private", "trash", "inherit"}


def test_wxr_names_the_files_of_media(first):
    items = wxr(first).findall("item")
    files = [i for i in items if i.find("wp:post_type", NS).text == "attachment"]
    names = sorted(f.name for f in (first.dir / "media").glob("[!_]*"))
    urls = [i.find("wp:attachment_url", NS).text for i in files]
    assert urls == [f"{first.base_url}/media/{n}" for n in names]
    article = {i.find("wp:post_id", NS).text: i for i in items}[
        files[0].find("wp:post_parent", NS).text]
    # WordPress replaces the attachment's old URL with its new one.
    body = article.find("content:encoded", NS).text
    assert f'"{urls[0]}"' in body and '"/media/' not in body


def twin(title, category):
    return served.matter(title, "text", date="2026-01-01", categories=f"[{category}]")


def test_wxr_keeps_categories_of_one_name_apart(tmp_path):
    site = served.Served(tmp_path, articles={
        "a.md": twin("A", "A/News"), "b.md": twin("B", "B/News"), "c.md": twin("C", "News")})
    channel = wxr(site)
    names = [tuple(texts(c, ["wp:category_nicename", "wp:category_parent"]))
             for c in channel.findall("wp:category", NS)]
    assert names == [("a", None), ("news", "a"), ("b", None), ("news-2", "b"), ("news-3", None)]
    assert [i.find("category").get("nicename") for i in channel.findall("item")] == [
        "news", "news-2", "news-3"]
    site.stop()


def same_site(site):
    """The part of a site that a WXR file can hold."""
    articles = site.rows(
        "SELECT a.type, status, a.slug, title, excerpt, w.name, menu_order, sticky,"
        " published_at / 1000000, updated_at / 1000000, comments_open, comment_count, html,"
        " (SELECT title FROM article p WHERE p.id = a.parent_id) FROM article a"
        " JOIN article_body b ON b.article_id = a.id JOIN author w ON w.id = author_id"
        " ORDER BY title, a.id")
    terms = [site.rows(
        f"SELECT a.title, t.name, t.{key} FROM article a JOIN article_{kind} l"
        f" ON l.article_id = a.id JOIN {kind} t ON t.id = l.{kind}_id ORDER BY 1, 2, 3")
        for kind, key in (("category", "path"), ("tag", "slug"))]
    comments = site.rows(
        "SELECT a.title, c.type, c.status, c.author, c.url, c.html, c.created_at / 1000000,"
        " (SELECT p.created_at / 1000000 FROM comment p WHERE p.id = c.parent_id)"
        " FROM comment c JOIN article a ON a.id = c.article_id ORDER BY 1, 7, 6")
    # Permalinks depend on the settings; quotes and trailing white space vary in form.
    return {"articles": [(*a[:12], re.sub(r"/\d{4}/\d\d/", "/", a[12]), a[13]) for a in articles],
            "terms": terms,
            "comments": [tuple(v.replace("&quot;", '"').rstrip() if isinstance(v, str) else v
                               for v in c) for c in comments]}


def test_wxr_comes_back(first, tmp_path):
    first.command("export", "--format=wxr", "--with-personal-data", "--with-spam",
                  tmp_path / "x.xml")
    other = empty_like(first, tmp_path / "other")
    said = other.command("import", tmp_path / "x.xml", f"--source-dir={first.dir}")
    assert "0 failed" in said
    want, got = same_site(first), same_site(other)
    for what in want:
        assert len(got[what]) == len(want[what])
        for a, b in zip(want[what], got[what]):
            assert a == b
    assert media(other.dir) == media(first.dir)
    emails = "SELECT email FROM comment_private ORDER BY 1"
    assert other.rows(emails) == first.rows(emails)
    assert re.search(r"\b0 created, 0 updated", other.command(
        "import", tmp_path / "x.xml", f"--source-dir={first.dir}"))
    other.stop()


def test_wxr_excerpts_made_from_the_text_stay_empty(tmp_path):
    first = served.Served(tmp_path / "first", {}, {
        "a.md": served.matter("Made", "Some words.", date="2026-01-01"),
        "b.md": served.matter("Given", "Some words.", date="2026-01-01", excerpt="By hand.")})
    first.command("export", "--format=wxr", tmp_path / "x.xml")
    other = empty_like(first, tmp_path / "other")
    other.command("import", tmp_path / "x.xml")
    for site in (first, other):
        assert {i.find("title").text: i.find("excerpt:encoded", NS).text or ""
                for i in wxr(site).findall("item")} == {"Made": "", "Given": "By hand."}
        assert dict(site.rows("SELECT title, excerpt FROM article")) == {
            "Made": "Some words.", "Given": "By hand."}
    other.stop()


def test_wxr_old_slugs_and_hostile_texts(tmp_path):
    hostile = "]]> <b>&amp;</b> \"x\" [gallery] <!-- more -->"
    site = served.Served(tmp_path / "site", {"permalink": "/:year/:slug/"}, {
        # An entity in a title is decoded at import.
        "a.md": served.matter(json.dumps(hostile.replace("&", "&amp;")), "a ]]> b `[gallery]` [embed]x[/embed] &amp;amp;\nsoft"
                              "\n\n<!-- more -->\n\n```\nl1\n\nl2 ]]>\n```\n", date="2026-01-01",
                              slug="潮汐", aliases="[/2026/旧/, /2025/other/]",
                              tags=json.dumps(["a & b", "<i>x</i>"]), author=json.dumps("A <b> & ]]>"),
                              categories=json.dumps(["R & D/<x> ]]>"])),
        "a.comments.json": json.dumps({"comments": [
            comment(1, text=hostile), comment(2, text="a\n\nb\nc *d* https://example.org/ `e`")]})})
    with sqlite3.connect(site.dir / "pamphlet.db") as db:
        db.execute("UPDATE article SET excerpt = excerpt || char(1, 27, 65534) || 'end'")
    db.close()
    item = wxr(site).find("item")
    assert item.find("title").text == hostile.replace("&", "&amp;").replace("<", "&lt;")
    assert item.find("excerpt:encoded", NS).text.endswith("end")
    metas = [texts(m, ["wp:meta_key", "wp:meta_value"]) for m in item.findall("wp:postmeta", NS)]
    assert metas == [["_wp_old_slug", urllib.parse.quote("旧").lower()]]
    site.command("export", "--format=wxr", tmp_path / "x.xml")
    other = empty_like(site, tmp_path / "other")
    assert "0 failed" in other.command("import", tmp_path / "x.xml")
    want, got = same_site(site), same_site(other)
    clean = want["articles"][0][4].replace("\1\33\ufffe", "")
    assert got["articles"][0][4] == clean
    for what in want:
        assert [r[:4] + r[5:] for r in got[what]] == [r[:4] + r[5:] for r in want[what]]
    assert ("/2026/旧/", "moved") in other.rows("SELECT path, kind FROM path")
    site.stop()
    other.stop()


def test_hostile_texts_stay_in_their_place(first, tmp_path):
    """Titles with characters that are special in YAML, XML and JSON."""
    titles = ["--- x", "a: b # c", "[1, 2]", "{{x}}", "\\\\ \\\" '", "<b>&amp;</b>", "!!tag", "*x",
              "- y", "no", "0123", "null"]
    site = served.Served(tmp_path / "site", articles={
        f"{n}.md": "---\ntitle: " + json.dumps(t) + "\ndate: 2026-01-01\n---\n---\n---\ntext\n"
        for n, t in enumerate(titles)})
    site.command("export", tmp_path / "out")
    other = served.Served(tmp_path / "other")
    other.command("import", tmp_path / "out")
    query = "SELECT id, title, slug FROM article ORDER BY id"
    assert other.rows(query) == site.rows(query)
    body = "SELECT article_id, html FROM article_body ORDER BY 1"
    assert other.rows(body) == site.rows(body)


def test_comments_in_html(tmp_path):
    """Hand-written input too; unsafe HTML is removed."""
    site = served.Served(tmp_path, articles={"a.md": served.matter("A", date="2026-01-01")})
    html = "<em>a</em><img src=x onerror=y> &lt;"
    for form, want in (("html", ["<p><em>a</em> &lt;</p>"]), ("xml", [])):
        site.write(f"{form}.md", served.matter(form, date="2026-01-01"))
        site.write(f"{form}.comments.json", json.dumps({
            "comments": [comment(1, text=html, format=form)]}))
        done = subprocess.run(
            [served.BUILD / "pamphlet", "-C", site.dir, "import", site.sources / f"{form}.md"],
            capture_output=True, text=True, env=site.environment, timeout=60)
        assert done.returncode == (0 if want else DATAERR)
        assert ('"format" must be "html"' in done.stderr) == (not want)
        assert [h.strip() for h, in site.rows(
            "SELECT html FROM comment c JOIN article a ON a.id = c.article_id"
            f" WHERE title = '{form}'")] == want
    site.stop()


WXR_HEAD = """<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>http://old.example</wp:base_site_url>"""


def from_wordpress():
    """Titles without letters, missing slugs; comments in HTML and without a date."""
    out = [WXR_HEAD]
    states = ["publish", "draft", "private", "pending", "trash", "future"]
    for n, (title, slug) in enumerate([("", ""), ("&amp;lt;", ""), ("\U0001f30a", "%f0%9f%8c%8a"),
                                       ("\u2026", "\u2026"), ("x", "a--b"), ("&#8203;", "y")]):
        for state in states:
            number = n * len(states) + states.index(state) + 1
            year = 2099 if state == "future" else 2020
            out.append(
                f"<item><title>{title}</title><link>http://old.example/{year}/{slug}{number}/</link>"
                f"<guid>http://old.example/?p={number}</guid><dc:creator>ann</dc:creator>"
                f"<content:encoded><![CDATA[<p>Text [x] {number}\nand <b>more</b></p>]]>"
                f"</content:encoded><wp:post_id>{number}</wp:post_id>"
                f"<wp:post_date_gmt>{year}-01-01 00:00:0{n}</wp:post_date_gmt>"
                f"<wp:status>{state}</wp:status><wp:post_name>{slug}</wp:post_name>"
                f"<wp:post_type>{'page' if n == 4 else 'post'}</wp:post_type>"
                "<wp:comment_status>open</wp:comment_status>"
                + "".join(f"<wp:comment><wp:comment_id>{number}{c}</wp:comment_id>"
                          f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content>"
                          f"<wp:comment_date_gmt>{date}</wp:comment_date_gmt>"
                          "<wp:comment_approved>1</wp:comment_approved></wp:comment>"
                          for c, (text, date) in enumerate([
                              ("<em>a</em> &amp; <script>b</script>\n\nc", "2020-02-02 10:00:00"),
                              ("plain http://a.example/", ""), ("a < b", "0000-00-00 00:00:00")]))
                + "</item>")
    return "".join(out) + "</channel></rss>"


def odd_articles():
    out = {
        "empty-title.md": served.matter('""', date="2026-01-01"),
        "marks.md": served.matter('"\u2026 !"', date="2026-01-01"),
        "wave.md": served.matter("\U0001f30a\U0001f30a at sea", date="2026-01-01"),
        "chinese.md": served.matter("\u6f6e\u6c50", date="2026-01-01", slug="\u6f6e\u6c50"),
        "long.md": served.matter("\u6f6e" * 300, "[x](chinese.md)", date="2026-01-01"),
        "bare.md": "No front matter, no title.",
        "no-date.md": served.matter("No date", status="draft"),
        "no-slug.md": served.matter('"?!"', status="draft"),
        "later.md": served.matter("Later", date="2091-01-01T00:00:00+09:00"),
        "hidden.md": served.matter("Hidden", date="2026-01-01", status="private"),
        "early.md": served.matter("Early", date="1969-12-31T23:59:59.999999Z"),
        "night.md": served.matter("Night", date="2026-03-29T01:30:00"),
        "twice.md": served.matter("Twice", date="2026-10-25T02:30:00"),
        "end.md": served.matter("Year's end", date="2025-12-31T23:30:00Z"),
        "lines.md": "---\r\ntitle: CRLF\r\ndate: 2026-01-01\r\n---\r\na\r\n\r\nb\r\n",
        "raw.html": "<p>No head <b>at all</b>\u00a0 &nbsp; <img src=x onerror=1>",
        "whole.html": "<!doctype html><html lang=zh><head><title>\u6f6e &amp; \u6c50</title>"
                      "<meta name=keywords content='a, b'></head><body><pre>\n\n x\n</pre></body></html>",
        "many.md": served.matter("Many", date="2026-01-01", comments="true"),
        "many.comments.json": json.dumps({"comments": [
            {"id": n, "author": f"N{n}", "text": f"*Word* {n}\n<i>",
             "parent": n // 2 if n % 3 == 0 else None,
             "date": f"2026-02-01T{n // 100 % 24:02}:{n % 60:02}:00Z",
             "status": "approve" if n % 7 else "hold"} for n in range(1, 2001)]}),
    }
    above = None
    for n in range(5):
        name = f"p{n}"
        out[f"{name}.md"] = served.matter(name, type="page", **({"parent": above} if above else {}))
        above = f"{above}/{name}" if above else name
    return out


def test_odd_things_come_back(tmp_path):
    """Compares every page, with the processes in different time zones."""
    site = served.Served(tmp_path / "site", {"time_zone": "Europe/Berlin"})
    for name, text in odd_articles().items():
        site.write(name, text)
    (site.folder / "old.xml").write_text(from_wordpress())
    said = site.command("import", site.sources, site.folder / "old.xml")
    assert "0 failed" in said
    want = pages(site)
    site.environment["TZ"] = "Asia/Tokyo"
    out = tmp_path / "out"
    site.command("export", out)
    other = empty_like(site, tmp_path / "other")
    other.environment["TZ"] = "America/New_York"
    assert "0 failed" in other.command("import", out)
    got = pages(other)
    assert sorted(set(want) - set(got)) == sorted(set(got) - set(want)) == []
    for path, body in want.items():
        assert got[path] == body, path
    for rows in ("SELECT id, type, status, slug, permalink, title, excerpt, lang,"
                 " published_at / 1000000, updated_at, parent_id, comment_count FROM article ORDER BY id",
                 "SELECT id, article_id, parent_id, type, status, author, source, html, renderer,"
                 " created_at FROM comment ORDER BY id",
                 "SELECT * FROM path ORDER BY path",
                 "SELECT article_id, html FROM article_body ORDER BY 1"):
        for a, b in zip(site.rows(rows), other.rows(rows)):
            assert a == b
        assert len(site.rows(rows)) == len(other.rows(rows))
    for form in ("json", "wxr"):
        site.command("export", f"--format={form}", tmp_path / f"x.{form}")
    assert len(json.loads((tmp_path / "x.json").read_text())["articles"]) == len(
        site.rows("SELECT 1 FROM article"))
    ET.parse(tmp_path / "x.wxr")
    site.stop()
    other.stop()


@pytest.mark.parametrize("form", ["markdown", "json", "wxr"])
def test_memory_is_flat(tmp_path, form):
    """Memory does not grow with the number of articles."""
    def peak(count):
        site = served.Served(tmp_path / f"{form}{count}", articles={
            f"{n}.md": served.matter(f"Number {n}", "Words and words. " * 600, date="2026-01-01")
            for n in range(count)})
        child = subprocess.Popen(
            [served.BUILD / "pamphlet", "-C", site.dir, "export", f"--format={form}",
             tmp_path / f"out{form}{count}"], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0
        return usage.ru_maxrss
    assert peak(400) < peak(40) * 1.3 + 2000


def test_many_links_to_another_article(tmp_path):
    """The text is scanned once, however many addresses it contains."""
    blog, folder = tmp_path / "blog", tmp_path / "posts"
    def done(*args):
        return subprocess.run([served.BUILD / "pamphlet", *args], cwd=tmp_path, check=True,
                              capture_output=True, text=True, timeout=60).stdout
    done("init", blog)
    folder.mkdir()
    (folder / "o.md").write_text(served.matter("Other", "x", date="2026-01-01"), "utf-8")
    (folder / "a.md").write_text(served.matter(
        "All", "\n".join(f"- [x](o.md#s{n})" for n in range(5000)) + "\n\n    " + "(=" * 200000,
        date="2026-01-02"), "utf-8")
    done("-C", blog, "import", folder)
    out = done("-C", blog, "export", "--format=json", "-")
    text = next(a for a in json.loads(out)["articles"] if a["title"] == "All")["source"]
    assert "(/2026/01/other/#s4999)" in text and "o.md" not in text
    done("-C", blog, "export", tmp_path / "tree")


def test_one_is_singular(tmp_path):
    site = served.Served(tmp_path, {}, {"a.md": served.matter("A", date="2025-01-01")})
    assert site.command("export", tmp_path / "out").startswith("1 article, 0 comments, ")
    assert site.command("export", tmp_path / "out.json", "--format=json").startswith(
        "1 article, 0 comments, 0 files: ")
