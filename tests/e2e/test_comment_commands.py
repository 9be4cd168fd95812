"""Commands that change comments, and what readers see of it."""
import re

import served

TITLE = "Talk here"


def held(site, number, text):
    """Sends a comment that is held, and returns its ID."""
    assert site.comment(number, text).status == 303
    return site.rows("SELECT max(id) FROM comment")[0][0]


def item(site, address, number):
    """The list item of a comment on its page."""
    return re.search(rf'<li id="comment-{number}".*?</article>', site.get(address).text, re.S)[0]


def test_a_reply_of_the_author(site):
    number, address = site.article(TITLE)
    question = held(site, number, "Is that so?")
    answer = site.command("comment", "reply", question, "Yes, <it> is.", "--porcelain").strip()
    assert 'class="by-author"' not in item(site, address, question)
    shown = item(site, address, answer)
    assert 'class="bypostauthor"' in shown and '<span class="by-author">Author</span>' in shown
    assert "Yes, &lt;it&gt; is." in shown
    feed = site.get(f"{address}feed/").text
    assert re.search(r"<title>By [^<]+ \(Author\)</title>", feed)
    site.command("comment", "edit", answer, "--content=No.")
    assert "No." in item(site, address, answer)


def test_the_mark_survives_an_export(site, tmp_path):
    number, _ = site.article(TITLE)
    question = held(site, number, "And now?")
    site.command("comment", "reply", question, "Now it does.")
    site.command("export", tmp_path / "out")
    assert '"by_author": true' in "".join(
        p.read_text("utf-8") for p in (tmp_path / "out").rglob("*.comments.json"))


def test_out_of_spam_and_the_trash(site):
    number, address = site.article(TITLE)
    comment = held(site, number, "Back again?")
    site.command("comment", "approve", comment)
    for away, back in (("spam", "unspam"), ("trash", "untrash")):
        site.command("comment", away, comment)
        assert f'id="comment-{comment}"' not in site.get(address).text
        site.command("comment", back, comment)
        assert "Back again?" in item(site, address, comment)


def test_comments_are_closed_and_opened(site):
    number, address = site.article(TITLE)
    sentence = "Answered <elsewhere> & done."
    shown = '<p class="closed" dir="auto">'
    assert 'id="respond"' in site.get(address).text
    site.command("comment", "close", number, f"--message={sentence}")
    page = site.get(address).text
    assert f"{shown}Answered &lt;elsewhere&gt; &amp; done." in page and 'id="respond"' not in page
    refused = site.comment(number, "Too late?")
    assert refused.status == 403 and "Answered &lt;elsewhere&gt;" in refused.text
    assert "Too late?" in refused.text
    site.command("comment", "open", number)
    assert 'id="respond"' in site.get(address).text
    site.command("comment", "close", "--all", "--message=Back on Monday.")
    try:
        assert f"{shown}Back on Monday." in site.get(address).text
        refused = site.comment(number, "And now?")
        assert refused.status == 403 and "Back on Monday." in refused.text
    finally:
        site.command("comment", "open", "--all")
    assert 'id="respond"' in site.get(address).text
    assert site.comment(number, "Open again?").status == 303


def state(site, slug):
    open_, = site.rows("SELECT comments_open, closed_message FROM article WHERE slug = ?", slug)
    return open_


def test_importing_again_keeps_comments_closed(site):
    """Until the file says something else of comments than before."""
    def bring(body, **keys):
        site.write("shut-later.md", served.matter("Shut later", body, date="2026-01-18", **keys))
        return site.command("import", site.sources / "shut-later.md")

    bring("Some words.")
    site.command("comment", "close", "shut-later", "--message=Enough.")
    assert "1 unchanged" in bring("Some words.")
    assert state(site, "shut-later") == (0, "Enough.")
    assert "1 updated" in bring("Other words.", comments="false")
    assert state(site, "shut-later") == (0, "Enough.")
    assert "Enough." in site.get(site.article("Shut later")[1]).text
    # That a post is open by default is no decision.
    assert "1 updated" in bring("Other words again.")
    assert state(site, "shut-later") == (0, "Enough.")
    assert "1 updated" in bring("Open.", comments="true")
    assert state(site, "shut-later") == (1, "")
    site.command("comment", "close", "shut-later")
    assert "1 updated" in bring("Still open, says the file.", comments="true")
    assert state(site, "shut-later") == (0, "")
    site.command("comment", "open", "shut-later")
    assert "1 updated" in bring("Some words.", comments="true")
    assert state(site, "shut-later") == (1, "")


def test_the_author_opens_what_a_command_closed(site):
    site.write("edited.md", served.matter("Edited", "Some words.", date="2026-01-18"))
    site.command("import", site.sources / "edited.md")
    site.command("comment", "close", "edited", "--message=Enough.")
    site.command("post", "update", "edited", "--excerpt=Words.")
    assert state(site, "edited") == (0, "Enough.")
    text = site.folder / "edited-again.md"
    text.write_text(served.matter("Edited", "Other words.", date="2026-01-18"), "utf-8")
    site.command("post", "update", "edited", text)
    assert state(site, "edited") == (0, "Enough.")
    site.command("post", "update", "edited", "--comments=open")
    assert state(site, "edited") == (1, "")


WXR = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>
<item><title>From elsewhere</title><guid>https://old.example/?p=912</guid>
<content:encoded><![CDATA[{}]]></content:encoded><wp:post_id>912</wp:post_id>
<wp:post_date>2026-01-18 10:00:00</wp:post_date><wp:comment_status>{}</wp:comment_status>
<wp:post_name>from-elsewhere</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type></item></channel></rss>"""


def test_a_wordpress_export_keeps_comments_closed(site):
    def bring(body, status):
        file = site.folder / "elsewhere.xml"
        file.write_text(WXR.format(body, status), "utf-8")
        return site.command("import", file)

    assert "1 created" in bring("Some words.", "open")
    site.command("comment", "close", "from-elsewhere")
    assert "1 updated" in bring("Other words.", "open")
    assert state(site, "from-elsewhere") == (0, "")
    assert "1 updated" in bring("Other words.", "closed")
    assert "1 updated" in bring("Other words.", "open")
    assert state(site, "from-elsewhere") == (1, "")


def test_an_export_keeps_comments_closed(site, tmp_path):
    """One that was made before does too; what is edited in it to open comments does."""
    site.write("own.md", served.matter("Own", "Some words.", date="2026-01-18"))
    site.command("import", site.sources / "own.md")
    site.command("export", tmp_path / "out")
    file = tmp_path / "out" / "posts" / "2026" / "01" / "own.md"
    before = file.read_text("utf-8")
    site.command("comment", "close", "own", "--message=Enough.")
    assert "1 unchanged" in site.command("import", file)
    file.write_text(before.replace("Some words.", "Other words."), "utf-8")
    assert "1 updated" in site.command("import", file)
    assert state(site, "own") == (0, "Enough.")
    file.write_text(before.replace("---\n", "---\ncomments: true\n", 1), "utf-8")
    assert "1 updated" in site.command("import", file)
    assert state(site, "own") == (1, "")
