"""The fonts of each script."""
import pytest
import served
from test_judges import browser  # noqa: F401, a fixture

TEXT = "{0}\n\n## {0}\n\n## {0}\n\n## {0}\n\n`{0}`\n\n| {0} |\n|---|\n| {0} |\n"
WORDS = {"en": "Low tide", "de": "Niedrigwasser", "zh-Hans": "退潮了", "zh-TW": "退潮了",
         "zh-Hant": "退潮了", "ja": "引き潮だ", "ko": "썰물이다", "ar": "الجزر", "ur": "جزر",
         "he": "שפל המים", "hi": "भाटा आया", "th": "น้ำลง"}
SCRIPTS = {"zh-Hans": "Noto Serif CJK SC", "zh-TW": "Noto Serif CJK TC",
           "zh-Hant": "Noto Serif CJK TC", "ja": "Noto Serif CJK JP", "ko": "Noto Serif CJK KR",
           "ar": "Noto Naskh Arabic", "ur": "Noto Nastaliq Urdu", "he": "Noto Serif Hebrew",
           "hi": "Noto Serif Devanagari", "th": "Noto Serif Thai"}
# Families whose Latin letters would set a Latin text.
EAST_ASIAN = ("CJK", "Source Han", "Songti", "PingFang", "Hiragino", "Mincho", "Myungjo", "YaHei",
              "Gothic", "MingLiU", "JhengHei", "Batang")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    articles = {f"{lang}.md": served.matter(lang, TEXT.format(words), date="2026-01-01", lang=lang,
                                            slug=lang.lower(), categories="[Tides]")
                for lang, words in WORDS.items()}
    articles["mixed.md"] = served.matter(
        "mixed", f'{WORDS["zh-Hans"]} <span lang="en">tide</span> <code lang="en">tide</code>',
        date="2026-01-02", lang="zh-Hans")
    site = served.Served(tmp_path_factory.mktemp("fonts"), {}, articles)
    try:
        yield site.start()
    finally:
        site.stop()


def families(browser, selector):
    return browser.execute_script(
        "return [...document.querySelectorAll(arguments[0])].map(e => getComputedStyle(e).fontFamily)",
        selector)


def east_asian(lists):
    return [f for f in lists for name in EAST_ASIAN if name in f]


@pytest.mark.parametrize("lang", WORDS)
def test_each_script_has_its_own_fonts(browser, written, lang):
    browser.get(written.base_url + written.article(lang)[1])
    found = families(browser, ".article :is(h1, h1 bdi, .body > p, h2, h2 a)")
    assert len(found) > 8
    if lang in SCRIPTS:
        assert all(SCRIPTS[lang] in f and f.endswith(", serif") for f in found), set(found)
    if lang[:2] not in ("zh", "ja", "ko"):
        assert east_asian(families(browser, "*")) == []
    # Around the article is English, and the article's language changes neither kind of font.
    assert east_asian(families(browser, ".masthead *, .kicker, .meta, .respond *, .colophon *")) == []
    assert all("system-ui" in f for f in families(browser, ".contents a, td, .kicker a, .meta a"))
    assert all(f.endswith("monospace") for f in families(browser, ".body code"))


def test_a_language_within_another(browser, written):
    browser.get(written.base_url + written.article("mixed")[1])
    assert east_asian(families(browser, ".body p")) and not east_asian(
        families(browser, ".body span, .body code"))
    assert families(browser, ".body code")[0].endswith("monospace")


def test_the_lists_mix_languages(browser, written):
    browser.get(written.base_url + "/category/tides/")
    assert len(families(browser, ".card[lang=ja] h2")) == 1
    assert east_asian(families(browser, ".card:not([lang]) *, .card .meta")) == []
    for lang, family in SCRIPTS.items():
        assert all(family in f for f in families(browser, f".card[lang='{lang}'] :is(h2, .excerpt)"))


FAKES = """
const done = arguments[0], local = "local('NotoSansDisplay-Regular')";
const named = getComputedStyle(document.querySelector(".body > p")).fontFamily.split(", ");
// The fonts before the one for Chinese become fonts without letters, as if they were missing.
const before = named.map(n => n.replaceAll('"', "")).filter(n => !n.includes("CJK"));
for (const name of before.slice(0, -1))
  document.fonts.add(new FontFace(name, local, {unicodeRange: "U+E000"}));
document.fonts.add(new FontFace("Noto Serif CJK SC", local));
document.querySelector(".body > p").textContent = "Latin letters";
document.fonts.ready.then(() => done());
"""


@pytest.mark.parametrize("lang,used", [("zh-Hans", True), ("en", False), ("ja", False)])
def test_a_font_for_chinese_sets_chinese_only(browser, written, lang, used):
    """A font with Latin letters, on a device that has none of those named before it."""
    browser.get(written.base_url + written.article(lang)[1])
    browser.execute_async_script(FAKES)
    browser.execute_cdp_cmd("DOM.enable", {})
    browser.execute_cdp_cmd("CSS.enable", {})
    root = browser.execute_cdp_cmd("DOM.getDocument", {})["root"]["nodeId"]
    node = browser.execute_cdp_cmd("DOM.querySelector", {
        "nodeId": root, "selector": ".body > p"})["nodeId"]
    fonts = browser.execute_cdp_cmd("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert [f["familyName"] == "Noto Sans Display" for f in fonts] == [used], fonts
