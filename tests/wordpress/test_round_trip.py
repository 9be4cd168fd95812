"""An export opens in WordPress with its own importer, and WordPress' export of that comes
back as the same blog.

    PAMPHLET_WORDPRESS_IMPORTER=DIR script/test wordpress

DIR is the plugin "WordPress Importer", unpacked: download it from
https://wordpress.org/plugins/wordpress-importer/. WordPress itself, PHP and MariaDB are
Debian's; they run as processes of the test, on sockets of its own."""
import collections
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "tests" / "bench")]

import served  # noqa: E402  pylint: disable=wrong-import-position
import wordpress  # noqa: E402  pylint: disable=wrong-import-position

IMPORTER = os.environ.get("PAMPHLET_WORDPRESS_IMPORTER")
CORPUS = ROOT / "tests" / "corpus" / "wordpress"
SETTINGS = {"moderation": "none", "flood_seconds": 0}


class WordPress(wordpress.WordPress):
    """Nothing but what PHP needs on the command line."""

    def __init__(self, folder):
        super().__init__(folder, None, "")

    def round_trip(self, file, export):
        self.start_database()
        self.copy()
        config = self.dir / "wp-config.php"
        config.write_text(config.read_text("utf-8").replace(
            "define('WP_HTTP_BLOCK_EXTERNAL', true);\n", ""), "utf-8")
        done = subprocess.run(
            ["php", "-d", "memory_limit=512M", pathlib.Path(__file__).with_name("round_trip.php"),
             self.base_url, IMPORTER, file, export], cwd=self.dir, capture_output=True,
            text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return json.loads(done.stdout.splitlines()[-1])


class Trip:
    """A blog, what WordPress says of its export, and the blog that comes back."""

    def __init__(self, folder):
        self.before = served.Served(folder / "before", SETTINGS)
        self.after = served.Served(folder / "after", SETTINGS)
        self.wordpress = WordPress(folder / "wordpress")
        self.file, self.back = folder / "blog.xml", folder / "back.xml"

    def run(self):
        site = self.before.start()
        site.command("import", ROOT / "script" / "sample")
        site.command("import", CORPUS / "site.xml", f"--source-dir={CORPUS / 'uploads'}")
        site.command("export", "--format=wxr", "--with-personal-data", self.file)
        self.counts = self.wordpress.round_trip(self.file, self.back)
        self.said = self.after.command(
            "import", self.back, f"--source-dir={self.wordpress.dir / 'wp-content' / 'uploads'}",
            check=False)
        return self

    def stop(self):
        for site in (self.before, self.after, self.wordpress):
            site.stop()


@pytest.fixture(scope="module")
def trip(tmp_path_factory):
    if not IMPORTER:
        pytest.skip("set PAMPHLET_WORDPRESS_IMPORTER to the folder of the plugin")
    assert pathlib.Path(IMPORTER, "wordpress-importer.php").exists(), IMPORTER
    t = Trip(tmp_path_factory.mktemp("trip"))
    try:
        yield t.run()
    finally:
        t.stop()


def articles(site):
    return json.loads(site.command("export", "--format=json", "--with-personal-data", "-"))[
        "articles"]


def test_the_importer_has_no_complaint(trip):
    assert "All done." in trip.counts["said"]
    assert not re.search(r"(?i)fail|error|could not|invalid", trip.counts["said"]), \
        trip.counts["said"]


STATUS = {"withdrawn": "trash"}  # others have the same names


def test_as_many_posts_and_pages(trip):
    expected = collections.Counter(
        f"{type_} {STATUS.get(status, status)}"
        for type_, status in trip.before.rows("SELECT type, status FROM article"))
    found = {k: n for k, n in trip.counts["posts"].items() if not k.startswith("attachment")}
    assert found == dict(expected)


def comments(site):
    """(slug, author, address, URL, date, status, text, author of the parent)"""
    found = []
    for a in articles(site):
        names = {c["id"]: c["author"] for c in a.get("comments", [])}
        found += [(a["slug"], c["author"], c.get("email"), c["url"], c["date"], c["status"],
                   plain(c["html"]), names.get(c["parent"])) for c in a.get("comments", [])]
    return sorted(found, key=str)


def test_as_many_comments(trip):
    numbers = {"approve": "1", "hold": "0"}
    expected = comments(trip.before)
    assert trip.counts["comments"] == dict(collections.Counter(
        numbers[c[5]] for c in expected))
    assert trip.counts["replies"].get("1", 0) == sum(c[7] is not None for c in expected)


def test_as_many_terms(trip):
    categories, tags = (trip.before.rows(f"SELECT count(*) FROM {table}")[0][0]
                        for table in ("category", "tag"))
    # WordPress has a category of its own, which cannot be deleted.
    names = [n for n, in trip.before.rows("SELECT slug FROM category")]
    assert trip.counts["terms"] == {"category": categories + ("uncategorized" not in names),
                                    "post_tag": tags}


def test_as_many_attachments(trip):
    text = trip.file.read_text("utf-8")
    number = text.count("<wp:post_type><![CDATA[attachment]]></wp:post_type>")
    assert trip.counts["posts"]["attachment inherit"] == number > 5


def test_each_author_is_a_user(trip):
    """By the login that the export names; WordPress has an administrator besides."""
    text = trip.file.read_text("utf-8")
    logins = set(re.findall(r"<wp:author_login><!\[CDATA\[(.*?)\]\]>", text))
    assert set(trip.counts["users"]) == logins | {"admin"}


def plain(markup):
    """The words of an article, which is all that two formats of it have in common."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", markup))
    return " ".join(text.replace("\\", "").split())


def without_accents(slug):
    """WordPress makes ASCII of Latin letters in addresses, and leaves other letters."""
    return "".join(c for c in unicodedata.normalize("NFKD", slug)
                   if not "\u0300" <= c <= "\u036f") if slug.isascii() or any(
                       "\u00c0" <= c <= "\u024f" for c in slug) else slug


def test_what_comes_back_is_the_same(trip):
    before = {without_accents(a["slug"]): a for a in articles(trip.before)}
    after = {a["slug"]: a for a in articles(trip.after)}
    assert sorted(before) == sorted(after), trip.said
    different = []
    for slug, a in before.items():
        b = after[slug]
        # WordPress puts a post without a category into this one.
        b["categories"] = [c for c in b["categories"] if c != "Uncategorized"]
        for key in ("type", "status", "title", "date", "categories", "tags", "author",
                    "comments_open", "sticky", "menu_order", "excerpt"):
            if a.get(key) != b.get(key):
                different.append((slug, key, a.get(key), b.get(key)))
        if plain(a["html"]) != plain(b["html"]):
            different.append((slug, "html", a["html"], b["html"]))
    assert not different, "\n".join(map(str, different))


def test_no_comment_is_lost_or_changed(trip):
    before = sorted(((without_accents(c[0]), *c[1:]) for c in comments(trip.before)), key=str)
    after = comments(trip.after)
    assert len(before) == len(after)
    odd = [(a, b) for a, b in zip(before, after) if a != b]
    assert not odd, "\n".join(map(str, odd[:5]))
