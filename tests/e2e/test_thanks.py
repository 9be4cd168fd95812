"""Readers say thank you with a button below an article."""
import re

import pytest
import served

PATH = "/comment/thanks/"
TITLE = "Talk here"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("thanks"),
                         {"thanks": "yes", "trusted_proxies": "127.0.0.1"},
                         served.standard_articles()).start()
    yield site
    site.stop()


def part(page):
    found = re.search(r'<div id="comment-thanks".*?</div>', page.text, re.S)
    return found and found.group()


def press(site, article, address, **headers):
    return site.post({"article": article}, {"X-Forwarded-For": address, **headers}, path=PATH)


def test_a_press_counts_once(site):
    number, path = site.article(TITLE)
    page = site.get(path)
    assert f'name="article" value="{number}"' in part(page)
    assert "said thank you" not in part(page)
    for _ in range(2):
        answer = press(site, number, "198.51.100.1")
        assert (answer.status, answer["Location"]) == (303, path + "#comment-thanks")
        assert answer["Set-Cookie"] is None
        assert "One reader said thank you" in part(site.get(path))
    press(site, number, "198.51.100.2")
    after = site.get(path)
    assert "2 readers said thank you" in part(after)
    assert after["ETag"] != page["ETag"]
    dump = site.dir.joinpath("pamphlet.db").read_bytes()
    assert b"198.51.100" not in dump


def test_what_is_not_a_press_is_refused(site):
    number, _ = site.article(TITLE)
    before = site.rows("SELECT sum(count) FROM thanks")
    assert site.get(PATH).status == 405
    assert press(site, 4711, "198.51.100.9").status == 404
    assert press(site, "x", "198.51.100.9").status == 400
    assert press(site, number, "198.51.100.9", Origin="https://evil.example").status == 403
    assert site.rows("SELECT sum(count) FROM thanks") == before


def test_a_closed_article_keeps_its_number(site):
    number, path = site.article(TITLE)
    press(site, number, "198.51.100.3")
    site.command("comment", "close", str(number))
    page = part(site.get(path))
    assert "said thank you" in page and "<form" not in page
    assert press(site, number, "198.51.100.4").status == 403
    site.command("comment", "open", str(number))
    assert "<form" in part(site.get(path))


def test_without_the_setting_there_is_no_button(site):
    number, path = site.article(TITLE)
    site.set(thanks="no")
    site.reload()
    assert part(site.get(path)) is None
    assert press(site, number, "198.51.100.5").status == 404
    site.set(thanks="yes")
    site.reload()
