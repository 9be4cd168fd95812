"""More forms than there is room for: they are refused at once, none is lost, readers go on."""
import html
import re
import select
import socket
import sqlite3
import threading
import time
import urllib.parse

import fcgi_records as fcgi
import pytest
import served
import test_html
import tokens
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from test_browser import resize
from test_judges import browser, violations  # noqa: F401, fixture

# Few of this length fill the queue, whose memory is bounded: twelve bytes for each letter.
LONG = "\U0001f41f" * 60_000
QUOTED = urllib.parse.quote(LONG).encode()
# More than fit in on any system.
MOST = 500
# No article has this ID: such a comment takes no time.
NOWHERE = 999_999


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    with served.running(tmp_path_factory.mktemp("overload"), moderation="all", flood_seconds=0,
                        workers=2) as site:
        yield site


class Form:
    """One that was sent, without a web server, so that nothing else decides how many wait."""

    def __init__(self, site, number, text):
        body = b"comment_post_ID=%d&author=Ada&email=ada%%40example.org&comment=%s" % (
            number, text.encode().replace(LONG.encode(), QUOTED))
        params = {"REQUEST_METHOD": "POST", "REQUEST_URI": "/comment/",
                  "REMOTE_ADDR": "192.0.2.1", "CONTENT_TYPE": served.FORM_TYPE,
                  "CONTENT_LENGTH": str(len(body))}
        self.text, self.answer = text, b""
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(str(site.dir / "run" / "pamphlet.sock"))
        self.socket.sendall(fcgi.request(params, body))

    def receive(self):
        with self.socket as s:
            while s.fileno() >= 0 and (chunk := s.recv(1 << 16)):
                self.answer += chunk
        return fcgi.status(self.answer)


class Flood:
    """While another program writes, the worker that answers forms waits, and so do all other
    forms, until there is no room for more. Comments alternate with forms that are large and take
    no time; these keep the queue full until the end."""

    def __init__(self, site, number, name):
        self.site, self.waiting, self.refused = site, [], []
        self.sent = (Form(site, NOWHERE if n % 2 else number, LONG if n % 2 else f"{name}-{n}")
                     for n in range(MOST))
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.keep)
        self.db = sqlite3.connect(site.dir / "pamphlet.db", isolation_level=None)
        self.db.execute("BEGIN IMMEDIATE")
        for form in self.sent:
            if not self.add(form, 0.05 if len(self.waiting) > 5 else 0):
                break
        assert self.refused, "there is room for any number of forms"

    def add(self, form, seconds):
        """Whether the form waits."""
        waits = not select.select([form.socket], [], [], seconds)[0]
        (self.waiting if waits else self.refused).append(form)
        return waits

    def keep(self):
        while not self.ended.wait(0.05):
            self.add(Form(self.site, NOWHERE, LONG), 0.05)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()
        self.db.execute("ROLLBACK")
        self.db.close()
        for form in self.waiting + self.refused:
            form.receive()


