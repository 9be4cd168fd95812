"""A site from before the page cache was renamed works after `pamphlet upgrade` alone."""
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import tarfile

import pytest
import served

CONFIG = 78
CORPUS = served.ROOT / "tests" / "corpus" / "site-before-cache" / "site.tar.gz"
NOTICE = 'pamphlet: "pages" is now called "cache"\n'


def pamphlet(site, *args):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site, *map(str, args)],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)


def unpack(folder):
    with tarfile.open(CORPUS) as tar:
        tar.extractall(folder)
    return folder / "site"


class OldSite(served.Served):
    """The unpacked site, upgraded and running."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.dir = unpack(self.folder)
        self.port = served.free_port()
        self.brotli = served.BROTLI.exists()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.log_file = self.folder / "server.log"
        self.children = []
        self.environment = {**os.environ, "PAMPHLET_BASE_URL": self.base_url,
                            "LC_ALL": "C.UTF-8"}
        self.upgraded = pamphlet(self.dir, "upgrade")


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    site = OldSite(tmp_path_factory.mktemp("old"))
    try:
        yield site.start()
    finally:
        site.stop()


@pytest.fixture
def unserved(tmp_path):
    site = unpack(tmp_path)
    assert pamphlet(site, "upgrade").returncode == 0
    return site


def test_nothing_works_before_the_upgrade(tmp_path):
    result = pamphlet(unpack(tmp_path), "post", "list")
    assert result.returncode == CONFIG and "pamphlet upgrade" in result.stderr


def test_the_upgrade_is_one_command(old):
    assert old.upgraded.returncode == 0, old.upgraded
    assert old.upgraded.stdout.startswith("Upgraded the database from schema 10 to ")


def test_pages_are_right(old):
    home = old.get("/")
    assert home.status == 200 and home.text.count("<article") == 3, "per_page is 3"
    assert "House rules" in home.text, "the sticky post is on the first page"
    assert "House rules" not in old.get("/page/2/").text.split("<footer")[0]
    for path, text in (("/low-tide/", "smell"), ("/fog/", "Nothing to see."),
                       ("/about/", "Who we are."), ("/ferries/", "When they leave."),
                       ("/m%C3%B6wen/", 'lang="de"'), ("/category/harbour/boats/", "Fog"),
                       ("/tag/mornings/", "Low tide"), ("/2026/02/", "The new pier")):
        answer = old.get(path)
        assert answer.status == 200 and text in answer.text, path
        assert 'class="tide-note"' in answer.text and "{{" not in answer.text, path
        assert "Back to top" in answer.text, "{{word:…}} in a template of the site"
    moved = old.get("/old/pier/")
    assert moved.status == 301 and moved["Location"].endswith("/the-new-pier/")
    picture, = (old.dir / "media").glob("[!_]*")
    assert f"/media/{picture.name}" in old.get("/low-tide/").text
    assert old.get(f"/media/{picture.name}").status == 200


def test_comments_are_right(old):
    text = old.get("/low-tide/").text
    assert [n for n in range(1, 7) if f"Word number {n}" in text] == [1, 2, 6]
    comments = {c["id"]: c["status"] for c in old.comments_json()}
    assert sorted(comments.values()) == sorted(
        ["approve", "approve", "hold", "spam", "trash", "approve"])
    first = json.loads(old.command("comment", "get", min(comments), "--format=json"))
    assert first["email"] == "reader1@example.org"
    assert "@example.org" not in text


def test_comments_can_be_posted(old):
    number = next(p["id"] for p in json.loads(old.command("post", "list", "--format=json"))
                  if p["title"] == "Fog")
    assert old.comment(number, "After the upgrade").status == 303
    assert "After the upgrade" in old.get("/fog/").text, "moderation is none"


def test_settings_are_honoured(old):
    feed = old.get("/feed/").text
    assert feed.count("<item>") == 4 and "Nothing to see." in feed
    status = json.loads(old.command("cache", "status", "--format=json"))
    assert status["cache"] == "on" and status["limit"] == 64 << 20
    assert old.get("/low-tide/").text.count('datetime="2026-01-20T09:00:00+01:00"') > 0


def test_both_links_lead_to_the_page_cache(old):
    assert old.get("/").status == 200
    links = [(old.dir / "run" / name).resolve() for name in ("cache", "pages")]
    assert links[0] == links[1] and (links[0] / "current" / "index.html").exists()


def test_the_old_command_flushes_with_a_notice(old):
    before = old.get("/about/")["ETag"]
    epoch = json.loads(old.command("cache", "status", "--format=json"))["epoch"]
    result = subprocess.run([served.BUILD / "pamphlet", "-C", old.dir, "pages", "flush"],
                            capture_output=True, text=True, env=old.environment)
    assert result.returncode == 0 and result.stderr.startswith(NOTICE), result
    assert "Removed all pages" in result.stdout
    after = json.loads(old.command("cache", "status", "--format=json"))["epoch"]
    assert after != epoch and old.get("/about/")["ETag"] != before


def test_check_finds_nothing(old):
    result = subprocess.run([served.BUILD / "pamphlet", "-C", old.dir, "check"],
                            capture_output=True, text=True, env=old.environment)
    assert (result.returncode, result.stdout) == (0, "No problems found.\n"), result


def test_excerpts_are_made_again(tmp_path):
    """Those that nobody wrote: here of a text whose mark earlier versions ignored."""
    site = unpack(tmp_path)
    db = sqlite3.connect(site / "pamphlet.db")
    made, written = db.execute("SELECT id FROM article WHERE type = 'post' LIMIT 2").fetchall()
    db.executemany(
        "UPDATE article_body SET format = 'markdown', source = 'Low. <!--more--> High.',"
        " html = '<p>Low.  High.</p>', renderer = 1 WHERE article_id = ?", (made, written))
    db.execute("UPDATE article SET excerpt = 'Low. High.' WHERE id = ?", made)
    db.execute("UPDATE article SET excerpt = 'By hand.' WHERE id = ?", written)
    db.commit()
    assert pamphlet(site, "upgrade").returncode == 0
    found = [db.execute("SELECT excerpt FROM article WHERE id = ?", i).fetchone()[0]
             for i in (made, written)]
    assert found == ["Low.", "By hand."]


def test_former_names_are_hidden():
    for words in (["--help"], ["help", "cache"], ["completion", "bash"], ["manual", "pamphlet.1"],
                  ["manual", "site.ini.5"]):
        text = subprocess.run([served.BUILD / "pamphlet", *words], capture_output=True, text=True,
                              check=True).stdout
        assert "pamphlet pages" not in text and "[pages]" not in text and not re.search(r"\bstore\b", text), words
        assert "cache" in text


def test_settings_are_listed_by_their_new_names(unserved):
    result = pamphlet(unserved, "config", "list", "--format=json")
    rows = {r["name"]: r for r in json.loads(result.stdout)}
    assert rows["cache.folder"]["value"] == "auto" and rows["cache.limit_mb"]["value"] == "64"
    assert all(rows[name]["set"] for name in ("cache.folder", "cache.limit_mb"))
    assert not [name for name in rows if name.startswith("pages.")]
    assert result.stderr.count("is now called") == 1
    result = pamphlet(unserved, "config", "get", "pages.store")
    assert result.stdout == "auto\n"
    assert result.stderr == 'pamphlet: "pages.store" is now called "cache.folder"\n'


def test_a_command_says_it_once(unserved):
    result = pamphlet(unserved, "post", "list")
    assert result.returncode == 0 and result.stderr.count("\n") == 1
    assert "is now called" in result.stderr
    said = pamphlet(unserved, "doctor", "--format=json").stdout
    notes = [f for f in json.loads(said) if "is now called" in f["message"]]
    assert len(notes) == 1 and notes[0]["level"] == "note" and "config set" in notes[0]["fix"]


def test_config_set_writes_the_new_names(unserved):
    before = (unserved / "site.ini").read_text().splitlines()
    assert pamphlet(unserved, "config", "set", "pages.limit_mb", "65").returncode == 0
    after = (unserved / "site.ini").read_text().splitlines()
    changed = [(a, b) for a, b in zip(before, after) if a != b]
    assert len(before) == len(after) and changed == [
        ("[pages]", "[cache]"), ("store = auto", "folder = auto"),
        ("limit_mb = 64", "limit_mb = 65")]
    result = pamphlet(unserved, "post", "list")
    assert (result.returncode, result.stderr) == (0, "")
