"""The sitemap and robots.txt."""
import calendar
import os
import pathlib
import re
import subprocess
import time
import urllib.parse
import urllib.robotparser

import pytest
import served

SCHEMA = pathlib.Path(__file__).parents[1] / "corpus" / "sitemap" / "sitemap.xsd"


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("sitemap"), {}, {
        "a.md": served.matter("A", slug="a", date="2026-03-01T10:00:00Z", categories="[Harbour]",
                              tags="[潮汐]"),
        "b.md": served.matter("B", slug="b", date="2026-03-02T10:00:00Z",
                              updated="2026-05-01T12:30:00Z"),
        "c.md": served.matter("早", date="2026-03-03T10:00:00Z"),
        "about.md": served.matter("About", type="page", slug="about", date="2026-01-01T00:00:00Z"),
        "draft.md": served.matter("Draft", slug="draft", status="draft"),
        "private.md": served.matter("Private", slug="private", status="private"),
        "future.md": served.matter("Future", slug="future", date="2999-01-01"),
        "gone.md": served.matter("Gone", slug="gone", date="2026-03-04"),
        "map.md": served.matter("Map", type="page", slug="sitemap-of-the-harbour",
                                date="2026-01-01T00:00:00Z")})
    site.start()
    site.command("post", "unpublish", site.article("Gone")[0])
    yield site
    site.stop()


def entries(answer):
    assert answer.status == 200 and answer["Content-Type"] == "application/xml"
    return re.findall(r"<loc>([^<]+)</loc>(?:<lastmod>([^<]+)</lastmod>)?", answer.text)


def test_every_public_address_and_no_other(blog):
    parts = entries(blog.get("/sitemap.xml"))
    assert [p[0].removeprefix(blog.base_url) for p in parts] == [
        "/sitemap-articles-1.xml", "/sitemap-lists-1.xml"]
    listed = {}
    for address, _ in parts:
        listed.update(entries(blog.get(address.removeprefix(blog.base_url))))
    paths = {urllib.parse.unquote(a.removeprefix(blog.base_url)) for a in listed}
    assert paths == {"/2026/03/a/", "/2026/03/b/", "/2026/03/早/", "/about/",
                     "/sitemap-of-the-harbour/", "/", "/archives/", "/category/harbour/", "/tag/潮汐/",
                     "/author/the-author/"}
    assert all(blog.get(a.removeprefix(blog.base_url)).status == 200 for a in listed)
    assert listed[f"{blog.base_url}/2026/03/a/"] == "2026-03-01T10:00:00Z"
    assert listed[f"{blog.base_url}/2026/03/b/"] == "2026-05-01T12:30:00Z"


def test_a_changed_file_has_changed(blog):
    """The change date is the file's modification time, or `updated` if it is set."""
    def changed(name, when, **keys):
        blog.write(name, served.matter(name, "New words.", slug=name[0], **keys))
        os.utime(blog.sources / name, (when, when))
        blog.command("import", blog.sources)
        found = dict(entries(blog.get("/sitemap-articles-1.xml")))
        return found[f"{blog.base_url}/2026/03/{name[0]}/"]
    june = calendar.timegm((2026, 6, 1, 9, 0, 0))
    day = {"date": "2026-03-01T10:00:00Z", "categories": "[Harbour]", "tags": "[潮汐]"}
    assert changed("a.md", june, **day) == "2026-06-01T09:00:00Z"
    # Never earlier than before, and never in the future.
    assert changed("a.md", june - 1, **day, excerpt="x") == "2026-06-01T09:00:00Z"
    late = changed("a.md", time.time() + 86400, **day, excerpt="y")
    assert abs(calendar.timegm(time.strptime(late, "%Y-%m-%dT%H:%M:%SZ")) - time.time()) < 60
    assert changed("b.md", june, date="2026-03-02T10:00:00Z",
                   updated="2026-05-02T12:30:00Z") == "2026-05-02T12:30:00Z"


