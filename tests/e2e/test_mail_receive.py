"""Replies by mail, and 200 hostile mails, given to "pamphlet mail receive" as a mail system does
it. Only the author's own answer becomes a comment, and it says what the author wrote."""
import base64
import concurrent.futures
import email.message
import email.policy
import random
import subprocess

import mailed
import pytest
import served

POST = {"tide.md": served.matter("Tide", "Low water.", date="2026-01-01")}
OWNER, SECRET = "owner@example.org", "PAYLOAD-OF-THE-ATTACKER"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    made = mailed.Mailed(tmp_path_factory.mktemp("receive"),
                         {"moderation": "all", "reply_to": "reply@example.org"}, POST)
    try:
        yield made.start()
    finally:
        made.stop()


def receive(site, data, *args):
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "mail", "receive", *args],
                          input=data, capture_output=True, env=site.environment, timeout=60)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def notice(site, text):
    """Sends a comment. Returns its ID and the mail about it."""
    before = len(site.accepted())
    site.comment(1, text)
    mail = site.wait_for_mails(before + 1)[-1]
    return site.rows("SELECT max(id) FROM comment")[0][0], mail


def answer(mail, text, sender=OWNER, **headers):
    m = email.message.EmailMessage(policy=email.policy.SMTP)
    m["From"], m["To"], m["Subject"] = sender, mail["Reply-To"], "Re: " + mail["Subject"]
    m["In-Reply-To"] = mail["Message-ID"]
    for name, value in headers.items():
        m[name.replace("_", "-")] = value
    m.set_content(text)
    m.add_alternative(f"<p>{text}</p>", subtype="html")
    return m


def test_an_answer_is_published(site):
    parent, mail = notice(site, "A question?")
    assert "Answer this mail to approve the comment and publish a reply." in mail.get_body(
        ("plain",)).get_content()
    quoted = "".join(f"> {line}\n" for line in
                     mail.get_body(("plain",)).get_content().splitlines())
    code, said = receive(site, bytes(answer(
        mail, f"Grüße, *yes*.\n\nOn 30 Nov 2026, Ada wrote:\n{quoted}\n-- \nThe owner\n")))
    assert (code, said[:16]) == (0, "Published reply "), said
    assert site.rows("SELECT source, by_author, status FROM comment WHERE parent_id = ?",
                     parent) == [("Grüße, *yes*.", 1, "approve")]
    assert site.rows("SELECT status FROM comment WHERE id = ?", parent) == [("approve",)]
    assert "Grüße, <em>yes</em>." in site.get(site.article("Tide")[1]).text
    code, said = receive(site, bytes(answer(mail, "Twice.")))
    assert code == 65 and "used already" in said


