"""Submissions of the comment form, and their results."""
import html
import html.parser
import pathlib
import re
import time

import pytest
import served

TITLE = "Talk here"
counter = iter(range(10 ** 6))


def fresh(text="A comment"):
    """Returns a text that was not submitted before."""
    return f"{text} {next(counter)}-{time.time_ns()}"


def shown_in_form(page):
    text = re.search(r'<textarea id="comment"[^>]*>\n(.*?)</textarea>', page, re.S).group(1)
    return html.unescape(text)


def value_of(page, name):
    return html.unescape(re.search(rf'<input id="{name}"[^>]* value="([^"]*)"', page).group(1))


def assert_comes_back_at_its_errors(page):
    assert "<title>Error: " in page and 'role="alert"' in page
    assert '<section id="respond"' in page and 'tabindex="-1"' in page
    assert 'action="/comment/#respond"' in page


def stored(site, text):
    return site.rows("SELECT count(*) FROM comment WHERE source = ?", text)[0][0]


def test_all_errors_at_once_and_the_text_kept(site):
    number, _ = site.article(TITLE)
    text = "\nFirst line\n\n  <b>\"bold\" & 'co'</b> </textarea><script>x</script>\u2003é\U0001f30a \n"
    a = site.comment(number, text, author="", email="nobody", url="javascript:alert(1)")
    assert a.status == 422
    assert a["Cache-Control"] == "no-store" and a["X-Robots-Tag"] == "noindex"
    for field in ("author", "email", "url"):
        assert f'id="{field}-error"' in a.text and f'aria-describedby="{field}-error"' in a.text
    assert 'id="comment-error"' not in a.text
    assert "Please enter your name." in a.text
    assert shown_in_form(a.text) == text
    assert value_of(a.text, "email") == "nobody"
    assert value_of(a.text, "url") == "javascript:alert(1)"
    assert "<script>" not in a.text
    empty = site.comment(number, " \n\u200b", author="\u200b", email="")
    assert empty.status == 422
    for field in ("author", "email", "comment"):
        assert f'id="{field}-error"' in empty.text


def test_missing_fields_are_errors_of_the_form(site):
    number, _ = site.article(TITLE)
    assert site.post({"comment_post_ID": number}).status == 422


def test_held_then_approved(site):
    number, address = site.article(TITLE)
    text = fresh("Waiting")
    a = site.comment(number, text)
    assert a.status == 303
    assert a["Cache-Control"] == "no-store"
    location = a["Location"]
    assert location.startswith(address + "?held="), "relative, so no host can be forged"
    page, fragment = location.split("#")
    token, known = page.split("&known=")
    held = site.get(page)
    assert held.status == 200
    assert f'<input type="hidden" name="known" value="{known}">' in held.text
    assert "awaiting moderation" in held.text and text in held.text
    assert f'id="{fragment}"' in held.text
    assert held["Cache-Control"] == "no-store" and held["X-Robots-Tag"] == "noindex"
    assert held["ETag"] is None
    assert text not in site.get(address).text
    assert text not in site.get(f"{address}?replytocom={fragment.split('-')[1]}").text
    forged = site.get(token[:-1] + ("0" if token[-1] != "0" else "1"))
    assert forged.status == 303 and forged["Location"] == address
    site.approve_all()
    assert text in site.get(address).text
    after = site.get(page)
    assert (after.status, after["Location"]) == (303, f"{address}#{fragment}")


def test_without_moderation_it_is_shown_at_once(open_site):
    number, address = open_site.article(TITLE)
    text = fresh("At once")
    a = open_site.comment(number, text)
    assert a.status == 303
    assert re.fullmatch(re.escape(address) + r"\?edit=[\d.a-f]+#comment-\d+", a["Location"])
    assert text in open_site.get(a["Location"].split("#")[0]).text
    assert text in open_site.get(address).text


