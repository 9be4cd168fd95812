"""Readers change and withdraw their own comments, by a link that only they get."""
import re
import threading
import time

import pytest
import served
import tokens
from test_moderate_link import PATH as MODERATE, link as moderate_link, press as press_moderation

PATH = "/comment/edit/"
TITLE = "Talk here"


def start(folder, **settings):
    return served.Served(folder, {"moderation": "rules", "flood_seconds": 0, **settings},
                         served.standard_articles()).start()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site whose rules approve most comments."""
    site = start(tmp_path_factory.mktemp("own"), block_words="casino", max_links=1,
                 hold_score=0, spam_score=0)
    yield site
    site.stop()


class Sent:
    """A comment as its sender sees it."""

    def __init__(self, site, text, **more):
        number, self.address = site.article(TITLE)
        answer = site.comment(number, text, **more)
        assert answer.status == 303
        self.site = site
        self.location = answer["Location"]
        self.number = int(self.location.rpartition("-")[2])
        self.page = site.get(self.location.split("#")[0])
        self.links = re.findall(rf'href="({PATH}\?t=[^"]*)"', self.page.text)

    def form(self):
        page = self.site.get(self.links[0].replace("&amp;", "&"))
        assert page.status == 200
        fields = dict(re.findall(r'<input [^>]*name="(\w+)"[^>]* value="([^"]*)"', page.text))
        fields["comment"] = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.S).group(1)
        return fields

    def save(self, fields=None, headers=None, **change):
        return self.site.post({**(fields or self.form()), "do": "save", **change},
                              headers=headers, path=PATH)

    def withdraw(self):
        page = self.site.get(self.links[1].replace("&amp;", "&"))
        token = re.search(r'name="t" value="([^"]*)"', page.text).group(1)
        return self.site.post({"t": token, "do": "withdraw"}, path=PATH)

    @property
    def status(self):
        rows = self.site.rows("SELECT status FROM comment WHERE id = ?", self.number)
        return rows[0][0] if rows else None

    def public(self):
        return self.site.get(self.address).text


def test_only_the_sender_gets_the_link(site):
    sent = Sent(site, "Frist post")
    assert re.fullmatch(rf"{sent.address}\?edit={sent.number}\.\d+\.\w+#comment-{sent.number}",
                        sent.location)
    assert sent.page["Cache-Control"] == "no-store" and sent.page["X-Robots-Tag"] == "noindex"
    assert len(sent.links) == 2 and "You can change your comment until" in sent.page.text
    for _ in range(2):
        assert PATH not in sent.public()
    other = Sent(site, "Another one")
    assert "Frist post" in other.page.text and len(other.links) == 2
    assert sent.links[0] not in other.page.text


def test_a_change(site):
    sent = Sent(site, "The tied is low", author="Ada", url="https://ada.example/")
    changes = site.rows("SELECT change FROM site")
    fields = sent.form()
    assert fields["comment"] == "The tied is low" and fields["author"] == "Ada"
    assert "email" not in fields and "ada@example.org" not in str(fields)
    assert site.rows("SELECT change FROM site") == changes
    assert "The tied is low" in sent.public() and ">edited<" not in sent.public()
    same = sent.save(fields)
    assert same.status == 303 and site.rows("SELECT change FROM site") == changes
    done = sent.save(fields, comment="The tide is **low** again", author="Ada L.")
    assert done.status == 303 and done["Location"] == sent.location
    shown = sent.public()
    assert "The tide is" in shown and "tied" not in shown and "Ada L." in shown
    assert shown.count('<span class="edited">edited</span>') == 1
    assert site.rows("SELECT status, edited_at = revised_at, edited_at > created_at FROM comment"
                     " WHERE id = ?", sent.number) == [("approve", 1, 1)]
    assert site.command("check") == "No problems found.\n"
    # A correction by the owner is not the sender's.
    other = Sent(site, "Anothr typo")
    site.command("comment", "edit", other.number, "--author=Eve")
    assert "Eve" in other.public() and other.public().count(">edited<") == 1


def test_the_rules_see_the_change(site):
    for bad, then in (("http://a.example http://b.example", "hold"), ("The casino", "spam")):
        sent = Sent(site, f"Harmless {then}")
        assert f"Harmless {then}" in sent.public()
        done = sent.save(comment=bad)
        assert done.status == 303 and "?held=" in done["Location"]
        assert sent.status == then
        shown = sent.public()
        assert f"Harmless {then}" not in shown and bad.split()[-1] not in shown
        # Spam looks to its sender like a comment that is held.
        private = site.get(done["Location"].split("#")[0])
        assert bad.split()[-1] in private.text and "awaiting moderation" in private.text
        # Editing does not release it.
        again = sent.save(comment=f"Harmless once more {then}")
        assert again.status == 303 and "?held=" in again["Location"] and sent.status == then
        assert "once more" not in sent.public()
        reason = site.comments_json(f"--status={then}", "--fields=id,reason")
        assert {"hold": "links: 2", "spam": "word: casino"}[then] in str(reason)
    assert site.command("check") == "No problems found.\n"


def test_a_held_comment(tmp_path):
    site = start(tmp_path, moderation="first-time")
    try:
        sent = Sent(site, "Waits for you")
        assert "?held=" in sent.location and "&known=" in sent.location
        assert len(sent.links) == 2 and "awaiting moderation" in sent.page.text
        done = sent.save(comment="Waits, better")
        assert "?held=" in done["Location"] and sent.status == "hold"
        page = site.get(done["Location"].split("#")[0]).text
        assert "Waits, better" in page and PATH in page
        # Approved meanwhile: a change is public at once, as a new comment would be.
        old = sent.form()
        moderation = site.get(f"{MODERATE}?t={moderate_link(site, sent.number)}")
        assert "Waits, better" in moderation.text
        press_moderation(site, moderation, "approve")
        assert site.rows("SELECT class FROM spam_learned") == [("good",)]
        assert sent.save(old, comment="Approved and better").status == 303
        assert sent.status == "approve" and "Approved and better" in sent.public()
        # The owner has approved other words.
        assert site.rows("SELECT class FROM spam_learned") == []
        assert site.rows("SELECT count(*) FROM spam_word WHERE good > 0") == [(0,)]
        site.command("comment", "trash", sent.number)
        assert sent.save(old, comment="From the trash").status == 410
        assert sent.status == "trash"
    finally:
        site.stop()


def test_two_changes_at_once(site):
    sent = Sent(site, "Original words")
    first, second = sent.form(), sent.form()
    assert sent.save(first, comment="First change").status == 303
    late = sent.save(second, comment="Second change")
    assert late.status == 409 and "was changed meanwhile" in late.text
    assert "Second change</textarea>" in late.text and "First change" in sent.public()
    rev = re.search(r'name="rev" value="(\d+)"', late.text).group(1)
    assert sent.save(second, comment="Second change", rev=rev).status == 303
    assert "Second change" in sent.public()
    forms, answers = [sent.form() for _ in range(6)], []
    threads = [threading.Thread(target=lambda n=n, f=f: answers.append(
        sent.save(f, comment=f"Racer {n}").status)) for n, f in enumerate(forms)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303] + [409] * 5


def test_bad_changes(site):
    sent = Sent(site, "Untouched")
    twin = Sent(site, "Twin")
    good = sent.form()
    for change, says in (({"comment": " \n"}, "Please type your comment text."),
                         ({"comment": "x" * 70000}, "Please shorten"),
                         ({"author": ""}, "Please enter your name."),
                         ({"author": "A\u202eB"}, "Please remove control characters"),
                         ({"url": "javascript:alert(1)"}, "https://"),
                         ({"comment": "Twin"}, "already said that")):
        answer = sent.save(good, **change)
        assert answer.status == 422 and says in answer.text, change
        assert "Your changes have not been saved yet" in answer.text
    for change, status in (({"rev": "x"}, 400), ({"do": "delete"}, 400), ({"t": "1.2.x"}, 404),
                           ({"t": ""}, 404), ({"t": good["t"].replace(
                               f"{sent.number}.", f"{twin.number}.", 1)}, 404)):
        answer = site.post({**good, "comment": "Changed", "do": "save", **change}, path=PATH)
        assert answer.status == status, change
    for purpose in ("held", "moderate", "form"):
        token = tokens.sign(site, purpose, sent.number, 600)
        assert site.post({**good, "comment": "Changed", "do": "save", "t": token},
                         path=PATH).status == 404
        assert site.get(f"{PATH}?t={token}").status == 404
    assert sent.save(good, comment="Changed",
                     headers={"Origin": "https://evil.example"}).status == 403
    assert "Untouched" in sent.public() and sent.form()["rev"] == good["rev"]


def test_the_time_is_over(site):
    sent = Sent(site, "Too late")
    good = sent.form()
    with site.connection() as db:
        db.execute("UPDATE comment SET created_at = created_at - 16 * 60000000 WHERE id = ?",
                   [sent.number])
    late = sent.save(good, comment="Typed for long")
    assert late.status == 410 and "The time for changes is over" in late.text
    assert "Typed for long</textarea>" in late.text
    old = tokens.sign(site, "own", sent.number, -1)
    for answer in (site.post({**good, "comment": "Typed for long", "do": "save", "t": old}, path=PATH),):
        assert answer.status == 410 and "Typed for long</textarea>" in answer.text
    assert site.get(f"{PATH}?t={old}").status == 410
    after = site.get(sent.location.split("#")[0])
    assert (after.status, after["Location"]) == (303, f"{sent.address}#comment-{sent.number}")
    after = site.get(f"{sent.address}?edit={old}")
    assert (after.status, after["Location"]) == (303, f"{sent.address}#comment-{sent.number}")
    # The clock was set back: the comment seems to be from the future.
    with site.connection() as db:
        db.execute("UPDATE comment SET created_at = created_at + 86400 * 1000000 WHERE id = ?",
                   [sent.number])
    assert sent.save(good, comment="From the past").status == 410
    assert "Too late" in sent.public()


def test_withdrawing(site):
    sent = Sent(site, "Regretted words", author="Regretful", email="regret@example.org")
    number, _ = site.article(TITLE)
    reply = Sent(site, "An answer to it", comment_parent=sent.number)
    question = site.get(sent.links[1].replace("&amp;", "&"))
    assert question.status == 200 and "Withdraw your comment?" in question.text
    assert sent.status == "approve"
    done = sent.withdraw()
    assert done.status == 200 and "Your comment was withdrawn" in done.text
    assert sent.status is None and "Regretted words" not in sent.public()
    assert "An answer to it" in sent.public()
    assert site.rows("SELECT parent_id FROM comment WHERE id = ?", reply.number) == [(None,)]
    for table in ("private", "network", "verdict"):
        assert site.rows(f"SELECT count(*) FROM comment_{table} WHERE comment_id = ?",
                         sent.number) == [(0,)]
    assert site.get(sent.links[0]).status == 410
    again = site.post({"t": tokens.sign(site, "own", sent.number, 600), "do": "withdraw"}, path=PATH)
    assert again.status == 410 and "no longer exists" in again.text
    assert site.get(sent.location.split("#")[0])["Location"] == sent.address
    assert site.command("check") == "No problems found.\n"


def test_changes_count_in_the_limits(tmp_path):
    site = start(tmp_path, network_limit=4, flood_seconds=3600)
    site.set(article_limit=0, site_limit=0)
    try:
        sent = Sent(site, "One of four")
        for n in range(3):
            assert sent.save(comment=f"Change {n}").status == 303
        fields = sent.form()
        refused = sent.save(fields, comment="Change four")
        assert refused.status == 429 and "Change four</textarea>" in refused.text
        assert int(refused["Retry-After"]) > 0
        assert "Change 2" in sent.public()
        # Or the pause until the next comment would be over.
        early = sent.withdraw()
        assert early.status == 429 and sent.status == "approve"
    finally:
        site.stop()


def test_switched_off(tmp_path):
    site = start(tmp_path, edit_minutes=0)
    try:
        sent = Sent(site, "Carved in stone")
        assert sent.location == f"{sent.address}#comment-{sent.number}" and not sent.links
        token = tokens.sign(site, "own", sent.number, 600)
        assert site.get(f"{PATH}?t={token}").status == 410
        assert site.post({"t": token, "do": "withdraw"}, path=PATH).status == 410
        assert sent.status == "approve"
    finally:
        site.stop()


def test_on_a_later_page(tmp_path):
    site = start(tmp_path, page_size=2)
    try:
        sent = [Sent(site, f"Page test {n}") for n in range(5)][-1]
        assert "/comment-page-3/?edit=" in sent.location and len(sent.links) == 2
        moved = site.get(f"{sent.address}?edit={sent.location.split('=')[1]}".split("#")[0])
        assert moved.status == 303 and moved["Location"] == sent.location
        assert sent.save(comment="Changed there").status == 303
        assert "Changed there" in site.get(f"{sent.address}comment-page-3/").text
    finally:
        site.stop()
