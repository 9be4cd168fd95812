"""Readers who ask for mail about comments: the form, and the pages that signed links lead to."""
import email
import email.policy
import re
import subprocess

import aiosmtpd.controller
import mailed
import pytest
import served


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    with served.running(tmp_path_factory.mktemp("follow"), moderation="rules",
                        flood_seconds=0, **{"from": "blog@example.org"}) as site:
        yield site


def test_the_form_offers_mail(own):
    number, path = own.article("Talk here")
    page = own.get(path).text
    assert '<select id="comment-follow" name="follow"' in page
    refused = own.comment(number, "", follow="all")
    assert refused.status == 422
    assert '<option value="all" selected>' in refused.text


def test_a_request_is_stored_with_its_comment_only(own):
    number, _ = own.article("Talk here")
    for scope in ("replies", "all", "", "ALL", "x' OR 1"):
        answer = own.comment(number, f"With {scope}", follow=scope,
                             email="Canary-Follow@example.org")
        assert answer.status == 303
        assert "canary-follow" not in answer.text.lower()
    # The sender takes a request as soon as its comment is public.
    served.wait_for(lambda: own.rows("SELECT count(*) FROM follow_request") == [(0,)],
                    what="the requests to be taken")
    rows = own.rows("SELECT c.source, f.scope, p.email FROM follow f"
                    " JOIN comment c ON c.id = f.comment_id"
                    " JOIN follower p ON p.id = f.follower_id ORDER BY c.id")
    assert rows == [("With replies", "replies", "Canary-Follow@example.org"),
                    ("With all", "all", "Canary-Follow@example.org")]


@pytest.mark.parametrize("path", ["/comment/follow/", "/comment/follow/stop/"])
@pytest.mark.parametrize("token", ["", "?t=", "?t=1", "?t=1.2.3", "?t=" + "a" * 79,
                                   "?t=1%00", "?x=1"])
def test_a_link_that_is_not_genuine_leads_nowhere(own, path, token):
    assert own.get(path + token).status in (400, 404)
    assert own.post({"t": token[3:], "do": "confirm"}, path=path).status in (400, 404)


def test_a_blog_without_mail_offers_none(tmp_path):
    with served.running(tmp_path, moderation="none") as site:
        number, path = site.article("Talk here")
        assert 'name="follow"' not in site.get(path).text
        assert site.comment(number, "Hello", follow="all").status == 303
        assert site.rows("SELECT count(*) FROM follow_request") == [(0,)]


def last_to(site, address, n, subject=""):
    """The newest mail to that address, once there are `n`."""
    def found():
        mails = [m for m in site.mails() if m["To"] == address and subject in m["Subject"]]
        return mails if len(mails) >= n else None
    mails = served.wait_for(found, what=f"mail {n} to {address}")
    assert len(mails) == n, [m["Subject"] for m in mails]
    return mails[-1]


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def link_in(site, mail, path):
    """The path and query of the first link to that path."""
    return re.search(re.escape(site.base_url) + "(" + re.escape(path) + r"\?t=\S+)",
                     text_of(mail)).group(1)


def token_of(link):
    return link.split("?t=")[1].split("&")[0]


