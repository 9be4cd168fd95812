"""Readers who use the keyboard, large letters, their own colours, or a text browser."""
import pytest
import served
from on_screen import Screen
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from test_browser import resize
from test_judges import KINDS, browser, talked  # noqa: F401, fixtures

ARTICLE = KINDS["article"]


@pytest.fixture
def reader(browser):  # noqa: F811
    resize(browser, 1280)
    yield browser
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def prefer(browser, name, value):  # noqa: F811
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia",
                            {"features": [{"name": name, "value": value}]})


# Numbers of what can be focused, in the order of the document; the honeypot is out of it.
STOPS = """return [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter(e => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true}))
  .map((e, n) => (e.dataset.stop = n))"""
FOCUS = """const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
return {stop: +e.dataset.stop, text: e.outerHTML.slice(0, 80),
  outline: s.outlineStyle != 'none' && parseFloat(s.outlineWidth) >= 2,
  seen: r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight
        && r.right > 0 && r.left < innerWidth}"""


@pytest.mark.parametrize("kind", ["home", "article", "search", "404 with offers"])
def test_the_keyboard_reaches_everything_in_order(reader, talked, kind):  # noqa: F811
    reader.get(talked.base_url + KINDS[kind])
    stops = reader.execute_script(STOPS)
    assert len(stops) > 8
    for stop in stops:
        ActionChains(reader).send_keys(Keys.TAB).perform()
        focus = reader.execute_script(FOCUS)
        assert focus["stop"] == stop, focus
        assert focus["outline"] and focus["seen"], focus


def test_the_skip_link_leads_past_the_menu(reader, talked):  # noqa: F811
    reader.get(talked.base_url + ARTICLE)
    ActionChains(reader).send_keys(Keys.TAB, Keys.ENTER).perform()
    WebDriverWait(reader, 5).until(lambda b: b.current_url.endswith("#content"))
    ActionChains(reader).send_keys(Keys.TAB).perform()
    assert reader.execute_script("return document.activeElement.closest('main') != null")


def test_a_comment_without_a_mouse(reader, talked):  # noqa: F811
    """From the link of a comment to the answer, with Tab and Enter alone."""
    reader.get(talked.base_url + ARTICLE)
    while "replytocom" not in (reader.switch_to.active_element.get_attribute("href") or ""):
        ActionChains(reader).send_keys(Keys.TAB).perform()
    ActionChains(reader).send_keys(Keys.ENTER).perform()
    WebDriverWait(reader, 5).until(lambda b: "replytocom" in b.current_url)
    typed = {"comment": "From the keyboard.", "author": "Kay", "email": "kay@example.org"}
    while reader.switch_to.active_element.get_attribute("id") != "submit":
        ActionChains(reader).send_keys(Keys.TAB).perform()
        name = reader.switch_to.active_element.get_attribute("id")
        if name in typed:
            ActionChains(reader).send_keys(typed.pop(name)).perform()
    assert typed == {}
    ActionChains(reader).send_keys(Keys.ENTER).perform()
    WebDriverWait(reader, 10).until(
        lambda b: "From the keyboard." in b.find_element(By.TAG_NAME, "body").text)


def test_headings_leave_no_level_out(reader, talked):  # noqa: F811
    for kind, path in {**KINDS, "reply": ARTICLE + "?replytocom=1",
                       "privacy": "/comment/privacy/", "archives": "/archives/"}.items():
        reader.get(talked.base_url + path)
        levels = reader.execute_script(
            "return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]"
            ".filter(h => h.checkVisibility()).map(h => +h.tagName[1])")
        assert levels.count(1) == 1, (kind, levels)
        assert all(b <= a + 1 for a, b in zip(levels[levels.index(1):],
                                              levels[levels.index(1) + 1:])), (kind, levels)


# 1280 pixels at 200 % and 400 %, as WCAG 1.4.4 and 1.4.10 mean it.
@pytest.mark.parametrize("zoom", [2, 4])
def test_zoom(reader, talked, zoom):  # noqa: F811
    reader.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": 1280 // zoom, "height": 1024 // zoom, "deviceScaleFactor": zoom,
        "mobile": False})
    for kind, path in KINDS.items():
        reader.get(talked.base_url + path)
        assert reader.execute_script(
            "return document.documentElement.scrollWidth <= innerWidth"), kind


