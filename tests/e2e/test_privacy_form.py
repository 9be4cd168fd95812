"""A reader gets a copy of what is stored, or erases it, without the owner."""
import json
import re

import mailed
import pytest
import served
import test_erasing

PATH = "/comment/privacy/"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    made = mailed.Mailed(tmp_path_factory.mktemp("privacy"),
                         {"moderation": "none", "notices": "none"}, served.standard_articles())
    try:
        yield made.start()
    finally:
        made.stop()


def ask(site, address, wish="copy", **more):
    return site.post({"email": address, "wish": wish}, path=PATH, **more)


def forget_limits(site):
    site.rows("DELETE FROM comment_rate")


def settled(site):
    """Once the sender has looked at all requests."""
    served.wait_for(lambda: site.rows("SELECT count(*) FROM person_request WHERE mailed_at = 0")
                    == [(0,)], what="the sender")


def link(site, address, n=1):
    def found():
        mails = [m for m in site.mails() if m["To"] == address]
        return mails if len(mails) >= n else None
    text = served.wait_for(found, what=f"mail {n} to {address}")[-1].get_body(("plain",))
    return re.search(re.escape(site.base_url) + r"(\S+\?t=\S+)", text.get_content()).group(1)


def press(site, path, **fields):
    return site.post({"t": path.split("?t=")[1], **fields}, path=PATH)


def test_known_and_unknown_addresses_are_answered_alike(site):
    number, _ = site.article("Talk here")
    assert site.comment(number, "Known words", email="Known@example.org").status == 303
    answers = [ask(site, a) for a in ("known@EXAMPLE.org", "nobody@example.org")]
    assert [a.status for a in answers] == [200, 200]
    assert answers[0].text == answers[1].text and "If there is anything" in answers[0].text
    assert "known@" not in answers[0].text.lower()
    settled(site)
    link(site, "known@example.org")
    # A second one on the same day is answered alike, and not mailed.
    assert ask(site, "known@example.org", "erase").text == answers[0].text
    settled(site)
    assert [m["To"] for m in site.mails()] == ["known@example.org"]
    mail = site.mails()[0].as_string()
    assert "Known words" not in mail and "Ada" not in mail
    # Nothing is kept of an address that is not known.
    assert site.rows("SELECT address, wish FROM person_request") == [("known@example.org", "copy")]


@pytest.mark.parametrize("fields", [
    {}, {"email": "", "wish": "copy"}, {"email": "no address", "wish": "copy"},
    {"email": "a@b.example\r\nBcc: c@d.example", "wish": "erase"},
    {"email": "a@b.example, c@d.example", "wish": "copy"}, {"email": "ada@example.org"},
    {"email": "ada@example.org", "wish": "all' OR 1"}])
def test_what_is_no_request(site, fields):
    forget_limits(site)
    before = site.rows("SELECT count(*) FROM person_request")
    assert site.post(fields, path=PATH).status in (400, 422)
    assert site.rows("SELECT count(*) FROM person_request") == before


def test_forms_of_other_sites_and_floods_are_refused(site):
    forget_limits(site)
    assert ask(site, "x@example.org", headers={"Origin": "https://evil.example"}).status == 403
    seen = [ask(site, f"flood{i}@example.org").status for i in range(12)]
    assert seen == [200] * 10 + [429] * 2
    settled(site)
    assert not [m for m in site.mails() if m["To"].startswith("flood")]


@pytest.mark.parametrize("token", ["", "1", "1.2.3", "a" * 79, "1%00", "999999." + "b" * 70])
def test_a_link_that_is_not_genuine(site, token):
    assert site.get(f"{PATH}?t={token}").status in (400, 404)
    assert site.post({"t": token, "do": "delete"}, path=PATH).status in (400, 404)


def test_the_copy_has_all_of_one_person(site):
    forget_limits(site)
    number, _ = site.article("Talk here")
    texts = ("public words", "held words", "spam words", "trash words")
    ids = []
    for text in texts:
        answer = site.comment(number, text, author="Bea", email="bea@example.org")
        ids.append(int(answer["Location"].rpartition("-")[2]))
    for comment, verb in zip(ids[1:], ("unapprove", "spam", "trash")):
        site.command("comment", verb, comment)
    site.comment(number, "words of Cyd", author="Cyd", email="cyd@example.org")
    assert ask(site, "bea@example.org").status == 200
    path = link(site, "bea@example.org")
    page = site.get(path)
    assert page.status == 200 and page["Cache-Control"] == "no-store"
    assert "noindex" in page["X-Robots-Tag"] and "bea" not in page.text.lower()
    answer = press(site, path, do="copy")
    assert answer.status == 200 and answer["Content-Type"].startswith("application/json")
    assert answer["Content-Disposition"] == 'attachment; filename="personal-data.json"'
    assert answer["Cache-Control"] == "no-store"
    copy = json.loads(answer.text)
    assert [c["text"] for c in copy["comments"]] == list(texts)
    assert {c["status"] for c in copy["comments"]} == {"approve", "hold", "spam", "trash"}
    assert [r["wish"] for r in copy["requests"]] == ["copy"]
    assert "cyd" not in answer.text.lower()
    # A link for a copy erases nothing, and a token that was changed opens nothing.
    assert press(site, path, do="delete")["Content-Disposition"]
    assert site.rows("SELECT count(*) FROM comment WHERE author = 'Bea'") == [(4,)]
    signed = path.split("?t=")[1]
    other = ("2" if signed[0] == "1" else "1") + signed[1:]
    assert site.get(f"{PATH}?t={other}").status == 404


@pytest.mark.parametrize("word", ["delete", "anonymise"])
def test_erasing_leaves_no_bytes(site, word):
    forget_limits(site)
    number, address = site.article("Talk here")
    mark = 41 if word == "delete" else 42
    test_erasing.send(site, number, mark)
    site.get(address)
    mail = f"{test_erasing.marks(mark)['mail']}@example.org"
    ask(site, mail, "erase")
    path = link(site, mail)
    for method in ("GET", "HEAD", "GET"):
        assert site.http(method, path).status == 200
    assert press(site, path).status == 400 and press(site, path, do="x").status == 400
    assert len({m for _, m in test_erasing.remains(site, [mark])}) == 4, "a GET changes nothing"
    done = press(site, path, do=word)
    assert done.status == 200 and 'role="status"' in done.text
    kept = set() if word == "delete" else {test_erasing.marks(mark)["text"]}
    served.wait_for(lambda: {m for _, m in test_erasing.remains(site, [mark])} == kept,
                    what="forgetting")
    assert site.rows("SELECT count(*) FROM person_request WHERE address = ?", mail) == [(0,)]
    assert site.rows("SELECT count(*) FROM mail WHERE recipient = ?", mail) == [(0,)]
    assert site.get(path).status == 410 and press(site, path, do=word).status == 410
    assert site.command("check") == "No problems found.\n"


def test_a_blog_without_mail_has_no_form(tmp_path):
    with served.running(tmp_path) as site:
        assert site.get(PATH).status == 404
        assert ask(site, "ada@example.org").status == 404
