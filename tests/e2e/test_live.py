"""Live posts: dated updates with anchors and a feed of their own, seen by the next request."""
import concurrent.futures
import json
import os
import random
import re
import subprocess
import time
import xml.etree.ElementTree as ET

import feedparser
import jsonschema
import pytest
import served
import test_feeds
from test_html import said_of
from test_judges import browser, look, violations  # noqa: F401
from test_browser import resize

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = ("</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>&amp;",
           '" onmouseover="alert(1)', "{{TITLE}} {{#UPDATE}}", "x--><!--", "\\u003c%00")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("live"), {"flood_seconds": 0},
                         served.standard_articles()).start()
    yield site
    site.stop()


def post(site, title, *more):
    number = site.command("post", "create", f"--title={title}", "--content=It begins.",
                          "--status=publish", "--porcelain", *more).strip()
    return number, site.rows("SELECT permalink FROM article WHERE id = ?", number)[0][0]


def live(site, number, *words, check=True):
    return site.command("post", "live", number, *words, check=check)


def add(site, number, text, *more):
    return int(live(site, number, "add", text, "--porcelain", *more))


def refused(site, number, *words, text=None):
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "post", "live", number,
                           *words], capture_output=True, env=site.environment, timeout=60,
                          input=text if text is not None else b"")
    assert done.returncode, words
    return done.stderr.decode()


def updates(page):
    return [int(n) for n in re.findall(r'<article class="update" id="update-(\d+)">', page.text)]


def shown(site, path):
    """The updates on the page, without the time of their last change."""
    return re.search(r'<section class="live".*?</section>', site.get(path).text, re.S)[0]


def entries(site, path):
    return [e.get("id").rpartition("#update-")[2]
            for e in feedparser.parse(site.get(path).body).entries]