def test_letters_twice_as_large(reader, talked):  # noqa: F811
    """Text alone, as browsers do with "Zoom text only": nothing is cut off, and nothing overlaps
    the next control."""
    for width in (1280, 400):
        resize(reader, width)
        for kind, path in KINDS.items():
            reader.get(talked.base_url + path)
            cut = reader.execute_script("""
              document.documentElement.style.fontSize = '200%';
              return [...document.querySelectorAll('body *')].filter(e => {
                const s = getComputedStyle(e);
                return /hidden|clip/.test(s.overflowX + s.overflowY) && s.position != 'absolute'
                  && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
                  && e.clientWidth > 1;
              }).map(e => e.outerHTML.slice(0, 80))""")
            assert cut == [], (kind, width)
            assert reader.execute_script(
                "return document.documentElement.scrollWidth <= innerWidth"), (kind, width)


def test_the_colours_of_the_reader(reader, talked):  # noqa: F811
    """With forced colours, backgrounds and shadows are gone: what is told by them alone is
    lost. Fields and buttons keep a border, links in text their underline, and the current page
    of a pager an outline."""
    prefer(reader, "forced-colors", "active")
    for path in (ARTICLE, "/page/2/", "/?s=number"):
        reader.get(talked.base_url + path)
        assert reader.execute_script("return matchMedia('(forced-colors: active)').matches")
        bare = reader.execute_script("""
          return [...document.querySelectorAll(
              'button, input:not([type=hidden], [type=checkbox]), textarea')]
            .filter(e => e.checkVisibility() && !e.closest('[aria-hidden]'))
            .filter(e => !['Top', 'Right', 'Bottom', 'Left'].every(side => {
              const s = getComputedStyle(e);
              return s['border' + side + 'Style'] != 'none'
                && parseFloat(s['border' + side + 'Width']) >= 1;
            })).map(e => e.outerHTML.slice(0, 80))""")
        assert bare == [], path
        plain = reader.execute_script("""
          return [...document.querySelectorAll('.body p a, .comment-text a')]
            .filter(a => !getComputedStyle(a).textDecorationLine.includes('underline'))
            .map(a => a.outerHTML.slice(0, 80))""")
        assert plain == [], path
    reader.get(talked.base_url + "/page/2/")
    assert reader.execute_script("""
      const s = getComputedStyle(document.querySelector('.pager [aria-current]'));
      return s.outlineStyle != 'none' && parseFloat(s.outlineWidth) >= 1""")


def test_nothing_moves_for_those_who_ask_for_it(reader, talked):  # noqa: F811
    prefer(reader, "prefers-reduced-motion", "reduce")
    for path in KINDS.values():
        reader.get(talked.base_url + path)
        assert reader.execute_script("""
          return [document.documentElement, ...document.querySelectorAll('*')].filter(e => {
            const s = getComputedStyle(e);
            return /[1-9]/.test(s.transitionDuration + s.animationDuration)
              || s.scrollBehavior == 'smooth';
          }).map(e => e.outerHTML.slice(0, 80))""") == [], path


# What each browser is sent, in order, and what its screen shows then. w3m edits a text area in
# an editor, and asks for the text of a field in its last line.
DOWN = "\x1b[B"
POSTING = {
    "lynx": [("", "Post Comment"), ("Said in lynx.", "Said in lynx."), ("\tGrace", "Grace"),
             ("\tgrace@example.org", "grace@example.org"), ("\t\t\t\t", "submit"), ("\r", "")],
    "w3m": [("", "Leave a Reply"), ("\t\r", "Said in w3m."), ("\t\r", "TEXT:"),
            ("Grace\r", "[Grace "), ("\t\r", "TEXT:"),
            ("grace@example.org\r", "[grace@example.org"), ("\t\t\t\t", "Post Comment"),
            ("\r", "You can change your comment")],
    "links": [("", "Welcome to links!"), ("\r", "Post Comment"),
              ("Said in links.", "Said in links."), (DOWN + "Grace", "Grace"),
              (DOWN + "g@example.org", "g@example.org"), (DOWN, ""), (DOWN, ""), (DOWN, ""),
              (DOWN, "Post form to"), ("\r", "")],
}


@pytest.mark.parametrize("name", POSTING)
def test_text_browsers_read_and_post(talked, tmp_path, name):  # noqa: F811
    number, path = talked.article("Talk here")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "Said in w3m." > "$1"\n')
    editor.chmod(0o755)
    screen = Screen([name, talked.base_url + path + "#respond"], columns=90, rows=40,
                    HOME=str(tmp_path), EDITOR=str(editor), cwd=tmp_path)
    try:
        for keys, text in POSTING[name]:
            screen.press(keys, text)
        served.wait_for(lambda: talked.rows("SELECT 1 FROM comment WHERE source LIKE ?",
                                            f"Said in {name}.%"), 15)
    finally:
        screen.child.kill()
    assert talked.rows("SELECT author, article_id FROM comment WHERE source LIKE ?",
                       f"Said in {name}.%") == [("Grace", number)]
