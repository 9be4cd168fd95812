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


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    articles = {
        f"{name}.md": served.matter(name, "\n\n".join(map(form.format, COLUMNS)),
                                    date="2026-01-01", slug=name)
        for name, form in (("old", OLD), ("older", OLDER), ("new", NEW))}
    site = served.Served(tmp_path_factory.mktemp("layout"), {}, articles)
    try:
        yield site.start()
    finally:
        site.stop()


def opened(browser, site, title, width):
    resize(browser, width, phone=width == PHONE)
    browser.get(site.base_url + site.article(title)[1])


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
