"""Threads on a page: replies that are folded, and to whom a reply replies."""
import re
import time

import firefox
import pytest
import served
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    """One article with 14 replies to a comment, another with a chain of ten."""
    with served.running(tmp_path_factory.mktemp("threads"), moderation="none",
                        flood_seconds=0) as site:
        site.top = add(site, "Talk here", "Top")
        site.replies = [add(site, "Talk here", f"Reply {i}", site.top) for i in range(14)]
        add(site, "Talk here", "Next")
        site.chain = [add(site, "Number 03", "Deep 0")]
        for i in range(1, 10):
            # As an import may do: the form offers no reply at the deepest level.
            site.chain.append(add(site, "Number 03", f"Deep {i}", site.chain[-1], f"Ada {i}"))
        yield site


def add(site, title, text, parent=0, author="Ada"):
    number, _ = site.article(title)
    a = site.comment(number, f"{text} {time.time_ns()}", comment_parent=parent, author=author)
    assert a.status == 303
    return int(a["Location"].rpartition("-")[2])


def test_later_replies_are_folded(blog):
    page = blog.get(blog.article("Talk here")[1]).text
    summary = "<summary>4 more replies</summary>"
    assert page.count("<details") == 1 and summary in page
    before, after = page.split(summary)
    assert f'id="comment-{blog.replies[9]}"' in before
    assert f'id="comment-{blog.replies[10]}"' in after.split("</details>")[0]
    assert "Next" in after.split("</details>")[1]


def test_a_setting_unfolds_them(blog):
    blog.set(fold_replies=0)
    blog.reload()
    assert "<details" not in blog.get(blog.article("Talk here")[1]).text
    blog.set(fold_replies=10)
    blog.reload()


def test_where_indentation_ends_a_reply_names_its_parent(blog):
    _, address = blog.article("Number 03")
    page = blog.get(address).text
    found = re.findall(r'<a href="#comment-(\d+)">In reply to <bdi>(.*?)</bdi>', page)
    assert found == [(str(blog.chain[i]), f"Ada {i}") for i in range(4, 9)]


def test_without_script_chromium_unfolds_a_linked_reply(blog):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    options.add_experimental_option(
        "prefs", {"profile.managed_default_content_settings.javascript": 2})
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(word)
    browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))

    def is_open():
        fold = browser.find_element(
            By.CSS_SELECTOR, f"details:has(#comment-{blog.replies[-1]})")
        return fold.get_attribute("open") is not None
    try:
        browser.get(blog.base_url + blog.article("Talk here")[1])
        assert not is_open()
        browser.get(f"{blog.base_url}/comment/{blog.replies[-1]}/")
        served.wait_for(is_open, what="the reply")
    finally:
        browser.quit()


def test_without_script_firefox_unfolds_a_linked_reply(blog, tmp_path):
    browser = firefox.Firefox(tmp_path, script=False)

    def is_open():
        fold = browser.find(f"details:has(#comment-{blog.replies[-1]})")
        return browser.call("WebDriver:GetElementAttribute", id=fold, name="open") is not None
    try:
        browser.get(blog.base_url + blog.article("Talk here")[1])
        assert not is_open()
        browser.get(f"{blog.base_url}/comment/{blog.replies[-1]}/")
        served.wait_for(is_open, what="the reply")
    finally:
        browser.quit()
