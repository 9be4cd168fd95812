"""A site from before the spam filter has the same comments after `pamphlet upgrade`."""
import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess
import tarfile
import time

import pytest
import served

CORPUS = served.ROOT / "tests" / "corpus" / "site-schema-16" / "site.tar.gz"
DAY = 86400 * 10**6
PAGE = 50

# By text: what each comment was, and is.
STATES = {"Sent and approved": "approve", "A reply below the trash": "approve",
          "Sent and trashed": "trash", "Sent and held": "hold", "Win at the casino": "spam",
          "Imported as approve": "approve", "Imported as hold": "hold",
          "Imported as spam": "spam", "Imported as trash": "trash"}


class OldSite(served.Served):
    """The unpacked site. It is not upgraded."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        with tarfile.open(CORPUS) as tar:
            tar.extractall(self.folder)
        self.dir = self.folder / "site"
        self.port = served.free_port()
        self.brotli = served.BROTLI.exists()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.log_file = self.folder / "server.log"
        self.children = []
        self.environment = {**os.environ, "PAMPHLET_BASE_URL": self.base_url, "LC_ALL": "C.UTF-8"}

    def states(self):
        return {c["content"]: c["status"] for c in self.comments_json()
                if "long thread" not in c["content"]}


@pytest.fixture
def upgraded(tmp_path):
    site = OldSite(tmp_path)
    site.began = int(time.time()) * 10**6
    assert site.command("upgrade").startswith("Upgraded the database from schema 16 to ")
    return site


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    site = OldSite(tmp_path_factory.mktemp("old"))
    site.command("upgrade")
    # The clock of the service is trusted at once.
    with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db")) as db:
        site.seen = int(time.time()) * 10**6 - DAY // 24
        db.execute("UPDATE site SET clock_seen_at = ?, clock_steady_at = ?",
                   (site.seen, site.seen - 9 * DAY))
        db.commit()
    try:
        yield site.start()
    finally:
        site.stop()


def test_the_corpus_is_as_old_as_it_says(tmp_path):
    site = OldSite(tmp_path)
    assert site.rows("PRAGMA user_version") == [(16,)]
    tables = {name for name, in site.rows("SELECT name FROM sqlite_schema")}
    assert "comment_verdict" in tables and not tables & {"spam_word", "blocked_network"}


def test_every_comment_has_its_status(upgraded):
    assert upgraded.states() == STATES
    assert upgraded.command("check") == "No problems found.\n"
    assert upgraded.rows("SELECT source_key FROM comment_deleted") == [("5",)]


def test_what_was_known_of_a_comment_stays(upgraded):
    one, = (c for c in upgraded.comments_json() if c["content"] == "Win at the casino")
    shown = json.loads(upgraded.command("comment", "get", one["id"], "--format=json"))
    assert shown["reason"] == "word: casino" and shown["email"] == "ada@example.org"
    assert shown["score"] is None and shown["words"] == ""
    assert upgraded.command("comment", "block", one["id"]).startswith("Blocked the network")


def test_settings_stay_and_new_ones_have_defaults(upgraded):
    values = {r["name"]: r for r in json.loads(upgraded.command("config", "list", "--format=json"))}
    for name, value in (("block_words", "casino"), ("block_urls", "spam.example"),
                        ("block_networks", "203.0.113.0/24"), ("moderation", "first-time"),
                        ("max_depth", "3")):
        assert values[f"comments.{name}"]["value"] == value
    for name, value in (("page_size", str(PAGE)), ("order", "oldest"), ("trash_days", "30"),
                        ("spam_days", "30"), ("spam_score", "99")):
        row = values[f"comments.{name}"]
        assert row["value"] == value and not row["set"], name


def test_spam_and_trash_come_back_as_held(upgraded):
    """What they were before was not recorded."""
    for comment in upgraded.comments_json():
        if comment["status"] in ("spam", "trash"):
            upgraded.command("comment", f"un{comment['status']}", comment["id"])
    assert upgraded.states() == {text: status if status == "approve" else "hold"
                                 for text, status in STATES.items()}


def test_new_columns_say_what_is_true(upgraded):
    for status, since, former, origin, author, edited in upgraded.rows(
            "SELECT status, status_at, former_status, trashed_from, by_author, edited_at"
            " FROM comment"):
        assert (former, origin, author, edited) == (None, None, 0, 0)
        if status in ("spam", "trash"):
            assert upgraded.began <= since <= upgraded.began + 600 * 10**6, "since the upgrade"
        else:
            assert since == 0
    assert upgraded.rows("SELECT comments_closed, closed_message, clock_seen_at FROM site") == [
        (0, "", 0)]
    assert upgraded.rows("SELECT DISTINCT closed_message, closed_by_command, comments_key"
                         " FROM article") == [("", 0, 0)]
    columns = upgraded.rows("SELECT name FROM pragma_index_info('comment_article')")
    assert [name for name, in columns] == ["article_id", "status", "id", "parent_id"]


def test_what_a_command_closed_is_known(tmp_path):
    """Of an article that has a sentence in place of the form."""
    site = OldSite(tmp_path)
    with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db")) as db:
        for file in sorted((served.ROOT / "schema").glob("*.sql")):
            if 16 < int(file.name[:4]) <= 23:
                db.executescript(file.read_text("utf-8"))
        db.execute("UPDATE article SET comments_open = 0, closed_message = 'Enough.'"
                   " WHERE slug = 'talk'")
        db.execute("PRAGMA user_version = 23")
        db.commit()
    assert site.command("upgrade").startswith("Upgraded the database from schema 23 to ")
    assert site.rows("SELECT slug FROM article WHERE closed_by_command = 1") == [("talk",)]
    assert ("shut", 0) in site.rows("SELECT slug, closed_by_command FROM article"
                                    " WHERE comments_open = 0")
    assert site.command("check") == "No problems found.\n"


def test_the_trash_is_not_emptied_at_once(running):
    served.wait_for(lambda: running.rows("SELECT clock_seen_at FROM site")[0][0] > running.seen,
                    what="the first housekeeping")
    time.sleep(0.6)
    assert running.states() == STATES


def test_readers_see_what_they_saw(running):
    for title in ("Talk", "All states"):
        text = running.get(running.article(title)[1]).text
        for content, status in STATES.items():
            is_here = content.startswith("Imported") == (title == "All states")
            assert (f"{content}</p>" in text) == (is_here and status == "approve"), content
    assert 'id="respond"' in running.get(running.article("Talk")[1]).text
    shut = running.get(running.article("Shut")[1]).text
    assert "Comments are closed." in shut and 'id="respond"' not in shut


def test_a_long_thread_has_pages(running):
    _, address = running.article("Long thread")
    numbers = [running.get(path).text.count("of the long thread</p>")
               for path in (address, f"{address}comment-page-2/")]
    assert numbers == [PAGE, 10]
    for comment, parent in running.rows("SELECT id, parent_id FROM comment WHERE source LIKE"
                                        " 'Reply number _9 of%'"):
        place = running.get(f"/comment/{comment}/")["Location"]
        assert f'id="comment-{comment}"' in running.get(place.partition("#")[0].replace(
            running.base_url, "")).text
        assert (parent is None) == (comment % 3 != 0)


def test_rules_are_honoured(running):
    number, address = running.article("Talk")
    running.set(flood_seconds=0)
    assert running.comment(number, "Another casino").status == 303
    assert running.states()["Another casino"] == "spam"
    assert "Another casino" not in running.get(address).text
    result = subprocess.run([served.BUILD / "pamphlet", "-C", running.dir, "check"],
                            capture_output=True, text=True, env=running.environment)
    assert (result.returncode, result.stdout) == (0, "No problems found.\n"), result
