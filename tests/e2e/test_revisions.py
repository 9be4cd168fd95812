"""`pamphlet post revisions`, `post diff` and `post restore`."""
import json
import subprocess
import time

import pytest
import served


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("revisions"), {}, {
        "tide.md": served.matter("Tide", "Low water at six.\n", date="2026-01-20")})
    site.start()
    yield site
    site.stop()


def revisions(site, word="tide"):
    return json.loads(site.command("post", "revisions", word, "--format=json"))


def write(site, text):
    site.write("tide.md", served.matter("Tide", text, date="2026-01-20"))
    site.command("import", site.sources)


def edit(site, old, new):
    script = site.folder / "editor"
    script.write_text(f"#!/bin/sh\nsed -i 's/{old}/{new}/' \"$1\"\n")
    script.chmod(0o755)
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "post", "edit", "tide"],
                          env={**site.environment, "EDITOR": str(script)}, timeout=60,
                          capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr


def test_each_way_to_save(site):
    assert [(r["revision"], r["command"]) for r in revisions(site)] == [(1, "")]
    write(site, "Low water at seven.\n")
    site.command("import", site.sources)
    edit(site, "seven", "eight")
    site.command("post", "update", "tide", "--tags=tides, mud")
    site.command("post", "update", "tide", "--tags=tides, mud")
    rows = revisions(site)
    assert [(r["revision"], r["command"]) for r in rows] == [
        (4, "post update"), (3, "post edit"), (2, "import"), (1, "")]
    assert [r["removed"] for r in rows] == [0, 1, 1, None] and rows[0]["added"] >= 1
    assert "-Low water at seven.\n+Low water at eight.\n" in site.command("post", "diff", "tide", 2, 3)
    assert "Low water" not in "".join(
        line for line in site.command("post", "diff", "tide").splitlines() if line[0] in "+-")


def test_restored_versions_are_on_the_page(site):
    assert "at eight." in site.get("/2026/01/tide/").text
    site.command("post", "restore", "tide", 1)
    page = site.get("/2026/01/tide/").text
    assert "at six." in page and "at eight." not in page
    number = revisions(site)[0]["revision"]
    site.command("post", "restore", "tide", number - 1)
    assert "at eight." in site.get("/2026/01/tide/").text
    assert [r["command"] for r in revisions(site)[:2]] == ["post restore"] * 2
    # No page or feed shows a former version, and none can be asked for.
    for path in ("/", "/feed/", "/2026/01/tide/", "/2026/01/tide/?revision=1", "/?p=1&revision=1"):
        assert "at six." not in site.get(path).text


def test_backups_have_them_and_exports_do_not(site, tmp_path):
    before = revisions(site)
    site.command("export", tmp_path / "out")
    text = "".join(f.read_text() for f in (tmp_path / "out").rglob("*") if f.suffix in (".md", ".json"))
    assert "at eight." in text and "at six." not in text
    assert "at six." not in site.command("export", "--format=json", "-")
    backup = tmp_path / "b.tar.gz"
    site.command("backup", backup)
    subprocess.run([served.BUILD / "pamphlet", "init", tmp_path / "other"], check=True,
                   capture_output=True)
    subprocess.run([served.BUILD / "pamphlet", "-C", tmp_path / "other", "restore", backup],
                   check=True, capture_output=True, timeout=60)
    other = subprocess.run([served.BUILD / "pamphlet", "-C", tmp_path / "other", "post", "revisions",
                            "tide", "--format=json"], check=True, capture_output=True, timeout=60)
    assert json.loads(other.stdout) == before


def test_status_and_date_are_part_of_a_version(site):
    site.command("post", "create", "--title=Ebb", "--content=Out.", "--status=draft")
    number = str(site.article("Ebb")[0])
    for args in (["publish", number], ["publish", number], ["unpublish", number],
                 ["update", number, "--status=publish"], ["schedule", number, "2040-01-02"],
                 ["update", number, "--date=2026-01-05", "--status=publish"],
                 ["update", number, "--slug=low"], ["update", number, "--author=Ann"],
                 ["update", number, "--excerpt=Short."], ["update", number, "--title=Low"]):
        site.command("post", *args)
    rows = revisions(site, number)
    assert [r["command"] for r in rows] == ["post update"] * 5 + [
        "post schedule", "post update", "post unpublish", "post publish", ""]
    assert "-status: draft" in site.command("post", "diff", number, 1, 2)
    assert "+status: draft" in site.command("post", "diff", number, 2, 3)
    # Each can be restored; status, address and date stay.
    for row in rows[1:]:
        site.command("post", "restore", number, row["revision"])
        assert site.rows("SELECT status, slug FROM article WHERE id = ?", number) == [
            ("publish", "low")]
    assert "Out." in site.get(site.article("Ebb")[1]).text


def test_what_the_scheduler_does_is_no_version(site):
    site.command("post", "create", "--title=Later", "--content=x", "--status=draft")
    number = str(site.article("Later")[0])
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2))
    site.command("post", "schedule", number, soon)
    served.wait_for(lambda: site.rows("SELECT status FROM article WHERE id = ?", number) ==
                    [("publish",)], what="the publication")
    assert [r["command"] for r in revisions(site, number)] == ["post schedule", ""]


def test_pruned_by_an_import(site, tmp_path):
    for name in "Rope", "Sail":
        (tmp_path / f"{name}.md").write_text(served.matter(name, date="2026-01-20"))
    site.command("import", tmp_path)
    (tmp_path / "Rope.md").unlink()
    site.command("import", "--prune", tmp_path)
    assert [r["command"] for r in revisions(site, "rope")] == ["import", ""]


def test_a_deleted_post_leaves_nothing(site):
    site.command("post", "create", "--title=Gone", "--content=A secret from before.")
    site.command("post", "update", "gone", "--content=Nothing.")
    assert len(revisions(site, "gone")) == 2
    site.command("post", "delete", "gone", "--yes")
    assert site.rows("SELECT count(*) FROM article_revision WHERE text LIKE '%secret from%'") == [(0,)]


def test_control_characters_do_not_reach_the_terminal(site):
    site.command("post", "create", "--title=Odd", "--content=a")
    with site.connection() as db:
        db.execute("UPDATE article_body SET source = 'x\x1b[31my' WHERE article_id ="
                   " (SELECT id FROM article WHERE slug = 'odd')")
    site.command("post", "update", "odd", "--content=b")
    assert "\x1b" not in site.command("post", "diff", "odd")
