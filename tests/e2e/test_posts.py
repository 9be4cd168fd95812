"""Creating, changing and showing posts with the command, and with an editor."""
import contextlib
import csv
import io
import re
import shutil
import sqlite3
import subprocess

import pytest
import served
from test_command import (DATAERR, NOINPUT, USAGE, assert_harmless, blog, done, full,  # noqa: F401
                          id_of, pamphlet, posts, shown)

UNAVAILABLE = 69


def made(site, *words, text=None):
    result = subprocess.run(
        [served.BUILD / "pamphlet", "-C", site, "post", "create", *map(str, words), "--porcelain"],
        input=text, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, (words, result.stderr)
    assert re.fullmatch(r"\d+\n", result.stdout)
    return int(result.stdout)


def post(site, number):
    return shown("post", "get", number, site=site)


def test_create_from_options(blog):
    number = made(blog, "--title=Low: tide", "--content=At *six*.", "--status=publish",
                  "--date=2026-01-02 03:04", "--author=Ada", "--tags=tides, mud",
                  "--categories=Harbour/Boats", "--excerpt=By hand.", "--lang=de",
                  "--slug=tide", "--comments=closed")
    one = post(blog, number)
    assert (one["title"], one["status"], one["author"], one["excerpt"], one["lang"]) == (
        "Low: tide", "publish", "Ada", "By hand.", "de")
    assert one["date"].startswith("2026-01-02T03:04") and one["url"].endswith("/2026/01/tide/")
    assert (one["tags"], one["categories"], one["comments_open"]) == (
        ["mud", "tides"], ["Boats"], False)
    assert done("post", "create", "--title=x", site=blog) == f"Created post {number + 1}.\n"


def test_create_from_files(blog, tmp_path):
    (tmp_path / "boat.png").write_bytes(served.BOAT)
    (tmp_path / "a.md").write_text("# Tide\n\n![x](boat.png)\n", "utf-8")
    number = made(blog, tmp_path / "a.md")
    one = post(blog, number)
    assert (one["title"], one["status"], one["date"]) == ("Tide", "draft", None)
    assert len(list((blog / "media").glob("[!_]*"))) == 1, "its picture came along"
    assert made(blog, tmp_path / "a.md") == number + 1, "another post each time"
    matter = served.matter("Given", "Text.", status="publish", date="2026-01-02")
    number = made(blog, "-", "--title=Other", text=matter)
    one = post(blog, number)
    assert (one["title"], one["status"], one["content"]) == ("Other", "publish", "Text.\n")
    (tmp_path / "b.html").write_text("<title>B</title><p>*x*</p>", "utf-8")
    assert post(blog, made(blog, tmp_path / "b.html"))["title"] == "B"


def test_a_draft_gets_its_date_when_it_is_published(blog):
    number = made(blog, "--title=Later")
    done("post", "publish", number, site=blog)
    one = post(blog, number)
    assert one["date"] and one["url"] and one["status"] == "publish"
    assert done("post", "unpublish", number, site=blog) == f"Unpublished post {number}.\n"
    assert post(blog, number)["status"] == "draft"


@pytest.mark.parametrize("words,says,code", [
    ((), "name a file", USAGE),
    (("x.md", "--content=y"), "cannot be combined", USAGE),
    (("none.md",), "none.md: ", NOINPUT),
    (("--title=x", "--status=maybe"), '"status" must be one of', DATAERR),
    (("--title=x", "--date=tomorrow"), "is not a date", DATAERR),
    (("--title=x", "--type=thing"), "post or page", DATAERR),
    (("--title=x", "--comments=maybe"), "open or closed", DATAERR),
    (("--title=x", "--slug=A B"), "slug", DATAERR),
    (("--title=x", "--parent=no", "--type=page"), "does not exist", DATAERR),
    (("--title=a\u202eb",), "bidi character", DATAERR),
    (("--title=a\x1bb",), "control character", DATAERR),
    (("--titel=x",), "did you mean --title?", USAGE),
])
def test_create_refuses(blog, words, says, code):
    result = pamphlet("post", "create", *words, site=blog)
    assert (result.returncode, result.stdout) == (code, ""), result.stderr
    assert says in result.stderr and result.stderr.count("\n") == 1
    assert_harmless(result.stderr)
    assert done("post", "list", "--format=count", site=blog) == "0\n"


def test_a_fault_of_a_file_names_its_line(blog, tmp_path):
    file = tmp_path / "a.md"
    file.write_text("---\ntitle: x\nstatus: maybe\n---\n", "utf-8")
    result = pamphlet("post", "create", file, site=blog)
    assert result.returncode == DATAERR and f"{file}:3: " in result.stderr
    file.write_text("---\ntitle: x\nwhat: that\n---\n", "utf-8")
    result = pamphlet("post", "create", file, site=blog)
    assert result.returncode == 0 and f'{file}:3: warning: "what" is ignored' in result.stderr


def test_update_many(full):
    ids = done("post", "list", "--format=ids", site=full).split()
    text = done("post", "update", *ids, "--comments=closed", site=full)
    assert text == "".join(f"Updated post {n}.\n" for n in ids)
    assert not any(post(full, n)["comments_open"] for n in ids)
    result = pamphlet("post", "update", 999, "x", ids[0], "--title=One", site=full)
    assert result.returncode in (NOINPUT, USAGE)
    assert "post 999: not found" in result.stderr and '"x"' in result.stderr
    assert result.stdout == f"Updated post {ids[0]}.\n" and post(full, ids[0])["title"] == "One"
    assert pamphlet("post", "update", ids[0], site=full).returncode == USAGE


def test_update_from_a_file(full, tmp_path):
    number = id_of(full, "Low tide")
    before = post(full, number)
    (tmp_path / "x.md").write_text("New *words*.\n", "utf-8")
    done("post", "update", number, tmp_path / "x.md", site=full)
    after = post(full, number)
    assert after["content"] == "New *words*.\n" and after["excerpt"] == "New words."
    assert after["modified"] > before["modified"]
    for key in ("title", "url", "date", "tags", "categories", "slug", "comment_count"):
        assert after[key] == before[key], key
    (tmp_path / "x.md").write_text(served.matter("All new", date="2026-01-20"), "utf-8")
    done("post", "update", number, tmp_path / "x.md", site=full)
    after = post(full, number)
    assert (after["title"], after["tags"]) == ("All new", [])
    assert after["url"] == before["url"], "an address stays"
    for text in ('+++\ntitle = "In TOML"\n+++\nA body.\n', '{"title": "In JSON"}\nA body.\n'):
        (tmp_path / "x.md").write_text(text, "utf-8")
        done("post", "update", number, tmp_path / "x.md", site=full)
        after = post(full, number)
        assert after["title"] in text and after["content"].strip() == "A body.", after


def test_schedule(full):
    number = id_of(full, "Not yet")
    text = done("post", "schedule", number, "2099-01-02 03:04", site=full)
    assert text == f"Scheduled post {number}.\n"
    one = post(full, number)
    assert one["status"] == "future" and one["date"].startswith("2099-01-02T03:04")
    for date, says in (("2001-01-01", "in the past"), ("soon", "not a date")):
        result = pamphlet("post", "schedule", number, date, site=full)
        assert result.returncode == DATAERR and says in result.stderr
    assert post(full, number)["status"] == "future"
    assert pamphlet("post", "schedule", number, site=full).returncode == USAGE
    done("post", "publish", number, site=full)
    assert not post(full, number)["date"].startswith("2099")


def test_fields_and_formats(full):
    done("post", "create", '--title==cmd|"x", y', site=full)
    number = id_of(full, '=cmd|"x", y')
    text = done("post", "list", "--format=csv", "--fields=title,id,url", site=full)
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert lines[0] == ["title", "id", "url"]
    assert ["'=cmd|\"x\", y", str(number), ""] in lines
    data = subprocess.run([served.BUILD / "pamphlet", "-C", full, "post", "list", "--format=csv"],
                          capture_output=True, check=True).stdout
    assert data.count(b"\n") == data.count(b"\r\n") == 5
    text = done("post", "list", "--format=yaml", "--fields=id,title", "--status=draft", site=full)
    assert f'- id: {number}\n  title: "=cmd|\\"x\\", y"\n' in text
    assert list(shown("post", "get", number, "--fields=title,id", site=full)) == ["title", "id"]
    assert done("post", "get", number, "--field=title", site=full) == '=cmd|"x", y\n'
    assert set(done("post", "list", "--field=status", site=full).split()) == {"publish", "draft"}
    assert done("comment", "list", "--field=post", "--status=spam", site=full).strip() == str(
        id_of(full, "Low tide"))
    assert done("post", "list", "--fields=title", "--format=count", site=full) == "4\n"
    for words in (["post", "list"], ["post", "get", number], ["comment", "list"]):
        result = pamphlet(*words, "--fields=id,nme", site=full)
        assert result.returncode == USAGE and 'unknown field "nme": use id, ' in result.stderr
        assert pamphlet(*words, "--field=id,status", site=full).returncode == USAGE


def test_yaml_is_what_others_read(full):
    yaml = pytest.importorskip("yaml")
    assert yaml.safe_load(done("post", "list", "--format=yaml", site=full)) == shown(
        "post", "list", site=full)
    number = id_of(full, "潮汐 🌊")
    assert yaml.safe_load(done("post", "get", number, "--format=yaml", site=full)) == post(
        full, number)


def edit(site, number, script, tmp_path, **environment):
    """An editor. `script` is Python code that reads, and may change, the variable `text`."""
    editor = tmp_path / "editor.py"
    editor.write_text("import os, pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
                      f"text = file.read_text('utf-8')\n{script}\n"
                      "file.write_text(text, 'utf-8')\n", "utf-8")
    (tmp_path / "place").mkdir(exist_ok=True)
    return pamphlet("post", "edit", number, site=site, EDITOR=f"python3 {editor}",
                    VISUAL="", TMPDIR=str(tmp_path / "place"), **environment)


def kept(tmp_path):
    return [p for p in (tmp_path / "place").rglob("*") if p.is_file()]


def test_edit(full, tmp_path):
    number = id_of(full, "潮汐 🌊")
    result = edit(full, number, "assert 'title: 潮汐 🌊' in text or 'title: \"潮汐 🌊\"' in text\n"
                  "assert os.stat(file.parent).st_mode & 0o777 == 0o700\n"
                  "text = text.replace('Some words.', 'Other words.')", tmp_path)
    assert (result.returncode, result.stdout) == (0, f"Updated post {number}.\n"), result.stderr
    assert "imported" in result.stderr, "whence it came may replace it"
    assert post(full, number)["content"] == "Other words.\n"
    assert post(full, number)["title"] == "潮汐 🌊" and not kept(tmp_path)


def test_an_unchanged_text_changes_nothing(full, tmp_path):
    number = id_of(full, "Low tide")
    before = post(full, number)
    result = edit(full, number, "", tmp_path)
    assert (result.returncode, result.stdout) == (0, "Nothing was changed.\n")
    assert post(full, number) == before and not kept(tmp_path)


def test_a_refused_text_is_kept(full, tmp_path):
    number = id_of(full, "Low tide")
    before = post(full, number)
    result = edit(full, number, "text = text.replace('status: publish', 'status: maybe') + 'Mine'",
                  tmp_path)
    assert result.returncode == DATAERR and post(full, number) == before
    file, = kept(tmp_path)
    assert re.search(rf"{file}:\d+: \"status\" must be", result.stderr)
    assert f"your text was saved in {file}" in result.stderr and "Mine" in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace("maybe", "publish"), "utf-8")
    command = re.search(r'run "pamphlet (.*)"', result.stderr).group(1)
    done(*command.split(), site=full)
    assert post(full, number)["content"].endswith("Mine")
    assert post(full, number)["tags"] == before["tags"]


