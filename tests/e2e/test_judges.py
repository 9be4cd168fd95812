"""What others say of the pages: axe-core, text browsers, the scales and the clock."""
import pathlib
import re
import subprocess

import pytest
import served
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from test_browser import CHROMIUM, DRIVER, SWITCHES, resize

AXE = pathlib.Path(served.ROOT, "tests/node_modules/axe-core/axe.min.js")
ARTICLE = "/2026/01/low-tide-at-six/"
KINDS = {"home": "/", "list": "/page/2/", "article": ARTICLE, "long": "/2024/02/long-words/",
         "closed": "/2026/01/closed-one/", "category": "/category/harbour/boats/",
         "tag": "/tag/tides/", "author": "/author/ada-lovelace/", "year": "/2025/",
         "page": "/about-us/", "corrections": "/corrections/", "search": "/?s=number",
         "nothing found": "/?s=zeppelin",
         "404": "/nothing/", "404 with offers": "/low-tide-at-sxi/"}


@pytest.fixture(scope="module")
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for switch in SWITCHES:
        options.add_argument(switch)
    driver = webdriver.Chrome(service=Service(DRIVER), options=options)
    driver.set_page_load_timeout(30)
    driver.set_script_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def talked(site):
    """The article with two comments, one an answer."""
    number = site.article("Low tide at six")[0]
    site.comment(number, "Nobody smells it any more.", author="Grace Hopper",
                 url="https://example.org/")
    site.approve_all()
    parent = site.comments_json("--status=approve")[0]["id"]
    site.comment(number, "I do. 数据库", author="Ada Byron", comment_parent=parent)
    site.approve_all()
    return site


# What browsers ask for first, if nginx has it.
PACKED = "br" if served.BROTLI.exists() else "gzip"


def look(browser, scheme):
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})


def violations(browser):
    """Includes the size of links and buttons, which axe checks only if told to."""
    browser.execute_script(AXE.read_text("utf-8"))
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run({rules: {'target-size': {enabled: true}}})"
        ".then(r => done(r), e => done({error: String(e)}))")
    assert "error" not in found, found
    assert found["passes"], "axe has looked at nothing"
    return [(v["id"], v["help"], [n["html"] for n in v["nodes"]]) for v in found["violations"]]


# Colours differ by scheme; what scrolls, and what is too small to tap, by width.
@pytest.mark.parametrize("scheme,width", [("light", 1280), ("dark", 360)])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(browser, talked, kind, scheme, width):
    look(browser, scheme)
    resize(browser, width, phone=width < 600)
    browser.get(talked.base_url + KINDS[kind])
    assert violations(browser) == []


def test_the_links_of_a_comment_can_be_tapped(browser, talked):
    resize(browser, 360, phone=True)
    browser.get(talked.base_url + ARTICLE)
    heights = browser.execute_script(
        "return [...document.querySelectorAll('.comment :is(h3, header, .reply) a')]"
        ".map(a => a.getBoundingClientRect().height)")
    assert len(heights) >= 5 and min(heights) >= 24, heights


def test_a_wide_table_scrolls_with_the_keyboard(browser, talked):
    resize(browser, 360)
    browser.get(talked.base_url + KINDS["long"])
    box = browser.find_element(By.CSS_SELECTOR, ".body [role=group]:has(> table)")
    assert box.accessible_name == "Table" and box.find_element(
        By.TAG_NAME, "table").aria_role == "table"
    browser.execute_script("arguments[0].focus()", box)
    box.send_keys(Keys.ARROW_RIGHT)
    WebDriverWait(browser, 5).until(lambda b: box.get_property("scrollLeft") > 0)


def test_axe_finds_what_is_wrong(browser, talked):
    browser.get(talked.base_url + "/")
    browser.execute_script(AXE.read_text("utf-8"))
    browser.execute_script("document.querySelector('label').remove();"
                           "document.documentElement.removeAttribute('lang')")
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run().then(r => done(r.violations.map(v => v.id)))")
    assert {"label", "html-has-lang"} <= set(found)


