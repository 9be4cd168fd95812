"""Dumps the contents of a site, to compare two sites.

`exactly` is every row of every table as it stands. `whole` names rows by where they were
imported from instead of their numbers, which depend on how often an import was started:
ids, change counters and the bounds of counted spans may differ between two sites that
are the same; everything else may not.
"""
import contextlib
import hashlib
import re
import sqlite3
import subprocess

import served

ARTICLE = "coalesce((SELECT source_key FROM article WHERE id = {}), '')"
LISTING = ("(SELECT kind || ':' || coalesce(CASE kind"
           " WHEN 'category' THEN (SELECT path FROM category WHERE id = object_id)"
           " WHEN 'tag' THEN (SELECT slug FROM tag WHERE id = object_id)"
           " WHEN 'author' THEN (SELECT slug FROM author WHERE id = object_id) END, '')"
           " FROM listing WHERE id = {})")
COMMENT = ("(SELECT a.source_key || '#' || c.source_key FROM comment c"
           " JOIN article a ON a.id = c.article_id WHERE c.id = {})")

# Each table, and the columns that are compared.
TABLES = {
    "site": "SELECT count(*) FROM site",
    # 'site' increases when a killed process left the page cache in an unknown state.
    "dependency": "SELECT CASE substr(key, 1, instr(key || ':', ':') - 1)"
                  " WHEN 'article' THEN 'article:' ||"
                  + ARTICLE.format("substr(key, 9) + 0") +
                  " WHEN 'neighbours' THEN 'neighbours:' ||"
                  + ARTICLE.format("substr(key, 8) + 0") +
                  " WHEN 'comments' THEN 'comments:' ||"
                  + ARTICLE.format("substr(key, 10) + 0") +
                  " WHEN 'listing' THEN 'listing:' ||"
                  + LISTING.format("substr(key, 9) + 0") + " ELSE key END FROM dependency WHERE key <> 'site'",
    "redirect": "SELECT path, target FROM redirect",
    "author": "SELECT slug, name FROM author",
    "category": "SELECT path, slug, name, (SELECT path FROM category p WHERE p.id ="
                " c.parent_id) FROM category c",
    "tag": "SELECT slug, name FROM tag",
    # created_at is the time of the import.
    "article": "SELECT source_key, type, status, slug, title, excerpt, lang,"
               " (SELECT slug FROM author u WHERE u.id = author_id), "
               + ARTICLE.format("a.parent_id") +
               ", menu_order, in_menu, sticky, published_at, updated_at, expires_at,"
               " position, permalink, comments_open, comment_count,"
               " reading_minutes, source_hash FROM article a",
    "article_body": "SELECT " + ARTICLE.format("article_id") +
                    ", format, source, html, renderer FROM article_body",
    "article_category": "SELECT " + ARTICLE.format("article_id") + ", (SELECT path FROM"
                        " category WHERE id = category_id) FROM article_category",
    "article_tag": "SELECT " + ARTICLE.format("article_id") + ", (SELECT slug FROM tag"
                   " WHERE id = tag_id) FROM article_tag",
    "path": "SELECT path, kind, " + ARTICLE.format("article_id") + " FROM path",
    "listing": "SELECT " + LISTING.format("l.id") + ", count FROM listing l",
    "listing_entry": "SELECT " + LISTING.format("listing_id") + ", key, "
                     + ARTICLE.format("article_id") + " FROM listing_entry",
    # Where buckets split depends on the order of the imports.
    "listing_bucket": "SELECT " + LISTING.format("listing_id") + ", level, sum(count)"
                    " FROM listing_bucket GROUP BY listing_id, level",
    "comment": "SELECT " + COMMENT.format("c.id") + ", " + COMMENT.format("c.parent_id") +
               ", type, status, author, url, source, html, renderer, created_at, digest"
               " FROM comment c",
    "comment_private": "SELECT " + COMMENT.format("comment_id") +
                       ", email FROM comment_private",
    "comment_network": "SELECT network FROM comment_network",
    "comment_verdict": "SELECT " + COMMENT.format("comment_id") +
                       ", rule, detail, score, words FROM comment_verdict",
    "spam_word": "SELECT word, good, spam FROM spam_word",
    "spam_total": "SELECT good, spam FROM spam_total",
    "spam_learned": "SELECT " + COMMENT.format("comment_id") + ", class FROM spam_learned",
    "blocked_network": "SELECT network FROM blocked_network",
    "comment_rate": "SELECT key FROM comment_rate",
    "comment_deleted": "SELECT " + ARTICLE.format("article_id") +
                       ", source_key FROM comment_deleted",
    "mail": "SELECT kind, recipient, state FROM mail",
    "mail_event": "SELECT kind FROM mail_event",
    "mail_reply": "SELECT token FROM mail_reply",
    "mail_comment": "SELECT count(*) FROM mail_comment",
    "author_private": "SELECT (SELECT slug FROM author WHERE id = author_id), email"
                      " FROM author_private",
    "follow_request": "SELECT email, scope FROM follow_request",
    "person_request": "SELECT address, wish FROM person_request",
    "follower": "SELECT address, refused FROM follower",
    "thanks": "SELECT " + ARTICLE.format("article_id") + ", count FROM thanks",
    "thanks_network": "SELECT count(*) FROM thanks_network",
    "webmention": "SELECT source, target, state FROM webmention",
    "picture": "SELECT name, size, width, height, copies, fault FROM picture",
    # The hashes are made with the site's secret.
    "social_card": "SELECT " + ARTICLE.format("article_id") + ", fault FROM social_card",
    "social_card_due": "SELECT " + ARTICLE.format("article_id") + " FROM social_card_due",
    "article_part": "SELECT " + ARTICLE.format("article_id") + ", number, size, is_whole, html"
                    " FROM article_part",
    "live": "SELECT " + ARTICLE.format("article_id") + ", newest_first, started_at, ended_at,"
            " refresh, last_number FROM live",
    "live_update": "SELECT " + ARTICLE.format("article_id") + ", number, published_at,"
                   " edited_at, title, source, html, rich FROM live_update",
    "article_revision": "SELECT " + ARTICLE.format("article_id") + ", number, text"
                        " FROM article_revision",
    "preview": "SELECT " + ARTICLE.format("article_id") + ", revoked FROM preview",
    "correction": "SELECT " + ARTICLE.format("article_id") + ", at, note, changes, in_file"
                  " FROM correction",
    "correction_before": "SELECT " + ARTICLE.format("article_id") + ", text"
                         " FROM correction_before",
    "translation_name": "SELECT " + ARTICLE.format("article_id") + ", ordinal, name"
                        " FROM translation_name",
    "translation": "SELECT " + ARTICLE.format("article_id") + ", "
                   + ARTICLE.format("group_id") + " FROM translation",
    "follow": "SELECT " + ARTICLE.format("article_id") + ", scope FROM follow",
    # For articles without a date, the key is the time of the import.
    "search_entry": "SELECT " + ARTICLE.format("article_id") + " FROM search_entry",
    "search_content": "SELECT " + ARTICLE.format("e.article_id") +
                      ", c0, c1, c2 FROM search_content c JOIN search_entry e ON e.key = c.id",
    "search_due": "SELECT count(*) FROM search_due",
    "search_state": "SELECT splitter FROM search_state",
    "related": "SELECT " + ARTICLE.format("article_id") + ", place, "
               + ARTICLE.format("related_id") + " FROM related",
    # The number in the key is the ID of a tag.
    "related_key": "SELECT CASE WHEN key LIKE '#%' THEN '#' || (SELECT slug FROM tag"
                   " WHERE id = substr(key, 2) + 0) ELSE key END, position, "
                   + ARTICLE.format("article_id") + " FROM related_key",
    "related_due": "SELECT count(*) FROM related_due",
    # Every change went through txn_write.
    # Only with PostgreSQL.
    "web_machine": "SELECT count(*) FROM web_machine",
    "eviction": "SELECT count(*) FROM eviction",
    "cache_record": "SELECT changes - claimed FROM cache_record",
}


