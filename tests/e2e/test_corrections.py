"""Readers are told about mistakes in published articles."""
import datetime
import json
import re
import subprocess

import pytest
import served

NOTE = "The ferry leaves at 6:30, not at 6:00."


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("corrections"), {}, {
        f"{name}.md": served.matter(f"The {name}", slug=name, date="2026-03-01T10:00:00Z")
        for name in ("ferry", "lamp", "tide", "fog", "mud")}).start()
    yield site
    site.stop()


def anchor(page, note):
    """The ID of a notice on the page of its article."""
    return re.findall(r'<li id="(comment-correction-\d+)">(?:(?!<li id).)*' + re.escape(note),
                      page.text, re.S)[0]


def correct(site, slug, note=NOTE, *more):
    """Returns the ID of the correction."""
    site.command("post", "correct", slug, f"--note={note}", *more)
    return site.command("post", "correct", slug, "--list", "--format=ids").split()[-1]


def json_ld(page):
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text)
    return json.loads(text.group(1))["@graph"][0]


def test_a_dated_notice_is_everywhere_at_once(site):
    path = "/2026/03/ferry/"
    pages = [path, "/corrections/", "/", "/feed/atom/", "/feed/json/", "/sitemap-articles-1.xml"]
    for page in pages:
        assert NOTE not in site.get(page).text
    assert "class=\"empty\"" in site.get("/corrections/").text
    today = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT")
    assert today not in site.get("/feed/atom/").text
    correct(site, "ferry")
    page = site.get(path)
    name = anchor(page, NOTE)
    assert page.text.count(f"<bdi>{NOTE}</bdi>") == 1
    assert re.search(rf'<li id="{name}">\s*<p class="note" lang="en"><bdi><time datetime="'
                     + today, page.text)
    assert 'href="#comment-corrections">Corrected <time' in page.text
    about = json_ld(page)
    assert about["dateModified"].startswith(today)
    (told,) = about["correction"]
    assert told == {"@type": "CorrectionComment", "text": NOTE,
                    "datePublished": about["dateModified"],
                    "url": f"{site.base_url}{path}#{name}"}
    assert f'<meta property="article:modified_time" content="{about["dateModified"]}">' in page.text
    assert f"<updated>{today}" in site.get("/feed/atom/").text
    assert f'"date_modified":"{today}' in site.get("/feed/json/").text.replace('": "', '":"')
    assert f"<lastmod>{today}" in site.get("/sitemap-articles-1.xml").text
    listed = site.get("/corrections/")
    assert NOTE in listed.text and f'href="{path}#{name}"' in listed.text
    # Stored like every other page.
    assert listed["ETag"] and site.get("/corrections/")["ETag"] == listed["ETag"]
    assert site.http("GET", "/corrections/", headers={"If-None-Match": listed["ETag"]}).status == 304


def test_the_list_follows_the_articles(site):
    correct(site, "lamp", "The lamp was red.")
    correct(site, "tide", "The tide was low.")
    text = site.get("/corrections/").text
    assert 0 < text.index("The tide was low.") < text.index("The lamp was red.")
    site.command("post", "update", "lamp", "--title=A red lamp")
    assert "A red lamp" in site.get("/corrections/").text
    for undo in (("unpublish", "publish"), ("schedule", "publish")):
        more = ["2999-01-01"] if undo[0] == "schedule" else []
        site.command("post", undo[0], "lamp", *more)
        assert "red" not in site.get("/corrections/").text
        site.command("post", undo[1], "lamp")
        assert "The lamp was red." in site.get("/corrections/").text
    site.command("post", "update", "lamp", "--status=private")
    assert "red" not in site.get("/corrections/").text
    site.command("post", "delete", "tide", "--yes")
    assert "The tide was low." not in site.get("/corrections/").text


def said(site, *args, code=0):
    """What a command says on its error output."""
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *map(str, args)],
                          capture_output=True, text=True, env=site.environment, timeout=60,
                          stdin=subprocess.DEVNULL)
    assert done.returncode == code, done
    return done.stderr


def places(page):
    return [re.sub(r"<(/?(del|ins))>", r"[\1]", p.replace("</del> <ins>", "</del><ins>"))
            for p in re.findall(
        r"<li dir=\"auto\">((?:(?!<li).)*?<(?:del|ins)>.*?)</li>", page.text)]


TEXT = """The ferry left the yard in {} and has crossed the sound twice a day since.

Captain {} says that the engine will {} for another twenty years.
"""


