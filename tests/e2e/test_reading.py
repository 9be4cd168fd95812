"""What readers and crawlers get."""
import html
import json
import re
import urllib.parse

import pytest
import served

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def assert_safe(answer):
    for name, value in SECURITY.items():
        assert answer.headers.get_all(name) == [value], (answer.status, name)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert answer["Permissions-Policy"]
    assert answer["Set-Cookie"] is None


def style_of(site):
    return re.search(r'<link rel="stylesheet" href="([^"]+)"', site.get("/").text).group(1)


def picture_of(site):
    page = site.get(site.article("Low tide at six")[1]).text
    return re.search(r'<img[^>]* src="([^"]+)"', page).group(1)


def test_home(site):
    a = site.get("/")
    assert a.status == 200
    assert a["Content-Type"] == "text/html; charset=utf-8"
    assert "Low tide at six" in a.text and "Harbour Notes" in a.text
    assert "About us" in a.text, "the menu"
    assert "Secret draft" not in a.text
    assert int(a["Content-Length"]) == len(a.body)


def test_article(site):
    a = site.get("/2026/01/low-tide-at-six/")
    assert a.status == 200
    assert "<strong>smell</strong>" in a.text
    assert f'<link rel="canonical" href="{site.base_url}/2026/01/low-tide-at-six/">' in a.text
    for words in ("Leave a Reply", "Post Comment", "Back to top",
                  "Your email address will not be published. "
                  "Required fields are marked *"):
        assert words in a.text


def test_a_blog_in_another_language(tmp_path):
    """The interface is English; the author's text is marked as Persian."""
    blog = served.Served(tmp_path, {"language": "fa", "title": "أخبار ; الميناء"},
                         {"a.md": served.matter("رسالة", "خبز.", date="2026-01-02", slug="a"),
                          "b.md": served.matter("Letter", "Bread.", date="2026-01-01", lang="en")})
    try:
        home = blog.start().get("/").text
        assert '<html lang="en" dir="ltr">' in home
        assert '<bdi>أخبار ; الميناء</bdi>' in home
        assert '<article class="card" lang="fa" dir="rtl">' in home
        assert '<article class="card">' in home
        article = blog.get("/2026/01/a/").text
        assert '<article class="article" lang="fa" dir="rtl">' in article
        assert 'lang="en" dir="ltr"' in article[article.index("<article"):], "dates, by whom"
    finally:
        blog.stop()


def test_headings_can_be_linked_to(site):
    page = site.get(site.article("Long words")[1]).text
    body = page[page.index('<div class="body">'):]
    assert '<h2 id="the-tides"><a class="anchor" href="#the-tides">The <em>tides</em></a></h2>' in body
    assert '<h2 id="see-this">See <a href="https://example.org/">this</a></h2>' in body
    contents = re.search(r'<nav class="contents".*?</nav>', page, re.S).group()
    fragments = re.findall(r'<a href="#([^"]+)">', contents)
    assert len(fragments) == 4
    for fragment in map(urllib.parse.unquote, fragments):
        assert body.count(f' id="{html.escape(fragment)}"') == 1, fragment
    assert re.sub(r"\s+", "", re.sub(r"<a.*?</a>", "x", contents[contents.index("<ul"):])) == (
        "<ul><li>x<ul><li>x</li></ul></li><li>x</li><li>x</li></ul></details></nav>")
    assert 'class="contents"' not in site.get("/2026/01/talk-here/").text
    stored, = site.rows("SELECT html FROM article_body b JOIN article a ON a.id = b.article_id"
                        " WHERE title = 'Long words'")[0]
    assert "anchor" not in stored, "what is exported and searched has no links of the page"


def related(site, slug):
    """The related posts shown on the page of an article."""
    page = site.get(f"/2026/01/{slug}/").text
    nav = re.search(r'<nav class="related".*?</nav>', page, re.S)
    return re.findall(r"<bdi>(.*?)</bdi>", nav.group()) if nav else []


