"""`pamphlet stats`, from outside."""
import json
import os
import pty
import re
import subprocess

import pytest
import served

USAGE = 64


def pamphlet(*args, site=None, **more):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site, *map(str, args)],
                          stdin=subprocess.DEVNULL, timeout=60,
                          **{"capture_output": True, "text": True, **more})


@pytest.fixture
def blog(tmp_path):
    """Two posts in one month, one ten years ago, a draft, a page, and comments."""
    site = served.Served(tmp_path, {"time_zone": "Pacific/Auckland"}, {
        "a.md": served.matter("A", date="2026-03-02"),
        "b.md": served.matter("B", date="2026-03-31T10:30:00Z"),
        "c.md": served.matter("C", date="2026-03-31T11:30:00Z"),  # 1 April in Auckland
        "old.md": served.matter("Old", date="2016-03-02"),
        "draft.md": served.matter("Draft", status="draft"),
        "page.md": served.matter("Page", type="page"),
        "a.comments.json": json.dumps({"comments": [
            {"id": n, "author": "Ada", "text": f"Word {n}", "status": s,
             "date": "2026-04-02T00:00:00Z"}
            for n, s in enumerate(("approve", "approve", "hold", "spam"), 1)]})})
    return site.dir


def test_numbers(blog):
    result = pamphlet("stats", "--format=json", "--months=1200", site=blog)
    got = json.loads(result.stdout)
    assert got["articles"] == {"post": {"publish": 4, "draft": 1}, "page": {"publish": 1}}
    assert got["comments"] == {"approve": 2, "hold": 1, "spam": 1, "trash": 0}
    months = {m["month"]: (m["posts"], m["comments"]) for m in got["months"]}
    assert len(got["months"]) == 1200
    assert {k: v for k, v in months.items() if any(v)} == {
        "2016-03": (1, 0), "2026-03": (2, 0), "2026-04": (1, 2)}
    assert got["earlier"] == {"posts": 0, "comments": 0}
    short = json.loads(pamphlet("stats", "--format=json", "--months=1", site=blog).stdout)
    assert short["earlier"] == {"posts": 4, "comments": 2}


def test_plain_where_nobody_watches(blog):
    text = pamphlet("stats", "--months=60", site=blog).stdout
    assert "█" not in text and "\x1b" not in text
    assert re.search(r"(?m)^2026-03 +2 +0$", text)
    assert re.search(r"(?m)^earlier +1 +0$", text)


def test_bars_on_a_terminal(blog):
    try:
        main, side = pty.openpty()
    except OSError as why:
        pytest.skip(f"no pseudo-terminal: {why}")
    pamphlet("stats", "--months=60", site=blog, capture_output=False, stdout=side,
             stderr=side)
    os.close(side)
    data = b""
    try:
        while part := os.read(main, 65536):
            data += part
    except OSError:
        pass
    os.close(main)
    lines = data.decode().replace("\r", "").splitlines()
    march = next(line for line in lines if line.startswith("2026-03"))
    april = next(line for line in lines if line.startswith("2026-04"))
    assert re.fullmatch(r"2026-03  █{24} 2 +0", march)
    assert re.fullmatch(r"2026-04  █{12} 1 +█{24} 2", april)
    head = next(line for line in lines if line.startswith("month"))
    assert march.rindex("0") == head.index("comments") == april.index("█" * 24)


def test_bad_numbers(blog):
    for words in ("--months=0", "--months=x", "--months=", "--format=ids"):
        assert pamphlet("stats", words, site=blog).returncode == USAGE, words
