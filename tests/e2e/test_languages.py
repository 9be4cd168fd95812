"""Every kind of page, mail and feed in each language that has a catalogue."""
import html.parser
import re
import sys

import mailed
import pytest
import served
import test_html
import tokens

sys.path.insert(0, str(served.ROOT / "tests" / "lint"))

import catalogue  # noqa: E402

DIRECTIONS = {"de-AT": "ltr", "es": "ltr", "zh-CN": "ltr", "ar": "rtl"}
FILES = {"de-AT": "de.po", "es": "es.po", "zh-CN": "zh_Hans.po", "ar": "ar.po"}


class Texts(html.parser.HTMLParser):
    """The pieces of text on a page that the interface may have written: text between tags
    and attributes that are read aloud, without what is in articles and comments."""

    FOREIGN = {"body", "comment-text", "excerpt"}

    def __init__(self):
        super().__init__()
        self.found, self.open = [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.found += [values[k] for k in ("aria-label", "placeholder", "alt") if values.get(k)]
        if tag not in ("input", "meta", "link", "br", "img", "hr"):
            classes = set((values.get("class") or "").split())
            self.open.append((tag, bool(classes & self.FOREIGN) or tag in ("script", "style", "bdi")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not any(foreign for _, foreign in self.open):
            self.found.append(" ".join(data.split()))


def texts(page):
    parser = Texts()
    parser.feed(page)
    return parser.found


def pattern(text):
    """Matches the message with any values."""
    parts = re.split(r"\{\w+\}", text.replace('\\"', '"'))
    return re.compile(r"(?:\w* ?)?" + ".+".join(map(re.escape, parts)) + r"[.:]?$") if len(
        parts) > 1 else re.compile(re.escape(parts[0]) + "$")


def english(name):
    """The English texts that a page in this language must not have: those with a word, and
    with another translation."""
    out = {}
    for message, (ids, translated, _) in catalogue.entries(name).items():
        for text in ids:
            if re.search("[A-Za-z]{2}", re.sub(r"\{\w+\}", "", text)) and text not in translated:
                out[message, text] = pattern(text)
    return out


def left(name, found):
    return [(message, text) for (message, _), wanted in english(name).items()
            for text in found if wanted.match(text)]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    articles = served.standard_articles()
    articles["posts/tide.de.md"] = served.matter("Ebbe", "Der Schlick.", lang="de", slug="ebbe",
                                                 date="2026-01-21")
    articles["posts/arabic.md"] = served.matter("مد", "الماء.", lang="ar", slug="mad",
                                                date="2026-01-22")
    made = mailed.Mailed(tmp_path_factory.mktemp("languages"), {"moderation": "all"}, articles)
    try:
        yield made.start()
    finally:
        made.stop()


def use(site, language):
    site.command("config", "set", "language", language)
    site.reload()


def more_pages(site):
    """Those that test_html does not have."""
    yield "archives", site.get("/archives/")
    yield "privacy", site.get("/comment/privacy/")
    yield "search-common", site.get("/?s=number")
    number, path = site.article("Talk here")
    yield "preview", site.post({"comment_post_ID": number, "author": "Ada", "preview": "1",
                                "email": "ada@example.org", "comment": "x"})
    one = site.rows("SELECT min(id) FROM comment WHERE status = 'approve'")[0][0]
    yield "own-late", site.get(f"/comment/edit/?t={tokens.sign(site, 'own', one, -600)}")


@pytest.mark.parametrize("language", DIRECTIONS)
def test_no_english_is_left(site, language):
    use(site, language)
    name = FILES[language]
    pages = {**dict(test_html.pages(site)), **dict(more_pages(site))}
    head = f'<html lang="{language}" dir="{DIRECTIONS[language]}">'
    wrong = {}
    for kind, answer in pages.items():
        assert head in answer.text, kind
        wrong[kind] = left(name, texts(answer.text))
    assert not {k: v for k, v in wrong.items() if v}
    known = {m: t for m, (_, t, _) in catalogue.entries(name).items()}
    article = pages["article"].text
    for message in ("leave_reply", "post_comment", "email_note", "back_to_top"):
        assert known[message][0] in article, message


def test_pages_are_valid_in_other_scripts(site, tmp_path):
    """A few kinds: tests/e2e/test_html.py has all of them, in English."""
    number, path = site.article("Talk here")
    for language in ("zh-CN", "ar"):
        use(site, language)
        pages = {"home": site.get("/"), "article": site.get(path), "404": site.get("/nothing/"),
                 "search": site.get("/?s=tide"), "privacy": site.get("/comment/privacy/"),
                 "422": site.comment(number, "", author="", email="x")}
        for kind, answer in pages.items():
            (tmp_path / f"{language}-{kind}.html").write_bytes(answer.body)
    assert test_html.said_of(tmp_path) == []


def test_the_search_for_english_finds_it(site):
    use(site, "en")
    found = left("de.po", texts(site.get("/2026/01/low-tide-at-six/").text))
    assert {"leave_reply", "email_note", "by", "post_comment"} <= {m for m, _ in found}


@pytest.mark.parametrize("language,date,month", [
    ("en", "20 January 2026", "January 2026"), ("de-AT", "20. Januar 2026", "Januar 2026"),
    ("es", "20 de enero de 2026", "enero de 2026"), ("zh-CN", "2026年1月20日", "2026年1月"),
    ("ar", "20 يناير 2026", "يناير 2026")])
def test_dates(site, language, date, month):
    use(site, language)
    assert f'datetime="2026-01-20T08:00:00+00:00">{date}</time>' in \
        site.get("/2026/01/low-tide-at-six/").text
    assert f"<bdi>{month}</bdi></h1>" in site.get("/2026/01/").text


def test_an_article_in_another_language(site):
    """Its words are marked as such, and the interface around them keeps that of the site."""
    for language, direction in DIRECTIONS.items():
        use(site, language)
        page = site.get("/2026/01/mad/").text
        if language == "ar":
            assert '<article class="article">' in page
            page = site.get("/2026/01/ebbe/").text
            assert '<article class="article" lang="de" dir="ltr">' in page
        else:
            assert '<article class="article" lang="ar" dir="rtl">' in page
        assert f'<div class="byline" lang="{language}" dir="{direction}">' in page
        assert not left(FILES[language], texts(page))


def test_feeds_and_mails(site):
    use(site, "ar")
    assert "<language>ar</language>" in site.get("/feed/").text
    assert 'xml:lang="ar"' in site.get("/feed/atom/").text
    assert "<title>Harbour Notes: التعليقات</title>" in site.get("/comments/feed/").text
    before = len(site.accepted())
    number = site.article("Talk here")[0]
    assert site.comment(number, "A mail about this.").status == 303
    mail = site.wait_for_mails(before + 1)[-1]
    assert mail["Subject"] == "تعليق على «Talk here»"
    parts = {p.get_content_type(): p.get_content() for p in mail.walk() if not p.is_multipart()}
    assert '<html lang="ar" dir="rtl">' in parts["text/html"]
    assert "الحالة: بانتظار المراجعة" in parts["text/plain"]
    assert "، «Talk here»" in parts["text/plain"]
    lines = parts["text/plain"].splitlines() + texts(parts["text/html"])
    assert not left("ar.po", [line.rstrip(":") for line in lines])
    before = len(site.accepted())
    site.post({"email": "nobody@example.org", "wish": "copy"}, path="/comment/privacy/")
    assert len(site.accepted()) == before


def test_a_language_without_catalogue(site):
    """The pages say that they are in English, and the author is told."""
    said = site.command("config", "set", "language", "zh-Hant")
    site.reload()
    page = site.get("/").text
    assert '<html lang="en" dir="ltr">' in page and 'lang="zh-Hant"' in page
    assert "Back to top" in page
    told = site.command("doctor", check=False)
    assert 'there are no messages in "zh-Hant"' in told, (said, told)
    use(site, "en")


def test_counts_use_the_plural_rule(site):
    use(site, "ar")
    number, path = site.article("It moves")
    seen = []
    for n in range(1, 4):
        site.comment(number, f"Number {n} of three")
        site.approve_all()
        seen.append(re.search(r'id="comments-heading">([^<]*)<', site.get(path).text)[1])
    assert seen == ["تعليق واحد", "تعليقان", "3 تعليقات"]