def test_what_changed_can_be_read(site):
    site.command("post", "create", "--title=Diff", "--slug=diff", "--status=publish",
                 "--content=" + TEXT.format("1911", "Smith", "lsat"))
    path = site.article("Diff")[1]
    # A typing error is nobody's business.
    assert said(site, "post", "update", "diff",
                "--content=" + TEXT.format("1911", "Smith", "last")) == ""
    told = said(site, "post", "update", "diff",
                "--content=" + TEXT.format("1912", "Smythe", "last"))
    assert "2 words of it changed" in told
    number = site.article("Diff")[0]
    assert f"pamphlet post correct {number} --note=" in told
    assert "<del>" not in site.get(path).text
    correct(site, "diff", "It was 1912, and his name is Smythe.")
    page = site.get(path)
    assert "<summary lang=\"en\">What changed</summary>" in page.text
    assert places(page) == [
        "The ferry left the yard in [del]1911[/del][ins]1912[/ins] and has crossed the sound"
        " twice …",
        "… sound twice a day since. Captain [del]Smith[/del][ins]Smythe[/ins] says that the engine"
        " will last …"]
    assert places(site.get("/corrections/"))[:2] == places(page)
    # The next one shows what changed since, and the new text comes with it.
    file = site.folder / "diff.md"
    file.write_text(TEXT.format("1912", "Smythe", "not last"), "utf-8")
    assert said(site, "post", "correct", "diff", file, "--note=It will not.") == ""
    assert "will not last" in site.get(path).text
    assert places(site.get(path))[2:] == [
        "… Smythe says that the engine will [ins]not[/ins] last for another twenty years."]
    # Words that must not be repeated are not shown.
    said(site, "post", "update", "diff", "--content=No libel here.")
    correct(site, "diff", "A sentence was removed.", "--no-diff")
    assert len(places(site.get(path))) == 3
    dump = subprocess.run(["w3m", "-dump", site.base_url + path], capture_output=True,
                          text=True, timeout=60).stdout
    assert re.search(r"1911.*1912", dump)


def test_what_is_no_change_of_a_published_text(site):
    number = site.command("post", "create", "--title=Draft of fog", "--porcelain",
                          "--content=In 1911.").strip()
    assert said(site, "post", "update", number, "--content=In 1912.") == ""
    site.command("post", "publish", number)
    assert said(site, "post", "update", number, "--tags=fog") == ""
    assert said(site, "post", "update", number, "--content=In *1912*!") == ""
    assert "1 word of it changed" in said(site, "post", "update", number, "--content=In 1913.")
    assert said(site, "post", "update", number, "--status=draft", "--content=In 1914.") == ""


def test_an_import_points_it_out(site):
    site.write("imported.md", served.matter("Imported", slug="imported", date="2026-03-01") +
               "It was in 1911.")
    file = site.sources / "imported.md"
    assert "it changed" not in site.command("import", "--verbose", file)
    site.write("imported.md", file.read_text("utf-8").replace("1911", "1912"))
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "import", "--verbose", file],
                          capture_output=True, text=True, env=site.environment, timeout=60)
    assert done.returncode == 0
    assert "1 word of it changed" in done.stdout + done.stderr


def test_text_in_chinese(site):
    site.command("post", "create", "--title=渡轮", "--slug=duchuan", "--lang=zh",
                 "--status=publish", "--content=渡轮于一九一一年下水，船长是李明。")
    path = site.article("渡轮")[1]
    site.command("post", "update", "duchuan", "--content=渡轮于一九一二年下水，船长是李明。")
    correct(site, "duchuan", "渡轮是一九一二年下水的。")
    assert places(site.get(path)) == [
        "渡轮于一九一[del]一[/del][ins]二[/ins]年下水，船长是李明。"]


FILE = """---
title: Told in the file
slug: told
date: 2026-03-01
corrections:
  - date: 2026-03-04
    note: "It was red: not blue."
    changes: ["was <del>blue</del><ins>red</ins>"]
  - 2026-03-02: The name was wrong.
---
It was red in {year}.
"""