def test_related_articles(tmp_path):
    def entry(title, day, tags):
        return served.matter(title, date=f"2026-01-{day:02}", slug=f"n{day}", tags=tags)
    site = served.Served(tmp_path, {}, {
        "a.md": entry("Eels", 1, "[sea, eel]"), "b.md": entry("Fog", 2, "[sea]"),
        "c.md": entry("Of <b>eels</b> & men", 3, "[sea]"), "d.md": entry("Bread", 4, "[oven]")})
    try:
        site.start()
        assert related(site, "n1") == ["Of &lt;b&gt;eels&lt;/b&gt; &amp; men", "Fog"]
        assert related(site, "n4") == []
        # A change appears at once on pages that are cached.
        site.write("b.md", entry("Mist", 2, "[sea]"))
        site.command("import", site.sources)
        assert related(site, "n1")[1] == "Mist"
        site.command("post", "unpublish", site.article("Mist")[0])
        assert len(related(site, "n1")) == 1
        # Upgrading a database of an older schema computes the related posts.
        site.stop()
        before = site.rows("SELECT article_id, related_id FROM related ORDER BY 1, 2")
        served.make_older(site.dir)
        assert "Upgraded" in site.command("upgrade")
        assert site.rows("SELECT article_id, related_id FROM related ORDER BY 1, 2") == before != []
        site.command("check")
    finally:
        site.stop()


def test_lists_tell_how_many_comments_there_are(site):
    number, address = site.article("Number 24")
    home = "/2025/03/24/"
    assert "#comments" not in site.get(home).text
    site.comment(number, "First")
    assert "#comments" not in site.get(home).text, "it waits"
    site.approve_all()
    assert f'<a href="{address}#comments">1 comment</a>' in site.get(home).text
    site.comment(number, "Second")
    site.approve_all()
    assert f'<a href="{address}#comments">2 comments</a>' in site.get(home).text


def titles(page):
    return re.findall(r'<h2><a href="[^"]*"><bdi>([^<]*)</bdi></a></h2>', page.text)


def test_paging_shows_every_article_once(site):
    seen, n = [], 1
    while True:
        a = site.get("/" if n == 1 else f"/page/{n}/")
        if a.status == 404:
            break
        assert a.status == 200
        assert len(titles(a)) == 10 or n > 2
        seen += titles(a)
        n += 1
    assert n == 4 or n == 5
    assert len(seen) == len(set(seen))
    assert {f"Number {i:02}" for i in range(1, 26)} <= set(seen)


@pytest.mark.parametrize("path", [
    "/page/99/", "/page/0/", "/page/02/", "/page/999999999999999999999/", "/page/x/",
    "/page/-1/", "/2025/13/", "/2025/02/30/", "/category/none/", "/tag/none/",
    "/author/none/", "/1999/", "/nothing/", "/2026/01/secret-draft/", "/comment/x/",
    "/assets/none.css", "/media/none.png"])
def test_what_is_not_there(site, path):
    a = site.get(path)
    assert a.status == 404
    assert "Page not found" in a.text
    assert a["Cache-Control"] == "no-store"