def database(site):
    return contextlib.closing(sqlite3.connect(site / "pamphlet.db", timeout=10))


def tables(db):
    """Without the tables of search that only the program's tokenizer can read."""
    return {name for name, in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%' AND (name NOT GLOB 'search_*_*' AND name NOT IN"
        " ('search_data', 'search_idx', 'search_docsize', 'search_config'))")}


def exactly(site):
    with database(site) as db:
        return {name: sorted(map(repr, db.execute(f"SELECT * FROM {name}")))
                for name in tables(db)}


def media(site):
    """Returns every name below media/ with its content."""
    folder = site / "media"
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in folder.rglob("*") if p.is_file()}


def asked(site, path):
    """Returns the response of plain CGI to GET."""
    return subprocess.run(
        [served.BUILD / "pamphlet.fcgi"], capture_output=True, timeout=20,
        stdin=subprocess.DEVNULL, env={
            "PAMPHLET_SITE": str(site), "GATEWAY_INTERFACE": "CGI/1.1", "PATH_INFO": path,
            "REQUEST_METHOD": "GET", "REQUEST_URI": path, "SCRIPT_NAME": "",
            "QUERY_STRING": "", "HTTP_HOST": "example.org", "REMOTE_ADDR": "127.0.0.1"}).stdout


def addresses(db):
    """Returns every page except the later pages of lists."""
    found = ["/"]
    for sql in ("SELECT path FROM path", "SELECT '/category/' || path || '/' FROM category",
                "SELECT '/tag/' || slug || '/' FROM tag",
                "SELECT '/author/' || slug || '/' FROM author",
                "SELECT DISTINCT strftime('/%Y/%m/', published_at / 1000000, 'unixepoch')"
                " FROM article WHERE position IS NOT NULL"):
        found += [path for path, in db.execute(sql)]
    return sorted(set(found))


