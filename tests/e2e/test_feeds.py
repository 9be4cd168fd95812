"""Feeds: their contents, read by independent parsers, and when they change."""
import html
import json
import pathlib
import re
import subprocess
import urllib.parse
import xml.etree.ElementTree as ET

import feedparser
import jsonschema
import pytest
import served

CORPUS = pathlib.Path(__file__).parents[1] / "corpus" / "feeds"
FORMATS = {"feed/": "application/rss+xml", "feed/atom/": "application/atom+xml",
           "feed/json/": "application/feed+json"}
HOSTILE = "]]>&amp;\ufffe<b>\u202e\"quotes\" 'n' 数据 🎉"


def articles():
    out = {f"n{n:02}.md": served.matter(f"Number {n}", f"Words {n}.", slug=f"number-{n}",
                                        date=f"2026-03-{n:02}", author="Ada Lovelace",
                                        categories="[Harbour/Boats]", tags="[tides]")
           for n in range(1, 13)}
    out["links.md"] = served.matter(
        "Links &amp; <i>things</i> ]]>", "[root](/2026/03/number-1/), [away](https://example.org/a),"
        " [part](#here), [mail](mailto:a@example.org)\n\n![A boat](boat.png)\n\n"
        "a & b < c > d \"e\" ]]> &nbsp; 数据库 🎉", slug="links", date="2026-04-01", lang="de",
        tags='["t\\ufffex"]', categories='["c\\uffffx"]')
    out["quiet.md"] = served.matter("Pinned", "Old.", slug="pinned", date="2025-01-01",
                                    sticky="true")
    out["about.md"] = served.matter("About", "Us.", type="page", slug="about")
    out["boat.png"] = served.BOAT
    return out


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("feeds"),
                         {"moderation": "none", "flood_seconds": 0,
                          "title": "Harbour & <Notes>", "tagline": "Boats \"and\" bread"},
                         articles())
    site.start()
    yield site
    site.stop()


def test_a_feed_has_its_size(tmp_path):
    """A feed holds at most 2 MiB of text: further entries have only their titles."""
    site = served.Served(tmp_path, {}, {
        f"{n}.md": served.matter(f"Long {n}", "Many words of it. " * 70_000,
                                 date=f"2026-03-0{n}") for n in (1, 2, 3)})
    try:
        site.start()
        items = json.loads(site.get("/feed/json/").body)["items"]
        assert [i["title"] for i in items] == ["Long 3", "Long 2", "Long 1"]
        assert [len(i.get("content_html", "")) > 1_000_000 for i in items] == [True, False, False]
        for path in ("/feed/", "/feed/atom/"):
            answer = site.get(path)
            assert answer.status == 200 and 1_000_000 < len(answer.body) < 3_000_000
            assert not feedparser.parse(answer.body).bozo
    finally:
        site.stop()


def subjects(site):
    commented = site.article("Number 12")
    if not site.rows("SELECT 1 FROM comment"):
        site.comment(commented[0], f"First, *{HOSTILE}* [here](#comments)",
                     author="Ada & <Ada>", email="ada-private@example.org", url="https://ada.example")
    return {"/": 10, "/comments/": 1, "/category/harbour/": 10, "/category/harbour/boats/": 10,
            "/tag/tides/": 10, "/author/ada-lovelace/": 10, commented[1]: 1,
            site.article("Number 1")[1]: 0, "/about/": 0}


def every_feed(site):
    return [(head + end, kind, count) for head, count in subjects(site).items()
            for end, kind in FORMATS.items()]


def test_every_feed_by_a_parser_that_is_not_ours(blog):
    for path, kind, count in every_feed(blog):
        answer = blog.get(path)
        assert answer.status == 200, path
        assert answer["Content-Type"] == kind, path
        if kind.endswith("json"):
            entries = json.loads(answer.body)["items"]
        else:
            parsed = feedparser.parse(answer.body, response_headers={
                "content-type": kind, "content-location": blog.base_url + path})
            assert not parsed.bozo, (path, parsed.get("bozo_exception"))
            entries = parsed.entries
            assert parsed.feed.title.startswith(("Harbour & <Notes>", "Comments on")), path
        assert len(entries) == count, path