def test_the_next_request_has_it(site):
    """Also from the page cache: page, feeds, home page, search and sitemap."""
    number, path = post(site, "Storm over the harbour")
    feed = path + "live/feed/atom/"
    assert site.get(feed).status == 404
    assert "live-heading" not in site.get(path).text
    for n in range(1, 6):
        assert add(site, number, f"Wave **{n}** zanzibar{n}", f"--title=Wave {n}") == n
        page = site.get(path)
        assert updates(page) == list(range(n, 0, -1))
        assert f"Wave <strong>{n}</strong>" in page.text
        assert entries(site, feed) == [str(i) for i in range(n, 0, -1)]
        assert site.get(path).text == page.text, "from the cache"
        assert path in site.get(f"/?s=zanzibar{n}").text
    assert 'class="pinned">Live</span>' in site.get("/").text
    changed = site.rows("SELECT updated_at FROM article WHERE id = ?", number)[0][0]
    assert site.rows("SELECT max(published_at) FROM live_update WHERE article_id = ?",
                     number)[0][0] <= changed
    listed = site.get("/sitemap-articles-1.xml").text.partition(path)[2]
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(changed // 1000000))
    assert f"<lastmod>{at}</lastmod>" in listed.partition("</url>")[0]
    before = page["ETag"]
    live(site, number, "remove", "2")
    page = site.get(path)
    assert page["ETag"] != before and updates(page) == [5, 4, 3, 1]
    live(site, number, "edit", "1", "Another text")
    assert "Another text" in site.get(path).text
    assert "Another text" in site.get(feed).text
    live(site, number, "end")
    assert "<span>Ended</span>" in site.get(path).text
    assert 'class="pinned">Live</span>' not in site.get("/").text
    assert entries(site, feed) == ["5", "4", "3", "1"]


def test_order_and_loading_again_are_up_to_the_author(site):
    number, path = post(site, "A slow race")
    add(site, number, "Start", "--date=2026-01-20 10:00")
    add(site, number, "Finish", "--date=2026-01-20 12:00")
    add(site, number, "Half way", "--date=2026-01-20 11:00")
    assert updates(site.get(path)) == [2, 3, 1]
    assert "http-equiv" not in site.get(path).text
    live(site, number, "start", "--order=oldest", "--refresh=60")
    page = site.get(path)
    assert updates(page) == [1, 3, 2]
    assert '<meta http-equiv="refresh" content="60">' in page.text
    # A comment that is being written must not be lost.
    site.comment(number, "First")
    site.approve_all()
    comment = site.comments_json(f"--post={number}")[0]["id"]
    assert "http-equiv" not in site.get(f"{path}?replytocom={comment}").text
    again = site.comment(number, "")
    assert again.status == 422 and "http-equiv" not in again.text
    live(site, number, "end")
    assert "http-equiv" not in site.get(path).text


def test_texts_come_from_standard_input_files_and_the_editor(site, tmp_path):
    number, path = post(site, "Many ways in")
    base = [served.BUILD / "pamphlet", "-C", site.dir, "post", "live", number]
    subprocess.run([*base, "add", "-"], input="From *input*\r\n".encode(), check=True,
                   capture_output=True, env=site.environment, timeout=60)
    (tmp_path / "update.md").write_text("From a *file* 🎉\n", "utf-8")
    live(site, number, "add", "--file", tmp_path / "update.md")
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/input/editor/' \"$1\"\n")
    editor.chmod(0o755)
    subprocess.run([*base, "edit", "1"], check=True, capture_output=True, timeout=60,
                   env={**site.environment, "VISUAL": str(editor)})
    text = site.get(path).text
    assert "From <em>editor</em>" in text and "From a <em>file</em> 🎉" in text
    rows = json.loads(live(site, number, "list", "--format=json"))
    assert [r["text"] for r in rows] == ["From a *file* 🎉", "From *editor*"]


def test_what_is_wrong_is_said_and_loses_nothing(site, tmp_path):
    number, path = post(site, "Mistakes")
    add(site, number, "Kept")
    before = shown(site, path)
    for text, says in ((b"a\0b", "NUL"), (b"a\xffb", "UTF-8"), (b" \n", "empty"),
                       (b"x" * 65526, "over 65525"), (b"a\x1b[0m", "control character")):
        assert says in refused(site, number, "add", "-", text=text)
    assert "future" in refused(site, number, "add", "x", "--date=2999-01-01")
    page = site.article("About us")[0]
    assert "only posts" in refused(site, str(page), "add", "x")
    # A text that was changed meanwhile is not overwritten, and stays in its file.
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\n{served.BUILD}/pamphlet -C {site.dir} post live {number}"
                      " edit 1 Meanwhile </dev/null\necho mine > \"$1\"\n")
    editor.chmod(0o755)
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "post", "live", number,
                           "edit", "1"], capture_output=True, text=True, timeout=60,
                          env={**site.environment, "VISUAL": str(editor)})
    assert done.returncode and "has changed since you opened it" in done.stderr
    kept = re.search(r"your text was saved in (\S+)", done.stderr)[1]
    with open(kept, encoding="utf-8") as file:
        assert file.read() == "mine\n"
    assert shown(site, path).replace("Meanwhile", "Kept") == before


def test_hostile_texts_stay_texts(site, tmp_path):
    """On the page, in its metadata and in the feeds, by the checkers of others."""
    number, path = post(site, "Hostile")
    for text in HOSTILE:
        add(site, number, f"{text}\n\n# One\n\n<h3 id=\"comments\">Two</h3>\n\n[x](#comments)\n",
            f"--title={text}")
        live(site, number, "add", text, "--title=\u202e", check=False)
    page = site.get(path)
    assert len(updates(page)) == len(HOSTILE)
    assert "<script>" not in page.text.replace("<script type", "")
    assert not re.search(r"<[a-z]+[^>]* on\w+=", page.text)
    graph = json.loads(re.search(r'ld\+json">(.*?)</script>', page.text)[1])["@graph"][0]
    assert graph["@type"] == "LiveBlogPosting"
    assert [u["headline"] for u in graph["liveBlogUpdate"]] == list(reversed(HOSTILE))
    for u in graph["liveBlogUpdate"]:
        assert f'id="{u["url"].partition("#")[2]}"' in page.text
    assert len(re.findall(r'id="([^"]+)"', page.text)) == len(set(
        re.findall(r'id="([^"]+)"', page.text)))
    for end, kind in test_feeds.FORMATS.items():
        answer = site.get(path + "live/" + end)
        assert answer.status == 200 and answer["Content-Type"] == kind
        assert f'type="{kind}" href="{path}live/{end}"' in page.text
        if kind.endswith("json"):
            schema = test_feeds.CORPUS / "json_feed.schema.json"
            jsonschema.validate(json.loads(answer.body), json.loads(schema.read_text("utf-8")))
        else:
            assert not feedparser.parse(answer.body).bozo
    atom = tmp_path / "live.xml"
    atom.write_bytes(site.get(path + "live/feed/atom/").body)
    done = subprocess.run(["jing", "-c", test_feeds.CORPUS / "atom.rnc", atom],
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    root = ET.parse(atom).getroot()
    ids = [e.findtext(ATOM + "id") for e in root.findall(ATOM + "entry")]
    assert len(set(ids)) == len(HOSTILE)
    # They stay the same when the post moves.
    site.command("post", "update", number, "--slug=moved-away")
    moved = site.get(path + "live/feed/atom/")
    assert moved.status == 301
    assert entries(site, moved["Location"]) == [i.rpartition("#update-")[2] for i in ids]
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "live.html").write_bytes(site.get(moved["Location"].partition("live/")[0]).body)
    assert said_of(folder) == []


