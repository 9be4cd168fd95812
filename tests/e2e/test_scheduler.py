"""Scheduled work is done on time without any request."""
import datetime
import time


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
