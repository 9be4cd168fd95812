"""From a comment to an SMTP server, through msmtp as the mail system: over a real connection,
as a provider would get it. The text is compared byte for byte."""
import email
import email.policy
import shutil
import subprocess

import mailed
import pytest
import served

smtpd = pytest.importorskip("aiosmtpd.controller")
pytestmark = pytest.mark.skipif(not shutil.which("msmtp"), reason="msmtp is not installed")

POST = {"tide.md": served.matter("Tide", "Low water.", date="2026-01-01")}


class Inbox:
    """An SMTP server. `answer` replaces its answer to the next mail's data."""

    def __init__(self):
        self.mails, self.answer = [], None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer:
            return self.answer
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, email.message_from_bytes(
            envelope.original_content, policy=email.policy.default)))
        return "250 OK queued as 7"


@pytest.fixture(scope="module")
def inbox():
    box = Inbox()
    controller = smtpd.Controller(box, hostname="127.0.0.1", port=served.free_port())
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


@pytest.fixture(scope="module")
def site(tmp_path_factory, inbox):
    made = mailed.Mailed(tmp_path_factory.mktemp("smtp"),
                         {"moderation": "all", "bounce": "bounce@example.org"}, POST)
    (made.dir / "msmtprc").write_text(
        f"account default\nhost 127.0.0.1\nport {inbox.port}\nfrom blog@example.org\n"
        "auto_from off\ntls off\nauth off\n")
    (made.dir / "msmtprc").chmod(0o600)
    # A path below the site directory, in which the command runs.
    made.set(sendmail="msmtp -t -i -C msmtprc")
    try:
        yield made.start()
    finally:
        made.stop()


def test_a_comment_arrives(site, inbox):
    text = "Größe €5\n.\n..two dots\nFrom me\n" + "x" * 1500 + "\nlast"
    site.comment(1, text, author="Zoë")
    sender, recipients, mail = served.wait_for(lambda: inbox.mails, what="the mail")[-1]
    assert (sender, recipients) == ("bounce@example.org", ["owner@example.org"])
    assert mail["From"].addresses[0].display_name == "Zoë (Harbour Notes)"
    body = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "\n".join(f"> {line}" for line in text.split("\n")) in body
    assert "Bcc" not in mail
    served.wait_for(lambda: site.states() == {"sent": 1}, what="the end of the handover")


def test_what_the_server_says(site, inbox):
    inbox.answer = "451 4.7.1 greylisted, come back later"
    site.comment(1, "Later.")
    (reason, attempts), = served.wait_for(lambda: site.rows(
        "SELECT reason, attempts FROM mail WHERE state = 'queued' AND attempts > 0"),
        what="a failed attempt")
    assert "451 4.7.1 greylisted" in reason and attempts == 1
    inbox.answer = None
    with site.connection() as db:  # as if the minute were over
        db.execute("UPDATE mail SET due_at = 1 WHERE state = 'queued'")
    served.wait_for(lambda: site.states() == {"sent": 2}, what="the second attempt")
    assert "Later." in inbox.mails[-1][2].get_body(("plain",)).get_content()


def test_mail_test(site):
    assert "has accepted a mail to ada@example.org" in site.command(
        "mail", "test", "ada@example.org")
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "mail", "test",
                           "nobody@example.org"], capture_output=True, text=True, timeout=60,
                          env=site.environment)
    assert done.returncode != 0 and "550 5.1.1 no such user" in done.stderr, done