def test_who_has_it_gets_it_no_more(blog):
    for path in ("/sitemap.xml", "/sitemap-articles-1.xml"):
        tag = blog.get(path)["ETag"]
        known = blog.get(path, If_None_Match=tag)
        assert (known.status, known.body) == (304, b"")
        blog.command("post", "update", blog.article("About")[0], f"--excerpt={path}")
        assert blog.get(path, If_None_Match=tag).status == 200


def test_the_index_knows_the_last_change(blog):
    last = max(changed for _, changed in entries(blog.get("/sitemap-articles-1.xml")))
    assert entries(blog.get("/sitemap.xml"))[0][1] == last


def test_by_its_schema(blog, tmp_path):
    for path in ("/sitemap.xml", "/sitemap-articles-1.xml", "/sitemap-lists-1.xml"):
        file = tmp_path / path.strip("/")
        file.write_bytes(blog.get(path).body)
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", SCHEMA, file],
                              capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
    file.write_bytes(file.read_bytes().replace(b"<loc>", b"<lok>", 1))
    assert subprocess.run(["xmllint", "--noout", "--schema", SCHEMA, file], capture_output=True,
                          timeout=30).returncode != 0


def test_conditions(blog):
    for path in ("/sitemap.xml", "/sitemap-articles-1.xml", "/robots.txt"):
        tag = blog.get(path)["ETag"]
        again = blog.get(path, **{"If-None-Match": tag})
        assert again.status == 304 and not again.body


@pytest.mark.parametrize("path", [
    "/sitemap-articles-0.xml", "/sitemap-articles-2.xml", "/sitemap-articles-01.xml",
    "/sitemap-articles-99999999999.xml", "/sitemap-articles-.xml", "/sitemap-x-1.xml",
    "/sitemap-lists-2.xml", "/sitemap-", "/sitemap-articles-1.xml/"])
def test_there_are_no_other_parts(blog, path):
    assert blog.get(path).status in (301, 404)


def test_robots(blog):
    answer = blog.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    rules = urllib.robotparser.RobotFileParser()
    rules.parse(answer.text.splitlines())
    assert rules.site_maps() == [f"{blog.base_url}/sitemap.xml"]
    assert rules.can_fetch("x", "/2026/03/a/") and not rules.can_fetch("x", "/comment/")
    assert "Disallow: /*?s=" in answer.text


def test_robots_of_the_site(tmp_path):
    site = served.Served(tmp_path)
    (site.dir / "public").mkdir(exist_ok=True)
    (site.dir / "public" / "robots.txt").write_text("User-agent: *\nDisallow: /\n", "utf-8")
    site.start()
    try:
        assert site.get("/robots.txt").text == (
            f"User-agent: *\nDisallow: /\n\nSitemap: {site.base_url}/sitemap.xml\n")
    finally:
        site.stop()


def test_news_of_two_days(tmp_path):
    now = time.time()

    def dated(days):
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - days * 86400))
    site = served.Served(tmp_path, articles={
        "new.md": served.matter("Storm & flood", slug="storm", date=dated(1), lang="de"),
        "old.md": served.matter("Old", slug="old", date=dated(3)),
        "page.md": served.matter("Page", type="page", slug="page", date=dated(0))})
    try:
        site.start()
        answer = site.get("/news-sitemap.xml")
        address, = [a for a, _ in entries(answer)]
        assert address.startswith(site.base_url) and address.endswith("/storm/")
        assert "<news:title>Storm &amp; flood</news:title>" in answer.text
        assert "<news:language>de</news:language>" in answer.text
        assert re.search(r"<news:publication_date>\d{4}-\d\d-\d\dT[\d:]+[+-]\d\d:\d\d<", answer.text)
        assert subprocess.run(["xmllint", "--noout", "-"], input=answer.body,
                              timeout=30).returncode == 0
        assert f"{site.base_url}/news-sitemap.xml" in dict(entries(site.get("/sitemap.xml")))
        site.command("post", "unpublish", site.article("Storm & flood")[0])
        assert not entries(site.get("/news-sitemap.xml"))
        assert f"{site.base_url}/news-sitemap.xml" not in dict(entries(site.get("/sitemap.xml")))
    finally:
        site.stop()
