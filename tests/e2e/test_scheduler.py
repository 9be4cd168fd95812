"""Scheduled work is done on time without any request."""
import datetime
import sqlite3
import time

import served


def test_published_and_withdrawn_in_time(open_site, tmp_path):
    now = datetime.datetime.now(datetime.timezone.utc)
    stamp = [(now + datetime.timedelta(seconds=s)).strftime("%Y-%m-%dT%H:%M:%SZ")
             for s in (3, 6)]
    (tmp_path / "soon.md").write_text(
        f"---\ntitle: Coming soon\nslug: coming-soon\ndate: {stamp[0]}\n"
        f"expires: {stamp[1]}\n---\nx\n", "utf-8")
    open_site.command("import", tmp_path)
    path = stamp[0].replace("-", "/")[:8] + "coming-soon/"
    seen = []
    for _ in range(45):
        status = open_site.get("/" + path).status
        if not seen or seen[-1] != status:
            seen.append(status)
        time.sleep(0.2)
    assert seen == [404, 200, 410]


def test_excerpts_of_an_earlier_version_are_made_again(tmp_path):
    """A new program needs no command: "pamphlet upgrade" is only for another schema."""
    site = served.Served(tmp_path, {}, {"tide.md": served.matter(
        "Tide", "Low water. <!--more--> High water.", date="2026-01-01")})
    with sqlite3.connect(site.dir / "pamphlet.db") as db:
        db.execute("UPDATE article SET excerpt = 'Low water. High water.'")
        db.execute("UPDATE article_body SET renderer = 1")
        db.execute("UPDATE site SET excerpt_version = 0, excerpt_until = 0")
    try:
        site.start()
        served.wait_for(lambda: "High water" not in site.get("/").text, what="the new excerpt")
        assert "Low water." in site.get("/").text
    finally:
        site.stop()