def test_an_edit_meanwhile_is_noticed(full, tmp_path):
    number = id_of(full, "Low tide")
    result = edit(full, number, "import subprocess\n"
                  f"subprocess.run(['{served.BUILD}/pamphlet', '-C', '{full}', 'post', 'update',"
                  f" '{number}', '--title=Theirs'], check=True)\ntext += 'Mine'", tmp_path)
    assert result.returncode == DATAERR and "changed by somebody else" in result.stderr
    assert post(full, number)["title"] == "Theirs" and "Mine" in kept(tmp_path)[0].read_text("utf-8")


def test_an_editor_that_fails(full, tmp_path):
    number = id_of(full, "Low tide")
    before = post(full, number)
    result = edit(full, number, "file.write_text('Mine'); sys.exit(3)", tmp_path)
    assert result.returncode == UNAVAILABLE and "was saved in" in result.stderr
    assert post(full, number) == before and kept(tmp_path)[0].read_text() == "Mine"
    for file in kept(tmp_path):
        file.unlink()
    result = pamphlet("post", "edit", number, site=full, EDITOR="no-such-editor",
                      TMPDIR=str(tmp_path / "place"))
    assert result.returncode == UNAVAILABLE \
        and 'the variable EDITOR names is not installed: "no-such-editor"' in result.stderr \
        and "EDITOR=nano" in result.stderr
    assert not kept(tmp_path), "nothing of it was typed"
    empty = tmp_path / "empty"
    empty.mkdir()
    result = pamphlet("post", "edit", number, site=full, EDITOR="", VISUAL="", PATH=str(empty),
                      TMPDIR=str(tmp_path / "place"))
    assert result.returncode == UNAVAILABLE and "there is no editor" in result.stderr
    assert ".md" not in result.stderr, "the file was taken for a program"
    (empty / "vi").write_text("#!/bin/sh\nexit 1\n")
    (empty / "vi").chmod(0o755)
    result = pamphlet("post", "edit", number, site=full, EDITOR="", VISUAL="", PATH=str(empty),
                      TMPDIR=str(tmp_path / "place"))
    assert result.stderr == "pamphlet: the editor exited with an error: nothing was changed\n"
    assert pamphlet("post", "edit", 999, site=full, EDITOR="false").returncode == NOINPUT


