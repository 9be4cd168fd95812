"""Fills a site's database in bulk: N articles with a comment each, as publishing and
commenting would leave them. The result is kept in build/bench/cache."""
import contextlib
import hashlib
import shutil
import sqlite3

import served
from sites import ROOT, Other, Site

PER_SPAN = 128  # entries per bucket after splits in half (db/model/listing_bucket.c)
TAGS, CATEGORIES = 50, 20
FIRST = 1072915200  # 2004-01-01
STEP = 600          # seconds between two articles
PARAGRAPH = ("The ferry came in at a quarter past nine with her lamps lit, and nobody on "
             "the quay said a word until the ropes were fast. Then everybody spoke. ")

STEPS = [
    "INSERT INTO author(id, slug, name) VALUES (1, 'ada-lovelace', 'Ada Lovelace')",
    f"""WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {CATEGORIES})
        INSERT INTO category(id, parent_id, slug, name, path)
        SELECT i, NULL, 'harbour-' || i, 'Harbour ' || i, 'harbour-' || i FROM n""",
    f"""WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {TAGS})
        INSERT INTO tag(id, slug, name) SELECT i, 'tag-' || i, 'Tag ' || i FROM n""",
    f"""WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < :count)
        INSERT INTO article(id, type, status, slug, title, excerpt, lang, author_id,
          menu_order, in_menu, sticky, created_at, published_at, updated_at, position,
          permalink, comments_open, comment_count, reading_minutes)
        SELECT i, 'post', 'publish', 'entry-' || i, 'Entry ' || i, :paragraph, '', 1, 0, 0,
          0, t, t, t, t, '/entry-' || i || '/', 1, 1, 1
        FROM (SELECT i, ({FIRST} + i * {STEP}) * 1000000 AS t FROM n)""",
    """INSERT INTO article_body(article_id, format, source, html, renderer)
       SELECT id, 'markdown', s, '<p>' || replace(s, char(10) || char(10), '</p><p>') ||
         '</p>', 1
       FROM (SELECT id, :paragraph || char(10) || char(10) || :paragraph || title ||
         char(10) || char(10) || :paragraph || :paragraph AS s FROM article)""",
    f"INSERT INTO article_category SELECT id, id % {CATEGORIES} + 1 FROM article",
    f"INSERT INTO article_tag SELECT id, id % {TAGS} + 1 FROM article",
    """INSERT INTO path(path, kind, article_id)
       SELECT permalink, 'article', id FROM article ORDER BY permalink""",
    "INSERT INTO listing(kind, object_id, count) VALUES ('author', 1, 0)",
    "INSERT INTO listing(kind, object_id, count) SELECT 'category', id, 0 FROM category",
    "INSERT INTO listing(kind, object_id, count) SELECT 'tag', id, 0 FROM tag",
    """INSERT INTO listing_entry(listing_id, key, article_id)
       SELECT listing.id, position, article.id FROM listing, article
       WHERE kind IN ('home', 'all', 'author') ORDER BY 1, 2""",
    """INSERT INTO listing_entry(listing_id, key, article_id)
       SELECT listing.id, position, article.id FROM listing
       JOIN article_category ON object_id = category_id
       JOIN article ON article_id = article.id
       WHERE kind = 'category' ORDER BY 1, 2""",
    """INSERT INTO listing_entry(listing_id, key, article_id)
       SELECT listing.id, position, article.id FROM listing
       JOIN article_tag ON object_id = tag_id JOIN article ON article_id = article.id
       WHERE kind = 'tag' ORDER BY 1, 2""",
    """UPDATE listing SET count =
       (SELECT count(*) FROM listing_entry WHERE listing_id = listing.id)""",
    *(f"""INSERT INTO listing_bucket(listing_id, level, low, count)
          SELECT listing_id, {level}, CASE place WHEN 0 THEN -9223372036854775808
            ELSE min(low) END, sum(count)
          FROM (SELECT listing_id, low, count,
            (row_number() OVER (PARTITION BY listing_id ORDER BY low) - 1) / {PER_SPAN}
            AS place FROM ({below}))
          GROUP BY listing_id, place""" for level, below in (
              (1, "SELECT listing_id, key AS low, 1 AS count FROM listing_entry"),
              (2, "SELECT listing_id, low, count FROM listing_bucket WHERE level = 1"))),
    # 7919 is prime, so every article gets one comment, in an order of its own.
    """INSERT INTO comment(id, article_id, parent_id, type, status, author, url, source,
         html, renderer, created_at, digest)
       SELECT id, 1 + id * 7919 % :count, NULL, 'comment', 'approve', 'Reader ' || id, '',
         :paragraph, '<p>' || :paragraph || '</p>', 1, published_at, randomblob(32)
       FROM article""",
    """INSERT INTO comment_private
       SELECT id, 'reader-' || id || '@example.org' FROM comment""",
    "INSERT INTO dependency SELECT 'article:' || id, id FROM article ORDER BY 1",
    "INSERT INTO dependency SELECT 'listing:' || id, :count FROM listing",
    "UPDATE site SET change = :count",
]


def fill(file, count):
    """Disables the triggers, which only count changes for the page cache."""
    values = {"count": count, "paragraph": PARAGRAPH}
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as db:
        triggers = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for setting in ("journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF",
                        "cache_size = -1000000", "temp_store = MEMORY"):
            db.execute(f"PRAGMA {setting}").fetchall()
        db.execute("BEGIN")
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for step in STEPS:
            db.execute(step, {k: v for k, v in values.items() if f":{k}" in step})
        for _, sql in triggers:
            db.execute(sql)
        db.execute("COMMIT")
        faults = db.execute("PRAGMA foreign_key_check").fetchall()
        assert not faults, faults[:3]
        db.execute("PRAGMA journal_mode = WAL").fetchall()


class Filled(Other):
    """Returns a site with `count` articles, created if it is missing."""

    def __init__(self, count, /, **settings):
        super().__init__(self.make(count), "site")
        self.count = count
        self.log_file.unlink(missing_ok=True)
        shutil.rmtree(self.dir / "run" / "nginx", ignore_errors=True)
        self.set(**{"moderation": "none", "folder": "off", **settings})

    @staticmethod
    def make(count):
        made_by = hashlib.sha256(repr((STEPS, PARAGRAPH)).encode())
        for migration in sorted((ROOT / "schema").glob("*.sql")):
            made_by.update(migration.read_bytes())
        folder = (served.BUILD / "bench" / "cache" /
                  f"{count}-{made_by.hexdigest()[:12]}").resolve()
        if not folder.exists():
            for old in folder.parent.glob(f"{count}-*"):
                shutil.rmtree(old)
            new = folder.with_name(folder.name + ".new")
            shutil.rmtree(new, ignore_errors=True)
            site = Site(new)
            fill(site.dir / "pamphlet.db", count)
            site.command("upgrade", timeout=1800)  # builds the search index
            new.rename(folder)
        return folder

    def pages(self):
        """What is measured: {name: path}."""
        last = (self.count + 9) // 10
        return {"page 2 of home": "/page/2/", "last page of home": f"/page/{last}/",
                "tag page": "/tag/tag-7/"}

    def check(self):
        """Checks that the filled database equals what the program would have written."""
        last = (self.count + 9) // 10
        for path, title in ((f"/page/{last}/", ">Entry 1<"),
                            ("/page/2/", f">Entry {self.count - 10}<"),
                            ("/", f">Entry {self.count}<")):
            assert title in self.get(path).text, (path, title)
        assert self.get(f"/page/{last + 1}/").status == 404
        assert "quay" in self.get(f"/entry-{self.count // 2}/").text
