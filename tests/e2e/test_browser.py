"""Reading and commenting as a person does, with and without script."""
import os
import shutil
import time

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
SWITCHES = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-background-networking", "--disable-component-update",
            "--disable-default-apps", "--disable-extensions", "--disable-sync", "--no-first-run",
            "--no-proxy-server", "--window-size=1000,900"]


def started(profile, script=True):
    """A Chromium that keeps its profile in that folder. The caller quits it."""
    assert CHROMIUM and DRIVER, "chromium and chromium-driver are needed"
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for switch in SWITCHES:
        options.add_argument(switch)
    options.add_argument(f"--user-data-dir={profile}")
    if not script:
        options.add_experimental_option(
            "prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # A proxy set in the environment must not come between driver and browser.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    driver = webdriver.Chrome(service=Service(DRIVER), options=options)
    driver.set_page_load_timeout(30)
    return driver


@pytest.fixture(scope="module", params=["script on", "script off"])
def browser(request, tmp_path_factory):
    driver = started(tmp_path_factory.mktemp("profile"), request.param == "script on")
    yield driver
    driver.quit()


def words(browser):
    return browser.find_element(By.TAG_NAME, "body").text


def fill(browser, **fields):
    for name, text in fields.items():
        box = browser.find_element(By.ID, name)
        box.clear()
        box.send_keys(text)


def press(element):
    """Submits by keyboard, because a click would miss a button that is still scrolling."""
    element.send_keys(Keys.ENTER)


def send(browser):
    old = browser.find_element(By.TAG_NAME, "html")
    press(browser.find_element(By.ID, "submit"))
    WebDriverWait(browser, 15).until(lambda b: b.find_element(By.TAG_NAME, "html") != old)


def assert_the_faults_are_seen(browser):
    """Checks the scroll position, and where the next Tab leads."""
    assert browser.title.startswith("Error: Talk here")
    faults = browser.find_element(By.CSS_SELECTOR, "[role=alert]")
    top = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssVisualViewport"]["pageY"]
    assert top > 0 and 0 <= faults.rect["y"] - top < 300
    focused = browser.switch_to.active_element
    assert focused.get_dom_attribute("id") == "respond"
    focused.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.get_dom_attribute("href") == "#email"


def test_read(browser, site):
    browser.get(site.base_url + "/")
    assert "Harbour Notes" in browser.title
    press(browser.find_element(By.LINK_TEXT, "Low tide at six"))
    WebDriverWait(browser, 15).until(lambda b: "/low-tide-at-six/" in b.current_url)
    text = words(browser)
    for phrase in ("Leave a Reply", "Back to top", "Your email address will not be published. "
                   "Required fields are marked *"):
        assert phrase in text
    assert browser.find_element(By.ID, "submit").text == "Post Comment"
    picture = browser.find_element(By.TAG_NAME, "img")
    WebDriverWait(browser, 15).until(lambda b: picture.get_property("naturalWidth") == 1)
    family = browser.find_element(By.TAG_NAME, "body").value_of_css_property("margin-top")
    sheets = browser.find_elements(By.CSS_SELECTOR, "link[rel=stylesheet]")
    assert len(sheets) == 1 and family != "8px", "the style sheet is applied"
    assert browser.get_cookies() == []


def test_the_top_is_one_click_away(browser, site):
    browser.get(site.base_url + "/2026/01/talk-here/")
    press(browser.find_element(By.LINK_TEXT, "Back to top"))
    WebDriverWait(browser, 15).until(lambda b: b.current_url.endswith("#top"))


def test_post_be_told_what_is_wrong_post_wait_and_be_seen(browser, site):
    _, address = site.article("Talk here")
    text = f"Out of a browser {time.time_ns()} <x>& co</x>"
    browser.get(site.base_url + address)
    # The browser accepts an email address without a dot. The program reports it.
    fill(browser, comment=text, author="Ada", email="ada@localhost")
    send(browser)
    assert_the_faults_are_seen(browser)
    box = browser.find_element(By.ID, "email")
    assert box.get_dom_attribute("aria-invalid") == "true"
    fault = browser.find_element(By.ID, box.get_dom_attribute("aria-describedby"))
    assert fault.is_displayed() and "email address" in fault.text
    between = fault.rect["y"] - box.rect["y"]
    assert 0 <= between < 120, "the error stands beside its field"
    assert browser.find_element(By.ID, "comment").get_property("value") == text
    assert browser.find_element(By.ID, "author").get_property("value") == "Ada"
    assert not browser.find_elements(By.ID, "author-error")
    fill(browser, email="ada@example.org")
    send(browser)
    assert "?held=" in browser.current_url
    assert "Your comment is awaiting moderation" in words(browser)
    assert text in words(browser)
    held_url = browser.current_url
    browser.get(site.base_url + address)
    assert text not in words(browser)
    site.approve_all()
    browser.get(held_url)
    assert "held=" not in browser.current_url and "awaiting moderation" not in words(browser)
    assert text in words(browser)
    assert "ada@example.org" not in browser.page_source


def test_empty_fields_are_stopped_by_the_browser(browser, site):
    _, address = site.article("Talk here")
    browser.get(site.base_url + address)
    press(browser.find_element(By.ID, "submit"))
    assert browser.current_url == site.base_url + address
    for name in ("comment", "author", "email"):
        assert browser.find_elements(By.CSS_SELECTOR, f"#{name}:invalid")


def test_reply(browser, open_site):
    number, address = open_site.article("Number 06")
    parent = f"A parent {time.time_ns()}"
    assert open_site.comment(number, parent, author="Grace").status == 303
    browser.get(open_site.base_url + address)
    press(browser.find_elements(By.LINK_TEXT, "Reply")[-1])
    WebDriverWait(browser, 15).until(lambda b: "replytocom=" in b.current_url)
    assert "Leave a Reply to Grace" in words(browser)
    text = f"An answer {time.time_ns()}"
    fill(browser, comment=text, author="Ada", email="ada@example.org")
    send(browser)
    # This test runs twice on the same site, with and without script, so there are two lists.
    lists = browser.find_elements(By.CSS_SELECTOR, "ol.comment-list ol.children")
    assert any(text in c.text for c in lists)


def test_nothing_runs_and_nothing_is_refused(browser, open_site):
    number, address = open_site.article("Number 07")
    payload = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    open_site.comment(number, f"{payload} {time.time_ns()}", author=payload)
    browser.get(open_site.base_url + address)
    assert browser.title.startswith("Number 07")
    assert payload in words(browser)
    severe = [e for e in browser.get_log("browser") if e["level"] == "SEVERE"
              and open_site.base_url + address in e["message"]]
    assert severe == []


LINES = """
const lines = [];
for (const block of document.querySelectorAll(arguments[0])) {
  const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let bottom = null, letters = 0, own = [];
  for (let text; (text = walk.nextNode());)
    for (let i = 0; i < text.length; i++) {
      range.setStart(text, i);
      range.setEnd(text, i + 1);
      const box = range.getClientRects()[0];
      if (box && bottom !== null && Math.abs(box.bottom - bottom) > 6) {
        own.push(letters);
        letters = 0;
      }
      if (box) { letters++; bottom = box.bottom; }
    }
  lines.push(...own);
}
return lines;
"""


def resize(browser, width, height=900, phone=False):
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone})


