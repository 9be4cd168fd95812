"""Texts that try to become scripts, in feeds and in the form with which readers change their
comments, as a browser reads them. PAMPHLET_PAYLOADS=all tries all of them."""
import os
import re

import feedparser
import pytest
import served
from test_comment_payloads import browser, main_of, payloads, read

STEP = 1 if os.environ.get("PAMPHLET_PAYLOADS") == "all" else 23
AT_ONCE = 100
PATH = "/comment/edit/"


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    with served.running(tmp_path_factory.mktemp("own-payloads"), moderation="none",
                        flood_seconds=0, items=AT_ONCE) as site:
        yield site


def edit_pages(site, location, text):
    """The form, and the form again after a change that is refused."""
    token = re.search(r"[?&]edit=([^&#]+)", location).group(1)
    form = site.get(f"{PATH}?t={token}")
    assert form.status == 200
    fields = dict(re.findall(r'<input [^>]*name="(\w+)"[^>]* value="([^"]*)"', form.text))
    refused = site.post({**fields, "t": token, "do": "save", "comment": text, "author": text,
                         "url": text + " x"}, path=PATH)
    assert refused.status == 422, refused.status
    return [main_of(form.text), main_of(refused.text)]


def feed_parts(site, path, texts):
    """What a feed reader shows of each entry."""
    parts = []
    for kind in ("", "atom/"):
        feed = feedparser.parse(site.get(f"{path}feed/{kind}").text, sanitize_html=False)
        assert not feed.bozo and len(feed.entries) == min(len(texts), AT_ONCE)
        parts += [f'<main><div class="comment-text">{e.content[0].value}</div></main>'
                  for e in feed.entries]
    return parts


def test_forms_and_feeds(blog, browser, tmp_path):
    number, path = blog.article("Talk here")
    texts = payloads()[::STEP]
    parts = []
    for i in range(0, len(texts), AT_ONCE):
        part = texts[i:i + AT_ONCE]
        for k, text in enumerate(part):
            author = re.sub(r"\s+", " ", text)[:200]
            a = blog.comment(number, f"{text}\n\n{i + k}", author=author)
            assert a.status == 303, text
            parts += edit_pages(blog, a["Location"], text)
        parts += feed_parts(blog, path, texts[:i + len(part)])
    assert len(parts) >= 4 * len(texts)
    for i in range(0, len(parts), 200):
        read(browser, tmp_path, parts[i:i + 200])
