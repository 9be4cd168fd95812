#!/usr/bin/python3
"""Makes the model of the spam filter, cgi/site/comments/spam_model.tsv.

    tests/spam/model.py BUILD FOLDER

BUILD is a build folder with the program bench_spam (`ninja -C build bench_spam`), FOLDER a
place for the mails, which are downloaded from the npm registry. The result depends on
nothing else: running it again writes the same file."""

import json
import math
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
import comments  # noqa: E402
import mail  # noqa: E402

SEED = 1
GOOD, SPAM = 1500, 1500

# Smaller ones change few verdicts; the file would be ten times as large.
LEAST_TEXTS = 6
MOST_WORDS = 30000


def run(build, site, model, rows):
    """The lines that bench_spam prints for these rows."""
    text = "".join(json.dumps(r) + "\n" for r in rows)
    done = subprocess.run([os.path.join(build, "tests/bench/bench_spam"), site, model], input=text, text=True,
                          capture_output=True, check=True)
    return done.stdout.splitlines()


def new_site(build, folder):
    site = os.path.join(folder, "site")
    subprocess.run([os.path.join(build, "pamphlet"), "init", site], check=True, capture_output=True)
    return site


def count(build, rows):
    """The model of these texts: {word: (good, spam)}, with the totals under ""."""
    with tempfile.TemporaryDirectory() as folder:
        site = new_site(build, folder)
        run(build, site, "none", [dict(r, score=False, train=True) for r in rows])
        with sqlite3.connect(os.path.join(site, "pamphlet.db")) as db:
            words = {w: (g, s) for w, g, s in db.execute("SELECT word, good, spam FROM spam_word")}
            words[""] = db.execute("SELECT good, spam FROM spam_total").fetchone()
    return words


def strength(counts, total):
    good, spam = counts[0] / total[0], counts[1] / total[1]
    return abs(math.log((good + 1e-4) / (spam + 1e-4))) * math.sqrt(counts[0] + counts[1])


def is_made(word):
    """The hosts of made comments are reserved for examples, and say nothing about real ones."""
    kind, _, host = word.partition(":")
    return kind in ("url", "site") and re.search(r"(^|\.)(example(\.(com|net|org))?|test|invalid)$", host)


def write(words, path):
    total = words[""]
    kept = [w for w in words if w and sum(words[w]) >= LEAST_TEXTS and not is_made(w)]
    kept = sorted(kept, key=lambda w: (-strength(words[w], total), w))[:MOST_WORDS]
    with open(path, "w", encoding="utf-8") as f:
        for w in [""] + sorted(kept, key=lambda w: w.encode()):
            f.write("%s\t%d\t%d\n" % (w, *words[w]))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build, folder = sys.argv[1:]
    rows = mail.texts(folder) + comments.make(SEED, GOOD, SPAM)
    write(count(build, rows), os.path.join(ROOT, "cgi/site/comments/spam_model.tsv"))


if __name__ == "__main__":
    main()