@pytest.fixture
def any_size(browser):
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


@pytest.mark.parametrize("width", [768, 1440])
def test_lines_have_60_to_75_letters(any_size, site, width):
    resize(any_size, width)
    any_size.get(site.base_url + site.article("Long words")[1])
    # Without the last line of each paragraph, which may be of any length.
    lines = sorted(any_size.execute_script(LINES, ".body > p + p"))
    assert len(lines) > 20
    assert 60 <= lines[len(lines) // 2] <= 75 and lines[-1] <= 80


def kinds_of_pages(site):
    """Every kind of page there is, as (address, fields of a form to send first)."""
    number, address = site.article("Talk here")
    closed, _ = site.article("Closed one")
    return [("/", None), ("/page/2/", None), ("/2026/01/", None), ("/about-us/", None),
            (address, None), (site.article("Long words")[1], None), ("/nothing/", None),
            (address, {"email": "ada@localhost"}), (address, {"comment_post_ID": closed}),
            (address, {"comment": f"To be held {time.time_ns()} " + "w" * 300})]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_needs_no_sideways_scrolling(any_size, site, scheme):
    browser = any_size
    resize(browser, 360, 740, phone=True)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})
    seen = set()
    for path, fields in kinds_of_pages(site):
        browser.get(site.base_url + path)
        if fields:
            number = fields.pop("comment_post_ID", None)
            fill(browser, **{"comment": "Words", "author": "Ada", "email": "ada@example.org",
                             **fields})
            if number:
                browser.execute_script("document.querySelector('[name=comment_post_ID]')"
                                       ".value = arguments[0]", str(number))
            send(browser)
        seen.add(browser.title.split(" – ")[0])
        page = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})
        assert page["cssContentSize"]["width"] <= 360, (path, fields)
        paper = browser.find_element(By.TAG_NAME, "body").value_of_css_property(
            "background-color")
        red = int(paper.split("(")[1].split(",")[0])
        assert (red < 128) == (scheme == "dark"), paper
    assert {"Error: Talk here", "Comments are closed", "Page not found"} <= seen