def test_two_at_once_both_stay(site):
    number, path = post(site, "A crowd")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda n: add(site, number, f"Voice {n}."), range(12)))
    assert sorted(numbers) == list(range(1, 13))
    text = site.get(path).text
    assert all(f"Voice {n}." in text for n in range(12))


def test_a_kill_leaves_whole_updates(site):
    """What was acknowledged stays; what was not is there as a whole or not at all."""
    number, path = post(site, "Power cuts")
    kept = {add(site, number, "Before the cut")}
    chance = random.Random(9)
    for n in range(12):
        child = subprocess.Popen(
            [served.BUILD / "pamphlet", "-C", site.dir, "post", "live", number, "add",
             f"Attempt {n} " + "words " * 500, "--porcelain"], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, env=site.environment)
        time.sleep(chance.uniform(0, .06))
        child.kill()
        said, _ = child.communicate()
        if said:
            kept.add(int(said))
    rows = site.rows("SELECT number, html FROM live_update WHERE article_id = ?", number)
    last = site.rows("SELECT last_number FROM live WHERE article_id = ?", number)[0][0]
    numbers = [n for n, _ in rows]
    assert kept <= set(numbers) and numbers == list(range(1, last + 1))
    assert all(html.endswith("words</p>\n") for _, html in rows[1:])
    assert sorted(updates(site.get(path))) == numbers
    assert add(site, number, "After the cut") == last + 1
    assert last + 1 in updates(site.get(path))
    assert "No problems found" in site.command("check")


def test_five_hundred(site):
    """The page stays whole, and every anchor on it."""
    number, path = post(site, "A long day")
    with site.connection() as db:
        db.execute("BEGIN")
        db.execute("INSERT INTO live VALUES (?, 1, 1767268800000000, 0, 0, 499)", (number,))
        for n in range(1, 500):
            html = f"<p>Lap {n}: " + "the boats are where they were. " * 8 + "</p>"
            db.execute("INSERT INTO live_update VALUES (?, ?, ?, 0, ?, ?, ?, NULL, ?)",
                       (number, n, 1767268800000000 + n * 60000000, f"Lap {n}", f"Lap {n}",
                        html, len(html)))
        db.execute("COMMIT")
    assert add(site, number, "The last lap") == 500
    page = site.get(path)
    assert updates(page) == list(range(500, 0, -1))
    assert len(page.body) < 500_000
    assert len(entries(site, path + "live/feed/")) == 10
    assert 'href="#update-500"' in page.text


def test_drafts_and_withdrawn_posts(site):
    number, path = post(site, "Not for long")
    add(site, number, "Seen by all")
    site.command("post", "unpublish", number)
    assert site.get(path).status == 410 and site.get(path + "live/feed/").status == 410
    add(site, number, "Seen by few")
    assert site.get(path).status == 410
    link = site.command("post", "preview", number).strip()[len(site.base_url):]
    assert "Seen by few" in site.get(link).text
    assert "Seen by few" not in site.get("/?s=few").text
    site.command("post", "publish", number)
    assert updates(site.get(path)) == [2, 1]
    site.command("post", "delete", number, "--yes")
    assert site.get(path + "live/feed/").status == 410
    assert site.rows("SELECT count(*) FROM live_update WHERE article_id = ?", number) == [(0,)]


