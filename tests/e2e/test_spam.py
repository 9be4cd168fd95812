"""The spam filter over HTTP: what its score was made of is shown, and is true."""
import json
import re

import pytest
import served

TAUGHT = {
    "approve": ["The tide was out and the ferry waited at the quay",
                "My grandfather walked across the mud at low tide",
                "Is the bridge open for bicycles in winter?",
                "The bakery by the quay sells rye bread again",
                "The bus to the harbour leaves ten minutes later now"],
    "spam": ["casino bonus jackpot for new players", "replica watches jackpot discount today",
             "casino roulette bonus without deposit", "discount pills bonus and free casino",
             "replica handbags discount, jackpot prices"],
}
SPAM = ["Try our casino bonus, a jackpot for new players", "Discount replica watches today",
        "A roulette jackpot without deposit awaits", "Free pills, discount and bonus",
        "Handbags: replica at discount prices"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site that approves what the filter lets pass, and has learned from its owner."""
    with served.running(tmp_path_factory.mktemp("taught"), moderation="rules",
                        flood_seconds=0) as made:
        for status, texts in TAUGHT.items():
            for text in texts:
                # Held, so that either decision is one.
                made.comment(made.article("Talk here")[0], text + " http://a http://b http://c")
            ids = made.command("comment", "list", "--status=hold", "--format=ids").split()
            made.command("comment", status, *ids)
            assert len(ids) == len(texts)
        yield made


def send(site, text):
    """The comment that was stored, as `comment get` prints it."""
    answer = site.comment(site.article("Talk here")[0], text)
    assert answer.status == 303, text
    number = answer["Location"].rpartition("#comment-")[2]
    return json.loads(site.command("comment", "get", number, "--format=json"))


def explained(site, *args):
    return json.loads(site.command("spam", "explain", *args, "--format=json"))


def named(row):
    """ "casino 99 %, replica watches 98 %": the words alone."""
    return re.findall(r"(?:^|, )(.+?) \d+ %", row["words"])


def test_the_score_and_its_words_are_shown(site):
    row = send(site, "Casino bonus jackpot, discount replica watches: free casino bonus for new players")
    assert row["status"] == "spam" and row["reason"] == f"spam-score: {row['score']} %"
    assert row["score"] >= 99 and "casino" in named(row)
    listed = site.comments_json("--status=all", "--fields=id,reason,score,words")
    assert listed[0] == {k: row[k] for k in ("id", "reason", "score", "words")}
    table = site.command("comment", "list", "--status=spam", "--fields=id,reason,score,words")
    assert f"spam-score: {row['score']} %" in table and "casino " in table
    why = explained(site, f"--comment={row['id']}")
    assert int(why["score"] * 100) == row["score"] and why["verdict"] == "spam"
    assert [w["word"] for w in why["words"] if w["spam_percent"] >= 50][:len(named(row))] == \
        named(row)
    good = send(site, "The ferry at low tide is what my grandfather liked")
    assert (good["status"], good["reason"]) == ("approve", "approve") and good["score"] < 50
    assert named(good)
    assert explained(site, f"--comment={good['id']}")["verdict"] == "no objection"


@pytest.mark.parametrize("text", SPAM)
def test_without_the_named_words_it_is_approved(site, text):
    """Nothing else decided: as the owner reads them, the words are the reason."""
    row = send(site, text)
    assert row["reason"].startswith(("spam-score", "hold-score")), row
    for _ in range(10):
        words = {part.casefold() for word in named(row) for part in word.split()}
        text = " ".join(w for w in text.split() if w.strip(":,").casefold() not in words)
        row = send(site, f"{text} At low tide.")
        if row["status"] == "approve":
            break
    assert (row["status"], row["reason"]) == ("approve", "approve")


def test_a_decision_changes_the_next_verdict(site):
    """The same words are spam, then no longer, once the owner says so."""
    text = "Gubbins and widgets, widgets and gubbins"
    assert send(site, text)["reason"] == "approve"
    ids = [send(site, f"{text}! {n}")["id"] for n in range(8)]
    site.command("comment", "spam", *ids)
    assert send(site, f"{text}?")["reason"].startswith(("spam-score", "hold-score"))
    site.command("comment", "unspam", *ids)
    assert send(site, f"{text}.")["reason"] == "approve"


def test_approving_what_a_rule_approved_teaches(site):
    def good():
        return json.loads(site.command("spam", "status", "--format=json"))["learned_good"]

    text = "Snorkels, flippers and wetsuits"
    row = send(site, text)
    assert row["reason"] == "approve"
    before, cached = good(), site.get(site.article("Talk here")[1])["ETag"]
    for _ in range(2):
        assert site.command("comment", "approve", row["id"]) == \
            f"Approved comment {row['id']}.\n"
        assert good() == before + 1, "once, however often it is approved"
    assert site.get(site.article("Talk here")[1])["ETag"] == cached
    word, = (w for w in explained(site, text)["words"] if w["word"] == "snorkels")
    assert word["spam_percent"] < 50
    site.command("comment", "unapprove", row["id"])
    assert good() == before, "taking it back takes the lesson back"
