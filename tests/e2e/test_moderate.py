"""The moderation queue, on a terminal that is emulated."""
import contextlib
import hashlib
import re
import sqlite3
import time

import on_screen
import pytest
import screenshot
import served
from test_command import blog, done, pamphlet  # noqa: F401

NETWORK = bytes(range(32))


def add(site, *comments, article=1, status="hold"):
    """Adds comments: a text, or a dictionary."""
    ids = []
    with contextlib.closing(sqlite3.connect(site / "pamphlet.db")) as db, db:
        for c in comments:
            c = {"source": c} if isinstance(c, str) else c
            at = c.get("at", int(time.time() * 1e6))
            digest = hashlib.sha256(repr(c).encode() + str(len(ids)).encode()).digest()
            row = db.execute(
                "INSERT INTO comment(article_id, parent_id, type, status, author, url, source,"
                " html, renderer, created_at, digest) VALUES (?,?,'comment',?,?,?,?,'',1,?,?)",
                (article, c.get("parent"), c.get("status", status), c.get("author", "Ada"),
                 c.get("url", ""), c["source"], at, digest))
            ids.append(row.lastrowid)
            if "email" in c:
                db.execute("INSERT INTO comment_private VALUES (?,?)", (ids[-1], c["email"]))
            if "network" in c:
                db.execute("INSERT INTO comment_network VALUES (?,?,?)",
                           (ids[-1], c["network"], at))
            if "rule" in c:
                db.execute("INSERT INTO comment_verdict(comment_id, rule, detail, score)"
                           " VALUES (?,?,?,?)", (ids[-1], *c["rule"]))
    return ids


def statuses(site):
    with contextlib.closing(sqlite3.connect(site / "pamphlet.db")) as db:
        return dict(db.execute("SELECT id, status FROM comment ORDER BY id"))


@pytest.fixture
def site(blog):
    done("post", "create", "--title=Low tide at six", "--content=The mud.", "--status=publish",
         site=blog)
    return blog


@pytest.fixture
def three(site):
    add(site, {"source": "The first comment.", "author": "Ada Lovelace",
               "email": "ada@example.org", "url": "https://ada.example/", "network": NETWORK,
               "rule": ("links", "5", 0.93)},
        {"source": "The second comment.", "author": "Bob", "parent": 1, "network": NETWORK},
        {"source": "The third comment.", "author": "Eve"})
    return site


def quit(there):
    there.type("q")
    assert there.end() == 0, there.text


def test_a_comment_with_all_there_is_to_know(three):
    add(three, {"source": "Buy now!", "status": "spam", "network": NETWORK})
    there = on_screen.moderate(three)
    there.see("? help")  # the last that is drawn
    rows = there.rows
    assert rows[0] == "Comment 1 of 3, 3 left"
    assert rows[1:3] == ["On: Low tide at six", "From: Ada Lovelace"]
    assert rows[3:5] == ["Email: ada@example.org", "Website: https://ada.example/"]
    assert rows[5].startswith("Date: 20") and rows[5].endswith("ID: 1  Status: held")
    assert rows[6] == "Reason: links: 5  Score: 93 % spam"
    assert rows[7] == "Network: 2 others: 1 held, 1 spam"
    assert rows[8:10] == ["  spam: Buy now!", "  held: The second comment."]
    assert rows[10:12] == ["", "The first comment."]
    assert rows[22].startswith("a approve  s spam  t trash  n skip  p back  u undo")
    assert rows[23].endswith("? help")
    assert there.shown.buffer[1][0].bold and there.shown.buffer[22][0].reverse
    there.press("n", "Comment 2 of 3")
    there.see("Reply to: Ada Lovelace: The first comment.")
    quit(there)
    assert there.screen.endswith("3 left in the queue.\r\n")


def test_one_key_for_each_decision_and_undo_for_all(three):
    there = on_screen.moderate(three)
    there.see("The first comment.")
    there.press("a", "Approved comment 1.")
    assert statuses(three) == {1: "approve", 2: "hold", 3: "hold"}
    there.press("s", "Marked as spam: comment 2.")
    there.press("t", "Trashed comment 3.")
    assert statuses(three) == {1: "approve", 2: "spam", 3: "trash"}
    there.see("Nothing is left to decide.")
    there.see("End of the queue: 0 of 3 left")
    for left, comment in enumerate(["third", "second", "first"], 1):
        there.press("u", f"The {comment} comment.")
        there.see(f", {left} left")
        there.see("Undone: 1 comment as before.")
    assert set(statuses(three).values()) == {"hold"}
    there.press("u", "There is nothing to undo.")
    quit(there)