def pages(site):
    """The body of every page, and its status. Numbers of comments and articles become
    their source keys."""
    with database(site) as db:
        paths = addresses(db)
        names = {kind: {str(n): key or "" for n, key in db.execute(sql)} for kind, sql in (
            ("article", "SELECT id, source_key FROM article"),
            ("comment", f"SELECT c.id, {COMMENT.format('c.id')} FROM comment c"))}

    def named(kind):
        return lambda m: m[1] + names[kind].get(m[2], m[2])
    out = {}
    for path in paths:
        head, _, body = asked(site, path).partition(b"\r\n\r\n")
        text = re.sub(r"(comment-|[?/]comment/)(\d+)", named("comment"), body.decode("utf-8"))
        text = re.sub(r'(comment_post_ID" value=")(\d+)', named("article"), text)
        out[path] = (re.search(rb"(?m)^Status: (\d+)", head)[1].decode(), text)
    return out


def whole(site):
    """All of it: rows, pages, media/."""
    checked = subprocess.run([served.BUILD / "pamphlet", "-C", site, "check"],
                             capture_output=True, text=True, timeout=60)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    with database(site) as db:
        assert tables(db) == set(TABLES), "a table that nobody compares"
        out = {name: sorted(map(repr, db.execute(sql))) for name, sql in TABLES.items()}
    return {**out, "media": media(site), "pages": pages(site)}


def assert_same(one, two):
    """Reports only the first difference."""
    assert one.keys() == two.keys()
    for name in one:
        if one[name] == two[name]:
            continue
        a, b = one[name], two[name]
        if isinstance(a, dict):
            a, b = ({f"{k}: {v}" for k, v in x.items()} for x in (a, b))
        raise AssertionError(
            f"{name} differs:\n" + "\n".join(
                [f"- {x}" for x in sorted(set(a) - set(b))[:3]] +
                [f"+ {x}" for x in sorted(set(b) - set(a))[:3]]))
