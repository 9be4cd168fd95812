"""Articles that are translations of each other: on pages, in feeds and in the sitemap."""
import json
import os
import re
import subprocess

import pytest
import served

ARTICLES = {
    "tide.md": served.matter("Low tide", "Six o'clock.", date="2026-01-02", slug="low-tide"),
    "ebbe.md": served.matter("Ebbe", "Sechs Uhr.", date="2026-01-03", slug="ebbe", lang="de",
                             translation_of="low-tide"),
    "marea.md": served.matter("Marea baja", "A las seis.", date="2026-01-04", slug="marea",
                              lang="es", translations="{en: /2026/01/low-tide/, de: ebbe}"),
    "jazr.md": served.matter("الجزر", "الساعة السادسة.", date="2026-01-05", slug="jazr", lang="ar",
                             translation_of="ebbe", status="draft"),
    "alone.md": served.matter("Alone", date="2026-01-06"),
}
MANY = int(os.environ.get("PAMPHLET_TRANSLATIONS", 60))
PATHS = {"en": "/2026/01/low-tide/", "de": "/2026/01/ebbe/", "es": "/2026/01/marea/"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    made = served.Served(tmp_path_factory.mktemp("translations"), {}, ARTICLES)
    try:
        yield made.start()
    finally:
        made.stop()


def alternates(page):
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', page))


def wanted(site, paths):
    return {**{lang: site.base_url + path for lang, path in paths.items()},
            "x-default": site.base_url + paths["en"]}


def test_every_page_links_to_all(site):
    for lang, path in PATHS.items():
        page = site.get(path).text
        assert alternates(page) == wanted(site, PATHS)
        switch = re.search(r'<nav class="translations"[^>]*>(.*?)</nav>', page, re.S)[1]
        assert re.findall(r'<a href="[^"]+" hreflang="(\w+)" lang="\1" dir="ltr" rel="alternate">'
                          r"([^<]+)</a>", switch) == [
            (k, v) for k, v in (("de", "Deutsch"), ("en", "English"), ("es", "Español")) if k != lang]
        assert len(re.findall(r'aria-current="page"', switch)) == 1
    page = site.get("/2026/01/alone/").text
    assert alternates(page) == {} and 'class="translations"' not in page


def test_the_sitemap_and_feeds(site):
    part = re.search(r"<loc>[^<]*(/sitemap-articles-1.xml)</loc>", site.get("/sitemap.xml").text)[1]
    urls = re.findall(r"<url><loc>([^<]*)</loc>.*?</url>", site.get(part).text)
    rows = dict(zip(urls, re.findall(r"<url>.*?</url>", site.get(part).text)))
    for path in PATHS.values():
        found = dict(re.findall(r'<xhtml:link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"/>',
                                rows[site.base_url + path]))
        assert found == wanted(site, PATHS)
    assert "xhtml:link" not in rows[site.base_url + "/2026/01/alone/"]
    entry = re.search(r'<entry xml:lang="de">.*?</entry>', site.get("/feed/atom/").text, re.S)[0]
    assert re.findall(r'hreflang="(\w+)" href="([^"]+)"', entry) == [
        ("en", site.base_url + PATHS["en"]), ("es", site.base_url + PATHS["es"])]


def translation_faults(site):
    """Read as JSON, because a check that fails to run would print no faults either."""
    found = json.loads(site.command("check", "--format=json", check=False))
    return [f for f in found["faults"] + found["warnings"] if "translation" in f]


def test_a_draft_appears_when_it_is_published(site):
    """The pages of the others are cached, and change with it."""
    number = site.rows("SELECT id FROM article WHERE slug = 'jazr'")[0][0]
    for path in PATHS.values():
        assert "العربية" not in site.get(path).text
    site.command("post", "publish", number)
    more = {**PATHS, "ar": site.rows("SELECT permalink FROM article WHERE id = ?", number)[0][0]}
    for path in more.values():
        page = site.get(path).text
        assert alternates(page) == wanted(site, more)
        assert '>العربية</a>' in page
    site.command("post", "unpublish", number)
    for path in PATHS.values():
        assert alternates(site.get(path).text) == wanted(site, PATHS)
    assert not translation_faults(site)


def test_an_export_keeps_them(site, tmp_path):
    site.command("export", tmp_path / "tree")
    other = served.Served(tmp_path / "other")
    other.command("import", tmp_path / "tree")
    for sql in ("SELECT article_id, ordinal, name FROM translation_name ORDER BY 1, 2",
                "SELECT article_id, group_id FROM translation ORDER BY 1"):
        assert other.rows(sql) == site.rows(sql) != []
    said = other.command("import", tmp_path / "tree")
    assert "0 created, 0 updated" in said


def test_the_text_of_an_article_keeps_them(site):
    number = site.rows("SELECT id FROM article WHERE slug = 'marea'")[0][0]
    before = site.rows("SELECT * FROM translation_name WHERE article_id = ?", number)
    site.command("post", "update", number, "--title=Bajamar")
    assert site.rows("SELECT * FROM translation_name WHERE article_id = ?", number) == before


def test_no_pair_is_missing_among_many(tmp_path):
    """PAMPHLET_TRANSLATIONS=2000 makes it ten thousand articles."""
    languages = ("en", "de", "es", "zh-Hans", "ar")
    articles = {}
    for n in range(MANY):
        for k, lang in enumerate(languages):
            name = f"a{n}-{lang.lower()}"
            keys = {"translation_key": f"k{n}"} if n % 2 else (
                {"translation_of": f"a{n}-{languages[(k + 1) % 5].lower()}"})
            articles[f"{name}.md"] = served.matter(
                name, slug=name, lang=lang, date=f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}", **keys)
    site = served.Served(tmp_path / "many")
    for name, text in articles.items():
        site.write(name, text)
    subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "import", site.sources],
                   check=True, capture_output=True, timeout=600)
    sizes = site.rows("SELECT n, count(*) FROM (SELECT count(*) AS n FROM translation"
                      " GROUP BY group_id) GROUP BY n")
    assert sizes == [(5, MANY)]
    assert not translation_faults(site)


