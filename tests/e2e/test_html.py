"""One page of each kind, checked by the W3C's own HTML checker."""
import json
import pathlib
import shutil
import subprocess
import time

import pytest
import served
import test_comment_pages
import tokens

JAR = pathlib.Path(served.ROOT, "tests/node_modules/vnu-jar/build/dist/vnu.jar")
JAVA = shutil.which("java")


@pytest.fixture(scope="module", autouse=True)
def checker():
    """A missing checker fails the test: unchecked pages must not count as valid."""
    assert JAVA, "java is not installed"
    assert JAR.exists(), "vnu.jar is missing: npm ci in tests/"


def pages(site):
    number, address = site.article("Talk here")
    # Other tests of this site leave comments, and this one may be tried twice.
    text = f"Held for the checker {time.time_ns()}"
    held = site.comment(number, text)["Location"].split("#")[0]
    yield "held", site.get(held)
    one = site.rows("SELECT id FROM comment WHERE source = ?", text)[0][0]
    own = f"/comment/edit/?t={tokens.sign(site, 'own', one, 600)}"
    yield "own-edit", site.get(own)
    yield "own-withdraw", site.get(f"{own}&do=withdraw")
    moderate = f"/comment/moderate/?t={tokens.sign(site, 'moderate', one, 600)}"
    yield "moderate", site.get(f"{moderate}&do=approve")
    yield "moderate-reply", site.get(f"{moderate}&do=reply")
    fields = {"t": moderate.partition("=")[2], "from": "hold", "do": "reply", "comment": " "}
    yield "422-moderate", site.post(fields, path="/comment/moderate/")
    yield "moderated", site.post({**fields, "do": "spam"}, path="/comment/moderate/")
    yield "404-moderate", site.get("/comment/moderate/?t=x")
    site.command("comment", "unapprove", one)
    fields = {"t": own.partition("=")[2], "rev": 0, "do": "save", "comment": "", "url": "x:"}
    yield "422-own", site.post(fields, path="/comment/edit/")
    site.approve_all()
    parent = one
    child = site.comment(number, f"An answer\n\nwith <b>two</b> paragraphs to {text}",
                         comment_parent=parent, url="https://example.org/?a=1&b=2",
                         author="\u05d0\u05d1 & <co>")
    assert child.status == 303
    site.approve_all()
    test_comment_pages.fill(site, "Number 09", 120, deep=True)
    long = site.article("Number 09")[1]
    paths = {
        "long-thread": long, "comments": f"{long}comment-page-2/",
        "home": "/", "last-page": "/page/2/", "article": "/2026/01/low-tide-at-six/",
        "thread": address, "reply": f"{address}?replytocom={parent}",
        "closed": "/2026/01/closed-one/", "category": "/category/harbour/boats/",
        "tag": "/tag/tides/", "author": "/author/ada-lovelace/", "year": "/2025/",
        "month": "/2025/03/", "day": "/2025/03/07/", "page": "/about-us/",
        "search": "/?s=tide", "search-none": "/?s=zeppelin", "search-empty": "/?s=",
        "chapters": site.article("Long words")[1],
        "404": "/nothing/", "404 with offers": "/low-tide-at-sxi/", "400": "/?p=x"}
    for name, path in paths.items():
        yield name, site.get(path)
    yield "422", site.comment(number, "", author="", email="x", url="x")
    yield "422-text", site.comment(number, "\n<b>\"kept\"</b> &amp;", author="")
    yield "409", site.comment(number, text)
    yield "403", site.comment(number, "x", {"Sec-Fetch-Site": "cross-site"})
    closed, _ = site.article("Closed one")
    yield "403-kept", site.comment(closed, "<i>kept</i>")
    yield "405", site.http("DELETE", "/")


def said_of(folder):
    """The checker's errors and warnings about the files in a folder."""
    done = subprocess.run([JAVA, "-jar", JAR, "--format", "json",
                           *sorted(folder.glob("*.html"))],
                          capture_output=True, text=True, timeout=120)
    ignored = ("Unicode Normalization Form C",  # from readers
               # Every browser has it since 2021; elsewhere the field is one for any text.
               "\u201cinputmode\u201d attribute is not supported in all browsers")
    messages = [m for m in json.loads(done.stderr)["messages"]
                if not any(text in m["message"] for text in ignored)]
    return [(pathlib.Path(m["url"]).name, m["message"], m.get("extract")) for m in messages]


def test_every_kind_of_page_is_valid(site, tmp_path):
    found = dict(pages(site))
    for name, answer in found.items():
        if name[0].isdigit():
            assert answer.status == int(name[:3])
        else:
            assert answer.status == 200, name
        (tmp_path / f"{name}.html").write_bytes(answer.body)
        # A button without a type submits the form around it. The checker does not mind.
        assert "<button>" not in answer.text and "<button " in answer.text, name
    assert said_of(tmp_path) == []


def test_the_sample_is_valid(tmp_path):
    """A site whose articles use all of Markdown: footnotes, tables, pictures, code."""
    with served.running(tmp_path) as own:
        own.command("import", served.ROOT / "script" / "sample")
        paths = [path for path, in own.rows("SELECT path FROM path WHERE kind = 'article'")]
        (tmp_path / "pages").mkdir()
        for n, path in enumerate(paths):
            answer = own.get(path)
            assert answer.status == 200, path
            (tmp_path / "pages" / f"{n}.html").write_bytes(answer.body)
        assert len(paths) > 40 and said_of(tmp_path / "pages") == []


def test_the_checker_finds_errors(tmp_path):
    bad = tmp_path / "bad.html"
    bad.write_text("<!DOCTYPE html><title>x</title><p><div></p>", "utf-8")
    done = subprocess.run([JAVA, "-jar", JAR, "--format", "json", bad],
                          capture_output=True, text=True, timeout=120)
    assert json.loads(done.stderr)["messages"]