def test_the_pager_stands_still(any_size, site):
    """Page numbers stay centred if the link to newer or older posts is missing."""
    resize(any_size, 1000)
    middles = []
    for path in ("/", "/page/2/", "/2025/page/3/"):
        any_size.get(site.base_url + path)
        box = any_size.find_element(By.CSS_SELECTOR, ".pager ul").rect
        middles.append(box["x"] + box["width"] / 2)
    assert max(middles) - min(middles) < 2, middles


FAR = """
const middle = box => box.left + box.width / 2;
const range = document.createRange(), page = document.querySelector("main");
return [...document.querySelectorAll(arguments[0])].map(e => {
  range.selectNodeContents(e);
  const text = range.getBoundingClientRect(), next = e.nextElementSibling;
  return {middle: Math.abs(middle(text) - middle(page.getBoundingClientRect())),
          right: Math.abs(e.getBoundingClientRect().right - text.right),
          below: next ? next.getBoundingClientRect().top - text.bottom : null};
});
"""


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_found_is_aligned(any_size, site, width):
    resize(any_size, width)
    any_size.get(site.base_url + "/?s=" + "words+" * 20)
    found = any_size.execute_script(FAR, ".found")
    assert len(found) == 2 and all(line["middle"] < 2 for line in found), found
    assert found[1]["below"] > 10, found
    made = site.command("post", "create", "--title=שלום", "--content=עולם", "--lang=he",
                        "--status=publish", "--porcelain").strip()
    any_size.get(site.base_url + "/?s=עולם")
    hit = any_size.execute_script(FAR, ".hit :is(h2, .excerpt, .meta)")
    site.command("post", "delete", made, "--yes")
    assert len(hit) == 3 and all(line["right"] < 2 for line in hit), hit


@pytest.mark.parametrize("width", range(320, 420, 20))
def test_the_parts_of_a_byline_stay_on_one_line(any_size, site, width):
    resize(any_size, width, phone=True)
    any_size.get(site.base_url + site.article("Long words")[1])
    parts = any_size.execute_script(
        "return [...document.querySelectorAll('.meta span:not(.by)')]"
        ".map(e => [e.textContent, e.getClientRects().length])")
    assert [text for text, _ in parts][-1] == "2 min read" and {n for _, n in parts} == {1}, parts


@pytest.mark.parametrize("width", [320, 1280])
def test_a_comment_that_is_linked_to_stays_in_its_column(any_size, open_site, width):
    number, _ = open_site.article("Number 08")
    answer = open_site.comment(number, f"Linked to {time.time_ns()}")
    resize(any_size, width)
    any_size.get("about:blank")  # otherwise only the fragment changes
    any_size.get(open_site.base_url + answer["Location"].removeprefix(open_site.base_url))
    style, column, comment = any_size.execute_script("""
      const box = e => { const b = e.getBoundingClientRect(); return [b.left, b.right]; };
      const comment = document.querySelector("li:target > .comment");
      return [getComputedStyle(comment).boxShadow, box(comment.closest("#comments")),
              box(comment)];""")
    assert style == "none" and column == comment


def test_on_paper(any_size, site):
    """In print: white background, no controls, and the addresses of links spelled out."""
    any_size.get(site.base_url + site.article("Long words")[1])
    any_size.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    style = any_size.find_element(By.TAG_NAME, "body").value_of_css_property
    assert (style("background-color"), style("color")) == (
        "rgba(255, 255, 255, 1)", "rgba(0, 0, 0, 1)")
    assert not any_size.find_element(By.ID, "respond").is_displayed()
    shown = any_size.execute_script(
        "return getComputedStyle(document.querySelector('.body a'), '::after').content")
    assert "https://example.org/tides" in shown
