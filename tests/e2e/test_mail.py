"""Mails to the author about new comments, as the mail system gets them."""
import re
import time

import mailed
import pytest
import served

POST = {"tide.md": served.matter("Tide & time", "Low water.", date="2026-01-01")}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    made = mailed.Mailed(tmp_path_factory.mktemp("mail"), {"moderation": "all"}, POST)
    try:
        yield made.start()
    finally:
        made.stop()


def parts(mail):
    return {p.get_content_type(): p.get_content() for p in mail.walk() if not p.is_multipart()}


def test_a_held_comment(site):
    answer = site.comment(1, "Hello *you*\n> not a quotation\nApprove: https://evil.example/",
                          author="Zoë <b> \"Z\"", email="zoe@example.org",
                          url="https://zoe.example")
    assert answer.status == 303
    mail = site.wait_for_mails(1)[-1]
    assert mail["To"] == "owner@example.org"
    assert mail["From"].addresses[0].addr_spec == "blog@example.org"
    assert mail["From"].addresses[0].display_name == "Zoë b Z (Harbour Notes)"
    assert mail["Subject"] == "Comment on “Tide & time”"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<article-1\.[0-9a-f]{20}@\S+>", mail["References"])
    assert abs(mail["Date"].datetime.timestamp() - time.time()) < 100
    found = parts(mail)
    text, html = found["text/plain"], found["text/html"]
    assert "Zoë <b> \"Z\" <zoe@example.org>, https://zoe.example" in text
    assert "> Hello *you*\n> > not a quotation\n> Approve: https://evil.example/" in text
    assert "Status: awaiting moderation\nReason: all comments are held" in text
    assert "<em>you</em>" in html and "zoe@example.org" in html
    assert "<b>" not in html and "<img" not in html and "<script" not in html
    for action in ("approve", "reply", "spam", "trash"):
        assert len(re.findall(rf"{site.base_url}/comment/moderate/\?t=\S+&do={action}\b", text)) == 1
    assert not re.search(r"\n\n\n|[ \t]\n", text.replace("-- \n", "")), text


def test_mails_about_an_article_are_a_thread(site):
    before = len(site.accepted())
    site.comment(1, "One.")
    site.comment(1, "Two.")
    mails = site.wait_for_mails(before + 2)[-2:]
    assert mails[0]["References"] == mails[1]["References"] == mails[1]["In-Reply-To"]
    assert mails[0]["Message-ID"] != mails[1]["Message-ID"]
    assert mails[0]["Subject"] == mails[1]["Subject"]


def test_no_mail_about_a_comment_that_is_gone(site):
    before = len(site.accepted())
    site.sendmail(code=75)
    site.comment(1, "Gone.")
    number, = served.wait_for(lambda: site.rows(
        "SELECT comment_id FROM mail WHERE state = 'queued' AND attempts = 1"),
        what="a failed attempt")[0]
    site.sendmail()
    site.command("comment", "delete", number, "--yes")
    with site.connection() as db:
        db.execute("UPDATE mail SET due_at = 1 WHERE state = 'queued'")
    served.wait_for(lambda: not site.states().get("queued"), what="the end of the mail")
    assert site.rows("SELECT count(*) FROM mail WHERE comment_id = ?", number) == [(0,)]
    assert len(site.accepted()) == before + 1  # of the first attempt


def test_attempts(site):
    """A mail that is refused is given up, one that may be accepted later is kept."""
    site.sendmail(before="echo 'no such user' >&2; exit 67")
    site.comment(1, "Refused.")
    served.wait_for(lambda: site.states().get("failed"), what="a refusal")
    assert site.rows("SELECT reason, attempts FROM mail WHERE state = 'failed'") == [
        ("no such user", 1)]
    site.sendmail(before="echo '450 later' >&2; exit 75")
    site.comment(1, "Later.")
    served.wait_for(lambda: site.rows(
        "SELECT 1 FROM mail WHERE state = 'queued' AND attempts = 1"), what="an attempt")
    (reason, waits), = site.rows(
        "SELECT reason, due_at - changed_at FROM mail WHERE state = 'queued'")
    assert reason == "450 later" and waits == 60_000_000
    assert "@example.org" not in site.log()


def test_a_reload_switches_mail_off_and_on(site):
    site.sendmail()
    assert len(site.processes("pamphlet-sender")) == 1
    site.set(**{"notify": "", "from": ""})
    site.reload()
    served.wait_for(lambda: not site.processes("pamphlet-sender"), what="the sender's end")
    before = len(site.accepted())
    site.comment(1, "Nobody is told.")
    assert not site.rows("SELECT 1 FROM mail_event")
    site.set(notify="owner@example.org", **{"from": "blog@example.org"})
    site.reload()
    site.comment(1, "The author is told.")
    assert "The author is told." in parts(site.wait_for_mails(before + 1)[-1])["text/plain"]
