"""Missing pages and the suggestions they show."""
import re

import pytest
import served


@pytest.fixture(scope="module")
def shore(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("shore"), {"moderation": "none"}, {
        "tide.md": served.matter("Low <tide> at six", date="2026-01-20", author="Mara Linden",
                                 categories="[Harbour/Boats]", tags="[tides]"),
        "gone.md": served.matter("The old pier", date="2026-01-19"),
        "secret.md": served.matter("Secret plans", date="2026-01-18", status="draft"),
        "diary.md": served.matter("Diary", date="2026-01-17", status="private"),
        "regatta.md": served.matter("Regatta", date="2999-01-01", status="future"),
        "about.md": served.matter("About us", type="page")})
    site.start()
    site.command("post", "unpublish", str(site.article("The old pier")[0]))
    yield site
    site.stop()


def offered(page):
    """The suggestions as [(address, title)], and the value of the search field."""
    near = re.search(r'<section class="near">.*?</section>', page.text, re.S)
    links = re.findall(r'<a href="([^"]*)"><bdi>(.*?)</bdi>', near.group()) if near else []
    typed = re.findall(r'id="search-words" name="s" value="([^"]*)"', page.text)
    assert len(typed) == 1
    return links, typed[0]


TIDE = ("/2026/01/low-tide-at-six/", "Low &lt;tide&gt; at six")


@pytest.mark.parametrize("path, links, typed", [
    ("/2026/01/low-tdie-at-six/", [TIDE], "low tdie at six"),
    ("/2019/05/low-tide-at-six/", [TIDE], "low tide at six"),
    ("/archive/Low_Tide_at_Six.html", [TIDE], "low tide at six"),
    ("/2026/01/low-tide", [TIDE], "low tide"),
    ("/six/", [TIDE], "six"),
    ("/2026/01/low-tide-at-sxi/feed/", [TIDE], "low tide at sxi"),
    ("/abuot-us", [("/about-us/", "About us")], "abuot us"),
    ("/2026/01/low-tide-at-six/amp/", [TIDE], "amp"),
    ("/category/harbor/", [("/category/harbour/", "Category: Harbour")], "harbor"),
    ("/author/mara/", [("/author/mara-linden/", "Articles by Mara Linden")], "mara"),
    ("/tag/tide/", [("/tag/tides/", "Tag: tides")], "tide"),
    ("/2026/01/secret-plans/", [], "secret plans"),
    ("/2026/01/the-old-peir/", [], "the old peir"),
    ("/nothing/", [], "nothing"),
    ("/page/99/", [], ""),
    ("/assets/low-tide-at-six.css", [], "low tide at six css"),
    ("/media/low-tide-at-six", [], "low tide at six"),
    ("/%22%3E%3Cscript%3E/", [], "script")])
def test_what_is_offered(shore, path, links, typed):
    page = shore.get(path)
    assert page.status == 404 and page["Cache-Control"] == "no-store"
    assert offered(page) == (links, typed)
    assert shore.http("HEAD", path).status == 404


def test_a_withdrawn_article_has_a_search_form_and_no_offers(shore):
    page = shore.get("/2026/01/the-old-pier/")
    assert page.status == 410 and "This page has been removed" in page.text
    assert offered(page) == ([], "the old pier")
    assert "The old pier" not in page.text


@pytest.mark.parametrize("title, status", [
    ("The old pier", 410), ("Secret plans", 404), ("Diary", 404), ("Regatta", 404)])
def test_an_address_by_number_tells_of_what_was_public_and_no_more(shore, title, status):
    number = shore.rows("SELECT id FROM article WHERE title = ?", title)[0][0]
    for name in ("p", "page_id"):
        page = shore.get(f"/?{name}={number}")
        assert page.status == status
        assert (page.text == shore.get(f"/?{name}=987654").text) == (status == 404)


def test_a_comment_to_nowhere_is_offered_nothing(shore):
    page = shore.comment(987654, "To whom?")
    assert page.status == 404 and offered(page) == ([], "")


def test_offers_follow_what_is_public(shore):
    number = shore.article("About us")[0]
    shore.command("post", "unpublish", str(number))
    assert offered(shore.get("/abuot-us/"))[0] == []
    shore.command("post", "publish", str(number))
    assert offered(shore.get("/abuot-us/"))[0] == [("/about-us/", "About us")]


def test_redirects_act_where_nothing_else_is(shore):
    for old, new in (("/Old/Page.html", "/about-us/"), ("/caf%C3%A9/", "https://example.org/?a=1"),
                     ("/tag/low-tide/", "/tag/tides/")):
        shore.command("redirect", "add", old, new)
        answer = shore.get(old)
        assert answer.status == 301 and answer["Location"] == new
    shore.command("redirect", "remove", "/old/page.html")
    assert shore.get("/Old/Page.html").status == 404
    shore.command("redirect", "add", "/about-us/", "/tag/tides/", check=False)
    assert shore.get("/about-us/").status == 200


def test_former_addresses_of_feeds(shore):
    for old, new in (("/feed.xml", "/feed/"), ("/index.xml", "/feed/"), ("/rss.xml", "/feed/"),
                     ("/atom.xml", "/feed/atom/"), ("/feed.json", "/feed/json/"),
                     ("/?feed=rss2", "/feed/"), ("/?feed=atom", "/feed/atom/"),
                     ("/?feed=comments-rss2", "/comments/feed/")):
        # The second answer is the one that a cached home page must not replace.
        for _ in range(2):
            shore.get("/")
            answer = shore.get(old)
            assert answer.status == 301 and answer["Location"] == new, old
            assert shore.get(new).status == 200