def hostile(mail):
    """Mails of which none may become a comment. Those without the address's token stand for
    what anybody can send, those with it for programs that answer and mails passed on."""
    address = mail["Reply-To"]
    plain = f"From: {{}}\r\nTo: {{}}\r\nSubject: Re: x\r\n{{}}\r\n\r\n{SECRET}\r\n".format
    moments = random.Random(20261130)
    forged = [address[:i] + ("0" if c != "0" else "1") + address[i + 1:]
              for i, c in enumerate(address) if 6 <= i < address.index("@")]
    for other in forged + ["reply@example.org", "reply+@example.org", "", address + ".evil"]:
        yield plain(OWNER, other, "X: y").encode()
    for sender in ("eve@evil.example", f"{OWNER}.evil.example", f"{OWNER}, eve@evil.example",
                   f"\"{OWNER}\" <eve@evil.example>", f"<{OWNER}> <eve@evil.example>", "",
                   f"{OWNER}\r\nFrom: eve@evil.example", f"eve@evil.example\r\nFrom: {OWNER}",
                   f"group: {OWNER};", f"=?utf-8?q?{OWNER}?= <eve@evil.example>", "<>", "@",
                   f"{OWNER}\0@evil.example", f"eve@evil.example ({OWNER})", "x" * 100000,
                   "owner@exаmple.org", "owner@example.org@evil.example"):
        yield plain(sender, address, "X: y").encode()
    for header in ("Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated (x)",
                   "auto-submitted: AUTO-NOTIFIED", "Precedence: bulk", "Precedence: junk",
                   "Precedence: list", "Return-Path: <>", "List-Id: <x.example>",
                   "X-Autoreply: yes", "X-Autorespond: away", "Precedence: auto_reply"):
        yield plain(OWNER, address, header).encode()
    # Without text: only quotations, attachments, or somebody else's mail.
    for body in (f"> {SECRET}", f"-- \r\n{SECRET}", f"On 1 Jan 2026, A wrote:\r\n{SECRET}", "",
                 f"-----Original Message-----\r\n{SECRET}", " \t\r\n\r\n", "\u200b", "\0"):
        yield f"From: {OWNER}\r\nTo: {address}\r\n\r\n{body}\r\n".encode()
    head = f"From: {OWNER}\r\nTo: {address}\r\nMIME-Version: 1.0\r\n"
    for kind in ("application/octet-stream", "image/png", "message/rfc822", "text/x",
                 "multipart/mixed", "multipart/encrypted", "text/calendar", "x", "/", ";;"):
        if kind not in ("x", "/", ";;", "text/x", "text/calendar"):
            yield (head + f"Content-Type: {kind}\r\n\r\nSubject: {SECRET}\r\n\r\n").encode()
    yield (head + "".join(f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"
                          for i in range(1000)) + f"\r\n{SECRET}\r\n").encode()
    yield (head + "".join(f"Content-Type: message/rfc822\r\n\r\nX: {i}\r\n"
                          for i in range(1000)) + f"\r\n{SECRET}\r\n").encode()
    yield (head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n"
           "Content-Type: image/png\r\n\r\n\r\n" * 20000 + SECRET).encode()
    # Bombs: much text from little, or nothing but headers.
    yield head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(
        b"x" * (1 << 20))
    yield head.encode() + b"X: " + b"y" * (1 << 21) + b"\r\n\r\nx\r\n" * 2
    yield head.encode() + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 300000
    yield head.encode() + b"\r\n" + b"a" * (3 << 20)
    # Bytes that are no text in the character set that they claim.
    for charset in ("utf-8", "utf-7", "utf-16", "utf-32", "nonsense", "x" * 5000):
        yield (head + f"Content-Type: text/plain; charset={charset}\r\n"
               "Content-Transfer-Encoding: 8bit\r\n\r\n").encode() + b"\xff\xfe\x00\xd8\x80"
    yield b""
    yield b"\0" * 100000
    yield b"From: " * 100000
    yield (head + "Content-Type: message/rfc822\r\n\r\n").encode() + b"From: " * 100000
    # Anything at all, and genuine mails with other senders that were damaged.
    while True:
        data = bytearray(bytes(answer(mail, SECRET, sender="eve@evil.example")))
        for _ in range(moments.randrange(1, 60)):
            data[moments.randrange(len(data))] = moments.randrange(256)
        yield bytes(data)


def test_hostile_mails(site):
    _, mail = notice(site, "Target.")
    before = site.rows("SELECT id, status, source FROM comment ORDER BY id")
    source = hostile(mail)
    mails = [next(source) for _ in range(200)]
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda data: receive(site, data), mails))
    assert {code for code, _ in done} <= {0, 65}, [d for d in done if d[0] not in (0, 65)]
    assert site.rows("SELECT id, status, source FROM comment ORDER BY id") == before
    # The address still works for the author.
    assert receive(site, bytes(answer(mail, "The answer.")))[0] == 0


def test_pictures_after_the_text_do_not_matter(site):
    _, mail = notice(site, "With a picture?")
    m = answer(mail, "Here it is.")
    m.add_attachment(b"\x89PNG" * (1 << 20), maintype="image", subtype="png")
    code, said = receive(site, bytes(m), str(mail["Reply-To"]))
    assert code == 0 and "Published" in said
    assert site.rows("SELECT source FROM comment ORDER BY id DESC LIMIT 1") == [
        ("Here it is.",)]


def test_a_bounce(site):
    _, mail = notice(site, "To nobody.")
    report = (f"From: MAILER-DAEMON@example.org\r\nTo: bounce@example.org\r\nReturn-Path: <>\r\n"
              "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
              "--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
              "Reporting-MTA: dns; x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n"
              "Diagnostic-Code: smtp; 550 no such user\r\n\r\n--b\r\n"
              "Content-Type: message/rfc822\r\n\r\n").encode() + bytes(mail) + b"\r\n--b--\r\n"
    assert receive(site, report)[0] == 0
    assert "550 no such user" in site.command("mail", "status", "--state=failed")
