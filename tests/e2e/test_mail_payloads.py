"""Texts that try to become scripts, in mails about comments and on the pages that links in them
lead to, as a browser reads them. PAMPHLET_PAYLOADS=all tries all of them."""
import os
import re

import mailed
import pytest
import served
from test_comment_payloads import browser, main_of, payloads, read

STEP = 1 if os.environ.get("PAMPHLET_PAYLOADS") == "all" else 11
AT_ONCE = 90  # a digest shows up to 100 comments

INSPECT = """
const found = [];
for (const e of document.querySelectorAll("body *")) {
  if (/^(SCRIPT|IFRAME|OBJECT|EMBED|STYLE|LINK|META|BASE|IMG|VIDEO|AUDIO|MATH|SVG|FORM|INPUT)$/i
      .test(e.tagName)) found.push(e.outerHTML);
  for (const a of e.attributes) {
    if (/^on|^style$|^srcdoc$|^autofocus$/i.test(a.name)) found.push(e.outerHTML);
    if (/^(href|src|cite)$/.test(a.name) && !/^(https?:\\/\\/|mailto:)/.test(a.value))
      found.push(e.outerHTML);
  }
}
return [document.title, document.querySelectorAll(".item").length, found.slice(0, 3)];
"""


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    made = mailed.Mailed(tmp_path_factory.mktemp("mail-payloads"),
                         {"moderation": "none", "notices": "daily", "notify_spam": "yes"},
                         served.standard_articles())
    try:
        yield made.start()
    finally:
        made.stop()


def digest(site, n):
    """The next digest, at once."""
    def queued():
        return site.rows("SELECT count(*) FROM mail_event") == [(0,)]
    served.wait_for(queued, what="the events to be taken")
    with site.connection() as db:
        db.execute("UPDATE mail SET due_at = 0 WHERE state = 'queued'")
    return site.wait_for_mails(n)[-1]


def html_of(mail):
    return mail.get_body(("html",)).get_content()


def test_digests_and_moderation(blog, browser, tmp_path):
    number, _ = blog.article("Talk here")
    texts = payloads()[::STEP]
    links, file = [], tmp_path / "mail.html"
    for n, i in enumerate(range(0, len(texts), AT_ONCE)):
        part = texts[i:i + AT_ONCE]
        for k, text in enumerate(part):
            author = re.sub(r"\s+", " ", text)[:200]
            a = blog.comment(number, f"{text}\n\n{i + k}", author=author)
            assert a.status == 303, text
        mail = digest(blog, n + 1)
        for name, value in mail.items():
            assert "<" not in value or name in ("Message-ID", "References", "In-Reply-To",
                                                "List-Id", "From"), (name, value)
        html = html_of(mail)
        file.write_text(html, "utf-8")
        browser.get(f"file://{file}")
        title, items, found = browser.execute_script(INSPECT)
        assert (title, items, found) == (mail["Subject"], len(part), [])
        links += sorted({t for t in re.findall(r"moderate/\?t=([0-9a-zA-Z._-]+)", html)})
    assert len(links) == len(texts)
    pages = [main_of(blog.get(f"/comment/moderate/?t={t}").text) for t in links]
    for i in range(0, len(pages), 200):
        read(browser, tmp_path, pages[i:i + 200])