def test_threads(open_site):
    number, address = open_site.article(TITLE)
    parent_text, child_text = fresh("Parent"), fresh("Child")
    parent = open_site.comment(number, parent_text, author="Grace")["Location"].split("-")[-1]
    page = open_site.get(f"{address}?replytocom={parent}")
    assert page.status == 200 and page["X-Robots-Tag"] == "noindex"
    assert "Leave a Reply to" in page.text and "Grace" in page.text
    assert f'name="comment_parent" value="{parent}"' in page.text
    a = open_site.comment(number, child_text, comment_parent=parent)
    assert a.status == 303
    text = open_site.get(address).text
    inside = text[text.index(parent_text):text.index(child_text)]
    assert '<ol class="children">' in inside
    gone = open_site.get(f"{address}?replytocom=999999")
    assert (gone.status, gone["Location"]) == (303, address)


def test_the_parent_must_be_of_the_same_article(open_site):
    number, _ = open_site.article(TITLE)
    other, _ = open_site.article("Number 01")
    parent = open_site.comment(other, fresh())["Location"].split("-")[-1]
    text = fresh()
    a = open_site.comment(number, text, comment_parent=parent)
    assert a.status == 422 and shown_in_form(a.text) == text
    assert 'name="comment_parent" value="0"' in a.text
    assert stored(open_site, text) == 0


def test_duplicate(open_site):
    number, _ = open_site.article(TITLE)
    text = fresh("Twice")
    assert open_site.comment(number, text).status == 303
    a = open_site.comment(number, text)
    assert a.status == 409
    assert_comes_back_at_its_errors(a.text)
    assert shown_in_form(a.text) == text
    assert stored(open_site, text) == 1
    assert open_site.comment(number, text, author="Another").status == 303


def test_flood(slow_site):
    number, _ = slow_site.article(TITLE)
    assert slow_site.comment(number, fresh()).status == 303
    text = fresh("Too quick")
    a = slow_site.comment(number, text, {"X-Forwarded-For": "198.51.100.7"})
    assert a.status == 429
    assert_comes_back_at_its_errors(a.text)
    assert 1 <= int(a["Retry-After"]) <= 16
    assert shown_in_form(a.text) == text
    assert "Back to the article" in a.text and '<article class="article"' not in a.text
    assert stored(slow_site, text) == 0


def test_closed_and_unknown(site):
    closed, address = site.article("Closed one")
    page = site.get(address).text
    assert "Error:" not in page and "tabindex" not in page
    assert "Comments are closed." in page and "Post Comment" not in page
    text = fresh("Too late")
    a = site.comment(closed, text)
    assert a.status == 403 and text in a.text
    assert "This article no longer accepts comments." in a.text and "another site" not in a.text
    draft = site.rows("SELECT id FROM article WHERE title = 'Secret draft'")[0][0]
    for number in (987654, draft, 0):
        a = site.comment(number, text)
        assert a.status == 404
        assert "Secret draft" not in a.text
    for number in ("", "abc", "-1", "1e3", "9" * 30):
        assert site.comment(number, text).status in (400, 404)
    assert stored(site, text) == 0


def test_cross_site(site):
    number, _ = site.article(TITLE)
    refused = [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
               {"Origin": "https://evil.example"}, {"Origin": "null"},
               {"Origin": site.base_url + ".evil.example"},
               {"Sec-Fetch-Site": "cross-site", "Origin": site.base_url}]
    taken = [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"},
             {"Origin": site.base_url}]
    for headers in refused:
        text = fresh("Cross")
        a = site.comment(number, text, headers)
        assert a.status == 403, headers
        assert f"Please open the article at {site.base_url} and comment there." in a.text
        assert stored(site, text) == 0
        assert text in a.text, "the reader can copy the text"
    for headers in taken:
        assert site.comment(number, fresh("Own"), headers).status == 303, headers


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_wrong_method(site, method):
    a = site.http(method, "/comment/", b"" if method in ("PUT", "PATCH") else None)
    assert (a.status, a["Allow"]) == (405, "POST")


