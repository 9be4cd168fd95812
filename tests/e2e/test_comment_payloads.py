"""3,000 texts that try to become scripts, in every field of the comment form, as a browser reads
the answer. Without the Content-Security-Policy, so that nothing but the markup protects it."""
import html
import itertools
import re

import feedparser
import pytest
import served
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

RUN = "document.title='owned'"
VECTORS = [
    f"<script>{RUN}</script>", f"<ScRiPt >{RUN}</sCrIpT>", f"<script/x>{RUN}</script>",
    f"<scr<script>ipt>{RUN}</script>", f"<img src=x onerror={RUN}>",
    f"<img/src=x/onerror={RUN}>", f"<img src=x:x onerror=\"{RUN}\">",
    f"<svg onload={RUN}>", f"<svg/onload={RUN}//", f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>", f"<math><mi xlink:href=javascript:{RUN}>x",
    f"<a href=\"javascript:{RUN}\">x</a>", f"<a href='java&#10;script:{RUN}'>x</a>",
    f"<a href=\"&#x6a;avascript:{RUN}\">x</a>", f"<a href=\" javascript:{RUN}\">x</a>",
    f"<a href=\"https://a.example\" onmouseover=\"{RUN}\">x</a>",
    f"<a href=https://a.example/'onclick={RUN}>x</a>", f"<a title='\"><script>{RUN}</script>'>x</a>",
    f"<b onmouseover={RUN}>x</b>", f"<b style=\"background:url(javascript:{RUN})\">x</b>",
    f"<q cite=\"javascript:{RUN}\">x</q>", f"<del datetime=\"\"><script>{RUN}</script>\">x</del>",
    f"<abbr title='--><script>{RUN}</script>'>x</abbr>", f"<iframe srcdoc=\"<script>{RUN}</script>\">",
    f"<iframe src=\"javascript:parent.{RUN}\"></iframe>", f"<object data=\"javascript:{RUN}\">",
    f"<embed src=\"javascript:{RUN}\">", f"<form action=\"javascript:{RUN}\"><button>x</form>",
    f"<input autofocus onfocus={RUN}>", f"<select autofocus onfocus={RUN}>",
    f"<textarea autofocus onfocus={RUN}>", f"<details open ontoggle={RUN}>x",
    f"<video><source onerror={RUN}></video>", f"<audio src=x onerror={RUN}>",
    f"<body onload={RUN}>", f"<meta http-equiv=refresh content=\"0;url=javascript:{RUN}\">",
    f"<link rel=stylesheet href=\"javascript:{RUN}\">", f"<base href=\"javascript:{RUN}//\">",
    f"<style>@import 'javascript:{RUN}';</style>", f"<noscript><p title=\"</noscript><img src=x onerror={RUN}>\">",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    f"<svg></p><style><a id=\"</style><img src=x onerror={RUN}>\">",
    f"<template><script>{RUN}</script></template>", f"<xmp><script>{RUN}</script></xmp>",
    f"<!--><script>{RUN}</script>-->", f"<![CDATA[><script>{RUN}</script>]]>", f"<?x ><script>{RUN}</script>?>",
    f"</textarea><script>{RUN}</script>", f"</title><script>{RUN}</script>", f"</div></main><script>{RUN}</script>",
    f"\"><script>{RUN}</script>", f"' autofocus onfocus={RUN} x='", f"\" autofocus onfocus={RUN} x=\"",
    f"javascript:{RUN}", f"data:text/html,<script>{RUN}</script>", f"https://a.example/\"onmouseover={RUN}//",
    f"https://a.example/'><img src=x onerror={RUN}>", f"{{{{TEXT_HTML:none}}}}<script>{RUN}</script>",
    f"<script\u2028>{RUN}</script\u00a0>", f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e"]
CONTEXTS = [
    "{}", "a {} b", "*{}*", "**{}**", "~~{}~~", "`{}`", "``{}`` x", "> {}", "> > {}\nx", "- {}\n- b",
    "1. {}\n2. b", "- {}", "```\n{}\n```", "``` {}\nx\n```", "~~~{}\nx", "    {}", "# {}", "{}\n---", "{}\n===",
    "[{}](https://a.example)", "[x]({})", "[x](<{}>)", "[x](https://a.example \"{}\")",
    "[x](https://a.example/{})", "![{}](https://a.example/x.png)", "![x]({})", "[x]: {}\n[x]", "<{}>",
    "<b>{}</b>", "<b>{}", "</b>{}", "<blockquote>{}</blockquote>", "<blockquote>\n\n{}\n\n</blockquote>",
    "<code>{}</code>", "<a href=\"https://a.example/\">{}</a>", "<a href=\"{}\">x</a>",
    "<a href='https://a.example/' title='{}'>x</a>", "<abbr title=\"{}\">x</abbr>", "<b {}>x</b>",
    "https://a.example/{}", "https://a.example/?x=\"{}", "[a][b]{}", "|{}|\n|---|\n|x|", "*_{}_*", "\\{}",
    "&lt;{}&gt;", "{}{}", "x\n{}\ny", "[x](https://a.example)[{}](y)", "<i>*{}</i>*", "<s>\n{}", "x<q>{}</q>"]

# What may be in the text of a comment; the rest of the page has no such class.
ALLOWED = ("A ABBR B BLOCKQUOTE BR CITE CODE DEL EM I LI OL P PRE Q S STRONG UL").split()
INSPECT = """
const allowed = new Set(arguments[0]), found = [];
for (const e of document.querySelectorAll("main *")) {
  const own = e.closest(".comment-text");
  if (own && e !== own && !allowed.has(e.tagName)) found.push(e.outerHTML);
  if (/^(SCRIPT|IFRAME|OBJECT|EMBED|STYLE|LINK|META|BASE|IMG|VIDEO|AUDIO|MATH)$/i.test(e.tagName))
    found.push(e.outerHTML);
  for (const a of e.attributes) {
    if (/^on|^style$|^srcdoc$|^autofocus$/i.test(a.name)) found.push(e.outerHTML);
    if (own && /^(href|src|cite)$/.test(a.name) && !/^https?:\\/\\//.test(a.value))
      found.push(e.outerHTML);
  }
}
return [document.title, document.querySelectorAll("main").length, found.slice(0, 3)];
"""


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    with served.running(tmp_path_factory.mktemp("payloads"), moderation="none",
                        flood_seconds=0) as site:
        yield site


@pytest.fixture(scope="module")
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(word)
    browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    yield browser
    browser.quit()


def main_of(page):
    """The content of the page, without the site's own script."""
    inside = re.search(r"<main id=\"content\">.*</main>", page, re.S).group()
    return re.sub(r'<script src="/assets/[a-z]+\.[0-9a-f]+\.js" defer></script>', "", inside)


def read(browser, folder, parts):
    """Loads the parts as one document, which is no page of the site and has no policy."""
    file = folder / "parts.html"
    file.write_text("<!DOCTYPE html><meta charset=utf-8><title>fine</title><body>" + "".join(parts), "utf-8")
    browser.get(f"file://{file}")
    title, mains, found = browser.execute_script(INSPECT, ALLOWED)
    assert (title, found) == ("fine", [])
    assert mains == len(parts), "nothing closes the content"


def payloads():
    return [context.replace("{}", vector) for vector, context in itertools.product(VECTORS, CONTEXTS)]


def test_there_are_enough():
    assert len(set(payloads())) >= 3000


def test_previews(blog, browser, tmp_path):
    """Each payload in the text, the name, the address and the website of one form."""
    number, _ = blog.article("Talk here")
    parts = []
    for text in payloads():
        a = blog.post({"comment": text, "author": text, "email": text, "url": text, "preview": "1",
                       "comment_post_ID": number, "comment_parent": 0})
        assert a.status == 200, text
        kept = re.search(r'<textarea id="comment"[^>]*>\n(.*?)</textarea>', a.text, re.S).group(1)
        assert html.unescape(kept) == text
        parts.append(main_of(a.text))
    assert len(parts) >= 3000
    for i in range(0, len(parts), 200):
        read(browser, tmp_path, parts[i:i + 200])


def test_comments_quotes_and_feeds(blog, browser, tmp_path):
    """A sample that is stored, read in the page, quoted, and read in the feed."""
    number, address = blog.article("Talk here")
    ids = []
    for text in payloads()[::37]:
        a = blog.comment(number, text, author=re.sub(r"[\n\u2028]", " ", text[:200]))
        assert a.status == 303, text
        ids.append(int(a["Location"].rpartition("-")[2]))
    pages = [blog.get(address).text] + [blog.get(f"{address}comment-page-2/").text]
    parts = [main_of(p) for p in pages]
    for own in ids:
        a = blog.get(f"{address}?replytocom={own}&quote=1")
        if a.status == 303:
            a = blog.get(a["Location"].partition("#")[0])
        assert a.status == 200
        parts.append(main_of(a.text))
        source = re.search(r'<textarea id="comment"[^>]*>\n(.*?)</textarea>', a.text, re.S).group(1)
        again = blog.post({"comment": html.unescape(source), "author": "Ada", "preview": "1",
                           "comment_post_ID": number, "comment_parent": own})
        parts.append(main_of(again.text))
    for i in range(0, len(parts), 20):
        read(browser, tmp_path, parts[i:i + 20])
    entries = feedparser.parse(blog.get(f"{address}feed/atom/").body, sanitize_html=False).entries
    shown = [entry.content[0].value for entry in entries]
    assert len(shown) == 10
    read(browser, tmp_path, [f'<main><div class="comment-text">{s}</div></main>' for s in shown])
