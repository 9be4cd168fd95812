"""Webmention: pages of other sites, some of them hostile, and our own links to them."""
import contextlib
import http.server
import json
import threading
import time
import urllib.parse
import zlib

import pytest
import served

ENDPOINT = "/comment/webmention/"


class Elsewhere:
    """Another site. `pages`: path -> (status, headers, body) or a function of the request."""

    def __init__(self):
        self.pages, self.requests, self.posted = {}, [], []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                site.requests.append((self.command, self.path))
                page = site.pages.get(self.path.partition("?")[0], (404, {}, b"no"))
                status, headers, body = page(self) if callable(page) else page
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body)

            def do_GET(self):
                self.answer()

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                site.posted.append(dict(urllib.parse.parse_qsl(body.decode())))
                self.answer()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def html(self, path, body, status=200, **headers):
        self.pages[path] = (status, {"Content-Type": "text/html; charset=utf-8", **headers},
                            body.encode())
        return self.url + path


@pytest.fixture(scope="module")
def elsewhere():
    other = Elsewhere()
    yield other
    other.server.shutdown()


@pytest.fixture(scope="module")
def own(tmp_path_factory, elsewhere):
    with served.running(tmp_path_factory.mktemp("webmention"), moderation="all", flood_seconds=0,
                        receive="yes", send="yes", private_networks="127.0.0.1") as site:
        yield site


def announce(site, source, target, **headers):
    return site.post({"source": source, "target": target}, path=ENDPOINT,
                     headers={"Origin": "https://other.example", "Sec-Fetch-Site": "cross-site",
                              **headers})


def outcome(site, source):
    """What became of it: the state and the reason."""
    def ended():
        rows = site.rows("SELECT state, reason FROM webmention WHERE source = ?"
                         " AND (state <> 'queued' OR attempts > 0)", source)
        return rows[0] if rows else None
    return served.wait_for(ended, what=f"the end of {source}")


def comment_of(site, source):
    rows = site.rows("SELECT id, author, source, mention, status FROM comment WHERE url = ?", source)
    return rows[0] if rows else None


def entry(kind, target, text="I agree, and *more*.", author="Bea"):
    return (f'<!DOCTYPE html><title>Notes</title><div class="h-entry">'
            f'<a class="p-author h-card" href="/">{author}</a>'
            f'<a class="{kind}" href="{target}">this</a><div class="e-content">{text}</div></div>')


def target_of(site):
    return site.base_url + site.article("Talk here")[1]


@pytest.mark.parametrize("name, kind, text", [
    ("u-in-reply-to", "reply", "I agree, and *more*."), ("u-like-of", "like", ""),
    ("u-repost-of", "repost", ""), ("", "mention", "I agree, and *more*.")])
def test_kinds(own, elsewhere, name, kind, text):
    target = target_of(own)
    source = elsewhere.html(f"/{kind}", entry(name, target))
    assert announce(own, source, target).status == 202
    assert outcome(own, source) == ("done", "")
    number, author, said, mention, status = comment_of(own, source)
    assert (author, said, mention, status) == ("Bea", text, kind, "hold")
    path = target.removeprefix(own.base_url)
    assert source not in own.get(path).text, "not before it is approved"
    own.command("comment", "approve", number)
    page = own.get(path).text
    assert f'href="{source}" rel="nofollow ugc noopener"' in page
    assert "*more*" not in page or "<em>" not in page.split("*more*")[0][-40:]


def test_the_page_names_the_endpoint(own):
    assert f'<link rel="webmention" href="{ENDPOINT}">' in own.get(own.article("Talk here")[1]).text


def test_no_microformats(own, elsewhere):
    target = target_of(own)
    source = elsewhere.html("/plain", f"<title>A &lt;title&gt;</title><p><a href='{target}#x'>see</a>")
    announce(own, source, target)
    assert outcome(own, source) == ("done", "")
    assert comment_of(own, source)[1:4] == ("127.0.0.1", "A <title>", "mention")


