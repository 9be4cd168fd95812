"""Comments that are moved to another article, and what readers see of it."""
import json
import re

import pytest
import served

FROM, TO = "Talk here", "It moves"


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    with served.running(tmp_path_factory.mktemp("move"), moderation="none", flood_seconds=0,
                        page_size=2) as site:
        yield site


def send(site, number, text, parent=0):
    assert site.comment(number, text, comment_parent=parent).status == 303
    return site.rows("SELECT max(id) FROM comment")[0][0]


def place(site, comment):
    return re.sub(r"^https?://[^/]+", "", site.get(f"/comment/{comment}/")["Location"])


def pages(site, address):
    return [address, f"{address}comment-page-2/", f"{address}feed/"]


def test_pages_of_both_articles_follow(blog):
    source, old = blog.article(FROM)
    target, new = blog.article(TO)
    first = send(blog, source, "The first one stays")
    second = send(blog, source, "The second one moves")
    reply = send(blog, source, "A reply goes with it", second)
    # These fill the page cache with what must go.
    lists = ["/", "/comments/feed/", "/2026/01/"]
    for path in [*lists, *pages(blog, old), *pages(blog, new)]:
        blog.get(path)
    assert place(blog, reply) == f"{old}comment-page-2/#comment-{reply}"
    said = blog.command("comment", "move", second, f"--to={new}")
    assert said == f"Moved comment {second} with 1 reply to post {target}.\n"
    text = "".join(blog.get(path).text for path in [old, f"{old}feed/"])
    assert "The first one stays" in text and "moves</p>" not in text and "A reply goes" not in text
    assert blog.get(f"{old}comment-page-2/").status == 303
    for path in (new, f"{new}feed/"):
        text = blog.get(path).text
        assert "The second one moves" in text and "A reply goes with it" in text, path
    assert place(blog, reply) == f"{new}#comment-{reply}"
    recent = blog.get("/comments/feed/").text
    assert f"{new}#comment-{reply}" in recent or f"/comment/{reply}/" in recent
    assert TO in re.search(r"<item>.*?</item>", recent, re.S)[0]
    for path in ("/", "/2026/01/"):
        cards = {t: re.search(rf"{t}.*?(\d+) comments?", blog.get(path).text, re.S)[1]
                 for t in (FROM, TO)}
        assert cards == {FROM: "1", TO: "2"}, path
    assert blog.command("comment", "move", second, f"--to={source}").startswith("Moved")
    assert "A reply goes with it" in blog.get(f"{old}comment-page-2/").text
    assert "A reply goes" not in blog.get(new).text
    assert place(blog, first) == f"{old}#comment-{first}"
    assert blog.command("check") == "No problems found.\n"


def test_a_closed_article_takes_them(blog):
    source, _ = blog.article(FROM)
    comment = send(blog, source, "Where the door is shut")
    blog.command("comment", "move", comment, "--to=closed-one")
    assert "Where the door is shut" in blog.get(blog.article("Closed one")[1]).text


def comments(site, title):
    return sorted(r[0] for r in site.rows(
        "SELECT c.source FROM comment c JOIN article a ON a.id = c.article_id"
        " WHERE a.title = ?", title))


def test_importing_again_brings_nothing_back(blog):
    blog.write("imported.md", served.matter("Imported", date="2026-01-15"))
    rows = [{"id": n, "parent": p, "author": "Ada", "text": f"Number {n}",
             "status": "approve", "date": "2026-01-16T10:00:00Z"}
            for n, p in ((1, 0), (2, 1), (3, 0))]
    sidecar = blog.sources / "imported.comments.json"
    sidecar.write_text(json.dumps({"comments": rows}), "utf-8")
    blog.command("import", blog.sources / "imported.md")
    assert comments(blog, "Imported") == ["Number 1", "Number 2", "Number 3"]
    moved, = blog.rows("SELECT id FROM comment WHERE source = 'Number 1'")[0]
    blog.command("comment", "move", moved, "--to=it-goes")
    # The source has changed since, also those that are no longer its own.
    for row in rows:
        row["text"] += ", again"
    rows.append({**rows[0], "id": 4, "parent": 2, "text": "A new reply"})
    sidecar.write_text(json.dumps({"comments": rows}), "utf-8")
    blog.command("import", blog.sources / "imported.md")
    assert comments(blog, "Imported") == ["A new reply", "Number 3, again"]
    assert comments(blog, "It goes") == ["Number 1", "Number 2"]
    blog.command("comment", "move", moved, "--to=imported")
    blog.command("import", blog.sources / "imported.md")
    assert comments(blog, "Imported") == ["A new reply", "Number 1", "Number 2", "Number 3, again"]
    assert blog.command("check") == "No problems found.\n"
