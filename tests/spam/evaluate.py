#!/usr/bin/python3
"""Measures the spam filter on texts that it was not taught; docs/spam.md has the figures.

    tests/spam/evaluate.py BUILD FOLDER

BUILD has the program bench_spam, FOLDER is a place for the mails (model.py)."""

import csv
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import comments  # noqa: E402
import mail  # noqa: E402
import model  # noqa: E402

VIDEOS = os.path.join(HERE, "video_comments.csv")


def judge(build, which, rows):
    """[(score, microseconds, is spam)] of the rows that are scored."""
    with tempfile.TemporaryDirectory() as folder:
        lines = model.run(build, model.new_site(build, folder), which, rows)
    return [(float(s), float(t), status == "spam") for s, t, status in map(str.split, lines)]


def curve(name, result):
    """How much spam is caught where that share of good texts is taken for spam; and what the default settings do."""
    good = sorted((s for s, _, spam in result if not spam), reverse=True)
    spam = [s for s, _, is_spam in result if is_spam]
    cells = []
    for share in (0, 0.001, 0.002, 0.005, 0.01, 0.02):
        limit = good[int(share * len(good))]
        cells.append("%.1f" % (100 * sum(s > limit for s in spam) / len(spam)))
    at = []
    for limit in (0.9, 0.95, 0.99):
        at.append("%.2f / %.1f" % (100 * sum(s >= limit for s in good) / len(good), 100 * sum(s >= limit for s in spam) / len(spam)))
    print("| %s | %d | %d | %s |" % (name, len(good), len(spam), " | ".join(cells + at)), flush=True)


def scored(rows, train, skip=0):
    return [dict(r, score=i >= skip, train=train) for i, r in enumerate(rows)]


def videos():
    with open(VIDEOS, newline="", encoding="utf-8") as f:
        return [{"author": "", "url": "", "content": r["content"], "status": r["status"]} for r in csv.DictReader(f)]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build, folder = sys.argv[1:]
    mails = mail.texts(folder)
    half = len(mails) // 2
    print("| texts | good | spam | 0 % | 0.1 % | 0.2 % | 0.5 % | 1 % | 2 % | at 90 | at 95 | at 99 |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    made = comments.make(model.SEED, model.GOOD, model.SPAM)
    with tempfile.TemporaryDirectory() as place:
        first = os.path.join(place, "first.tsv")
        model.write(model.count(build, mails[:half] + made), first)
        curve("later mails, model of the earlier ones", judge(build, first, scored(mails[half:], False)))
        curve("the same, learning as they arrive", judge(build, first, scored(mails[half:], True)))
    curve("mails from nothing, learning", judge(build, "none", scored(mails, True, half)))
    curve("comments on videos, as shipped", judge(build, "-", scored(videos(), False)))
    curve("the same, learning as they arrive", judge(build, "-", scored(videos(), True)))
    curve("the same, after the first 200", judge(build, "-", scored(videos(), True, 200)))
    other = comments.make(2, 2000, 2000)
    curve("made comments, as shipped", judge(build, "-", scored(other, False)))
    with tempfile.TemporaryDirectory() as place:
        result = []
        for kind in comments.KINDS_OF_SPAM:
            without = os.path.join(place, "without.tsv")
            rows = comments.make(model.SEED, model.GOOD, model.SPAM, without=(kind.__name__,))
            model.write(model.count(build, mails + rows), without)
            test = [r for r in comments.make(3, 200, 2000) if r["kind"] == kind.__name__ or r["status"] == "approve"]
            result += judge(build, without, scored(test, False))
        curve("made comments of a kind that was not taught", result)
    times = sorted(t for _, t, _ in judge(build, "-", scored(mails, False)))
    print("\nTime of a verdict on mails, microseconds: median %.0f, 99 %% %.0f, most %.0f" %
          (times[len(times) // 2], times[len(times) * 99 // 100], times[-1]))


if __name__ == "__main__":
    main()