def test_atom_by_its_schema(blog, tmp_path):
    for path, kind, _ in every_feed(blog):
        if "atom" in kind:
            file = tmp_path / (urllib.parse.quote(path, "") + ".xml")
            file.write_bytes(blog.get(path).body)
    done = subprocess.run(["jing", "-c", CORPUS / "atom.rnc", *tmp_path.glob("*.xml")],
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    file.write_bytes(file.read_bytes().replace(b"<updated>", b"<updatd>", 1))
    assert subprocess.run(["jing", "-c", CORPUS / "atom.rnc", file], capture_output=True,
                          timeout=120).returncode != 0, "the schema refuses nothing"


def test_json_by_its_schema(blog):
    schema = json.loads((CORPUS / "json_feed.schema.json").read_text("utf-8"))
    for path, kind, _ in every_feed(blog):
        if "json" in kind:
            jsonschema.validate(json.loads(blog.get(path).body), schema)


def test_what_rss_asks_for(blog):
    """https://www.rssboard.org/rss-specification"""
    for path, kind, _ in every_feed(blog):
        if "rss" not in kind:
            continue
        channel = ET.fromstring(blog.get(path).body).find("channel")
        for name in ("title", "link", "description", "language", "lastBuildDate"):
            assert channel.find(name) is not None, (path, name)
        for item in channel.iter("item"):
            assert item.find("guid").get("isPermaLink") == "false"
            assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000",
                                item.find("pubDate").text)
            assert item.find("{http://purl.org/dc/elements/1.1/}creator").text


def test_newest_first_and_pinned_ones_in_their_place(blog):
    titles = [e.title for e in feedparser.parse(blog.get("/feed/atom/").body).entries]
    assert titles[1:] == [f"Number {n}" for n in range(12, 3, -1)]


def test_content_is_whole_with_absolute_links(blog):
    entry = feedparser.parse(blog.get("/feed/atom/").body).entries[0]
    assert entry.title.startswith("Links &") and "]]>" in entry.title
    content = entry.content[0].value
    links = re.findall(r'(?:href|src)="([^"]*)"', json.loads(blog.get("/feed/json/").body)
                       ["items"][0]["content_html"])
    page = f"{blog.base_url}/2026/04/links/"
    assert links[:4] == [f"{blog.base_url}/2026/03/number-1/", "https://example.org/a",
                         f"{page}#here", "mailto:a@example.org"]
    assert links[4].startswith(f"{blog.base_url}/media/")
    assert "数据库 🎉" in content and "a &amp; b &lt; c" in content
    assert '<entry xml:lang="de">' in blog.get("/feed/atom/").text


def test_comments_in_feeds(blog):
    subjects(blog)
    for path in ("/comments/feed/atom/", blog.article("Number 12")[1] + "feed/atom/"):
        entry = feedparser.parse(blog.get(path).body).entries[0]
        assert entry.author == "Ada & <Ada>" and "Ada & <Ada>" in entry.title
        assert re.search(r"/comment/\d+/$", entry.link)
        assert "数据 🎉" in entry.content[0].value


def updated(site, path):
    atom = ET.fromstring(site.get(path + "feed/atom/").body)
    built = ET.fromstring(site.get(path + "feed/").body).find("channel/lastBuildDate")
    return atom.find("{http://www.w3.org/2005/Atom}updated").text, built is not None and built.text


def test_without_comments_their_feeds_are_as_old_as_what_they_are_on(tmp_path):
    site = served.Served(tmp_path, {}, {
        "a.md": served.matter("A", date="2026-01-01T10:00:00Z"),
        "b.md": served.matter("B", date="2026-02-01T10:00:00Z")})
    site.start()
    january, february, march = (
        (f"2026-0{n}-01T10:00:00+00:00", f"{day}, 01 {name} 2026 10:00:00 +0000")
        for n, day, name in ((1, "Thu", "Jan"), (2, "Sun", "Feb"), (3, "Sun", "Mar")))
    try:
        assert updated(site, site.article("A")[1]) == january
        assert updated(site, "/comments/") == february
        site.write("c.md", served.matter("C", date="2026-03-01T10:00:00Z"))
        site.command("import", site.sources)
        assert updated(site, "/comments/") == march
        for title in "CB":
            site.command("post", "unpublish", site.article(title)[0])
        assert updated(site, "/comments/") == january
        site.command("post", "unpublish", site.article("A")[0])
        assert not updated(site, "/comments/")[1]
        assert not updated(site, "/")[1]
    finally:
        site.stop()