def test_a_page_that_changes_and_goes(own, elsewhere):
    target = target_of(own)
    source = elsewhere.html("/changes", entry("u-in-reply-to", target, "First."))

    def again(what):
        announce(own, source, target)
        served.wait_for(what, what="the change")

    again(lambda: comment_of(own, source))
    own.command("comment", "approve", comment_of(own, source)[0])
    elsewhere.html("/changes", entry("u-in-reply-to", target, "Second: buy pills."))
    again(lambda: comment_of(own, source)[2] == "Second: buy pills.")
    assert comment_of(own, source)[4] == "hold", "the owner has not seen this text"
    own.command("comment", "approve", comment_of(own, source)[0])
    elsewhere.html("/changes", "<p>Nothing about it.")
    again(lambda: comment_of(own, source)[4] == "trash")
    assert own.rows("SELECT count(*) FROM comment WHERE url = ?", source) == [(1,)]


@pytest.mark.parametrize("page, reason", [
    ("<p>no link", "the page does not link to the article"),
    ("<!-- <a href='TARGET'> -->TARGET", "the page does not link to the article"),
    ("<a href='TARGETx'>x</a>", "the page does not link to the article"),
    ("<div>" * 5000 + "<a href='TARGET'>x</a>", "the page is nested too deeply")])
def test_pages_that_do_not_link(own, elsewhere, page, reason):
    target = target_of(own)
    source = elsewhere.html(f"/none{len(page)}", page.replace("TARGET", target))
    announce(own, source, target)
    assert outcome(own, source) == ("failed", reason)
    assert not comment_of(own, source)


def hostile(elsewhere, name, target):
    link = f"<a href='{target}'>x</a>".encode()
    if name == "large":
        return (200, {}, link + b" " * (2 << 20))
    if name == "bomb":
        packed = zlib.compressobj(9, zlib.DEFLATED, 31)
        return (200, {"Content-Encoding": "gzip"},
                packed.compress(link + b" " * (64 << 20)) + packed.flush())
    if name == "loop":
        return (302, {"Location": elsewhere.url + "/loop"}, b"")
    return (302, {"Location": {"file": "file:///etc/passwd", "gopher": "gopher://127.0.0.1:25/x",
                               "metadata": "http://169.254.169.254/latest/",
                               "inside": "http://10.0.0.1/", "six": "http://[::1]/",
                               "ssh": "http://127.0.0.1:22/"}[name]}, b"")


@pytest.mark.parametrize("name, reason", [
    ("large", "the page is larger than 1 MiB"), ("bomb", "the page does not link to the article"),
    ("loop", "redirects"), ("file", "rotocol"), ("gopher", "rotocol"),
    ("metadata", "not a public one"), ("inside", "not a public one"), ("six", "not a public one"),
    ("ssh", "port not one of web servers")])
def test_hostile_pages(own, elsewhere, name, reason):
    target = target_of(own)
    elsewhere.pages[f"/{name}"] = hostile(elsewhere, name, target)
    source = f"{elsewhere.url}/{name}"
    assert announce(own, source, target).status == 202
    state, said = outcome(own, source)
    assert reason in said and not comment_of(own, source)
    assert state == ("queued" if name in ("large", "loop", "file", "gopher") else "failed")


def test_words_of_others_are_no_markup(own, elsewhere):
    target = target_of(own)
    source = elsewhere.html("/x", entry(
        "u-in-reply-to", target, "<script>x</script><img src=x onerror=y>\u202ea &lt;b&gt;",
        "&lt;i&gt; &lt;script&gt;z&lt;/script&gt;" + "n" * 500))
    announce(own, source, target)
    assert outcome(own, source) == ("done", "")
    number, author, text, *_ = comment_of(own, source)
    assert len(author) == 101 and "\u202e" not in text
    own.command("comment", "approve", number)
    page = own.get(target.removeprefix(own.base_url)).text
    assert "<script>z" not in page and "<script>x" not in page and "onerror=y>" not in page


@pytest.mark.parametrize("source, target", [
    ("", "T"), ("ftp://a.example/", "T"), ("https://u:p@a.example/", "T"), ("javascript:x", "T"),
    ("https://a.example/", "https://other.example/"), ("T", "T"), ("https://a.example/", ""),
    ("https://a.example/", "S/no-such-article/"), ("https://a.example/" + "x" * 2000, "T"),
    ("https://a.example/", "S.evil.example/"), ("https://a.example/\n", "T")])
def test_announcements_that_are_refused(own, source, target):
    def real(s):
        return s.replace("T", target_of(own)).replace("S", own.base_url)
    assert announce(own, real(source), real(target)).status == 400
    assert not own.rows("SELECT 1 FROM webmention WHERE source = ?", real(source))