def test_skip_and_back(three):
    there = on_screen.moderate(three)
    there.press(" ", "The second comment.")
    there.press("a", "The third comment.")
    there.press("n", "Some comments were skipped: p goes back to them.")
    there.press("p", "The third comment.")
    there.press("p", "Status: approved")
    there.press("t", "Trashed comment 2.")
    there.press("p", "Status: in the trash")
    there.press("p", "The first comment.")
    there.press("p", "This is the first comment.")
    there.press("u", "Status: approved")
    quit(there)
    assert statuses(three) == {1: "hold", 2: "approve", 3: "hold"}


def test_what_others_decide_is_noticed(three):
    there = on_screen.moderate(three)
    there.see("The first comment.")
    done("comment", "approve", "1", site=three)
    there.type("s")
    there.see("decided by somebody else")
    there.see("The second comment.")
    assert statuses(three)[1] == "approve"
    done("comment", "delete", "2", "--yes", site=three)
    there.see("Comment 2 was deleted meanwhile.")
    there.see("The third comment.")
    done("comment", "spam", "3", site=three)
    there.see("Comment 3 is already spam: somebody else decided.")
    there.see("Nothing is left to decide.")
    add(three, "One that arrives.")
    there.see("One that arrives.")
    there.press("a", "Approved comment 4.")
    done("comment", "trash", "4", site=three)
    there.press("u", "somebody else has changed since")
    quit(there)
    assert statuses(three)[4] == "trash"


def test_all_like_one(site):
    add(site, {"source": "Nice post, see https://www.Pills.example/a", "network": NETWORK},
        {"source": "Hello", "network": NETWORK, "author": "Bob"},
        {"source": "A real comment.", "author": "Eve"},
        {"source": "More at http://buy.pills.example", "author": "Mallory"},
        {"source": "Hello", "author": "Zoe"})
    there = on_screen.moderate(site)
    there.see("Nice post")
    there.press("A", "network: 2  link to pills.example: 2")
    there.press("l", "What to do with these 2 comments?")
    there.press("s", "Marked as spam: 2 comments.")
    assert statuses(site) == {1: "spam", 2: "hold", 3: "hold", 4: "spam", 5: "hold"}
    there.see("Hello")
    there.see("Comment 2 of 5, 3 left")
    there.press("A", "text: 2")
    there.press("\x1b", "Nothing was done.")
    there.press("At", "What to do with these 2 comments?")
    there.press("t", "Trashed 2 comments.")
    there.see("A real comment.")
    there.press("A", "No other comment has the same")
    there.press("u", "Undone: 2 comments as before.")
    there.press("u", "Undone: 2 comments as before.")
    there.see("Comment 1 of 5, 5 left")
    assert set(statuses(site).values()) == {"hold"}
    quit(there)


def test_reply_and_edit(three, tmp_path):
    editor = tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\n[ -s \"$1\" ] && sed -i s/second/2nd/ \"$1\" && exit\n"
                      "printf 'A longer\\nreply.\\n' > \"$1\"\n")
    editor.chmod(0o755)
    there = on_screen.moderate(three, VISUAL=str(editor))
    there.see("The first comment.")
    there.press("r", "Reply:")
    there.type("Thank yoo\x7fu, Ädá.\r")
    there.see("Replied, and approved the comment.")
    there.see("Comment 2 of 3, 2 left")
    assert statuses(three) == {1: "approve", 2: "hold", 3: "hold", 4: "approve"}
    assert done("comment", "get", "4", "--field=content", site=three) == "Thank you, Ädá.\n"
    there.press("e", "The comment was changed.")
    there.see("The 2nd comment.")
    there.press("R", "Comment 3 of 3, 1 left")
    assert done("comment", "get", "5", "--field=content", site=three) == "A longer\nreply.\n"
    there.press("p", "Status: approved")
    there.press("r", "Reply:")
    there.press("\x1b", "Nothing was done.")
    there.press("u", "The reply was deleted.")
    there.press("u", "The comment has its former text again.")
    there.see("The second comment.")
    there.press("u", "Comment 1 of 3, 3 left")
    quit(there)
    assert statuses(three) == {1: "hold", 2: "hold", 3: "hold"}