def test_no_address_of_a_reader(blog):
    for path, _, _ in every_feed(blog):
        assert b"ada-private" not in blog.get(path).body, path


def test_discovery(blog):
    def feeds(path):
        return re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"',
                          blog.get(path).text)
    everywhere = [(kind, "/" + end) for end, kind in FORMATS.items()]
    comments = ("application/rss+xml", "/comments/feed/")
    assert feeds("/") == feeds("/2026/") == everywhere + [comments]
    assert 'title="Harbour &amp; &lt;Notes&gt;: comments"' in blog.get("/").text
    for path in ("/tag/tides/", "/category/harbour/", blog.article("Number 12")[1]):
        assert feeds(path) == everywhere + [(k, path + end) for end, k in FORMATS.items()]
    assert feeds("/tag/tides/page/2/")[3][1] == "/tag/tides/feed/"


@pytest.mark.parametrize("path, feed", [
    ("/", "/feed/"), ("/2026/", "/feed/"), ("/2026/03/number-12/", "/feed/"),
    ("/tag/tides/page/2/", "/tag/tides/feed/"), ("/author/ada-lovelace/", "/author/ada-lovelace/feed/"),
    ("/?s=number", "/feed/"), ("/nothing/", "/feed/")])
def test_readers_are_shown_the_feed(blog, path, feed):
    foot = re.search(r"<footer.*</footer>", blog.get(path).text, re.S).group()
    assert re.findall(r'<a href="([^"]*feed/)" type="([^"]+)">Feed</a>', foot) == [
        (feed, "application/rss+xml")]


def test_other_addresses(blog):
    assert blog.get("/feed/rss2/")["Location"] == "/feed/"
    assert blog.get("/FEED")["Location"] == "/feed/"
    assert blog.get("/tag/tides/feed/rss/")["Location"] == "/tag/tides/feed/"
    for path in ("/tag/none/feed/", "/2026/feed/", "/page/2/feed/", "/feed/feed/", "/x/feed/atom/"):
        assert blog.get(path).status == 404, path


def test_conditions_and_headers_stored_and_live(blog):
    """The first response comes from the program, the second from the page cache."""
    for end, kind in FORMATS.items():
        path = f"/author/ada-lovelace/{end}"
        blog.command("cache", "flush")
        live, stored = blog.get(path), blog.get(path)
        assert (blog.dir / "run/cache/current" / "author/ada-lovelace" / end /
                f"index.{'rss' if end == 'feed/' else end.split('/')[1]}").exists()
        assert live.body == stored.body
        for name in ("Content-Type", "ETag", "Cache-Control", "Content-Security-Policy",
                     "X-Content-Type-Options", "Vary"):
            assert live[name] == stored[name], (path, name)
        assert blog.get(path, **{"If-None-Match": live["ETag"]}).status == 304
        assert blog.get(path, **{"Accept-Encoding": "gzip"})["Content-Encoding"] == "gzip"


def stored(site, path):
    folder = site.dir / "run/cache/current" / path.strip("/")
    return any(folder.glob("index.*"))


def test_a_comment_takes_its_own_feeds_and_no_other(blog):
    subjects(blog)
    ours, other = blog.article("Number 12")[1], blog.article("Number 11")[1]
    feeds = [head + end for head in ("/", "/comments/", "/tag/tides/", ours, other)
             for end in FORMATS]
    for path in feeds:
        blog.get(path)
    assert all(stored(blog, path) for path in feeds)
    blog.comment(blog.article("Number 12")[0], "Another one.")
    gone = [path for path in feeds if not stored(blog, path)]
    assert gone == [head + end for head in ("/comments/", ours) for end in FORMATS]
    assert "Another one." in blog.get("/comments/feed/").text


def test_ids_stay_when_the_address_changes(blog):
    number, path = blog.article("Number 10")

    def entry():
        return next(e for e in feedparser.parse(blog.get("/feed/atom/").body).entries
                    if e.title == "Number 10")
    before = entry()
    blog.get(path + "feed/")
    blog.command("post", "update", number, "--slug=elsewhere")
    after = entry()
    assert after.id == before.id and after.link != before.link
    assert blog.get(path + "feed/")["Location"] == "/2026/03/elsewhere/feed/"
    assert urllib.parse.urlsplit(before.id).query == f"p={number}"
    blog.command("post", "update", number, "--slug=number-10")


