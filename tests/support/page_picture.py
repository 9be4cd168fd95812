"""Draws docs/page.png: an article and its comments, in the light and in the dark theme. Run it
after a change of the theme: python3 tests/support/page_picture.py"""
import base64
import io
import json
import pathlib
import sys
import tempfile

import served
from PIL import Image, ImageDraw
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

FILE = served.ROOT / "docs" / "page.png"
WIDTH, HEIGHT = 720, 1110
TEXT = """There are 162 steps. The guide says 160, and she may be right: I lost count twice, both times
because of the view.

![The lighthouse at dusk.](lighthouse.png)

## On the way up

The first sixty are stone, and the rest are iron, which rings.

## The lamp

It is the size of a wardrobe, and turns on a bath of oil.

## On the way down

You count again, and it is a different number.
"""
COMMENTS = [("Solveig", 0, "160. I have swept them since 1971."),
            ("Tomas Reyes", 1, "Then two of them moved while I was up there."),
            ("Anna Holm", 0, "Anders was my grandfather. The currants are mine now; come by in July.\n\n"
                             "The machine is good, but it does not plant anything.")]


def lighthouse():
    picture = Image.new("RGB", (1200, 700))
    draw = ImageDraw.Draw(picture, "RGBA")
    colours = ((49, 62, 99), (184, 103, 84), (236, 176, 118))
    for y in range(500):
        part, low, high = (y / 250, *colours[:2]) if y < 250 else ((y - 250) / 250, *colours[1:])
        draw.line((0, y, 1200, y), fill=tuple(round(a + (b - a) * part) for a, b in zip(low, high)))
    draw.rectangle((0, 500, 1200, 700), fill="#24344d")
    draw.polygon([(740, 160), (0, 40), (0, 280)], fill=(248, 224, 150, 110))
    draw.ellipse((580, 455, 980, 640), fill="#1b1f27")
    draw.rectangle((580, 545, 980, 640), fill="#24344d")
    draw.polygon([(722, 190), (798, 190), (815, 470), (705, 470)], fill="#f2eadc")
    for top in (255, 375):
        draw.polygon([(718, top), (802, top), (808, top + 60), (712, top + 60)], fill="#a83e2c")
    draw.rectangle((735, 140, 785, 190), fill="#ffe9a3", outline="#1b1f27", width=6)
    draw.pieslice((730, 110, 790, 170), 180, 360, fill="#1b1f27")
    draw.rectangle((712, 186, 808, 196), fill="#1b1f27")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def articles():
    comments = [{"id": n, "author": name, "date": f"2026-09-1{n + 1}T0{n}:00:00Z", "text": text,
                 "status": "approve", "parent": parent}
                for n, (name, parent, text) in enumerate(COMMENTS, 1)]
    return {
        "lighthouse.png": lighthouse(),
        "steps.md": served.matter("Thirty-one metres, and no lift", TEXT, date="2026-09-12",
                                  author="Tomas Reyes", categories="[Lighthouse]", slug="steps",
                                  excerpt="A morning with the last keeper of the harbour light."),
        "steps.comments.json": json.dumps({"comments": comments}),
        "about.md": served.matter("About us", type="page", menu="true", slug="about"),
        "letters.md": served.matter("Letters", type="page", menu="true", slug="letters")}


def photograph(browser, scheme, top):
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False})
    data = browser.execute_cdp_cmd("Page.captureScreenshot", {
        "captureBeyondViewport": True,
        "clip": {"x": 0, "y": top, "width": WIDTH, "height": HEIGHT, "scale": 1}})["data"]
    return Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")


def main():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for switch in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-gpu"):
        options.add_argument(switch)
    browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    with tempfile.TemporaryDirectory() as folder:
        site = served.Served(pathlib.Path(folder, "site"), {
            "title": "Harbour Notes", "tagline": "Boats, bread and the weather"}, articles()).start()
        try:
            browser.set_window_size(WIDTH, HEIGHT)
            browser.get(site.base_url + "/2026/09/steps/")
            both = Image.new("RGB", (2 * WIDTH, HEIGHT))
            both.paste(photograph(browser, "light", 0))
            at = browser.execute_script(
                "return document.getElementById('comments').getBoundingClientRect().top + scrollY")
            both.paste(photograph(browser, "dark", at - 44), (WIDTH, 0))
        finally:
            browser.quit()
            site.stop()
    both.quantize(128, dither=Image.Dither.NONE).save(FILE, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
