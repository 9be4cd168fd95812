"""Search: matches, their order, and the page of results."""
import contextlib
import html
import math
import pathlib
import re
import sqlite3
import urllib.parse

import pytest
import served

CORPUS = pathlib.Path(__file__).parents[1] / "corpus" / "search"


def rows(name):
    for line in (CORPUS / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


def names(cell):
    return [name.strip() for name in cell.split(",") if name.strip()]


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("judged"))
    for day, (slug, title, headings, text) in enumerate(rows("articles.txt"), 1):
        body = "\n\n".join([text, *(f"## {h.strip()}" for h in headings.split(";"))])
        site.write(f"{slug}.md", served.matter(title, body, slug=slug,
                                               date=f"2026-01-{day:02} 12:00"))
    site.command("import", site.sources)
    site.start()
    yield site
    site.stop()


def found(site, query):
    """The slugs of the results, best first."""
    return site.command("post", "list", f"--search={query}", "--field=slug").split()


def gain(order, worth):
    return sum(worth.get(slug, 0) / math.log2(place + 2)
               for place, slug in enumerate(order[:5]))


def test_judged_questions(judged):
    """Normalised discounted cumulative gain of the first five results; 1 is perfect."""
    gains = {}
    for query, best, good in rows("questions.txt"):
        worth = {**dict.fromkeys(names(good), 1), **dict.fromkeys(names(best), 3)}
        order = found(judged, query)
        ideal = sorted(worth, key=worth.get, reverse=True)
        gains[query] = gain(order, worth) / gain(ideal, worth)
        assert order and order[0] in names(best), (query, order)
    assert sum(gains.values()) / len(gains) >= 0.97, gains
    assert min(gains.values()) >= 0.8, gains


@contextlib.contextmanager
def started(site):
    site.start()
    try:
        yield
    finally:
        site.stop()


def search(site, query, path="/"):
    return site.get(f"{path}?{urllib.parse.urlencode({'s': query})}")


def hits(answer):
    """(address, title, text) of each result; <mark> is kept."""
    return re.findall(r'<article class="hit".*?<a href="([^"]+)"><bdi>(.*?)</bdi></a>.*?'
                      r'<p class="excerpt">(.*?)</p>', answer.text, re.DOTALL)


def test_the_page_shows_what_was_found_and_where(judged):
    page = search(judged, "tide table")
    assert page.status == 200
    assert page["Cache-Control"] == "no-store" and page["X-Robots-Tag"] == "noindex"
    address, title, text = hits(page)[0]
    assert judged.get(address).status == 200
    assert title == "How to read a <mark>tide</mark> <mark>table</mark>"
    assert "The <mark>tide</mark> <mark>table</mark> gives times" in text
    assert 'value="tide table"' in page.text and "Search results for “tide table”" in page.text
    assert re.search(r'role="status">\d+ articles<', page.text)
    assert re.search(r'<meta name="description" content="\d+ articles">', page.text)


def test_pairs_of_letters_are_marked_as_one(judged):
    assert "放进了<mark>数据库</mark>，按" in hits(search(judged, "数据库"))[0][2]


def test_words_in_headings_alone_are_marked_there(tmp_path):
    site = served.Served(tmp_path, {}, {
        "long.md": served.matter("Long", "## Getting there\n\n" + "word " * 300 +
                                 "\n\n## A zebra crossing\n\nMore.\n\n## Prices"),
        "bare.md": served.matter("Bare", "## Zebra"),
        "body.md": served.matter("Body", "## Zebra\n\nA quagga is a zebra.")})
    with started(site):
        texts = {title: text for _, title, text in hits(search(site, "zebra"))}
        assert texts == {
            "Long": "Getting there · A <mark>zebra</mark> crossing · Prices",
            "Bare": "<mark>Zebra</mark>", "Body": "A quagga is a <mark>zebra</mark>. "}


def test_nothing_found_and_nothing_asked(judged):
    page = search(judged, "zeppelin")
    assert page.status == 200 and not hits(page) and "nothing matched your search" in page.text
    page = search(judged, "")
    assert page.status == 200 and not hits(page) and "<h1><bdi>Search</bdi></h1>" in page.text


@pytest.mark.parametrize("query", ["-mud", "%", '"', "  ", '"" - !', "-mud -sand"])
def test_no_word_to_look_for(judged, query):
    page = search(judged, query).text
    assert "Please enter at least one search term" in page and "nothing matched your search" not in page
    assert ("<h1><bdi>Search</bdi></h1>" in page) == (not query.strip())


def test_every_page_has_a_form_and_just_one(judged):
    for path in ("/", hits(search(judged, "mud"))[0][0], "/?s=mud", "/nothing/"):
        page = judged.get(path).text
        assert page.count('role="search"') == 1 == page.count('id="search-words"'), path


@pytest.mark.parametrize("query", [
    "%", "_", "'", '"', '"""', "tide' OR 1=1 --", "NEAR(tide table)", "title:tide", "(", "*",
    "tide*", "-", "-tide", "<script>alert(1)</script>", "</title>", "&amp;", "\u202etide",
    "a " * 900, "数" * 200, "数" * 880, "x" * 1990, "x" * 8100, '"' + "tide " * 300], ids=lambda q: q[:20])