@pytest.mark.parametrize("script,says,code", [
    ("text = ''", "is empty: nothing was changed", DATAERR),
    ("text = ' \\n\\n'", "is empty: nothing was changed", DATAERR),
    ("file.write_text(''); sys.exit(3)", "exited with an error: nothing was changed", UNAVAILABLE),
    ("file.unlink(); sys.exit(0)", "deleted the file: nothing was changed", NOINPUT),
], ids=["empty", "blank", "empty and failed", "no file"])
def test_an_editor_that_leaves_nothing(full, tmp_path, script, says, code):
    number = id_of(full, "Low tide")
    before = post(full, number)
    result = edit(full, number, script, tmp_path)
    assert (result.returncode, result.stdout) == (code, "") and says in result.stderr
    assert "was saved in" not in result.stderr and len(result.stderr.splitlines()) == 1
    assert post(full, number) == before and not list((tmp_path / "place").iterdir())


def test_a_text_that_cannot_be_read_is_kept(full, tmp_path):
    number = id_of(full, "Low tide")
    result = edit(full, number, "file.rename(file.parent / 'mine')\n"
                  "file.symlink_to(file.name)\nsys.exit(0)", tmp_path)
    assert result.returncode == NOINPUT and "was saved in" in result.stderr
    assert [p.name for p in kept(tmp_path)] == ["mine"]


