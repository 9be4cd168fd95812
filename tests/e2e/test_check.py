"""`pamphlet check`, from outside."""
import contextlib
import json
import re
import os
import sqlite3
import subprocess

import pytest
import served

DATAERR = 65


def pamphlet(*args, site=None):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site, *map(str, args)],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)


@pytest.fixture
def blog(tmp_path):
    """A site with the standard articles and a picture."""
    site = served.Served(tmp_path, articles=served.standard_articles())
    return site.dir


def faults(site):
    result = pamphlet("check", "--format=json", site=site)
    found = json.loads(result.stdout)["faults"]
    assert result.returncode == (DATAERR if found else 0), result.stderr
    return found


def test_a_good_site(blog):
    result = pamphlet("check", site=blog)
    assert result.returncode == 0 and "No problems found" in result.stdout
    assert faults(blog) == []


def test_a_missing_picture(blog):
    picture, = (blog / "media").glob("[!_]*")
    picture.rename(blog / "media" / "other.png")
    fault, = faults(blog)
    assert f"media/{picture.name}" in fault
    assert fault in pamphlet("check", site=blog).stdout


def test_a_missing_picture_is_told_once(blog, tmp_path):
    picture, = (blog / "media").glob("[!_]*")
    for name in ("x", "y"):
        (tmp_path / f"{name}.md").write_text(served.matter(
            name, f"[![](/media/{picture.name})](/media/{picture.name})"), "utf-8")
        assert pamphlet("import", tmp_path / f"{name}.md", site=blog).returncode == 0
    picture.unlink()
    fault, = faults(blog)
    assert len(re.search(r"by article (.*)", fault)[1].split(", ")) == 3


def test_names_in_all_spellings(blog, tmp_path):
    (blog / "media" / "a b & ü?.png").write_bytes(served.BOAT)
    (tmp_path / "x.md").write_text(served.matter(
        "X", "![](/media/a%20b%20&amp;%20%c3%bc%3F.png) [a](/media/none.pdf?x#y)"), "utf-8")
    assert pamphlet("import", tmp_path / "x.md", site=blog).returncode == 0
    fault, = faults(blog)
    assert "media/none.pdf is missing" in fault


def test_rows_that_do_not_fit(blog):
    with contextlib.closing(sqlite3.connect(blog / "pamphlet.db")) as db:
        db.execute("UPDATE listing SET count = count + 1 WHERE kind = 'home'")
        db.execute("INSERT INTO path VALUES ('/\x1b[31m/', 'article', 1)")
        db.commit()
    result = pamphlet("check", site=blog)
    assert result.returncode == DATAERR
    assert "home" in result.stdout and "\\u{1b}[31m" in result.stdout
    assert "\x1b" not in result.stdout


def test_a_damaged_file(blog):
    size = (blog / "pamphlet.db").stat().st_size // 4096
    with open(blog / "pamphlet.db", "r+b") as f:
        f.seek(4096 * (size - 12))
        f.write(os.urandom(4096 * 8))
    result = pamphlet("check", "--format=json", site=blog)
    assert result.returncode == DATAERR
    assert result.stderr or json.loads(result.stdout)["faults"]
    with open(blog / "pamphlet.db", "r+b") as f:
        f.write(b"\0" * 4096)
    result = pamphlet("check", site=blog)
    assert result.returncode == DATAERR and "damaged" in result.stderr


@pytest.mark.parametrize("sql,says", [
    ("DROP TABLE comment", 'the table "comment" is missing: restore a backup'),
    ("DROP INDEX comment_status", 'the index "comment_status"'),
    ("CREATE TRIGGER \x1b[31m AFTER INSERT ON tag BEGIN DELETE FROM article; END",
     "does not belong to this program's schema: drop it"),
])
def test_another_schema(blog, sql, says):
    with contextlib.closing(sqlite3.connect(blog / "pamphlet.db")) as db:
        db.execute(sql.replace("\x1b[31m", '"\x1b[31m"'))
    result = pamphlet("check", site=blog)
    assert result.returncode == DATAERR and says in result.stdout, result
    assert "\x1b" not in result.stdout and "defect" not in result.stderr