@pytest.fixture
def sharing(tmp_path):
    made = served.Served(tmp_path, {"translations": "shared", "moderation": "none",
                                    "flood_seconds": 0, "page_size": 3}, ARTICLES)
    try:
        yield made.start()
    finally:
        made.stop()


def names(site, path):
    return re.findall(r"<h3><bdi>([^<]*)</bdi>", site.get(path).text)


def test_translations_can_share_their_comments(sharing):
    """A reader stays on the page in their language, and sees the comments of all."""
    english, german = sharing.article("Low tide")[0], sharing.article("Ebbe")[0]
    for path in (*PATHS.values(), "/", PATHS["es"] + "feed/", "/2026/01/alone/"):
        sharing.get(path)
    sharing.comment(english, "Nobody smells it.", author="Ada")
    for path in PATHS.values():
        assert names(sharing, path) == ["Ada"]
        assert "One comment<" in sharing.get(path).text
    assert "Ada" in sharing.get(PATHS["es"] + "feed/").text
    assert sharing.get("/").text.count("1 comment<") == 3
    first = sharing.comments_json("--status=approve")[0]["id"]
    reply = sharing.get(PATHS["de"] + f"?replytocom={first}")
    assert reply.status == 200 and f'name="comment_parent" value="{first}"' in reply.text
    answer = sharing.comment(german, "Doch, ich.", author="Berta", comment_parent=first)
    assert answer.status == 303 and PATHS["de"] in answer.headers["location"], answer.headers
    for path in PATHS.values():
        assert names(sharing, path) == ["Ada", "Berta"]
        assert re.search(r'<ol class="children">.*Berta', sharing.get(path).text, re.S)
    # It belongs to the article of what it replies to, so that the thread stays together.
    assert sharing.rows("SELECT DISTINCT article_id FROM comment") == [(english,)]
    assert names(sharing, "/2026/01/alone/") == []


def test_shared_comments_have_pages_of_their_own(sharing):
    english, german = sharing.article("Low tide")[0], sharing.article("Ebbe")[0]
    for n in range(4):
        sharing.get(PATHS["es"])
        sharing.comment((english, german)[n % 2], f"Comment {n}", author=f"Reader {n}")
    for path in PATHS.values():
        assert names(sharing, path) == ["Reader 0", "Reader 1", "Reader 2"]
        assert names(sharing, path + "comment-page-2/") == ["Reader 3"]
    # What is withdrawn takes its comments along, and brings them back.
    sharing.command("post", "unpublish", german)
    assert names(sharing, PATHS["es"]) == ["Reader 0", "Reader 2"]
    assert sharing.get(PATHS["en"] + "comment-page-2/").headers["location"] == PATHS["en"]
    sharing.command("post", "publish", german)
    assert names(sharing, PATHS["es"]) == ["Reader 0", "Reader 1", "Reader 2"]
    # A reply to another article's comment is refused, and its text kept.
    alone = sharing.article("Alone")[0]
    first = sharing.comments_json("--status=approve")[-1]["id"]
    answer = sharing.comment(alone, "Elsewhere.", author="Eve", comment_parent=first)
    assert answer.status == 422 and "Elsewhere." in answer.text


def test_a_held_comment_is_shown_to_its_sender_on_every_translation(sharing):
    sharing.set(moderation="all")
    sharing.reload()
    english, german = sharing.article("Low tide")[0], sharing.article("Ebbe")[0]
    sharing.comment(english, "First", author="Ada")
    sharing.approve_all()
    first = sharing.comments_json("--status=approve")[0]["id"]
    answer = sharing.comment(german, "Held", author="Berta", comment_parent=first)
    page = sharing.get(answer.headers["location"].split("#")[0])
    assert page.status == 200 and "Held" in page.text and "Ebbe" in page.text
    assert names(sharing, PATHS["de"]) == ["Ada"]
    sharing.approve_all()
    assert names(sharing, PATHS["es"]) == ["Ada", "Berta"]


def test_separate_is_the_default(site):
    number = site.article("Low tide")[0]
    site.comment(number, "Only here.", author="Ada")
    site.approve_all()
    assert names(site, PATHS["en"]) == ["Ada"] and names(site, PATHS["de"]) == []
    with pytest.raises(AssertionError, match="must be separate or shared"):
        site.command("config", "set", "comments.translations", "both")