def test_a_page_takes_no_post(site):
    a = site.post({"a": "b"}, path="/")
    assert (a.status, a["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("kind,status", [
    ("text/plain", 415), ("multipart/form-data; boundary=x", 415), ("application/json", 415),
    ("", 415), ("application/x-www-form-urlencodedX", 415),
    ("application/x-www-form-urlencoded; charset=latin1", 415),
    ("Application/X-WWW-Form-Urlencoded; charset=UTF-8", 303)])
def test_content_type(site, kind, status):
    number, _ = site.article(TITLE)
    assert site.comment(number, fresh(), {"Content-Type": kind}).status == status


def test_body_size(site):
    number, _ = site.article(TITLE)
    start = f"comment_post_ID={number}&author=&comment=".encode()
    # Of all characters, a quotation mark grows most when it is escaped in HTML.
    fits = start + b'"' * (1024 * 1024 - len(start))
    a = site.post(fits)
    assert a.status == 422 and len(shown_in_form(a.text)) == 1024 * 1024 - len(start)
    large = site.post(fits + b"a")
    assert large.status == 413
    assert "shorten your text and submit it again. Your browser still has it." in large.text


@pytest.mark.parametrize("tail", [
    "comment_post_ID=1", "author=x&author=y", "comment=a&comment=a", "email=&email=",
    "&".join(f"f{i}=" for i in range(40))])
def test_repeated_or_too_many_fields(site, tail):
    number, _ = site.article(TITLE)
    base = f"comment_post_ID={number}&"
    assert site.post((base + tail).encode()).status == 400


def form(site, **values):
    fields = {"comment_post_ID": str(site.article(TITLE)[0]), "author": "Ada",
              "email": "ada@example.org", "comment": fresh(), **values}
    return site.post(fields)


@pytest.mark.parametrize("letter", ["a", "é", "字", "\U0001f30a"])
@pytest.mark.parametrize("more,status", [(-1, 303), (0, 303), (1, 422)])
def test_name_limit(open_site, letter, more, status):
    text, name = fresh(), letter * (245 + more)
    a = form(open_site, author=name, comment=text)
    assert a.status == status
    if status == 303:
        assert open_site.rows("SELECT author FROM comment WHERE source = ?", text) == [(name,)]
    else:
        assert value_of(a.text, "author") == name


@pytest.mark.parametrize("more,status", [(-1, 303), (0, 303), (1, 422)])
def test_email_limit(open_site, more, status):
    tail = "@" + "b" * 40 + ".example.org"
    address = "a" * (100 + more - len(tail)) + tail
    text = fresh()
    a = form(open_site, email=address, comment=text)
    assert a.status == status
    if status == 303:
        assert open_site.rows("SELECT email FROM comment_private JOIN comment ON id = comment_id"
                              " WHERE source = ?", text) == [(address,)]
        assert address not in open_site.get(open_site.article(TITLE)[1]).text


@pytest.mark.parametrize("letter", ["a", "é", "字", "\U0001f30a"])
@pytest.mark.parametrize("more,status", [(-1, 303), (0, 303), (1, 422)])
def test_comment_limit(open_site, letter, more, status):
    head = fresh() + " "
    text = head + letter * (65525 + more - len(head))
    a = open_site.comment(open_site.article("Number 02")[0], text)
    assert a.status == status
    assert stored(open_site, text) == (status == 303)
    if status == 422:
        assert f"{65525 + more:,}" in a.text and shown_in_form(a.text) == text