def test_withdrawn_articles_and_their_feeds_are_gone(blog):
    number, path = blog.article("Number 9")
    blog.get(path + "feed/")
    blog.command("post", "unpublish", number)
    assert blog.get(path + "feed/").status == 410
    assert "Number 9<" not in blog.get("/feed/").text
    blog.command("post", "publish", number)
    assert blog.get(path + "feed/").status == 200


def test_beginnings_only(tmp_path):
    site = served.Served(tmp_path, {"content": "excerpt", "items": 2}, {
        f"{n}.md": served.matter(f"N {n}", "Begins. " + "goes on " * 200, date=f"2026-01-0{n}")
        for n in range(1, 5)})
    site.start()
    try:
        parsed = feedparser.parse(site.get("/feed/atom/").body)
        assert len(parsed.entries) == 2
        assert "content" not in parsed.entries[0] and parsed.entries[0].summary.endswith("…")
        item = json.loads(site.get("/feed/json/").body)["items"][0]
        assert "content_html" not in item and item["content_text"].startswith("Begins.")
        assert "content:encoded>" not in site.get("/feed/").text
    finally:
        site.stop()


def test_a_picture_is_the_same_in_json_and_on_the_page(tmp_path):
    pictures = {"None": "Words.", "Own": "Words. ![A boat](boat.png) ![](//cdn.example.org/q.png)",
                "Away": "![](//cdn.example.org/p.png?a=1&b=2)"}
    site = served.Served(tmp_path, {"content": "excerpt"}, {
        "boat.png": served.BOAT,
        **{f"{title}.md": served.matter(title, text, date="2026-01-01")
           for title, text in pictures.items()}})
    site.start()
    try:
        items = {i["title"]: i for i in json.loads(site.get("/feed/json/").body)["items"]}
        assert "image" not in items["None"]
        assert items["Own"]["image"].startswith(f"{site.base_url}/media/")
        assert items["Away"]["image"] == "http://cdn.example.org/p.png?a=1&b=2"
        for title in ("Own", "Away"):
            page = site.get(site.article(title)[1]).text
            image = re.search(r'<meta property="og:image" content="([^"]+)">', page).group(1)
            assert html.unescape(image) == items[title]["image"]
    finally:
        site.stop()


def test_an_empty_blog_has_feeds(tmp_path):
    site = served.Served(tmp_path)
    site.start()
    try:
        for end in FORMATS:
            assert site.get("/" + end).status == site.get("/comments/" + end).status == 200
        assert not feedparser.parse(site.get("/feed/atom/").body).bozo
    finally:
        site.stop()


def test_a_tag_called_feed_is_a_list_and_has_feeds(tmp_path):
    site = served.Served(tmp_path, {}, {"a.md": served.matter("A", date="2026-01-01",
                                                              tags="[feed]")})
    site.start()
    try:
        for _ in range(2):
            page = site.get("/tag/feed/")
            assert page.status == 200 and page["Content-Type"] == "text/html; charset=utf-8"
            assert site.get("/tag/feed/feed/")["Content-Type"] == "application/rss+xml"
    finally:
        site.stop()


def ids(site):
    """The IDs of all feeds of articles and comments, and of their entries."""
    out = []
    for head in ("/", "/comments/"):
        rss = ET.fromstring(site.get(head + "feed/").body)
        atom = ET.fromstring(site.get(head + "feed/atom/").body)
        out += [e.text for e in rss.iter("guid")]
        out += [e.text for e in atom.iter("{http://www.w3.org/2005/Atom}id")]
        out += [e["id"] for e in json.loads(site.get(head + "feed/json/").body)["items"]]
    return out


def test_ids_survive_a_new_address(tmp_path):
    site = served.Served(tmp_path, {"moderation": "none"}, articles())
    del site.environment["PAMPHLET_BASE_URL"]
    site.set(base_url="http://blog.example.org")
    try:
        site.start()
        assert site.comment(site.article("Number 12")[0], "Words").status == 303
        before = ids(site)
        assert len(before) > 30 and all(i.startswith("http://blog.example.org/") for i in before)
        site.set(base_url="https://www.example.org")
        site.reload()
        served.wait_for(lambda: b"https://www.example.org/feed/" in site.get("/feed/").body)
        assert ids(site) == before
    finally:
        site.stop()
