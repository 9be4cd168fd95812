"""A blog with 11 times as many spam comments as good ones, from thousands of networks.

PAMPHLET_POPULATION=22000 makes it ten times as large, and prints the figures of
docs/spam.md and docs/comments.md (pytest -s)."""
import collections
import contextlib
import os
import pathlib
import random
import re
import select
import sys
import time

import crowd
import pytest
import served

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "spam"))
import comments  # noqa: E402

COMMENTS = int(os.environ.get("PAMPHLET_POPULATION", "2200"))
GOOD = COMMENTS // 11
SPAM = COMMENTS - GOOD
NETWORKS = COMMENTS * 3 // 22
READERS = GOOD // 5
# The owner looks at the comments after as many, and says of one in ten what it is.
ROUND = max(200, COMMENTS // 22)
ONE_IN = 10
# Of a new site (docs/comments.md).
FLOOD_SECONDS, SITE_LIMIT, PENDING_LIMIT = 15, 1000, 5000
REGULARS = 10
# Of one process, in MiB.
MEMORY = 32
# A busy machine may take longer for a single request than an attack makes it take.
SLOWEST_MS = 10000
SEARCH = "/?s=tide"


@pytest.fixture
def made(tmp_path):
    """Makes a running site, behind a proxy that names the address of each sender."""
    sites = []

    def make(**settings):
        site = served.Served(tmp_path / f"{len(sites)}",
                             {"trusted_proxies": "127.0.0.1", **settings},
                             served.standard_articles())
        sites.append(site)
        return site.start()
    yield make
    for site in sites:
        site.stop()


def open_articles(site):
    return [n for n, in site.rows("SELECT id FROM article WHERE status = 'publish' AND"
                                  " type = 'post' AND comments_open = 1 ORDER BY id")]


def population(site):
    """The comments of seed 4 with their senders. One sender of spam in five writes the email
    address of a reader, which others may know."""
    r = random.Random(4)
    articles = open_articles(site)
    senders = [crowd.Sender(n, f"reader-{n}" if n < READERS else
                            f"reader-{r.randrange(READERS)}" if n % 5 == 0 else f"sender-{n}")
               for n in range(NETWORKS)]
    out = []
    for row in comments.make(4, GOOD, SPAM):
        n = r.randrange(READERS, NETWORKS) if row["status"] == "spam" else r.randrange(READERS)
        out.append(crowd.Message(senders[n], senders[n].address(r), r.choice(articles), row))
    return out


def rounds(messages):
    return [messages[i:i + ROUND] for i in range(0, len(messages), ROUND)]


def stored(site):
    return {number: (status, rule) for number, status, rule in site.rows(
        "SELECT id, status, rule FROM comment JOIN comment_verdict ON comment_id = id")}


def moderate(site, messages):
    """What an owner says who looks at one comment in ten and is never wrong."""
    seen = [m for m in messages if m.id][::ONE_IN]
    for command, is_spam in (("approve", False), ("spam", True)):
        if ids := [m.id for m in seen if m.is_spam == is_spam]:
            site.command("comment", command, *ids)
    return {m.id for m in seen if not m.is_spam}, {m.id for m in seen if m.is_spam}


def live(site, messages):
    """Sends the population, round by round. Returns the comments of readers who had proved
    that they are known, each comment's status and rule when it arrived, and what is shown in
    the end."""
    approved, known, arrived, shown = set(), set(), {}, set()
    for part in rounds(messages):
        proved = [m for m in part if m.sender.proves(approved)]
        crowd.send(site, part, 16)
        now = stored(site)
        new = {m.id: now[m.id] for m in part if m.id}
        arrived.update(new)
        known.update(m for m in proved if m.id)
        shown |= {number for number, (status, _) in new.items() if status == "approve"}
        good, spam = moderate(site, part)
        approved |= good
        shown = (shown | good) - spam
    return known, arrived, shown


def check_pages(site, shown):
    """Exactly these comments are on the pages, and nobody's address is."""
    pages = crowd.pages_with_comments(site)
    found = [int(n) for path, text in pages.items() if "/feed/" not in path
             for n in re.findall(r'id="comment-(\d+)"', text)]
    assert sorted(found) == sorted(shown)
    assert not [path for path, text in pages.items() if crowd.PRIVATE in text]
    assert crowd.PRIVATE not in site.log()


def tell(*words):
    """Figures, if they are of the full size."""
    if "PAMPHLET_POPULATION" in os.environ:
        print(*words, flush=True)


def tell_kinds(messages, arrived):
    """A row for each kind: how many, and which per cent were shown, held and taken for spam
    when they arrived."""
    kinds = collections.defaultdict(collections.Counter)
    for m in messages:
        fate = arrived[m.id][0] if m.id else str(m.status)
        for kind in (m.kind, "all spam" if m.is_spam else "all good"):
            kinds[kind][fate] += 1
    tell("| kind | sent | shown | held | spam | refused |\n|---|---|---|---|---|---|")
    names = [k.__name__ for k in comments.KINDS_OF_GOOD + comments.KINDS_OF_SPAM]
    for kind in sorted(kinds, key=lambda k: names.index(k) if k in names else -1):
        count = kinds[kind]
        fates = [count["approve"], count["hold"], count["spam"]]
        rest = count.total() - sum(fates)
        tell(f"| {kind} | {count.total()} | " + " | ".join(
            f"{n} ({100 * n / count.total():.1f} %)" for n in (*fates, rest)) + " |")


def tell_rounds(messages, arrived):
    """The same for the good and the spam comments of each quarter."""
    for i in range(4):
        part = [m for m in messages[i * COMMENTS // 4:(i + 1) * COMMENTS // 4] if m.id]
        for name, is_spam in (("good", False), ("spam", True)):
            fates = collections.Counter(arrived[m.id][0] for m in part if m.is_spam == is_spam)
            tell(f"quarter {i + 1}, {name}:", *(f"{k} {100 * n / fates.total():.1f} %"
                                               for k, n in sorted(fates.items())))


@pytest.mark.parametrize("moderation", ["first-time", "rules"])
def test_what_is_shown_without_limits(made, moderation):
    site = made(moderation=moderation, flood_seconds=0)
    messages = population(site)
    before = crowd.database_size(site)
    began = time.monotonic()
    known, arrived, shown = live(site, messages)
    tell(f"\n{moderation}: {time.monotonic() - began:.0f} s, database {before:.1f} to "
         f"{crowd.database_size(site):.1f} MiB, memory {crowd.memory(site):.0f} MiB")
    tell_kinds(messages, arrived)
    tell_rounds(messages, arrived)
    assert {m.status for m in messages} <= {303, 409}, "stored, or sent twice"
    assert len([m for m in messages if m.id]) == len(arrived) == len(stored(site))
    assert {n for n, (status, _) in stored(site).items() if status == "approve"} == shown
    check_pages(site, shown)
    assert crowd.memory(site) < MEMORY
    at_once = {m for m in messages if m.id and arrived[m.id][0] == "approve"}
    good = [m for m in messages if m.id and not m.is_spam]
    spam = [m for m in messages if m.id and m.is_spam]
    tell(f"known readers: {len(known)} comments, {len(known & at_once)} shown at once")
    # A tenth of the spam has too many links, which would only hold it, but is scored first. Of
    # the good comments, one in twelve is praise that spam has word for word.
    assert sum(arrived[m.id][0] == "spam" for m in spam) > 0.86 * len(spam)
    assert sum(arrived[m.id][0] == "spam" for m in good) < 0.03 * len(good)
    assert len(at_once & set(spam)) < 0.05 * len(spam)
    if moderation == "first-time":
        assert not at_once & set(spam)
        assert at_once <= known and known & at_once
        assert {arrived[m.id][1] for m in known - at_once} <= {
            "links", "hold-score", "spam-score"}, "not for being a stranger"
        assert not known & set(spam), "a reader's email address proves nothing"


def regulars(site):
    """Readers whose first comments were approved, each with a second one to send from
    another network."""
    out = []
    number, _ = site.article("Talk here")
    r = random.Random(5)
    for n in range(REGULARS):
        sender = crowd.Sender(100_000 + n, f"regular-{n}")
        out.append([crowd.Message(
            sender, sender.address(r), number,
            {"author": f"Reader {n}", "url": "", "kind": "regular", "status": "approve",
             "content": f"{text} number {n}, it still leaves at six."})
            for text in ("I took the ferry", "And then the bus")])
    crowd.send(site, [first for first, _ in out], 1)
    assert [first.status for first, _ in out] == [303] * REGULARS
    site.approve_all()
    for n, (_, second) in enumerate(out):
        second.address = f"203.0.113.{n + 1}"
    return [second for _, second in out]


def spread(few, many):
    """Puts the few between the many."""
    out, step = list(many), len(many) // len(few)
    for n, message in enumerate(few):
        out.insert(n * step + step // 2, message)
    return out


def attack(site, messages, width):
    """Sends them while others read. Returns the number of answers of each status, that of
    stored comments of each status, and the seconds that it took."""
    _, article = site.article("Talk here")
    with crowd.readers(site, article, SEARCH) as quiet:
        time.sleep(10 if COMMENTS > 2200 else 1)
    size, log = crowd.database_size(site), len(site.log())
    with crowd.readers(site, article, SEARCH) as busy:
        seconds = crowd.send(site, messages, width)
    answers = collections.Counter(m.status for m in messages)
    limits = collections.Counter(m.limit for m in messages if m.limit)
    queue = dict(site.rows("SELECT status, count(*) FROM comment GROUP BY status"))
    tell(f"\n{len(messages)} comments in {seconds:.0f} s, {width} at a time: answers "
         f"{dict(answers)}, limits {dict(limits)}, now stored {queue}")
    tell(f"database {size:.1f} to {crowd.database_size(site):.1f} MiB, memory "
         f"{crowd.memory(site):.0f} MiB, log {(len(site.log()) - log) / 1024:.0f} KiB more")
    for name, took in (("before", quiet), ("during", busy)):
        for path, times in took.items():
            tell(f"readers {name}: {path} {len(times)} requests, median "
                 f"{crowd.percentile(times, 50):.1f} ms, p99 {crowd.percentile(times, 99):.1f} ms, "
                 f"most {times[-1]:.1f} ms")
            assert times[-1] < SLOWEST_MS
    assert crowd.memory(site) < MEMORY
    assert len(site.log()) - log < 1 << 20, "a flood does not fill the disk with its log"
    assert "child_ended" not in site.log() and "supervisor.deadline" not in site.log()
    return answers, queue, seconds


def test_what_a_new_site_takes(made):
    """The limits refuse nearly all, strangers with good comments too, but no known reader."""
    site = made()
    known = regulars(site)
    messages = population(site)
    answers, queue, seconds = attack(site, spread(known, messages), 16)
    assert [m.status for m in known] == [303] * REGULARS
    tell("strangers:", dict(collections.Counter(
        ("spam" if m.is_spam else "good", m.status) for m in messages)))
    assert set(answers) <= {303, 409, 429}
    # The limit of the site moves on while the test runs: 17 more in a minute.
    most = min(SITE_LIMIT + seconds / 3, NETWORKS * (1 + seconds / FLOOD_SECONDS))
    assert answers[303] - REGULARS <= most < COMMENTS / 2
    assert sum(queue.values()) == answers[303] + REGULARS
    assert queue["approve"] == 2 * REGULARS
    fates = stored(site)
    check_pages(site, {n for n, (status, _) in fates.items() if status == "approve"})
    assert not [m for m in messages if m.is_spam and m.id and fates[m.id][0] == "approve"]


def flood(site):
    """Two comments from each of many networks."""
    r = random.Random(6)
    articles = open_articles(site)
    count = COMMENTS * 10 // 22
    senders = [crowd.Sender(n, f"sender-{n}") for n in range(count)]
    return [crowd.Message(s, s.address(r), r.choice(articles), row)
            for s, row in zip(senders * 2, comments.make(7, 0, 2 * count))]


def test_pages_while_no_comment_can_be_stored(made):
    """Comments that wait for the database keep half of the workers busy, and not all."""
    site = made(flood_seconds=0)
    messages = flood(site)[:50]
    with contextlib.ExitStack() as stack, site.connection() as db:
        db.execute("BEGIN IMMEDIATE")
        senders = [stack.enter_context(crowd.begun(site, m)) for m in messages]
        # Time for the workers to take them, or this would prove nothing.
        time.sleep(0.3)
        assert {site.get(SEARCH).status for _ in range(20)} == {200}
        assert not select.select(senders, [], [], 0)[0], "nobody has given up"
        db.execute("ROLLBACK")
        for s, m in zip(senders, messages):
            crowd.end(s, m)
    assert {m.status for m in messages} == {303}


@pytest.mark.parametrize("hours", ["one", "many"])
def test_a_flood_is_bounded(made, hours):
    """Within the first hour by the limits per hour; if it goes on for many hours, by the
    queue. Here, no limits per hour stand for those hours."""
    part = COMMENTS / 22000
    limit, pending = int(SITE_LIMIT * part), int(PENDING_LIMIT * part)
    began = time.monotonic()
    if hours == "one":
        site = made(site_limit=limit)
        pending = PENDING_LIMIT
    else:
        site = made(flood_seconds=0, pending_limit=pending)
    known = regulars(site)
    messages = flood(site)
    answers, queue, _ = attack(site, spread(known, messages), 500)
    assert [m.status for m in known] == [303] * REGULARS
    assert answers[429] > len(messages) / 4 and set(answers) <= {303, 409, 429}
    assert max(queue["hold"], queue["spam"]) <= pending
    assert queue["approve"] == 2 * REGULARS
    if hours == "many":
        assert queue["spam"] == pending, "full"
    else:
        # Those of known readers are exempt, but their first comments counted.
        seconds = time.monotonic() - began
        assert answers[303] <= limit * (1 + seconds / 3600) + 1
    # About 1 KiB for each comment that may be stored, and the write-ahead log.
    most = 2 * pending if hours == "many" else limit + 100
    assert crowd.database_size(site) < 8 + most * 1.25 / 1024
    check_pages(site, {n for n, (status, _) in stored(site).items() if status == "approve"})