def test_what_was_taken_can_be_read(open_site):
    """200 comments of full length, all of the character that grows most in HTML."""
    number, address = open_site.article("Number 08")
    for i in range(200):
        head = f"Long one {i}. "
        body = f"comment_post_ID={number}&author=Ada&email=ada@example.org&comment={head}"
        body = body.replace(" ", "+") + '"' * (65525 - len(head))
        assert open_site.post(body.encode()).status == 303
    seen = set()
    for part in ["", *(f"comment-page-{n}/" for n in range(2, 6))]:
        page = open_site.get(address + part)
        if page.status == 303:  # no further page: other tests may have added a few comments
            break
        assert page.status == 200 and page.text.endswith("</html>\n")
        found = re.findall(r"Long one (\d+)\.", page.text[:page.text.index("<script")])
        assert len(found) <= 50
        seen.update(found)
    assert len(seen) == 200
    again = open_site.comment(number, "")
    assert again.status == 422 and 40 < again.text.count("Long one ") <= 50
    for pid in open_site.workers():
        memory = pathlib.Path(f"/proc/{pid}/status").read_text()
        kib = int(re.search(r"VmRSS:\s+(\d+) kB", memory).group(1))
        assert kib < 64 * 1024, "a worker that has nothing to do keeps little"


def test_stored_as_typed_with_newlines_made_one(open_site):
    head = fresh()
    assert form(open_site, comment=head + "\r\nb\rc\td  \n").status == 303
    assert stored(open_site, head + "\nb\nc\td  \n") == 1


CONTROLS = [c for c in (*range(0x20), *range(0x7f, 0xa0)) if chr(c) not in "\t\n\r"]


def test_control_characters_cost_nobody_a_comment(open_site):
    for c in CONTROLS:
        text = fresh()
        pasted = f"{text}\nfrom a{chr(c)}PDF"
        a = form(open_site, comment=pasted)
        assert a.status == 303, hex(c)
        gap = "\n" if c in (0x0b, 0x0c, 0x85) else ""
        assert stored(open_site, f"{text}\nfrom a{gap}PDF") == 1, hex(c)
        other = form(open_site, author="Ada\x10", email=f"a{chr(c)}", comment=pasted + "!")
        assert other.status == 422 and shown_in_form(other.text).startswith(text), hex(c)


BAD = {"overlong": b"%c0%af", "surrogate": b"%ed%a0%80",
       "too high": b"%f4%90%80%80", "cut off": b"%c3", "latin 1": b"%e9",
       "half": b"%4", "percent": b"%"}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("field", [b"author", b"email", b"url", b"comment", b"other"])
def test_malformed_text(site, name, field):
    number = str(site.article(TITLE)[0]).encode()
    fields = {b"comment_post_ID": number, b"author": b"A", b"email": b"a@example.org",
              b"comment": b"c"}
    fields[field] = b"x" + BAD[name]
    body = b"&".join(k + b"=" + v for k, v in fields.items())
    before = site.rows("SELECT count(*) FROM comment")
    assert site.post(body).status == 400
    assert site.rows("SELECT count(*) FROM comment") == before


@pytest.mark.parametrize("name", [
    "\u202eadA", "A\u2066da", "A" + "\u0301" * 21, "A" + "\u0301\u200d" * 21, "A\u2028da"])
def test_names_that_disturb(site, name):
    a = form(site, author=name)
    assert a.status == 422 and 'id="author-error"' in a.text


def test_twenty_marks_are_a_name(site):
    assert form(site, author="A" + "\u0301" * 20).status == 303


PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
    "</textarea><script>alert(1)</script>", "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))", "<style>*{display:none}</style>", "<iframe src=//evil></iframe>",
    "{{BODY_HTML:none}} {{>head.html}}", "<b onmouseover=alert(1)>x</b>", "<!-- <script> -->",
    "<math><mtext></p><script>alert(1)</script>", "&lt;script&gt;", "<form action=//evil>",
    "javascript://x/%0aalert(1)", "' onmouseover='alert(1)"]


