"""Markup in comments: what readers write, and what the rules see of it."""
import html
import json
import re
import time

import pytest
import served


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("markup"),
                         {"flood_seconds": 0, "moderation": "rules", "max_links": 2,
                          "block_words": "casino", "block_urls": "spam.example"},
                         served.standard_articles())
    site.start()
    yield site
    site.stop()


def send(site, text, author="Ada"):
    """Returns the HTML of the new comment, or None if it is not shown."""
    number, address = site.article("Talk here")
    a = site.comment(number, text, author=author)
    assert a.status == 303
    if "held=" in a["Location"]:
        return None
    own = a["Location"].split("#")[1]
    page = site.get(address).text
    return re.search(rf'id="{own}".*?<div class="comment-text" dir="auto">(.*?)</div>', page,
                     re.S).group(1)


def reason(site):
    return json.loads(site.command("comment", "list", "--status=all", "--fields=reason",
                                   "--format=json"))[0]["reason"]


def test_markdown_and_tags(blog):
    shown = send(blog, "*a* **b** `c*d*e`\n> quoted\nanswer\n\n- x\n- y\n\n<b>z</b> <u>w</u>\n"
                "```\n<code>\n```\n[l](https://a.example/) https://b.example/_c_")
    for part in ("<em>a</em> <strong>b</strong> <code>c*d*e</code>",
                 "<blockquote>\n<p>quoted</p>\n</blockquote>\n<p>answer</p>",
                 "<ul>\n<li>x</li>\n<li>y</li>\n</ul>", "<b>z</b> &lt;u&gt;w&lt;/u&gt;",
                 "<code>&lt;code&gt;\n</code></pre>",
                 '<a rel="nofollow ugc noopener" href="https://a.example/">l</a>'):
        assert part in shown


def test_rules_see_through_markup(blog):
    for text, why in (("cas<b></b>ino", "word: casino"), ("&#99;asino", "word: casino"),
                      ("[x](ht&#116;ps://spam.example/)", "url: spam.example"),
                      ("[a](ht&#116;p://b.example) " * 3, "links: 3")):
        assert send(blog, f"{text} {time.time_ns()}") is None
        assert reason(blog) == why


def test_the_name_of_an_author_is_held(blog):
    """In letters that look like it as well, and even from a known reader."""
    for name in ("The author", "THE  AUTH0R", "Th\u0435 aut\u04bbor\u00ad"):
        assert send(blog, f"Me {time.time_ns()}", author=name) is None
        assert reason(blog) == "author-name: The author"
    assert send(blog, f"Another {time.time_ns()}", author="The authors")
    number = blog.rows("SELECT max(id) FROM comment")[0][0]
    blog.command("comment", "reply", str(number), "It is me.")
    page = blog.get(blog.article("Talk here")[1]).text
    assert page.count('class="bypostauthor"') == 1 and page.count('class="by-author"') == 1


def test_a_comment_stays_what_it_was_written_as(blog):
    """One from before Markdown is plain text, also after an edit."""
    send(blog, f"5 * 3 *is* {time.time_ns()}")
    number = blog.rows("SELECT max(id) FROM comment")[0][0]
    blog.command("comment", "edit", str(number), "--content=*new*")
    assert blog.rows("SELECT html FROM comment WHERE id = ?", number)[0][0] \
        == "<p><em>new</em></p>\n"
    blog.rows("UPDATE comment SET renderer = 2 WHERE id = ?", number)
    blog.command("comment", "edit", str(number), "--content=*old*")
    assert blog.rows("SELECT html FROM comment WHERE id = ?", number)[0][0] \
        == "<p>*old*</p>\n"


def test_an_export_says_what_it_is(blog, tmp_path):
    text = f"*markdown* {time.time_ns()}"
    send(blog, text)
    blog.command("export", tmp_path / "out")
    found = [c for f in (tmp_path / "out").rglob("*.comments.json")
             for c in json.loads(f.read_text())["comments"] if c["text"] == text]
    assert [c["format"] for c in found] == ["markdown"]
    other = served.Served(tmp_path / "other")
    other.command("import", tmp_path / "out")
    kept = "SELECT html, renderer FROM comment WHERE source = ?"
    assert other.rows(kept, text) == blog.rows(kept, text)
    blog.command("export", "--format=wxr", tmp_path / "wordpress.xml")
    assert "<p><em>markdown</em>" in (tmp_path / "wordpress.xml").read_text("utf-8")