def metadata(page):
    """The metadata of a page: {property: content}, and its JSON-LD objects by type."""
    said = {k: html.unescape(v) for k, v in
            re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', page)}
    scripts = [(kind, text) for kind, text in
               re.findall(r"<script([^>]*)>(.*?)</script>", page, re.S)
               if not (kind.startswith(' src="/assets/remember.') and not text)]
    assert [kind for kind, _ in scripts] in ([], [' type="application/ld+json"'])
    graph = json.loads(scripts[0][1])["@graph"] if scripts else []
    return said, {thing["@type"]: thing for thing in graph}


def test_metadata(site):
    number, address = site.article("Low tide at six")
    site.comment(number, "It <b>smells</b>.\n\n\u2003</script><!--", author="<Ada> </script>")
    waiting = site.rows("SELECT id FROM comment WHERE status = 'hold'")
    site.command("comment", "approve", *(row[0] for row in waiting))
    page = site.get(address).text
    said, things = metadata(page)
    url = re.search(r'<link rel="canonical" href="([^"]+)"', page).group(1)
    post = things["BlogPosting"]
    assert said["og:type"] == "article" and said["og:title"] == "Low tide at six" == post["headline"]
    assert said["og:url"] == url == post["mainEntityOfPage"] and url.endswith(address)
    assert said["og:description"] == said["description"] == post["description"]
    assert said["og:image"] == post["image"] and said["twitter:card"] == "summary_large_image"
    assert site.get(re.sub("^https?://[^/]+", "", post["image"])).status == 200
    assert said["article:published_time"] == post["datePublished"] <= post["dateModified"]
    shown = len(re.findall(r'<li id="comment-\d+"', page))
    assert post["commentCount"] == shown > 0 and "comment" not in post
    assert post["discussionUrl"] == url + "#comments" and 'id="comments"' in page
    assert "@" not in json.dumps(post).replace('"@', ""), "no address of anybody"
    steps = things["BreadcrumbList"]["itemListElement"]
    assert [s["position"] for s in steps] == list(range(1, len(steps) + 1))
    assert [(s["name"], s["item"].partition("//")[2].partition("/")[2]) for s in steps] == [
        ("Harbour Notes", ""), ("Harbour", "category/harbour/"),
        ("Boats", "category/harbour/boats/"), ("Low tide at six", address[1:])]
    assert steps[-1]["item"] == url


def test_metadata_of_other_pages(site):
    said, things = metadata(site.get("/").text)
    assert said["og:type"] == "website" and said["og:title"] == "Harbour Notes" and not things
    assert said["twitter:card"] == "summary" and "og:image" not in said
    said, things = metadata(site.get(site.article("About us")[1]).text)
    assert said["og:type"] == "website" and things["WebPage"]["name"] == said["og:title"]
    for path in ("/nothing/", site.article("Low tide at six")[1] + "?replytocom=1"):
        said, things = metadata(site.get(path).text)
        assert "og:url" not in said and not things


def beside(site, title):
    """{"prev" or "next": title} under an article."""
    page = site.get(site.article(title)[1]).text
    links = re.findall(r'<a class="(?:older|newer)" href="([^"]+)" rel="(prev|next)">'
                       r'<span>[^<]+</span> <bdi>([^<]+)</bdi>', page)
    for url, rel, _ in links:
        assert f'<link rel="{rel}" href="{url}">' in page and site.get(url).status == 200
    return {rel: text for _, rel, text in links}


def test_the_articles_beside_one(tmp_path):
    """Cached pages are updated when a neighbour changes."""
    days = {f"{n}.md": served.matter(f"Day {n}", date=f"2026-11-0{n}") for n in (1, 2, 3)}
    site = served.Served(tmp_path, articles=days)
    try:
        site.start()
        assert beside(site, "Day 1") == {"next": "Day 2"}
        assert beside(site, "Day 2") == {"prev": "Day 1", "next": "Day 3"}
        assert beside(site, "Day 3") == {"prev": "Day 2"}
        site.command("post", "update", site.article("Day 3")[0], "--title=Third day")
        assert beside(site, "Day 2") == {"prev": "Day 1", "next": "Third day"}
        site.command("post", "unpublish", site.article("Day 2")[0])
        assert beside(site, "Day 1") == {"next": "Third day"}
        assert beside(site, "Third day") == {"prev": "Day 1"}
        site.command("post", "update", site.article("Third day")[0], "--slug=third")
        assert beside(site, "Day 1") == {"next": "Third day"}
        site.command("post", "delete", "--yes", site.article("Third day")[0])
        assert beside(site, "Day 1") == {}
    finally:
        site.stop()



@pytest.mark.parametrize("path,title", [
    ("/category/harbour/", "Low tide at six"), ("/category/harbour/boats/", "Low tide at six"),
    ("/tag/tides/", "Low tide at six"), ("/author/ada-lovelace/", "Low tide at six"),
    ("/2025/", "Number 25"), ("/2025/03/", "Number 25"), ("/2025/03/07/", "Number 07")])
def test_archives(site, path, title):
    a = site.get(path)
    assert a.status == 200
    assert title in titles(a)
    assert ("Number 07" in a.text) == (title == "Number 07")


def test_dates_lead_to_the_archives(site):
    assert '<a href="/2026/01/"><time' in site.get("/2026/01/low-tide-at-six/").text
    assert '<a href="/2025/"><bdi>2025</bdi></a>' in site.get("/2025/03/").text
    day = site.get("/2025/03/07/").text
    assert '<a href="/2025/03/"><bdi>March 2025</bdi></a>' in day


def test_the_archives_list_every_post_by_month(tmp_path):
    def entry(title, date, **more):
        return served.matter(title, date=date, **more)
    site = served.Served(tmp_path, {"language": "fa"}, {
        "a.md": entry("Eels <&>", "2026-11-02", slug="eels"),
        "b.md": entry("Fog", "2026-03-01", slug="fog"),
        "c.md": entry("Old tide", "2024-12-31", slug="tide"),
        "draft.md": entry("Secret", "2026-11-03", status="draft"),
        "about.md": entry("About", "2026-01-01", type="page", slug="about")})
    try:
        site.start()
        assert '<a href="/archives/">Archives</a>' in site.get("/2026/03/fog/").text
        page = site.get("/archives/")
        assert page.status == 200
        assert f'<link rel="canonical" href="{site.base_url}/archives/">' in page.text
        assert "<title>Archives" in page.text
        main = page.text[page.text.index("<main"):page.text.index("</main")]
        for text in ('<a href="/2026/">2026</a> <small>2 articles</small>',
                     '<a href="/archives/2024/">2024</a> <small>1 article</small>',
                     '<a href="/2026/11/">November 2026</a> <small>1 article</small>',
                     '<a href="/2026/11/eels/"><bdi>Eels &lt;&amp;&gt;</bdi></a>',
                     '<time datetime="2026-03-01'):
            assert text in main, text
        assert main.index("Eels") < main.index("Fog")
        assert not any(t in main for t in ("Old tide", "Secret", "About"))
        older = site.get("/archives/2024/")
        assert older.status == 200 and "Old tide" in older.text
        assert "<title>Archives: 2024" in older.text
        assert f'<link rel="canonical" href="{site.base_url}/archives/2024/">' in older.text
        # Each page has one address; a year without articles has none.
        newest = site.get("/archives/2026/")
        assert (newest.status, newest["Location"]) == (303, "/archives/")
        for path in ("/archives/2025/", "/archives/24/", "/archives/x/", "/archives/0000/"):
            assert site.get(path).status == 404, path
        # Both pages are cached by now. The new post appears on both at once.
        site.command("post", "create", "--title=New today", "--date=2026-11-05",
                     "--content=Bread.", "--status=publish")
        assert "New today" in site.get("/archives/").text
        assert "3 articles" in site.get("/archives/2024/").text
        site.command("post", "unpublish", site.article("Old tide")[0])
        assert site.get("/archives/2024/").status == 404
        assert "2024" not in site.get("/archives/").text
        # A page written by an author replaces the built-in one.
        site.write("archives.md", entry("My archives", "2026-01-01", type="page", slug="archives"))
        site.command("import", site.sources)
        assert "<h1><bdi>My archives</bdi></h1>" in site.get("/archives/").text
    finally:
        site.stop()


def test_the_archives_of_an_empty_blog(tmp_path):
    site = served.Served(tmp_path, {}, {})
    try:
        page = site.start().get("/archives/")
        assert page.status == 200 and 'class="empty"' in page.text
    finally:
        site.stop()


def test_the_reading_time_is_told(site):
    assert "<span>1 min read</span>" in site.get("/2026/01/low-tide-at-six/").text
    site.write("posts/long.md", served.matter("Long", "word " * 800, date="2020-01-01"))
    site.command("import", str(site.sources))
    assert "3 min read" in site.get("/2020/01/long/").text


def test_static_page(site):
    a = site.get("/about-us/")
    assert a.status == 200 and "Who we are." in a.text
    assert "Post Comment" not in a.text


@pytest.mark.parametrize("path,location", [
    ("/about-us", "/about-us/"), ("/About-Us/", "/about-us/"),
    ("//about-us/", "/about-us/"), ("/about-us//", "/about-us/"),
    ("/%61bout-us/", "/about-us/"), ("/2025/03", "/2025/03/"),
    ("/2026/01//low-tide-at-six", "/2026/01/low-tide-at-six/")])
def test_one_address_a_page(site, path, location):
    a = site.get(path)
    assert (a.status, a["Location"]) == (301, location)


def test_redirect_by_id(site):
    number, address = site.article("Low tide at six")
    a = site.get(f"/?p={number}")
    assert (a.status, a["Location"]) == (301, address)
    draft = site.rows("SELECT id FROM article WHERE title = 'Secret draft'")[0][0]
    assert site.get(f"/?p={draft}").status == 404
    assert site.get("/?p=987654").status == 404
    assert site.get("/?p=x").status == 400


def test_a_moved_article_leaves_a_redirect(site):
    assert site.get("/2026/01/before/").status == 200
    site.write("posts/moves.md", served.matter("It moves", date="2026-01-12", slug="after"))
    site.command("import", str(site.sources))
    a = site.get("/2026/01/before/")
    assert (a.status, a["Location"]) == (301, "/2026/01/after/")
    assert site.get("/2026/01/after/").status == 200


def test_a_deleted_article_is_gone(site):
    number, address = site.article("It goes")
    assert site.get(address).status == 200
    site.command("post", "delete", number, "--yes")
    a = site.get(address)
    assert a.status == 410
    assert_safe(a)
    assert "It goes" not in site.get("/").text


@pytest.mark.parametrize("path", ["/", "/2026/01/low-tide-at-six/", "/nothing/", "/about-us"])
def test_head_is_get_without_a_body(site, path):
    get, head = site.http("GET", path), site.http("HEAD", path)
    assert head.body == b""
    assert head.status == get.status
    drop = {"date", "connection"}
    assert {k: v for k, v in head.headers.items() if k.lower() not in drop} == \
        {k: v for k, v in get.headers.items() if k.lower() not in drop}


def test_etag(site):
    number, address = site.article("Talk here")
    first = site.get(address)
    tag = first["ETag"]
    assert tag and first["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = site.get(address, If_None_Match=tag)
    assert (again.status, again.body, again["ETag"]) == (304, b"", tag)
    assert_safe(again)
    assert site.get(address, If_None_Match=f'"other", W/{tag}').status == 304
    assert site.get(address, If_None_Match='"other"').status == 200
    assert site.comment(number, "For the tag").status == 303
    assert site.get(address, If_None_Match=tag).status == 304, "it waits: nothing changed"
    site.approve_all()
    changed = site.get(address, If_None_Match=tag)
    assert changed.status == 200 and changed["ETag"] != tag
    assert "For the tag" in changed.text


def test_every_answer_is_safe(site):
    number, address = site.article("Talk here")
    answers = {
        200: site.get(address), 404: site.get("/nothing/"), 301: site.get("/about-us"),
        405: site.http("DELETE", "/"), 422: site.comment(number, ""),
        400: site.get("/?p=x"), 403: site.comment(number, "x", {"Sec-Fetch-Site": "cross-site"}),
        415: site.http("POST", "/comment/", b"x", {"Content-Type": "text/plain"}),
        414: site.get("/" + "a" * 5000 + "/"),
    }
    for status, a in answers.items():
        assert a.status == status
        assert_safe(a)
        if status >= 400:
            assert a["Cache-Control"] == "no-store"
    assert answers[405]["Allow"] == "GET, HEAD"
    assert_safe(site.get(style_of(site).replace("/assets/", "/assets/no")))
    assert_safe(site.get("/media/no.png"))


def test_what_the_web_server_says_itself_is_safe(site):
    """The web server rejects these before they reach the program."""
    address = site.get(site.article("Talk here")[1])
    answers = [site.get("/%zz/"), site.get("/" + "a" * 9000),
               site.http("POST", "/comment/", b"x" * 1_200_000)]
    assert [a.status for a in answers] == [400, 414, 413]
    for a in answers:
        assert_safe(a)
        assert a["Cache-Control"] == "no-store"
        for name in ("Content-Security-Policy", "Permissions-Policy"):
            assert a.headers.get_all(name) == [address[name]]


def test_assets_are_immutable(site):
    a = site.get(style_of(site))
    assert a.status == 200
    assert a["Content-Type"].startswith("text/css")
    assert a["Cache-Control"] == "public, max-age=31536000, immutable"
    assert a["X-Content-Type-Options"] == "nosniff"
    assert a["Set-Cookie"] is None


def test_media(site):
    a = site.get(picture_of(site))
    assert (a.status, a["Content-Type"], a.body) == (200, "image/png", served.BOAT)
    assert a["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in a["Content-Security-Policy"]


@pytest.mark.parametrize("path", [
    "/../pamphlet.db", "/media/../pamphlet.db", "/assets/../../pamphlet.db",
    "/media/..%2fpamphlet.db", "/media/%2e%2e/pamphlet.db", "/%2e%2e/site.ini",
    "/media../pamphlet.db", "/assets../nginx/nginx.conf", "/pamphlet.db", "/site.ini"])
def test_no_file_of_the_site_is_served(site, path):
    a = site.get(path)
    assert a.status in (400, 403, 404)
    assert b"SQLite format" not in a.body and b"base_url" not in a.body


def test_a_forged_host_is_on_no_page(site):
    for path in ("/", "/2026/01/low-tide-at-six/", "/about-us", "/nothing/"):
        a = site.http("GET", path, headers={"Host": "evil.example",
                                            "X-Forwarded-Host": "evil.example"})
        assert "evil.example" not in a.text + str(a.headers)
    assert b"evil" not in site.http("GET", "http://evil.example/").body


def test_httpoxy_and_unknown_headers_change_nothing(site):
    plain = site.get("/")
    odd = site.get("/", Proxy="http://evil.example", X_Original_URL="/nothing/",
                   X_Rewrite_URL="/nothing/", X_HTTP_Method_Override="DELETE")
    assert (odd.status, odd.body) == (200, plain.body)
