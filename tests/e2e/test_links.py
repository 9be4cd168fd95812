"""`pamphlet check --links`, compared with what the site answers over HTTP."""
import html
import json
import re
import subprocess
import urllib.parse

import pytest
import served

# Each with what people have reported about checkers of links: fragments in another
# encoding, orders to the browser, links to the page itself, other spellings of hosts.
GOOD = r"""
## Über uns, kurz

## Second *part*

[same](#über-uns-kurz) [encoded](#%C3%BCber-uns-kurz) [lower](#%c3%bcber-uns-kurz)
[top](#top) [empty](#) [order](/2026/01/tide/#:~:text=The%20mud,end) [note][^1]
[host]({base}/2026/01/tide/) [scheme](//{host}/2026/01/tide/#smell)
[relative](../tide/) [dots](../../../2026/./01/tide/) [mail](mailto:a@example.org)
[tag](/tag/tides/) [category](/category/harbour/boats/) [month](/2026/01/) [feed](/feed/atom/)
[feed of an article](/2026/01/tide/feed/) [archives](/archives/) [page](/about/)
[second page](/page/2/) [sitemap](/sitemap.xml) [search](/?s=tide) [elsewhere](https://example.com/x)
[comments](../tide/#comments) [escaped](/media/a%20%26%20b.png?x=1&amp;y=2)
[cyrillic](/2026/01/море/) [cyrillic](/2026/01/%d0%bc%d0%be%d1%80%d0%b5/)

![picture](/media/a%20&%20b.png)

[^1]: A note with a [link](#second-part).
"""
BAD = r"""
[typing error](/2026/01/tdie/) [file](tide.md) [withdrawn](/2026/01/old-pier/)
[draft](/2026/01/secret/) [anchor](/2026/01/tide/#smel) [case](/2026/01/tide/#Smell)
[own anchor](#nowhere) [no page](/page/99/) [no tag](/tag/none/) [lost](/lost/)
[comment](/2026/01/tide/#comment-77) [by number](/?p=4711) [loop](/round/)
![case](/media/A%20&%20B.png) [outside](/media/%2e%2e/site.ini)
"""
MOVED = "[slash](/2026/01/tide) [case](/2026/01/Tide/) [alias](/former/) [redirect](/short/)"


@pytest.fixture(scope="module")
def shore(tmp_path_factory):
    files = {f"n{n}.md": served.matter(f"Number {n}", date="2025-03-01") for n in range(12)}
    files |= {
        "tide.md": served.matter("Tide", "## Smell\n\nThe mud.", date="2026-01-20", tags="[tides]",
                                 categories="[Harbour/Boats]", aliases="[/former/]"),
        "sea.md": served.matter("Море", date="2026-01-20"),
        "secret.md": served.matter("Secret", BAD, date="2026-01-18", status="draft"),
        "pier.md": served.matter("Old pier", BAD, date="2026-01-18", slug="old-pier"),
        "about.md": served.matter("About", type="page", slug="about")}
    site = served.Served(tmp_path_factory.mktemp("links"), {}, files)
    (site.dir / "media" / "a & b.png").write_bytes(served.BOAT)
    site.start()
    site.command("post", "unpublish", str(site.article("Old pier")[0]))
    for path, target in ("/short/", "/2026/01/tide/"), ("/lost/", "/2026/01/none/"):
        site.command("redirect", "add", path, target)
    # "redirect add" refuses these two.
    with site.connection() as db:
        db.executemany("INSERT INTO redirect VALUES (?, ?)",
                       [("/round/", "/about/x/"), ("/about/x/", "/round/")])
    base = f"http://127.0.0.1:{site.port}"
    for name, text in (("good", GOOD), ("bad", BAD), ("moved", MOVED)):
        text = text.replace("{base}", base).replace("{host}", base[7:])
        file = site.dir.parent / f"{name}.md"
        file.write_text(served.matter(name.title(), text, date="2026-01-21"), "utf-8")
        site.command("import", file)
    yield site
    site.stop()


def check(site, *args):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "check", "--links", *args],
                          capture_output=True, text=True, env=site.environment, timeout=60,
                          stdin=subprocess.DEVNULL)


def found(site):
    result = check(site, "--format=json")
    rows = json.loads(result.stdout)
    errors = [r for r in rows if r["level"] == "error"]
    assert result.returncode == (65 if errors else 0), result.stderr
    return rows


def test_good_links_are_not_named(shore):
    assert [r for r in found(shore) if r["address"] == "/2026/01/good/"] == []


def test_every_bad_link_is_named(shore):
    rows = {r["link"]: r for r in found(shore) if r["address"] == "/2026/01/bad/"}
    written = re.findall(r"\]\(([^)]*)\)", BAD)
    assert len(rows) == len(written), set(rows)
    assert all(r["level"] == "error" for r in rows.values())
    said = {urllib.parse.unquote(link): (r["problem"], r["suggestion"]) for link, r in rows.items()}
    assert said["/2026/01/tdie/"] == ("not found", "/2026/01/tide/")
    assert said["tide.md"] == ("not found", "/2026/01/tide/")
    assert said["/2026/01/old-pier/"] == ("withdrawn or deleted", "")
    assert said["/2026/01/secret/"][0] == "not found"
    assert said["/2026/01/tide/#smel"] == ("no such anchor", "#smell")
    assert said["/media/A & B.png"] == ("no such file", "/media/a%20%26%20b.png")
    assert said["/lost/"] == ("redirects to nothing", "/2026/01/none/")
    assert said["/round/"] == ("redirects in a circle", "")


def test_links_through_redirects_are_notes(shore):
    rows = [r for r in found(shore) if r["address"] == "/2026/01/moved/"]
    assert [r["level"] for r in rows] == ["note"] * 4
    assert {r["suggestion"] for r in rows} == {"/2026/01/tide/"}


def test_redirects_are_named(shore):
    rows = {r["address"]: r["problem"] for r in found(shore) if r["article"] is None}
    assert rows == {"/lost/": "not found", "/round/": "redirects in a circle",
                    "/about/x/": "redirects in a circle"}


@pytest.mark.parametrize("name", ["good", "bad", "moved"])
def test_the_web_server_agrees(shore, name):
    """Whatever is on the page: each link is named if and only if its answer is no 200."""
    page = f"/2026/01/{name}/"
    named = {r["link"] for r in found(shore) if r["address"] == page}
    base, checked = f"http://127.0.0.1:{shore.port}", 0
    for link in re.findall(r"\]\(([^)]*)\)", {"good": GOOD, "bad": BAD, "moved": MOVED}[name]):
        link = html.unescape(link.replace("{base}", base).replace("{host}", base[7:]))
        url = urllib.parse.urlsplit(urllib.parse.urljoin(base + page, link))
        if url.netloc != base[7:] or url.fragment:
            continue
        # Lower case after "%" is one redirect away, and not worth a line.
        path = urllib.parse.quote(urllib.parse.unquote(url.path), safe="/&")
        answer = shore.get(path + ("?" + url.query if url.query else ""))
        same = [n for n in named if urllib.parse.unquote(n) == urllib.parse.unquote(link)]
        assert bool(same) == (answer.status != 200), (link, answer.status)
        checked += 1
    assert checked >= 4


def test_for_people(shore):
    text = check(shore).stdout
    assert re.search(r"\n18 broken links found, and 4 notes: looked at \d+ links of"
                     r" 18 articles, and 4 redirects\.\n$", text), text
