"""The longest allowed values, at the width of the smallest phones."""
import json

import pytest
import served
from selenium.webdriver.support.ui import WebDriverWait
from test_browser import resize
from test_judges import browser  # noqa: F401, a fixture

WIDTH = 320
TITLE, SLUG, NAME = 1000, 200, 245  # cgi/base/limits.h
URL = "https://example.org/" + "u" * 180
NEST = 100  # levels of lists and quotations


def word(letter, length):
    return letter * length


def nested(tag, inner):
    return f"<{tag}>" * NEST + inner + f"</{tag.split()[0]}>" * NEST


def body(letter):
    """Every element of an article, with a word that does not fit on a line."""
    long = word(letter, 300)
    return f"""
{long}

## {long}

### {long}

[{long}](https://example.org/{long}) **{long}** *{long}* `{long}` ~~{long}~~ <kbd>{long}</kbd>
<mark>{long}</mark> <q>{long}</q> <small>{long}</small> <abbr title="{long}">{long}</abbr>
<time>{long}</time> <ruby>{long}<rt>{long}</rt></ruby> https://example.org/{long}

> {long}
>
>     {long}

- {long}
  1. {long}
     - [ ] {long}

```
{long}
```

| {long} | b | c |
|---|---|---|
| {long} | {long} | {" ".join(["wide"] * 40)} |

![{long}](boat.png)

<img src="https://127.0.0.1:9/missing.png" alt="{long}" width="2000" height="10">

<figure><img src="https://127.0.0.1:9/missing.png" alt=""><figcaption>{long}</figcaption></figure>

<table><caption>{long}</caption><tr><th>{long}</th></tr></table>

<dl><dt>{long}</dt><dd>{long}</dd></dl>

<details open><summary>{long}</summary>{long}</details>

<aside>{long}</aside>

<h5>{long}</h5>

<video src="https://127.0.0.1:9/missing.mp4" width="2000" height="10" controls>{long}</video>

<audio src="https://127.0.0.1:9/missing.mp3" controls></audio>

{nested("blockquote", long)}

{nested("details open", long)}

{"<dl><dt>x</dt><dd>" * NEST}{long}{"</dd></dl>" * NEST}

{"".join("<ul><li>" for _ in range(NEST))}{long}{"</li></ul>" * NEST}

A note[^1].

[^1]: {long}
"""


TABLE = "Words.\n\n| " + " | ".join(["harbourmaster"] * 8) + " |\n|" + "---|" * 8 + "\n| " + " | ".join(
    ["harbourmaster"] * 8) + " |"


def articles():
    out = {"boat.png": served.BOAT}
    terms = {"categories": f'["{word("c", 300)}/{word("k", 300)}", "{word("q", 300)}"]',
             "tags": f'["{word("t", 300)}", "{word("g", 300)}"]', "author": word("a", 300)}
    for n, letter in enumerate("nwm"):
        out[f"{letter}.md"] = served.matter(
            word(letter, TITLE), body(letter), date=f"2026-0{n + 1}-01", slug=word(letter, SLUG),
            sticky="true", **terms)
    out.update({f"{n}.md": served.matter(f"Number {n}", date=f"2025-01-{n:02}", **terms)
                for n in range(1, 20)})
    out.update({
        "parent.md": served.matter(word("p", TITLE), type="page", menu="true",
                                   slug=word("p", SLUG)),
        "child.md": served.matter(word("h", TITLE), type="page", menu="true", slug="child",
                                  parent=word("p", SLUG)),
        "closed.md": served.matter("Closed", date="2026-01-09", comments="closed"),
        "imported.md": served.matter("Imported", TABLE, date="2026-01-11"),
        "imported.comments.json": json.dumps({"comments": [
            {"id": n, "author": word("i", NAME), "date": "2026-02-01T08:00:00Z", "format": "html",
             "status": "approve", "text": html}
            for n, html in enumerate((
                f"<pre>{word('i', 300)}</pre>", f"<code>{word('i', 300)}</code>",
                nested("blockquote", word("i", 300)),
                "<ul><li>" * NEST + word("i", 300) + "</li></ul>" * NEST), 1)]})})
    return out


