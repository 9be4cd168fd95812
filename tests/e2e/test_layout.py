"""Galleries, columns and aligned pictures, as imports from WordPress have them."""
import pytest
import served
from test_browser import resize
from test_judges import browser  # noqa: F401, a fixture

WIDE, PHONE = 1280, 360
COLUMNS = (1, 2, 3, 4, 5, 6, "default")
IMAGE = '<img src="https://127.0.0.1:9/missing.png" alt="A boat" width="300" height="200">'
ITEM = f'<li class="blocks-gallery-item"><figure>{IMAGE}<figcaption>C</figcaption></figure></li>'
PICTURE = f'<figure class="wp-block-image">{IMAGE}</figure>'
OLD = '<figure class="wp-block-gallery columns-{0} is-cropped"><ul>' + ITEM * 7 + "</ul></figure>"
OLDER = '<ul class="wp-block-gallery columns-{0}">' + ITEM * 7 + "</ul>"
NEW = '<figure class="wp-block-gallery has-nested-images columns-{0}">' + PICTURE * 7 + "</figure>"


SHARES = "".join(f'<div class="wp-block-column" style="flex-basis:{w}%"><p>{"Some words. " * 20}</p></div>'
                 for w in ("66.66", "33.33"))
COLUMN = '<div class="wp-block-column" style="flex-basis:10%"><p>' + "Some words. " * 20 + "</p></div>"
ALIGNED = """
<figure class="align{0}">""" + IMAGE + """<figcaption>A caption</figcaption></figure>
<p>""" + "Some words. " * 60 + """</p>
"""
LAST = '<p>Short.</p><figure class="alignleft">' + IMAGE + "</figure>"


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    articles = {
        f"{name}.md": served.matter(name, "\n\n".join(map(form.format, COLUMNS)),
                                    date="2026-01-01", slug=name)
        for name, form in (("old", OLD), ("older", OLDER), ("new", NEW))}
    articles.update({
        f"{name}.md": served.matter(name, text, date="2026-01-01", slug=name, **keys)
        for name, text, keys in [
            ("shares", f'<div class="wp-block-columns">{SHARES}</div>', {}),
            *((f"columns-{n}", f'<div class="wp-block-columns">{COLUMN * n}</div>', {}) for n in (2, 3, 12)),
            *((side, ALIGNED.format(side), {})
              for side in ("left", "right", "center", "wide", "full")),
            ("right-to-left", ALIGNED.format("left"), {"lang": "ar"}), ("last", LAST, {})]})
    site = served.Served(tmp_path_factory.mktemp("layout"), {}, articles)
    try:
        yield site.start()
    finally:
        site.stop()


def opened(browser, site, title, width):
    resize(browser, width, phone=width == PHONE)
    browser.get(site.base_url + site.article(title)[1])


def boxes(browser, selector):
    """The left edge, the right edge and the top of each element, in pixels."""
    return browser.execute_script(
        "return [...document.querySelectorAll(arguments[0])].map(e => e.getBoundingClientRect())"
        ".map(b => [b.left, b.right, b.top].map(Math.round))", selector)


LEFT_EDGES = """
return [...document.querySelectorAll('.gallery')].map(
    g => [...g.querySelectorAll('img')].map(i => Math.round(i.getBoundingClientRect().left)));
"""


@pytest.mark.parametrize("form", ("old", "older", "new"))
@pytest.mark.parametrize("width", (WIDE, PHONE))
def test_a_gallery_is_a_grid(browser, laid_out, form, width):
    opened(browser, laid_out, form, width)
    edges = browser.execute_script(LEFT_EDGES)
    assert [len(e) for e in edges] == [7] * 7
    want = [1, 2, 3, 4, 5, 6, 3] if width == WIDE else [1] + [2] * 6
    assert [len(set(e)) for e in edges] == want
    marks = browser.execute_script(
        "return [...document.querySelectorAll('.body li')]"
        ".map(e => getComputedStyle(e).listStyleType)")
    assert set(marks) <= {"none"}
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("number", (2, 3, 12))
def test_columns_are_side_by_side(browser, laid_out, number):
    opened(browser, laid_out, f"columns-{number}", WIDE)
    columns = boxes(browser, ".column")
    assert len(columns) == number and all(right - left > 100 for left, right, _ in columns)
    assert len({left for left, _, _ in columns}) == min(number, 3)
    opened(browser, laid_out, f"columns-{number}", PHONE)
    columns = boxes(browser, ".column")
    assert len({left for left, _, _ in columns}) == 1
    assert len({top for _, _, top in columns}) == number


def test_columns_have_their_widths(browser, laid_out):
    opened(browser, laid_out, "shares", WIDE)
    left, right = boxes(browser, ".column")
    (body,) = boxes(browser, ".body")
    assert left[2] == right[2] and [left[0], right[1]] == body[:2]
    assert 1.9 < (left[1] - left[0]) / (right[1] - right[0]) < 2.3
    opened(browser, laid_out, "shares", PHONE)
    left, right = boxes(browser, ".column")
    assert left[:2] == right[:2] and left[2] < right[2]


def test_pictures_are_aligned(browser, laid_out):
    def found(title, width):
        opened(browser, laid_out, title, width)
        (body,), (figure,), (text,) = (boxes(browser, f".body{e}") for e in ("", " figure", " p"))
        return body, figure, text, boxes(browser, ".body img")[0]

    for title, edge in (("left", 0), ("right", 1), ("right-to-left", 1)):
        body, figure, text, image = found(title, WIDE)
        assert figure[edge] == body[edge] and figure[1] - figure[0] < 320, title
        assert abs(text[2] - figure[2]) < 30, title  # next to it
        body, figure, text, image = found(title, PHONE)
        assert figure[:2] == body[:2] and text[2] > figure[2] + 60, title
    body, figure, text, image = found("center", WIDE)
    assert abs((image[0] + image[1]) - (body[0] + body[1])) <= 2
    for title in ("wide", "full"):
        body, figure, text, image = found(title, WIDE)
        assert 0 < figure[0] < body[0] - 90 and body[1] + 90 < figure[1] < WIDE
        body, figure, text, image = found(title, PHONE)
        assert figure[:2] == body[:2]


@pytest.mark.parametrize("width", (WIDE, PHONE))
def test_a_float_stays_in_the_text(browser, laid_out, width):
    opened(browser, laid_out, "last", width)
    bottom, foot = browser.execute_script(
        "return [...document.querySelectorAll('.body figure, .article-foot, .respond')]"
        ".map(e => e.getBoundingClientRect()).map((b, i) => i ? b.top : b.bottom).slice(0, 2)")
    assert bottom <= foot