def fields_of(page, form):
    """The fields of a form as a browser sends them."""
    text = page[page.index(form):]
    text = text[:text.index("</form>")]
    found = {k: html.unescape(v) for k, v in
             re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', text)}
    areas = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n(.*?)</textarea>', text, re.S)
    return {**found, **{k: html.unescape(v) for k, v in areas}}


def test_what_is_too_much_is_refused_at_once_and_not_lost(own):
    number, path = own.article("Talk here")
    lines = own.log().count("forms.refused")
    with Flood(own, number, "flood") as flood:
        began = time.monotonic()
        for n in range(20):
            form = Form(own, number, f"more {n} " + "and longer " * 5000)
            assert form.receive() == 503
            flood.refused.append(form)
        took = time.monotonic() - began
        for _ in range(10):
            began = time.monotonic()
            assert own.get(f"{path}?replytocom=").status in (200, 400)
            assert own.get("/?s=tide").status == 200
            assert time.monotonic() - began < 1
        last = own.comment(number, "The last one", author="Grace <Hopper>", comment_parent=0,
                           url="https://example.org/?a=1&b=2")
        # One whose reader does not wait, in the queue.
        gone = [form for form in flood.waiting if form.text != LONG][-1]
        flood.waiting.remove(gone)
        gone.socket.close()
    assert took < 10 and len(flood.waiting) > 5
    assert last.status == 503 and int(last["Retry-After"]) > 0
    assert last["Cache-Control"] == "no-store" and last["Content-Type"].startswith("text/html")
    for form in flood.refused:
        page = fcgi.stdout(form.answer).decode()
        assert page.startswith("Status: 503") and "\r\nRetry-After: 5\r\n" in page
        assert fields_of(page, "commentform")["comment"] == form.text
    # Who was first in the queue may have waited longer than the database is waited for.
    answers = {form.text: form.receive() for form in flood.waiting if form.text != LONG}
    taken = sorted(text for text, status in answers.items() if status == 303)
    assert set(answers.values()) <= {303, 503} and len(taken) > 1
    stored = [source for source, in own.rows("SELECT source FROM comment ORDER BY source")]
    assert stored in (taken, sorted([*taken, gone.text]))
    assert 1 <= own.log().count("forms.refused") - lines <= 2 * 30
    assert "child_ended" not in own.log()
    fields = fields_of(last.text, "commentform")
    assert own.post(fields).status == 303
    assert own.rows("SELECT author, url FROM comment WHERE source = 'The last one'") == [
        ("Grace <Hopper>", "https://example.org/?a=1&b=2")]


def test_other_forms(own, tmp_path):
    """Each can be sent again by a button; a program gets a sentence."""
    number, _ = own.article("Talk here")
    sent = own.comment(number, "To be changed")
    assert sent.status == 303
    (one,), = own.rows("SELECT id FROM comment WHERE source = 'To be changed'")
    token = tokens.sign(own, "own", one, 600)
    with Flood(own, number, "other"):
        edit = own.post({"t": token, "rev": 0, "do": "save", "comment": "Changed",
                         "author": "Ada", "url": ""}, path="/comment/edit/")
        thanks = own.post({"article": number}, path="/comment/thanks/")
        mention = own.post({"source": "https://example.org/", "target": own.base_url + "/"},
                           path="/comment/webmention/")
        elsewhere = own.post({"t": token, "do": "withdraw"}, {"Sec-Fetch-Site": "cross-site"},
                             path="/comment/edit/")
        comment = own.comment(number, "x\n\n<b>", author='"')
    assert [a.status for a in (edit, thanks, mention, comment)] == [503] * 4
    assert mention["Content-Type"].startswith("text/plain") and mention["Retry-After"]
    assert elsewhere.status == 403 and "Send again" not in elsewhere.text
    (tmp_path / "edit.html").write_bytes(edit.body)
    (tmp_path / "comment.html").write_bytes(comment.body)
    assert test_html.said_of(tmp_path) == []
    assert fields_of(thanks.text, 'action="/comment/thanks/"') == {"article": str(number)}
    again = fields_of(edit.text, 'action="/comment/edit/"')
    assert own.post(again, path="/comment/edit/").status == 303
    assert own.rows("SELECT source FROM comment WHERE id = ?", one) == [("Changed",)]


def test_a_reader_sends_it_again(own, browser):  # noqa: F811
    """In a browser, where the page is as accessible as any other."""
    number, path = own.article("Talk here")
    resize(browser, 360, phone=True)
    browser.get(own.base_url + path)
    for field, text in (("comment", "From a browser"), ("author", "Kay"),
                        ("email", "kay@example.org")):
        browser.find_element(By.ID, field).send_keys(text)
    with Flood(own, number, "browser"):
        browser.find_element(By.ID, "submit").click()
        assert browser.find_element(By.CSS_SELECTOR, "[role=alert]").is_displayed()
        assert browser.current_url.endswith("/comment/#respond")
        assert browser.find_element(By.ID, "comment").get_property("value") == "From a browser"
    assert violations(browser) == []
    browser.find_element(By.ID, "submit").click()
    WebDriverWait(browser, 10).until(lambda b: "#comment-" in b.current_url)
    assert own.rows("SELECT author FROM comment WHERE source = 'From a browser'") == [("Kay",)]