def fields(page):
    """The hidden fields of the comment form, as they are sent again."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def in_form(page):
    text = re.search(r'<textarea id="comment"[^>]*>\n(.*?)</textarea>', page, re.S).group(1)
    return html.unescape(text)


def preview(site, text, **more):
    number, _ = site.article("Talk here")
    return site.post({"comment": text, "author": "Ada <b>", "email": "ada@example.org",
                      "url": "https://example.org/", "comment_post_ID": number,
                      "comment_parent": 0, "leave_empty": "", "preview": "1", **more})


def count(site):
    return site.rows("SELECT count(*) FROM comment")[0][0]


def test_a_preview_shows_the_comment_and_keeps_the_fields(blog):
    before, text = count(blog), '*new* <script>alert(1)</script> "q"\n\n  x'
    a = preview(blog, text, made="m", known="k")
    assert a.status == 200 and a["Cache-Control"] == "no-store"
    assert a["X-Robots-Tag"] == "noindex"
    assert "<title>Preview: Talk here" in a.text and 'tabindex="-1"' in a.text
    assert '<h3 id="preview-heading">Preview</h3>' in a.text
    assert "<p><em>new</em> &lt;script&gt;alert(1)&lt;/script&gt;" in a.text
    assert '<bdi>Ada &lt;b&gt;</bdi></p>' in a.text
    assert in_form(a.text) == text
    assert fields(a.text)["made"] == "m" and fields(a.text)["known"] == "k"
    assert 'value="ada@example.org"' in a.text and 'value="https://example.org/"' in a.text
    assert 'role="alert"' not in a.text and count(blog) == before
    assert '<article class="article"' not in a.text, "the form alone, which costs little"


def test_avatars_are_drawn_from_the_name(blog):
    send(blog, f"First {time.time_ns()}", author="Anna")
    send(blog, f"Second {time.time_ns()}", author="Bert")
    send(blog, f"Third {time.time_ns()}", author="Anna")
    _, address = blog.article("Talk here")
    page = blog.get(address).text
    found = re.findall(r'(<svg class="avatar".*?</svg>)\n<h3>.*?<bdi>(Anna|Bert)</bdi>', page)
    assert [name for _, name in found] == ["Anna", "Bert", "Anna"]
    assert found[0][0] == found[2][0] != found[1][0]
    assert found[0][0] in preview(blog, "x", author="anna").text
    blog.set(avatars="no")
    blog.reload()
    assert "<svg" not in blog.get(address).text
    assert "<svg" not in preview(blog, "x", author="anna").text
    blog.set(avatars="yes")
    blog.reload()


def test_enter_posts(blog):
    """The first button is the one that Enter presses."""
    page = blog.get(blog.article("Talk here")[1]).text
    buttons = re.findall(r"<button [^>]*>", page[page.index('id="commentform"'):])
    assert 'id="submit"' in buttons[0] and "preview" in buttons[1]
    assert "formnovalidate" in buttons[1] and "formnovalidate" not in buttons[0]


def test_only_the_text_is_needed_for_a_preview(blog):
    a = preview(blog, "x", author="", email="", url="y:z")
    assert a.status == 200 and "preview-by" not in a.text
    a = preview(blog, " \n")
    assert a.status == 422 and 'id="comment-error"' in a.text
    assert "preview-heading" not in a.text
    a = preview(blog, "x", author="\u202eda")
    assert a.status == 200 and "preview-by" not in a.text


def test_a_preview_asks_no_rule(blog):
    """Blocked or not, it looks the same, so that nobody can find out what is blocked."""
    before = count(blog)
    for text in ("casino", "http://spam.example", "http://a.example " * 9):
        a = preview(blog, text, leave_empty="x")
        assert a.status == 200 and "preview-heading" in a.text
    assert count(blog) == before
    assert preview(blog, "x", comment_post_ID=blog.article("Closed one")[0]).status == 403
    assert preview(blog, "x", comment_post_ID=987654).status == 404
    a = blog.post({"comment": "x", "preview": "1",
                   "comment_post_ID": blog.article("Talk here")[0]},
                  {"Origin": "https://evil.example"})
    assert a.status == 403


def test_a_preview_has_the_limits_of_a_comment(tmp_path):
    site = served.Served(tmp_path, {"flood_seconds": 60, "moderation": "none"},
                         served.standard_articles())
    site.start()
    try:
        assert preview(site, "before").status == 200
        assert site.comment(site.article("Talk here")[0], "one").status == 303
        a = preview(site, "after")
        assert a.status == 429 and in_form(a.text) == "after"
        assert int(a["Retry-After"]) <= 61
    finally:
        site.stop()


def test_a_reply_can_quote(blog):
    assert send(blog, "*one*\n\ntwo", author="Grace")
    own = blog.rows("SELECT max(id) FROM comment")[0][0]
    _, address = blog.article("Talk here")
    page = blog.get(f"{address}?replytocom={own}").text
    link = re.search(r'<a href="([^"]*quote=1#respond)"', page).group(1)
    a = blog.get(html.unescape(link).split("#")[0])
    assert a["X-Robots-Tag"] == "noindex"
    assert in_form(a.text) == "> *one*\n>\n> two\n\n"
    assert "quote=1" not in a.text
    assert fields(a.text)["comment_parent"] == str(own)
    shown = preview(blog, in_form(a.text) + "yes", comment_parent=own).text
    assert "<blockquote>\n<p><em>one</em></p>\n<p>two</p>\n</blockquote>\n<p>yes</p>" in shown
    assert fields(shown)["comment_parent"] == str(own) and "Grace" in shown
    assert blog.get(f"{address}?replytocom=999999&quote=1").status == 303
    assert blog.get(f"{address}?quote=1").status == 200