def run(site, *args):
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *map(str, args)],
                          capture_output=True, text=True, env=site.environment, timeout=60,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def test_front_matter_has_corrections(site):
    file = site.sources / "told.md"
    file.write_text(FILE.format(year=1911), "utf-8")
    site.command("import", file)
    path = "/2026/03/told/"
    text = site.get(path).text
    assert text.index("The name was wrong.") < text.index("It was red: not blue.")
    assert "was <del>blue</del> <ins>red</ins>" in text
    assert json_ld(site.get(path))["dateModified"].startswith("2026-03-04")
    assert "The name was wrong." in site.get("/corrections/").text
    # By the command as well; importing the file again keeps it.
    correct(site, "told", "By the command.")
    new = FILE.format(year=1912).replace("corrections:\n", "corrections:\n"
                                         '  - "2026-03-06 09:30: The year: 1912."\n')
    file.write_text(new.replace("  - 2026-03-02: The name was wrong.\n", ""), "utf-8")
    code, told = run(site, "import", "--verbose", file)
    assert code == 0 and "it changed" not in told
    page = site.get(path)
    assert "The name was wrong." not in page.text
    for note in ("The year: 1912.", "It was red: not blue.", "By the command."):
        assert page.text.count(f"<bdi>{note}</bdi>") == 1, note
    # The edit that brought the notice is what it is about.
    assert places(page)[1] == "It was red in [del]1911[/del][ins]1912[/ins]."
    assert "0 updated" in run(site, "import", file)[1]


def test_faults_in_front_matter_are_named(site):
    file = site.sources / "fault.md"
    for wrong in ("{date: 2026-02-31, note: x}", "The year was wrong.", "{note: x}"):
        file.write_text(f"---\ntitle: Fault\ndate: 2026-03-01\ncorrections:\n  - {wrong}\n---\nx\n",
                        "utf-8")
        code, told = run(site, "import", "--verbose", file)
        assert code == 0 and re.search(r"fault\.md:5: .*a correction must be", told), told
        code, told = run(site, "post", "create", file)
        assert code and "fault.md:5: a correction must be" in told
    file.write_text("---\ntitle: Fault\ndate: 2026-03-01\ncorrections:\n  - 2026-03-02: "
                    + "x" * 3000 + "\n---\nx\n", "utf-8")
    assert "too long" in run(site, "import", "--verbose", file)[1]
    file.write_text("---\ntitle: Fault\ndate: 2026-03-01\ncorrections:\n  - 2999-01-01: x\n---\nx\n",
                    "utf-8")
    assert "its date is in the future" in run(site, "import", "--verbose", file)[1]
    assert "2999" not in site.get("/corrections/").text


def test_options_and_the_editor_keep_them(site):
    correct(site, "mud", "Edited.")
    rows = site.rows("SELECT * FROM correction ORDER BY id")
    site.command("post", "update", "mud", "--tags=mud")
    assert site.rows("SELECT * FROM correction ORDER BY id") == rows
    editor = site.folder / "editor"
    editor.write_text("#!/bin/sh\nsed -i -e '/^corrections:/,/^    note: Edited/d' -e '/^    changes: /d' \"$1\"\n", "utf-8")
    editor.chmod(0o755)
    site.environment["EDITOR"] = site.environment["VISUAL"] = str(editor)
    site.command("post", "edit", "mud")
    number = site.article("The mud")[0]
    assert site.rows(f"SELECT note FROM correction WHERE article_id = {number}") == []


def exported(site, folder):
    return {f.relative_to(folder): f.read_bytes() for f in folder.rglob("*.*") if f.suffix != ".ini"}


def test_an_export_has_them(site, tmp_path):
    site.command("export", tmp_path / "a")
    rows = site.rows("SELECT a.slug, c.at, c.note, c.changes FROM correction c"
                     " JOIN article a ON a.id = c.article_id ORDER BY 1, 2")
    assert len(rows) > 5 and any(r[3] for r in rows)
    other = served.Served(tmp_path / "other")
    other.command("import", tmp_path / "a")
    assert other.rows("SELECT a.slug, c.at, c.note, c.changes FROM correction c"
                      " JOIN article a ON a.id = c.article_id ORDER BY 1, 2") == rows
    other.command("export", tmp_path / "b")
    assert exported(other, tmp_path / "b") == exported(site, tmp_path / "a")
    assert "0 updated" in run(site, "import", tmp_path / "a")[1]
    document = json.loads(site.command("export", "--format=json", "-"))
    listed = {a["slug"]: a["corrections"] for a in document["articles"]}
    assert listed["ferry"][0]["note"] == NOTE
    assert sum(map(len, listed.values())) == len(rows)


def test_a_notice_by_mistake_is_removed(site):
    path, number = "/2026/03/fog/", correct(site, "fog", "There was fog.")
    assert "There was fog." in site.get(path).text
    site.command("post", "correct", "fog", f"--remove={number}")
    for page in (path, "/corrections/"):
        assert "There was fog." not in site.get(page).text
    assert "correction" not in json_ld(site.get(path))