class Inbox:
    """An SMTP server that keeps its mails."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(email.message_from_bytes(envelope.original_content,
                                                   policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def over_smtp(tmp_path):
    """A site whose mails go through msmtp to a real SMTP server."""
    box = Inbox()
    controller = aiosmtpd.controller.Controller(box, hostname="127.0.0.1",
                                                port=served.free_port())
    controller.start()
    made = mailed.Mailed(tmp_path, {"moderation": "all"}, served.standard_articles())
    (made.dir / "msmtprc").write_text(
        f"account default\nhost 127.0.0.1\nport {controller.port}\nfrom blog@example.org\n"
        "auto_from off\ntls off\nauth off\n")
    (made.dir / "msmtprc").chmod(0o600)
    made.set(sendmail="msmtp -t -i -C msmtprc")
    made.mails = lambda: box.mails
    try:
        yield made.start()
    finally:
        made.stop()
        controller.stop()


@pytest.fixture
def mailing(tmp_path):
    made = mailed.Mailed(tmp_path, {"moderation": "all"}, served.standard_articles())
    try:
        yield made.start()
    finally:
        made.stop()


def press(site, link, **fields):
    """A button on the page of a follower."""
    return site.post({"t": token_of(link), **fields}, path="/comment/follow/")


def test_from_the_first_comment_to_the_last_mail(over_smtp):
    """A held comment, a mail to the author, approval by its link, the follower's answer, a
    reply, and the end by one click: each mail over SMTP."""
    site = over_smtp
    number, path = site.article("Talk here")
    assert site.comment(number, "Who keeps the clock?", author="Bea", email="bea@example.org",
                        follow="replies").status == 303
    notice = last_to(site, "owner@example.org", 1)
    assert not [m for m in site.mails() if m["To"] == "bea@example.org"], "it is not public yet"
    link = link_in(site, notice, "/comment/moderate/")
    fields = dict(re.findall(r'name="(t|from)" value="([^"]*)"', site.get(link).text))
    assert site.post({**fields, "do": "approve"}, path="/comment/moderate/").status == 200

    asked = last_to(site, "bea@example.org", 1, "confirm")
    assert "Bea" not in text_of(asked) and "clock" not in text_of(asked), "no reader's words"
    assert "bea@" not in text_of(asked)
    page = link_in(site, asked, "/comment/follow/")
    for method in ("GET", "HEAD", "GET"):
        assert site.http(method, page).status == 200
    assert site.rows("SELECT count(*) FROM follow WHERE confirmed_at > 0") == [(0,)]
    shown = site.get(page)
    assert "Talk here" in shown.text and "bea@" not in shown.text
    assert shown["Cache-Control"] == "no-store" and "noindex" in shown["X-Robots-Tag"]
    assert press(site, page, do="confirm").status == 200
    assert site.rows("SELECT count(*) FROM follow WHERE confirmed_at > 0") == [(1,)]

    first = site.rows("SELECT id FROM comment")[0][0]
    site.comment(number, "The sexton does.", author="Sam \"<b>\"", email="sam@example.org",
                 comment_parent=first)
    site.comment(number, "Another matter.", email="sam@example.org")
    site.approve_all()
    news = last_to(site, "bea@example.org", 2)
    assert news["Subject"] == "Comment on “Talk here”"
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert news["List-Id"] and "The sexton does." in text_of(news)
    assert "sam@" not in news.as_string() and "?replytocom=" in text_of(news)
    stop = news["List-Unsubscribe"].strip("<>").removeprefix(site.base_url)

    assert site.get(stop).status == 200, "a GET changes nothing"
    assert site.rows("SELECT count(*) FROM follow") == [(1,)]
    # As a mail service does it: from elsewhere, without a page of ours.
    for _ in range(2):
        assert site.post({"List-Unsubscribe": "One-Click"}, path=stop,
                         headers={"Origin": "https://mail.example",
                                  "Sec-Fetch-Site": "cross-site"}).status == 200
    assert site.rows("SELECT count(*) FROM follow") == [(0,)]
    site.comment(number, "He does, indeed.", email="tom@example.org", comment_parent=first)
    site.approve_all()
    last_to(site, "owner@example.org", 4)
    last_to(site, "bea@example.org", 2)


BODIES = [("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click"), (None, b""),
          ("text/plain", b"List-Unsubscribe=One-Click"), ("application/json", b"{"),
          ("multipart/form-data; boundary=x",
           b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
           b"One-Click\r\n--x--\r\n")]


def test_any_body_unsubscribes(mailing):
    """Mail services send what they like; the link is all that counts."""
    site = mailing
    site.set(moderation="none")
    site.reload()
    number, _ = site.article("Talk here")
    for i in range(len(BODIES)):
        site.comment(number, f"Comment {i}", email=f"reader{i}@example.org", follow="all")
    for i in range(len(BODIES)):
        asked = last_to(site, f"reader{i}@example.org", 1)
        press(site, link_in(site, asked, "/comment/follow/"), do="confirm")
    site.comment(number, "News for all", email="tom@example.org")
    for i, (kind, body) in enumerate(BODIES):
        stop = last_to(site, f"reader{i}@example.org", 2)["List-Unsubscribe"]
        path = stop.strip("<>").removeprefix(site.base_url)
        answer = site.http("POST", path, body, {"Content-Type": kind} if kind else {})
        assert answer.status == 200, (kind, answer.text)
        assert site.rows("SELECT count(*) FROM follow") == [(len(BODIES) - 1 - i,)]


def test_an_address_that_bounces_gets_no_more(mailing):
    site = mailing
    site.set(moderation="none", bounce="bounce@example.org")
    site.reload()
    number, _ = site.article("Talk here")
    site.comment(number, "Mistyped", email="bea@exmaple.org", follow="all")
    asked = last_to(site, "bea@exmaple.org", 1)
    report = ("From: MAILER-DAEMON@example.org\nContent-Type: multipart/report; boundary=b\n\n"
              "--b\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n"
              "\n--b\nContent-Type: text/rfc822-headers\n\n"
              f"Message-ID: {asked['Message-ID']}\n--b--\n")
    told = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "mail", "receive"],
                          input=report, text=True, capture_output=True, timeout=30)
    assert told.returncode == 0, told.stderr
    assert site.rows("SELECT count(*) FROM follow") == [(0,)]


def test_who_refuses_is_left_alone(mailing):
    site = mailing
    site.set(moderation="none")
    site.reload()
    number, _ = site.article("Talk here")
    site.comment(number, "In your name", email="victim@example.org", follow="all")
    asked = last_to(site, "victim@example.org", 1)
    assert "In your name" in site.get(link_in(site, asked, "/comment/edit/")).text
    page = link_in(site, asked, "/comment/follow/")
    assert "Allow email again" in press(site, page, do="refuse").text
    site.comment(number, "In your name again", email="Victim@example.org", follow="all")
    served.wait_for(lambda: site.rows("SELECT count(*) FROM follow_request") == [(0,)],
                    what="the request to be dropped")
    last_to(site, "victim@example.org", 1)
    assert site.rows("SELECT count(*) FROM follow") == [(0,)]
    assert press(site, page, do="confirm").status == 200
    assert "Never email" in press(site, page, do="accept").text


def test_links_of_another_follower_are_of_no_use(mailing):
    site = mailing
    site.set(moderation="none")
    site.reload()
    number, _ = site.article("Talk here")
    for name in ("ann", "bob"):
        site.comment(number, f"By {name}", email=f"{name}@example.org", follow="all")
    pages = {name: link_in(site, last_to(site, f"{name}@example.org", 1, "confirm"),
                           "/comment/follow/") for name in ("ann", "bob")}
    bobs = site.rows("SELECT f.id FROM follow f JOIN follower p ON p.id = f.follower_id"
                     " WHERE p.address = 'bob@example.org'")[0][0]
    assert press(site, pages["ann"], stop=bobs).status == 200
    assert site.rows("SELECT count(*) FROM follow WHERE id = ?", bobs) == [(1,)]
    assert press(site, pages["ann"], stop="x").status == 400
    cross = site.post({"t": token_of(pages["ann"]), "do": "stop"}, path="/comment/follow/",
                      headers={"Sec-Fetch-Site": "cross-site"})
    assert cross.status == 403
    assert site.rows("SELECT count(*) FROM follow") == [(2,)]
    number_of_bob = token_of(pages["bob"]).split(".")[0]
    forged = ".".join([number_of_bob, *token_of(pages["ann"]).split(".")[1:]])
    assert site.get(f"/comment/follow/?t={forged}").status == 404