def test_a_text_that_cannot_be_saved_is_kept(three, tmp_path):
    editor = tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\necho 'My words' > \"$1\"\nexit 1\n")
    editor.chmod(0o755)
    there = on_screen.moderate(three, VISUAL=str(editor), TMPDIR=str(tmp_path))
    there.see("The first comment.")
    there.press("e", "Press Enter to go back to the queue.")
    there.press("\n", "The editor failed: nothing was changed. Your text:")
    there.see("a approve")
    message = re.search(r"Your text:(.*)a approve", there.text, re.S)[1]
    assert open("".join(message.split())).read() == "My words\n"
    quit(there)


def setting(site, name):
    return done("config", "get", name, site=site).strip()


def test_block_a_word_an_url_and_a_network(site):
    add(site, {"source": "Cheap watchmaking here", "network": NETWORK},
        {"source": "See https://www.Pills.example/a", "network": NETWORK},
        {"source": "Third", "network": NETWORK}, "Fourth")
    done("config", "set", "block_words", "casino", site=site)
    there = on_screen.moderate(site)
    there.see("Cheap")
    there.press("b", "Mark as spam, and block:")
    there.press("w", "Block the word: watchmaking")
    there.type("\x15cheap watches\r")
    there.see("Blocked: cheap watches. Marked as spam: comment 1.")
    assert setting(site, "block_words") == "casino, cheap watches"
    there.press("bu", "Block the URL: pills.example")
    there.press("\r", "Blocked: pills.example. Marked as spam: comment 2.")
    assert setting(site, "block_urls") == "pills.example"
    there.press("bn", "Blocked the network. Marked as spam: comment 3.")
    assert done("comment", "blocked", "--format=ids", site=site) == "1\n"
    there.press("bn", "It is not known from which network this comment came.")
    there.press("bw", "Block the word: Fourth")
    there.press("\x1b", "Nothing was done.")
    assert statuses(site) == {1: "spam", 2: "spam", 3: "spam", 4: "hold"}
    there.press("u", "The network is no longer blocked. Undone: 1 comment as before.")
    there.press("u", "No longer blocked: pills.example.")
    there.press("u", "No longer blocked: cheap watches.")
    quit(there)
    assert set(statuses(site).values()) == {"hold"}
    assert setting(site, "block_words") == "casino" and setting(site, "block_urls") == ""
    assert done("comment", "blocked", "--format=ids", site=site) == ""


def test_the_picture_in_the_documentation_is_current():
    assert screenshot.FILE.read_text("utf-8") == screenshot.svg(screenshot.picture()), (
        "run python3 tests/support/screenshot.py")


@pytest.fixture
def running(tmp_path):
    with served.running(tmp_path, moderation="all", flood_seconds=0) as made:
        yield made


def test_what_is_blocked_is_spam_from_then_on(running):
    """With the service running: it reads the settings again by itself."""
    article = running.command("post", "create", "--title=New", "--content=x",
                              "--status=publish", "--porcelain").strip()

    def status(text, reason):
        assert running.comment(article, text).status == 303
        number = max(statuses(running.dir))
        shown = running.command("comment", "get", number, "--field=reason").strip()
        return statuses(running.dir)[number], shown == reason

    assert status("Buy watchmaking", "all") == ("hold", True)
    assert status("Plain words", "all") == ("hold", True)
    there = on_screen.moderate(running.dir)
    there.press("bw", "Block the word: watchmaking")
    there.press("\r", "Blocked: watchmaking. Marked as spam: comment 1.")
    texts = (f"More watchmaking {n}" for n in range(1000))
    served.wait_for(lambda: status(next(texts), "word: watchmaking") == ("spam", True))
    there.press("bn", "Blocked the network.")
    assert status("From here again", "network: blocked") == ("spam", True)
    there.press("u", "The network is no longer blocked.")
    assert status("And again", "all") == ("hold", True)
    quit(there)