def test_limits(tmp_path):
    with served.running(tmp_path, receive="yes") as site:
        target = target_of(site)
        answers = [announce(site, f"https://a.example/{i}", target).status for i in range(40)]
        assert answers.count(202) == 30 and answers.count(429) == 10
        assert site.get(ENDPOINT).status == 405
        # Nothing of this is a public address, and nothing was requested.
        source = "http://127.0.0.1:9/"
        with site.connection() as db:
            db.execute("DELETE FROM comment_rate")
        announce(site, source, target)
        assert outcome(site, source)[0] == "failed"


def test_off_by_default(tmp_path):
    with served.running(tmp_path) as site:
        path = site.article("Talk here")[1]
        assert "webmention" not in site.get(path).text
        assert announce(site, "https://a.example/", site.base_url + path).status == 404


@pytest.mark.parametrize("where", ["header", "link", "anchor", "empty"])
def test_links_are_told(own, elsewhere, where):
    page, inbox = f"/page-{where}", f"/inbox-{where}"
    elsewhere.pages[inbox] = (202, {}, b"")
    if where == "header":
        elsewhere.html(page, "<link rel=webmention href=/wrong>",
                       Link=f'<https://x.example/>; rel=next, <{inbox}>; rel="a webmention"')
    elif where == "link":
        elsewhere.html(page, f"<!-- <link rel=webmention href=/wrong> --><link rel='webmention x'"
                             f" href='{inbox}'><a rel=webmention href=/second>")
    elif where == "anchor":
        elsewhere.html(page, f"<a rel=nofollow href=/n>x</a><a rel=WebMention href='{inbox}?a=b'>x")
    else:
        elsewhere.html(page, "<link rel=webmention href=''>")
    text = served.matter(f"Links {where}", f"See [it]({elsewhere.url}{page}) and [us](/about/).")
    own.write(f"links-{where}.md", text)
    before = len(elsewhere.posted)
    own.command("import", str(own.sources))
    served.wait_for(lambda: len(elsewhere.posted) > before, what="the notice")
    source = own.base_url + own.article(f"Links {where}")[1]
    assert elsewhere.posted[-1] == {"source": source, "target": elsewhere.url + page}
    posts = [path for method, path in elsewhere.requests if method == "POST"]
    assert posts[-1] == {"empty": page, "anchor": inbox + "?a=b"}.get(where, inbox)
    # Once: a change of the article that adds no link is no news.
    own.write(f"links-{where}.md", text + "\nMore words.\n")
    own.command("import", str(own.sources))
    assert outcome(own, source) == ("done", "")
    assert len(elsewhere.posted) == before + 1


def test_the_hub_is_told_of_new_posts(tmp_path, elsewhere):
    """WebSub: once per publication and live update, and again after a failure."""
    hub = elsewhere.url + "/hub"
    elsewhere.pages["/hub"] = (202, {}, b"")

    def pings():
        return [p for p in elsewhere.posted if p.get("hub.mode") == "publish"]
    site = served.Served(tmp_path, {"websub": hub, "private_networks": "127.0.0.1"},
                         {"a.md": served.matter("A", date="2026-01-01")})
    try:
        site.start()
        served.wait_for(lambda: len(pings()) == 1)
        # parse_qsl keeps the last of several values.
        assert pings()[0]["hub.url"] == site.base_url + "/feed/json/"
        assert f'<atom:link rel="hub" href="{hub}"/>' in site.get("/feed/").text
        assert f'<link rel="hub" href="{hub}"/>' in site.get("/feed/atom/").text
        assert json.loads(site.get("/feed/json/").text)["hubs"] == [{"type": "WebSub", "url": hub}]
        assert hub not in site.get("/comments/feed/").text
        site.command("post", "create", "--title=B", "--status=publish", "--content=Words.")
        served.wait_for(lambda: len(pings()) == 2)
        draft = site.command("post", "create", "--title=C", "--status=draft",
                             "--content=Words.", "--porcelain").strip()
        site.command("post", "live", draft, "add", "Not yet.")
        time.sleep(0.6)
        assert len(pings()) == 2
        site.command("post", "live", site.article("B")[0], "add", "An update.")
        served.wait_for(lambda: len(pings()) == 3)
        time.sleep(0.6)
        assert len(pings()) == 3
    finally:
        site.stop()