def test_people_can_read_it(site, browser):  # noqa: F811
    """axe-core, wide and narrow, light and dark; and without a style sheet."""
    number, path = post(site, "Regatta")
    add(site, number, "The **start** is late.\n\n## Wind\n\n- from the east\n\n| a | b |\n|---|---|"
        "\n| 1 | 2 |\n", "--title=Calm")
    add(site, number, "Off they go!")
    for scheme, width in (("light", 1280), ("dark", 360)):
        look(browser, scheme)
        resize(browser, width, phone=width < 600)
        browser.get(site.base_url + path)
        assert violations(browser) == []
        assert browser.execute_script(
            "return document.documentElement.scrollWidth <= innerWidth")
    text = subprocess.run(["w3m", "-dump", "-cols", "78", site.base_url + path], check=True,
                          capture_output=True, text=True, timeout=60,
                          env={**os.environ, "HOME": str(site.folder)}).stdout
    assert text.index("Live updates") < text.index("Off they go!") < text.index("Calm")


LIVE_ROWS = ("SELECT * FROM live ORDER BY 1", "SELECT * FROM live_update ORDER BY 1, 2",
             "SELECT id, permalink, updated_at FROM article ORDER BY 1")


def test_an_export_has_the_updates(tmp_path):
    """The same updates, under the same addresses, in another site and in its own."""
    one = served.Served(tmp_path / "one", articles={
        "regatta.md": served.matter("Regatta", date="2026-01-02"),
        "plain.md": served.matter("Plain", date="2026-01-03")})
    number, path = one.article("Regatta")
    add(one, number, "Text with `code` and a [link](/about/).\n\n```c\nint x;\n```\n",
        "--title=Start: \"now\"")
    add(one, number, "Removed")
    add(one, number, "Third", "--date=2026-01-02 10:00:00.25")
    live(one, number, "remove", 2)
    live(one, number, "edit", 3, "--title=Later")
    live(one, number, "start", "--order=oldest", "--refresh=90")
    live(one, number, "end")
    out = tmp_path / "out"
    one.command("export", out)
    names = sorted(str(f.relative_to(out)) for f in out.rglob("*.live.json"))
    assert names == ["posts/2026/01/regatta.live.json"]
    assert ", 2 unchanged" in one.command("import", out)
    two = served.Served(tmp_path / "two")
    two.environment = {**two.environment, "PAMPHLET_BASE_URL": one.base_url}
    assert "2 created" in two.command("import", out)
    for sql in LIVE_ROWS:
        assert two.rows(sql) == one.rows(sql)
    assert add(two, number, "After the import") == 4
    # Importing the export again takes back what it does not have, as for the text.
    two.command("export", "--force", out)
    file = out / names[0]
    file.write_text(file.read_text("utf-8").replace("Third", "3rd"), "utf-8")
    assert "1 updated, 1 unchanged" in one.command("import", out)
    assert one.rows("SELECT number, source FROM live_update WHERE number > 1") == [
        (3, "3rd"), (4, "After the import")]
    assert ", 2 unchanged" in one.command("import", out)
    # The text alone says nothing of the updates.
    file.unlink()
    text = file.with_name("regatta.md")
    text.write_text(text.read_text("utf-8") + "\nMore.\n", "utf-8")
    assert "1 updated, 1 unchanged" in one.command("import", out)
    assert one.rows("SELECT count(*) FROM live_update") == [(3,)]
    found = json.loads(one.command("export", "--format=json", "-"))["articles"]
    found = {a["title"]: a.get("live") for a in found}
    assert found["Plain"] is None and found["Regatta"]["order"] == "oldest"
    assert [u["id"] for u in found["Regatta"]["updates"]] == [3, 1, 4]
    # What was added since the export stays.
    one.command("export", "--force", out)
    assert add(one, number, "Newer than the export") == 5
    one.command("import", out)
    assert one.rows("SELECT count(*) FROM live_update") == [(4,)]
    assert add(one, number, "Another number") == 6
    wxr = one.command("export", "--format=wxr", "-")
    assert wxr.index("10:00 Later</h3>") < wxr.index("3rd") < wxr.index("After the import")
    for site in (one, two):
        assert "No problems found" in site.command("check")
        site.stop()
