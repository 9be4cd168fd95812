"""A blog whose server of PostgreSQL dies, with standbys that lag."""

import contextlib
import html
import http.client
import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request

import cluster
import pytest
import served

ROUNDS = int(os.environ.get("PAMPHLET_FAIL_OVERS", "3"))


@pytest.fixture
def servers():
    made = cluster.Cluster()
    yield made
    made.remove()


def start(folder, address, articles=None):
    site = served.Served(folder, {"flood_seconds": 0, "moderation": "rules", "hold_score": 0,
                                  "order": "newest"}, articles, database=address)
    site.start()
    return site


def article(server):
    return server.sql("SELECT id, permalink FROM article WHERE status = 'publish'"
                      " AND type = 'post' AND comments_open = 1 ORDER BY id LIMIT 1", "blog")[0]


def stored(server):
    return {t for t, in server.sql("SELECT source FROM comment", "blog")}


def test_reading_goes_on_and_comments_keep_their_text(servers, tmp_path):
    one, two = servers.standbys
    site = start(tmp_path / "a", servers.address(servers.primary, one, two),
                 served.standard_articles())
    number, path = article(servers.primary)
    two.pause()
    assert site.comment(number, "The last before the end").status == 303
    servers.primary.kill()
    # From the cache, and then, when the lease has run out, from the standby.
    end = time.monotonic() + 4
    while time.monotonic() < end:
        answer = site.get(path)
        assert answer.status == 200 and "The last before the end" in answer.text
        time.sleep(0.1)
    assert site.get("/?s=harbour").status == 200
    answer = site.comment(number, "Nobody takes <this>")
    assert answer.status == 503 and html.escape("Nobody takes <this>") in answer.text
    # Only the one that lags is left: it does not answer.
    one.kill()
    answer = site.get(path)
    assert answer.status == 503 or "The last before the end" in answer.text
    assert answer.status == 503
    one.start()
    servers.fail_over()
    served.wait_for(lambda: site.comment(number, "After the end").status == 303)
    assert "After the end" in site.get(path).text
    assert {"The last before the end", "After the end"} <= stored(servers.primary)
    assert "Nobody takes <this>" not in stored(servers.primary)
    site.stop()


def test_no_acknowledged_comment_is_lost(servers, tmp_path):
    """$PAMPHLET_FAIL_OVERS times, with one standby that receives nothing before the primary
    is killed in the middle of comments."""
    site = start(tmp_path / "a", servers.address(servers.primary, *servers.standbys),
                 served.standard_articles())
    number, path = article(servers.primary)
    taken, stop = [], threading.Event()

    def comment(name):
        i = 0
        while not stop.is_set():
            i += 1
            with contextlib.suppress(OSError, http.client.HTTPException):
                text = f"Comment {i} of {name}"
                if site.comment(number, text).status == 303:
                    taken.append(text)

    for round_ in range(ROUNDS):
        if round_:
            servers.add_standbys()
            site.set(database=servers.address(servers.primary, *servers.standbys))
            site.reload()
        servers.standbys[round_ % 2].pause()
        before = len(taken)
        stop.clear()
        threads = [threading.Thread(target=comment, args=(f"{round_}-{n}",)) for n in range(3)]
        for thread in threads:
            thread.start()
        served.wait_for(lambda: len(taken) > before + 15, what="comments")
        servers.primary.kill()
        stop.set()
        for thread in threads:
            thread.join()
        servers.fail_over()
        lost = [t for t in taken if t not in stored(servers.primary)]
        assert not lost, (round_, lost[:5])
        served.wait_for(lambda: site.comment(number, f"Again {round_}").status == 303)
        taken.append(f"Again {round_}")
        assert f"Again {round_}" in site.get(path).text
    assert len(taken) > ROUNDS * 15
    site.stop()


def test_a_cluster_to_look_at(tmp_path):
    """What script/cluster starts, and that nothing of it is left."""
    show = subprocess.Popen([sys.executable, served.ROOT / "tests/support/cluster_show.py"],
                            stdout=subprocess.PIPE, text=True,
                            env={**os.environ, "TMPDIR": str(tmp_path)})
    said = ""
    while "Ctrl-C ends" not in said:
        line = show.stdout.readline()
        assert line, said
        said += line
    pages = re.findall(r"http://127[0-9.:]+/", said)
    assert len(pages) == 3
    for page in pages:
        with urllib.request.urlopen(page, timeout=10) as answer:
            assert "<article" in answer.read().decode()
    folders = [pathlib.Path(f) for f in re.findall(r"-h (\S+)", said)]
    assert len(folders) == 3 and all(f.exists() for f in folders)
    show.send_signal(signal.SIGINT)
    assert show.wait(60) == 0
    assert not any(f.exists() for f in folders) and not list(tmp_path.iterdir())