class Dangers(html.parser.HTMLParser):
    """Collects elements and attributes that could run a script or load a resource."""
    ACTIVE = {"script", "img", "svg", "style", "iframe", "math", "object", "embed", "base"}

    def __init__(self, page):
        super().__init__()
        self.found, self.forms, self.inside, self.data = [], 0, False, 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "main"
        self.forms += tag == "form"
        data = tag == "script" and attrs == [("type", "application/ld+json")]
        self.data += data
        # The site's own, which remembers commenters.
        data = data or (tag == "script" and len(attrs) == 2 and attrs[1] == ("defer", None)
                        and re.fullmatch(r"/assets/remember\.[0-9a-f]+\.js", attrs[0][1]))
        # An avatar, which has paths only.
        data = data or (tag == "svg" and attrs == [
            ("class", "avatar"), ("width", "32"), ("height", "32"), ("viewbox", "0 0 8 8"),
            ("aria-hidden", "true")])
        if self.inside and tag in self.ACTIVE and not data:
            self.found.append(tag)
        for name, value in attrs:
            scheme = (value or "").strip().lower().startswith(("javascript:", "data:", "//"))
            if name.startswith("on") or name == "style" or (
                    scheme and name in ("href", "src", "action")):
                self.found.append((tag, name, value))


def assert_harmless(page):
    dangers = Dangers(page)
    assert dangers.inside and dangers.found == [] and dangers.forms == 2
    assert dangers.data <= 1, "what the page says of itself to programs"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads(open_site, payload):
    number, address = open_site.article("Number 03")
    text = fresh(payload)
    a = open_site.comment(number, text, author=payload[:200])
    assert a.status == 303
    assert_harmless(open_site.get(address).text)
    parent = a["Location"].split("-")[-1]
    assert_harmless(open_site.get(f"{address}?replytocom={parent}").text)
    again = open_site.comment(number, text, author=payload, email=payload, url=payload)
    assert again.status == 422
    assert_harmless(again.text)
    assert shown_in_form(again.text) == text
    assert value_of(again.text, "email") == payload.strip()


@pytest.mark.parametrize("url,status", [
    ("https://example.org/", 303), ("http://example.org/?a=1&b=2", 303), ("", 303),
    ("javascript:alert(1)", 422), ("data:text/html,x", 422), ("//example.org/", 422),
    ("https://user:pw@example.org/", 422), ("ftp://example.org/", 422), ("localhost", 422), ("ada@example.org", 422),
    ("www.example.org", 303), ("example.org", 303)])
def test_website(open_site, url, status):
    a = form(open_site, url=url)
    assert a.status == status
    if status == 303:
        kept = open_site.rows("SELECT url FROM comment ORDER BY id DESC LIMIT 1")[0][0]
        assert kept == (url if not url or "://" in url else f"https://{url}")


def test_no_page_and_no_log_line_shows_an_address(open_site):
    secret = f"hidden{time.time_ns()}@private.example"
    number, address = open_site.article("Number 04")
    a = open_site.comment(number, fresh(), email=secret)
    assert a.status == 303
    parent = a["Location"].split("-")[-1]
    for path in (address, "/", f"{address}?replytocom={parent}", "/2025/03/04/"):
        assert secret not in open_site.get(path).text
    assert open_site.comment(number, "", email=secret).text.count(secret) == 1, "own form only"
    assert open_site.comment(number, "x", email=secret, comment_parent="x").status == 400
    assert secret not in open_site.log()
    assert secret not in open_site.command("comment", "list")
    assert secret not in open_site.command("comment", "list", "--format=json")
    assert secret in open_site.command("comment", "get", parent)


def test_counts(open_site):
    number, address = open_site.article("Number 05")
    before = open_site.get(address).text
    assert 'id="comments"' not in before and "#comments" not in before, "nothing to count"
    first = open_site.comment(number, fresh())["Location"].split("-")[-1]
    assert "1 comment" in open_site.get(address).text
    open_site.comment(number, fresh())
    assert "2 comments" in open_site.get(address).text
    open_site.command("comment", "spam", first)
    page = open_site.get(address).text
    assert "1 comment" in page and "2 comments" not in page
