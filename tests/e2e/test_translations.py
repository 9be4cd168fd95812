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
