"""The key pages of both themes, compared with pictures of them in tests/corpus/looks.

After an intended change, look at the new pictures before they are committed:

    PAMPHLET_LOOKS=write /usr/bin/python3 -m pytest tests/e2e/test_looks.py
"""
import base64
import io
import json
import os
import pathlib

import pytest
import served
from PIL import Image, ImageChops, ImageDraw
from test_judges import browser, look  # noqa: F401, a fixture

PICTURES = pathlib.Path(served.ROOT, "tests", "corpus", "looks")
FONTS = PICTURES / "fonts.json"
WRITES = os.environ.get("PAMPHLET_LOOKS") == "write"
# Letters are drawn a little differently by each version of a browser or of its fonts: cells of
# this many pixels are compared, as seen from a distance.
CELL = 12
DIFFERENT, MOST = 28, 0.01  # of 255, between two cells; the part of the cells that may be

BODY = """The first paragraph has *emphasis*, **strong words**, `code` and [a link](/about/). It is long
enough to be set on several lines at every width, so that a change of the measure or of the letters is
seen at once.

## A heading

> A quotation, which a reader should tell from the text around it.

- A list
- of two things

| Time | Height |
|---|---|
| 06:12 | 0.4 m |

```python
def tide(hours):
    return 2 + 1.8 * hours  # metres
```

![A boat in the harbour.](boat.png)
"""
ARABIC = """الفقرة الأولى فيها *تشديد* و**كلمات مهمة** و[رابط](/about/). وهي طويلة بما يكفي لتكون على عدة
أسطر في كل عرض، ليظهر أي تغيير على الفور.

## عنوان

> اقتباس يميزه القارئ عن النص من حوله.

- قائمة
- من شيئين
"""


def comments(names):
    return json.dumps({"comments": [
        {"id": n, "author": name, "date": f"2026-02-0{n}T08:00:00Z", "status": "approve",
         "parent": n - 1 if n == 2 else 0, "text": text}
        for n, (name, text) in enumerate(names, 1)]})


def boat():
    """Sky, sea and a sail."""
    picture = Image.new("RGB", (1200, 675), "#b9d3e4")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 1200, 675), fill="#2f5d7c")
    draw.polygon([(520, 400), (700, 90), (700, 400)], fill="#f6f1e4")
    draw.polygon([(460, 420), (780, 420), (720, 490), (520, 490)], fill="#8d2f23")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def articles(body, title):
    out = {"boat.png": boat(), "low.md": served.matter(
        title, body, date="2026-01-20", slug="low", categories="[Harbour]", tags="[tides, clocks]",
        author="Ada Lovelace", excerpt="What the tables leave out."),
        "low.comments.json": comments([("Grace Hopper", "Nobody smells it any more."),
                                       ("محمد", "وأنا أيضا."), ("Ada Byron", "The cat does.")]),
        "about.md": served.matter("About", "Who we are.", type="page", menu="true", slug="about")}
    out.update({f"{n}.md": served.matter(f"Number {n}", "Some words.", date=f"2025-01-0{n}",
                                         categories="[Harbour]") for n in range(1, 7)})
    return out


@pytest.fixture(scope="module", params=["newspaper", "plain", "arabic"])
def made(request, tmp_path_factory):
    arabic = request.param == "arabic"
    settings = {"title": "Harbour Notes", "tagline": "Tides and clocks", "close_after_days": 0,
                "language": "ar" if arabic else "en"}
    site = served.Served(tmp_path_factory.mktemp("looks"), settings,
                         articles(ARABIC, "الجزر") if arabic else articles(BODY, "Low tide at six"))
    if request.param == "plain":
        site.command("theme", "use", "plain")
    try:
        yield request.param, site.start()
    finally:
        site.stop()


def photograph(browser, width, scheme):  # noqa: F811
    look(browser, scheme)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600})
    size = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    data = browser.execute_cdp_cmd("Page.captureScreenshot", {
        "captureBeyondViewport": True,
        "clip": {"x": 0, "y": 0, "width": width, "height": min(size["height"], 2400), "scale": 1}})
    return Image.open(io.BytesIO(base64.b64decode(data["data"]))).convert("RGB")


def fonts(browser):  # noqa: F811
    """The fonts that the page is set in: others would make every picture another one."""
    for domain in ("DOM", "CSS"):
        browser.execute_cdp_cmd(f"{domain}.enable", {})
    root = browser.execute_cdp_cmd("DOM.getDocument", {})["root"]["nodeId"]
    found = set()
    for selector in ("h1", ".body p", ".meta", ".byline", "footer a"):
        node = browser.execute_cdp_cmd("DOM.querySelector",
                                       {"nodeId": root, "selector": selector})["nodeId"]
        used = browser.execute_cdp_cmd("CSS.getPlatformFontsForNode", {"nodeId": node}) if node else {
            "fonts": []}
        found |= {f["familyName"] for f in used["fonts"]}
    return sorted(found)


def difference(old, new):
    """The part of the cells that differ; a page that is longer or shorter counts, too."""
    size = max(old.width, new.width), max(old.height, new.height)
    cells = size[0] // CELL, size[1] // CELL
    whole = []
    for picture in (old, new):
        canvas = Image.new("RGB", size, (255, 0, 255))
        canvas.paste(picture)
        whole.append(canvas.resize(cells, Image.BOX))
    gap = ImageChops.difference(*whole)
    bands = [list(band.getdata()) for band in gap.split()]
    return sum(max(pixel) > DIFFERENT for pixel in zip(*bands)) / len(bands[0])


@pytest.mark.parametrize("width,scheme", [(360, "dark"), (1280, "light")])
@pytest.mark.parametrize("kind,path", [("home", "/"), ("article", "/2026/01/low/"),
                                       ("404", "/nothing/")])
def test_it_looks_as_before(browser, made, kind, path, width, scheme):  # noqa: F811
    theme, site = made
    browser.get(site.base_url + path)
    picture = photograph(browser, width, scheme)
    file = PICTURES / f"{theme}-{kind}-{width}-{scheme}.png"
    used = fonts(browser)
    if WRITES:
        PICTURES.mkdir(exist_ok=True)
        picture.quantize(48, dither=Image.Dither.NONE).save(file, optimize=True)
        known = json.loads(FONTS.read_text("utf-8")) if FONTS.exists() else {}
        FONTS.write_text(json.dumps({**known, file.stem: used}, indent=1, sort_keys=True) + "\n")
    wanted = json.loads(FONTS.read_text("utf-8"))[file.stem]
    if used != wanted:
        pytest.skip(f"the pictures have the fonts {wanted}, this machine has {used}")
    found = difference(Image.open(file).convert("RGB"), picture)
    assert found <= MOST, f"{found:.1%} of {file.name} looks different"


@pytest.mark.parametrize("change", [
    "body { font-size: 1.2rem }", ".comment { padding: 2rem 0 }", ":root { --paper: #ccc }",
    "header { display: none }", "main { text-align: center }", ".body { font-family: monospace }"])
def test_a_change_is_seen(browser, made, change):  # noqa: F811
    theme, site = made
    if theme != "newspaper":
        pytest.skip("one theme is enough")
    browser.get(site.base_url + "/2026/01/low/")
    before = photograph(browser, 1280, "light")
    assert difference(before, photograph(browser, 1280, "light")) == 0
    # The policy of the pages allows no inline style, but sheets that a script has made.
    browser.execute_script("""
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(arguments[0]);
      document.adoptedStyleSheets = [sheet]""", change)
    assert difference(before, photograph(browser, 1280, "light")) > MOST