def rows(site, sql):
    with contextlib.closing(sqlite3.connect(site / "pamphlet.db")) as db:
        return db.execute(sql).fetchall()


@pytest.mark.parametrize("gone", [False, True], ids=["there", "gone"])
def test_edit_keeps_the_pictures_of_an_imported_post(blog, tmp_path, gone):
    """Pictures and links to other posts survive, even if the imported files are gone."""
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "boat.png").write_bytes(served.BOAT)
    (folder / "b.md").write_text(served.matter("B", date="2026-01-01"), "utf-8")
    (folder / "sub" / "a.md").write_text(served.matter(
        "A", "![x](../boat.png) [b](../b.md)", date="2026-01-02"), "utf-8")
    done("import", folder, site=blog)
    number = id_of(blog, "A")
    html = f"SELECT html FROM article_body WHERE article_id = {number}"
    before = rows(blog, html)[0][0]
    assert "/media/boat-" in before and "/2026/01/b/" in before
    if gone:
        shutil.rmtree(folder)
    result = edit(blog, number, "text += 'More.'", tmp_path)
    assert result.returncode == 0
    assert "picture" not in result.stderr.replace(str(tmp_path), "")
    after = rows(blog, html)[0][0]
    assert after.replace("\nMore.", "") == before


def test_a_picture_that_is_in_media_is_not_missed(site, tmp_path):
    picture = next(p for p in (site.dir / "media").glob("[!_]*") if p.is_file())
    result = subprocess.run(
        [served.BUILD / "pamphlet", "-C", site.dir, "post", "create", "--title=Shown",
         f"--content=![x](/media/{picture.name})"], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