@pytest.fixture(scope="module")
def long_site(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("long"), {
        "title": word("s", 300), "tagline": word("l", 300), "moderation": "none",
        "flood_seconds": 0, "max_depth": 10}, articles())
    try:
        yield site.start()
    finally:
        site.stop()


def width(browser):
    return browser.execute_script("return document.documentElement.scrollWidth")


@pytest.fixture
def phone(browser):
    resize(browser, WIDTH, 640, phone=True)
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_no_page_is_wider_than_the_phone(phone, long_site):
    site = long_site
    number, address = site.article(word("w", TITLE))
    parent = 0
    for depth in range(11):
        answer = site.comment(
            number, f"{depth} {word('o', 3000)} https://example.org/{word('u', 300)}",
            author=word("r", NAME), url=URL, comment_parent=parent)
        assert answer.status == 303, answer.text
        parent = answer["Location"].rpartition("#comment-")[2]
    paths = {
        "/": 200, "/page/2/": 200, address: 200, f"{address}?replytocom={parent}": 200,
        site.article("Imported")[1]: 200, site.article(word("h", TITLE))[1]: 200,
        f"/category/{word('c', SLUG)}/{word('k', SLUG)}/": 200,
        f"/tag/{word('t', SLUG)}/": 200, f"/author/{word('a', SLUG)}/": 200,
        "/2026/": 200, "/2026/02/": 200, "/2026/02/01/": 200, "/archives/": 200,
        f"/?s={word('w', 800)}": 200, "/?s=w*": 200, f"/?s={word('z', 800)}": 200,
        f"/{word('z', 800)}/": 404, f"/{word('w', 100)}z{word('w', 99)}/": 404}
    wide = {}
    for path, status in paths.items():
        assert site.get(path).status == status, path
        phone.get(site.base_url + path)
        if width(phone) > WIDTH:
            wide[path] = width(phone)
    assert wide == {}


@pytest.mark.parametrize("title,fields", [
    ("Error: ", {"author": word("r", NAME), "comment": word("o", 3000), "email": word("e", 300),
                 "url": word("u", 300)}),
    ("Comments are closed", {"author": "Ada", "comment": word("o", 3000),
                             "email": "ada@example.org", "url": ""})])
def test_no_answer_to_a_comment_is_wider_than_the_phone(phone, long_site, title, fields):
    number, _ = long_site.article("Closed" if "closed" in title else word("w", TITLE))
    phone.get(long_site.base_url + long_site.article("Imported")[1])
    phone.execute_script("""
      const form = document.getElementById("commentform"), fields = arguments[0];
      for (const name in fields) form.elements[name].value = fields[name];
      form.noValidate = true;
      form.requestSubmit();""", {**fields, "comment_post_ID": number})
    WebDriverWait(phone, 15).until(lambda b: b.title.startswith(title))
    assert width(phone) <= WIDTH


@pytest.mark.parametrize("place", ["h1", ".body p", "h3 bdi", ".comment-text"])
def test_the_measure_finds_a_word_that_does_not_wrap(phone, long_site, place):
    phone.get(long_site.base_url + long_site.article("Imported")[1])
    assert width(phone) <= WIDTH
    phone.execute_script("""
      const e = document.querySelector(arguments[0]);
      e.textContent = "w".repeat(100);
      e.style.overflowWrap = "normal";""", place)
    assert width(phone) > WIDTH


def test_the_words_of_a_table_stay_whole(phone, long_site):
    """It scrolls instead: nobody can read a column of single letters."""
    phone.get(long_site.base_url + long_site.article("Imported")[1])
    lines, scrolls = phone.execute_script("""
      const box = document.querySelector(".body .scroll"), range = document.createRange();
      range.selectNodeContents(box.querySelector("td"));
      return [range.getClientRects().length, box.scrollWidth > box.clientWidth];""")
    assert lines == 1 and scrolls