def test_an_article_is_light(browser, talked):
    """The first view of an article with 20 comments: at most three requests, pictures aside,
    and what the first packets of a connection carry, ten segments of 1,460 bytes."""
    number = talked.article("Talk here")[0]
    for n in range(20):
        talked.comment(number, f"Nobody smells it any more, and I have been here for {n} years. "
                       "*Except* the cat, who does not tell.", author=f"Reader {n}")
    talked.approve_all()
    address = talked.base_url + talked.article("Talk here")[1]
    browser.get(address)
    asked = browser.execute_script(
        "return performance.getEntriesByType('resource').concat("
        "performance.getEntriesByType('navigation')).map(e => e.name)")
    asked = [u for u in asked if not re.search(r"/media/", u)]
    assert len(asked) <= 3, asked
    assert browser.page_source.count('id="comment-') >= 20
    packed = {u: talked.get(u.removeprefix(talked.base_url), **{"Accept-Encoding": encoding}).body
              for u in asked for encoding in [PACKED]}
    weight = sum(map(len, packed.values()))
    assert weight <= 14 * 1024, {u: len(b) for u, b in packed.items()}


def test_nothing_moves_while_it_loads(browser, talked):
    for kind in ("home", "article", "search"):
        browser.get(talked.base_url + KINDS[kind])
        shift = browser.execute_async_script("""
          const done = arguments[0]; let sum = 0;
          new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
            .observe({type: 'layout-shift', buffered: true});
          setTimeout(() => done(sum), 300)""")
        assert shift == 0, (kind, shift)


def test_comments_far_below_are_laid_out_when_they_come_near(browser, talked):
    """Links to a comment lead to it all the same, and nothing moves on the way."""
    number, path = talked.article("Number 09")
    for n in range(40):
        talked.comment(number, f"Comment {n}. " * (1 + n % 7), author=f"Reader {n}")
    talked.approve_all()
    resize(browser, 360, phone=True)
    last = re.findall(r'id="(comment-[0-9]+)"', talked.get(path).text)[-1]
    browser.get(talked.base_url + path)
    state = ("const li = document.getElementById(arguments[0]);"
             "return getComputedStyle(li).contentVisibility")
    assert browser.execute_script(state, last) == "auto"
    first = browser.execute_script("return document.querySelector('.comment-list > li').id")
    assert browser.execute_script(state, first) == "visible"
    browser.get(talked.base_url + path + "#" + last)
    WebDriverWait(browser, 5).until(lambda b: b.execute_script(
        "const r = document.getElementById(arguments[0]).getBoundingClientRect();"
        "return r.top < innerHeight && r.bottom > 0 && "
        "document.getElementById(arguments[0]).querySelector('.comment-text').checkVisibility()",
        last))
    assert violations(browser) == []


def test_a_page_may_fetch_from_its_own_site_only(browser, talked):
    """As Lighthouse does, which reads robots.txt from within the page."""
    browser.get(talked.base_url + "/")
    fetch = ("const done = arguments[1]; fetch(arguments[0], {mode: 'no-cors'})"
             ".then(r => done(r.status), () => done('refused'))")
    assert browser.execute_async_script(fetch, "/robots.txt") == 200
    other = talked.base_url.replace("127.0.0.1", "localhost")
    assert browser.execute_async_script(fetch, other + "/robots.txt") == "refused"


def text_browser(site, *command):
    done = subprocess.run([*command, site.base_url + ARTICLE], capture_output=True, text=True,
                          timeout=30, env={**site.environment, "TERM": "xterm", "HOME": str(
                              site.folder), "no_proxy": "127.0.0.1"})
    assert done.returncode == 0, done.stderr
    return re.sub(r"\s+", " ", done.stdout)


@pytest.mark.parametrize("command", [["w3m", "-dump", "-cols", "80", "-O", "UTF-8"],
                                     ["lynx", "-dump", "-nolist", "-display_charset=UTF-8"]],
                         ids=["w3m", "lynx"])
def test_text_browsers_read_an_article_and_its_comments(talked, command):
    text = text_browser(talked, *command)
    inner = ("Low tide at six", "The mud has a", "Grace Hopper", "Nobody smells it any more.",
             "Ada Byron", "数据库", "Leave a Reply", "Post Comment")
    places = [text.find(words) for words in inner]
    assert -1 not in places, list(zip(inner, places))
    assert places == sorted(places), "in the order of the page"