def refused(site, *args):
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "post", "correct", *args],
                          capture_output=True, text=True, env=site.environment, timeout=60,
                          stdin=subprocess.DEVNULL)
    assert done.returncode
    return done.stderr


def test_hostile_notes(site):
    hostile = "<script>alert(1)</script></bdi>\u202etxt.exe & \"x\" ]]> {{TITLE}}"
    correct(site, "mud", hostile)
    for page in ("/2026/03/mud/", "/corrections/"):
        text = site.get(page).text
        assert "<script>alert" not in text and "</bdi>\u202e" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;/bdi&gt;\u202etxt.exe" in text
        assert "{{TITLE}}" in text
    assert json_ld(site.get("/2026/03/mud/"))["correction"][0]["text"] == hostile
    listed = site.command("post", "correct", "mud", "--list")
    assert "\u202e" not in listed
    assert "too long" in refused(site, "mud", "--note=" + "x" * 100_000)
    assert "one line" in refused(site, "mud", "--note=a\nb")
    assert "one line" in refused(site, "mud", "--note=\x1b[2J")
    assert "not published" in refused(site, site.command(
        "post", "create", "--title=Draft", "--porcelain").strip(), "--note=x")


def test_spaces_around_a_note_make_no_second_one(tmp_path):
    """Front matter drops them, so that the next change of the text would add it again."""
    made = served.Served(tmp_path, {}, {
        "rope.md": served.matter("Rope", "The rope is red.", slug="rope", date="2026-03-01")})
    correct(made, "rope", "  It is not green. ")
    made.command("post", "update", "rope", "--content=The rope is blue, and very long.")
    made.command("export", tmp_path / "out")
    made.command("import", tmp_path / "out")
    assert made.rows("SELECT note FROM correction") == [("It is not green.",)]


def test_a_small_change_is_shown_if_readers_are_told(tmp_path):
    """"casual" for "causal" looks like a typing error, and a draft keeps its text."""
    made = served.Served(tmp_path, {}, {
        "link.md": served.matter("Link", "The relation is casual.", slug="link", date="2026-03-01"),
        "draft.md": served.matter("Draft", "As it was.", slug="draft", status="draft")})
    file = tmp_path / "new.md"
    file.write_text("The relation is causal.", "utf-8")
    made.command("post", "correct", "link", file, "--note=It is causal.")
    assert made.rows("SELECT changes FROM correction")[0][0].count("<ins>causal</ins>") == 1
    code, told = run(made, "post", "correct", "draft", file, "--note=x")
    assert code and "it is not published" in told
    assert made.rows("SELECT source FROM article_body JOIN article ON article_id = id"
                     " WHERE slug = 'draft'")[0][0].strip() == "As it was."
    assert "give the ID" in run(made, "post", "correct", "link", "--remove=x")[1]
    # What must not be repeated is in no copy of the site either.
    made.command("post", "update", "link", "--content=Quite another text.")
    made.command("post", "correct", "link", "--note=Another.", "--no-diff")
    made.command("export", tmp_path / "out")
    text, = (f.read_text("utf-8") for f in (tmp_path / "out").rglob("*link*.md"))
    assert "    changes: []\n" in text


def test_there_may_be_too_many(tmp_path):
    """What does not fit into the front matter of an export could not be imported again."""
    made = served.Served(tmp_path, {}, {"rope.md": served.matter("Rope", slug="rope",
                                                                 date="2026-03-01")})
    for n in range(8):
        correct(made, "rope", f"{n}" + "x" * 1999)
    code, told = run(made, "post", "correct", "rope", "--note=" + "y" * 2000)
    assert code and "too many corrections" in told
    made.command("export", tmp_path / "out")
    made.command("import", tmp_path / "out")


def test_a_backup_has_them(site, tmp_path):
    other = tmp_path / "other"
    site.command("backup", tmp_path / "b.tar.gz")
    for args in (["init", other], ["-C", other, "restore", tmp_path / "b.tar.gz"]):
        subprocess.run([served.BUILD / "pamphlet", *args], check=True, capture_output=True,
                       timeout=60, env=site.environment)
    done = subprocess.run([served.BUILD / "pamphlet", "-C", other, "post", "correct", "ferry",
                           "--list", "--format=csv"], capture_output=True, text=True, timeout=60)
    assert NOTE in done.stdout


def test_text_browsers_read_it(site):
    done = subprocess.run(["w3m", "-dump", site.base_url + "/2026/03/ferry/"],
                          capture_output=True, text=True, timeout=60)
    assert NOTE in re.sub(r"\s+", " ", done.stdout)