def test_whatever_is_asked_is_a_page(judged, query):
    page = search(judged, query)
    assert page.status == 200
    assert "<script>alert" not in page.text
    typed = html.unescape(
        re.search(r'id="search-words" name="s" value="([^"]*)"', page.text).group(1))
    assert typed == query.encode()[:2400].decode(errors="ignore")
    said = "Your search was too long. The end was ignored." in page.text
    assert said == (len(typed) < len(query) or len(query.split()) > 10 or
                    max(len(part.encode()) for part in query.split()) > 200)


def test_a_long_search_is_shown_in_short(tmp_path):
    site = served.Served(tmp_path, {"per_page": 1}, {
        f"{n}.md": served.matter(f"Gull {n}", "gull") for n in range(2)})
    with started(site):
        page = search(site, "gull " * 1600)
        shown = "Search results for “" + "gull " * 15 + "gull…”"
        assert f"<title>{shown} – " in page.text and f"<h1><bdi>{shown}</bdi></h1>" in page.text
        further = re.search(r'href="([^"]+)" rel="next"', page.text).group(1)
        assert site.get(html.unescape(further)).status == 200
        title = re.search("<title>(.*?) – ", search(site, "e\u0301" * 90).text).group(1)
        assert title == "Search results for “" + "e\u0301" * 79 + "…”"
        title = re.search("<title>(.*?) – ", search(site, "x" * 80).text).group(1)
        assert title == "Search results for “" + "x" * 80 + "”"


def test_results_are_paged(tmp_path):
    site = served.Served(tmp_path, {"per_page": 10}, {
        f"{n}.md": served.matter(f"Gull {n}", slug=f"gull-{n}", date=f"2026-02-{n:02}")
        for n in range(1, 26)})
    with started(site):
        first, second, third = (search(site, "gull", path)
                                for path in ("/", "/page/2/", "/page/3/"))
        every = [hit[0] for page in (first, second, third) for hit in hits(page)]
        assert len(every) == len(set(every)) == 25
        assert every[0] == "/2026/02/gull-25/", "of equals the newest first"
        assert 'href="/page/2/?s=gull"' in first.text
        assert 'href="/?s=gull"' in second.text and 'href="/page/3/?s=gull"' in second.text
        assert 'rel="next"' not in third.text.split("pager")[-1]
        assert search(site, "gull", "/page/4/").status == 404
        assert "25 articles" in first.text
        assert "<title>Search results for “gull” – Harbour" in first.text
        assert "<title>Search results for “gull” – Page 2 – Harbour" in second.text


def test_drafts_are_found_by_their_author_only(judged):
    judged.command("post", "create", "--title=Zanzibar", "--content=A zanzibar draft.")
    assert len(judged.command("post", "list", "--search=zanzibar",
                              "--status=any", "--format=ids").split()) == 1
    assert not hits(search(judged, "zanzibar"))


def test_words_are_found_as_soon_as_they_are_published(judged):
    made = judged.command("post", "create", "--title=Lighthouse", "--content=Its lamp.",
                          "--status=publish", "--porcelain").strip()
    assert len(hits(search(judged, "lighthouse lamp"))) == 1
    judged.command("post", "update", made, "--content=Its horn.")
    assert not hits(search(judged, "lighthouse lamp"))
    assert len(hits(search(judged, "lighthouse horn"))) == 1
    judged.command("post", "delete", made, "--yes")
    assert not hits(search(judged, "lighthouse"))
    judged.command("check")


def test_an_old_site_gets_its_index_by_upgrade(tmp_path):
    site = served.Served(tmp_path, {}, {"a.md": served.matter("Barnacles", slug="a")})
    with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db")) as db:
        db.execute("UPDATE search_state SET splitter = '0/0'")
        db.execute("DELETE FROM search_entry")
        db.commit()
    check = site.command("check", check=False)
    assert "pamphlet upgrade" in check and "search" in check, check
    assert found(site, "barnacles") == []
    site.command("upgrade")
    assert found(site, "barnacles") == ["a"]
    site.command("check")


def test_letters_that_do_not_decompose(tmp_path):
    """Readers without the letter on their keyboard find it, and those with it find the rest."""
    site = served.Served(tmp_path, articles={
        "a.md": served.matter("\u0141\xf3d\u017a", "\u017c\xf3\u0142w", slug="a", date="2026-01-01"),
        "b.md": served.matter("\xc6r\xf8sk\xf8bing", slug="b", date="2026-01-02"),
        "c.md": served.matter("\u0110\xe0 N\u1eb5ng", slug="c", date="2026-01-03"),
        "d.md": served.matter("Lodz by night", slug="d", date="2026-01-04")})
    site.start()
    for query, slugs in (("lodz", {"a", "d"}), ("\u0142\xf3d\u017a", {"a", "d"}), ("zolw", {"a"}),
                         ("aeroskobing", {"b"}), ("da nang", {"c"})):
        assert set(found(site, query)) == slugs, query
    site.stop()
