"""Files as other engines have them: tests/corpus/engines holds a folder for each engine and
a list of its files, with what is odd about each and what must become of it."""
import json
import pathlib
import re
import sqlite3
import subprocess
import urllib.parse

import pytest
import served

ENGINES = pathlib.Path(__file__).parents[1] / "corpus" / "engines"
# What a reader would see of markup that nobody has expanded.
LEFT = ("{%", "{{", "{:", "[[")


def cases(engine):
    return json.loads((ENGINES / f"{engine}.json").read_text("utf-8"))


class Imported:
    """A site into which the files of an engine were imported."""

    def __init__(self, folder, engine):
        self.site = served.Served(folder, {"time_zone": "UTC"})
        paths = ([ENGINES / engine / c["file"] for c in cases(engine)] if engine == "wxr"
                 else [ENGINES / engine])
        self.done = subprocess.run(
            [served.BUILD / "pamphlet", "-C", self.site.dir, "import", "--verbose", *paths],
            capture_output=True, text=True, env=self.site.environment, timeout=300)
        self.db = sqlite3.connect(self.site.dir / "pamphlet.db")
        self.db.row_factory = sqlite3.Row
        self.site.start()

    def article(self, engine, case):
        """The row of the article that the file of a case has become; None if there is none."""
        where, value = (("id = ?", case["id"]) if engine == "wxr" else
                        ("source_key LIKE ? ESCAPE '!'", f"%/{engine}/{case['file']}"))
        rows = self.db.execute(
            "SELECT a.*, b.html, author.name AS author FROM article a"
            " JOIN article_body b ON b.article_id = a.id"
            f" JOIN author ON author.id = a.author_id WHERE a.{where}", (value,)).fetchall()
        assert len(rows) <= 1
        return rows[0] if rows else None

    def names(self, table, article):
        return sorted(r[0] for r in self.db.execute(
            f"SELECT name FROM {table} JOIN article_{table} x ON x.{table}_id = id"
            " WHERE x.article_id = ?", (article,)))


@pytest.fixture(scope="module", params=["jekyll", "hugo", "medium", "substack", "wxr"])
def engine(request, tmp_path_factory):
    imported = Imported(tmp_path_factory.mktemp(request.param), request.param)
    yield request.param, imported
    imported.site.stop()


def moment(text):
    """Microseconds since 1970 of a time in UTC."""
    (seconds,), = sqlite3.connect(":memory:").execute("SELECT unixepoch(?)", (text,)).fetchall()
    return seconds * 1_000_000


def faults(imported, name, case):
    """What became of a file other than it should, as sentences."""
    row = imported.article(name, case)
    if case.get("absent"):
        return ["it has become an article"] if row else []
    if not row:
        return ["it has become no article"]
    found = {k: row[k] for k in ("title", "slug", "status", "type", "lang", "excerpt", "author",
                                 "sticky")}
    found.update(comments=row["comments_open"], tags=imported.names("tag", row["id"]),
                 categories=imported.names("category", row["id"]))
    texts = sorted(r[0] for r in imported.db.execute(
        "SELECT source FROM comment WHERE article_id = ?", (row["id"],)))
    if isinstance(case.get("comments"), list):
        found["comments"] = texts
    out = [f"{k} is {found[k]!r}, not {sorted(v) if isinstance(v, list) else v!r}"
           for k, v in case.items()
           if k in found and found[k] != (sorted(v) if isinstance(v, list) else v)]
    for key, column in (("date", "published_at"), ("updated", "updated_at")):
        if key in case and row[column] != moment(case[key]):
            out.append(f"{column} is {row[column] / 1e6:.0f}, not {case[key]}")
    if case.get("has", "") not in row["html"]:
        out.append(f"{case['has']!r} is not in {row['html']!r}")
    if case.get("lacks", "\0") in row["html"]:
        out.append(f"{case['lacks']!r} is in {row['html']!r}")
    shown = [r[0] for r in imported.db.execute(
        "SELECT html FROM comment WHERE article_id = ?", (row["id"],))]
    if any(case.get("lacks_comment", "\0") in t for t in shown):
        out.append(f"a comment is {shown!r}")
    (spam,), = imported.db.execute(
        "SELECT count(*) FROM comment WHERE article_id = ? AND status = 'spam'", (row["id"],))
    if spam != case.get("spam", 0):
        out.append(f"{spam} comments are spam")
    return out


def test_each_file_becomes_what_it_should(engine):
    name, imported = engine
    wrong = {c["file"]: (c["peculiarity"], f) for c in cases(name)
             if (f := faults(imported, name, c))}
    assert not wrong


def test_no_file_is_refused_and_what_was_lost_is_told(engine):
    name, imported = engine
    lines = imported.done.stderr.splitlines()
    failed = [line for line in lines if ": warning: " not in line and ": error: " not in line]
    assert not failed
    errors = [c["file"] for c in cases(name) if "error" in c]
    assert imported.done.returncode == (65 if errors else 0)
    for case in cases(name):
        told = [line for line in lines if f"/{case['file']}" in line]
        assert bool(told) >= ("warn" in case or "error" in case), case
        assert any(": error: " in line for line in told) == ("error" in case), case


def test_old_addresses_lead_to_the_article(engine):
    name, imported = engine
    lost = []
    for case in cases(name):
        for old in case.get("old", ()):
            answer, article = imported.site.get(old), imported.article(name, case)
            if answer.status != 301 or article["slug"] not in urllib.parse.unquote(
                    answer["Location"]):
                lost.append((case["file"], old, answer.status))
    assert not lost


def test_readers_see_no_markup_of_the_engine(engine):
    name, imported = engine
    # Where a text is about the tags themselves.
    meant = [c["has"] for c in cases(name) if "{{" in c.get("has", "")]
    seen = []
    for row in imported.db.execute(
            "SELECT permalink, html FROM article JOIN article_body ON article_id = id"
            " WHERE status = 'publish'").fetchall():
        if any(m in row[1] for m in meant):
            continue
        page = imported.site.get(urllib.parse.quote(row[0])).text
        text = re.sub(r"<(pre|code)\b.*?</\1>", "", page, flags=re.S)
        seen += [(row[0], mark) for mark in LEFT if mark in text]
    assert not seen


def test_the_lists_are_long_enough():
    """The number of cases is part of what the folder is for."""
    assert len(cases("jekyll")) >= 60
    assert len(cases("hugo")) >= 60
    assert len(cases("wxr")) >= 40
    assert len(cases("medium")) >= 30
    assert len(cases("substack")) >= 30
