"""The moderation queue on terminals of all kinds, and when they fail."""
import os
import pathlib
import re
import signal
import sqlite3
import termios
import time

import on_screen
import pytest
import served
from test_command import USAGE, blog, done, pamphlet  # noqa: F401
from test_moderate import add, quit, site, statuses, three  # noqa: F401

IOERR = 74
LONG = " ".join(f"word{n}" for n in range(2000))


@pytest.mark.parametrize("columns,rows", [(80, 24), (40, 12), (200, 60), (20, 6)])
def test_every_size(three, columns, rows):
    there = on_screen.moderate(three, columns=columns, rows=rows)
    there.see("Comment 1 of 3")
    there.see("On: Low tide")
    there.see("? help")
    assert "a approve" in there.text and there.rows[rows - 1].endswith("? help")
    if rows > 6:
        there.see("The first comment.")
    if columns >= 40:
        assert all(key in there.text for key in ("s spam", "t trash", "n skip", "u undo"))
    there.press("a", "Approved")
    quit(there)
    assert statuses(three)[1] == "approve"


@pytest.mark.parametrize("columns,rows", [(1, 1), (10, 3), (300, 2), (5, 40)])
def test_too_small_is_said_and_works_on(three, columns, rows):
    there = on_screen.moderate(three)
    there.see("The first comment.")
    there.resize(columns, rows)
    served.wait_for(lambda: "first" not in there.text)
    for key in "?xbx\x1brx\x1bA\x1b":
        there.type(key)
        time.sleep(0.1)
    there.resize(80, 24)
    there.see("The first comment.")
    quit(there)


def test_resize_lays_out_again(three):
    add(three, LONG)
    there = on_screen.moderate(three)
    for _ in range(3):
        there.type("n")
    there.see("word0 word1")
    for columns, rows in ((200, 60), (40, 12), (80, 24), (61, 17)) * 3:
        there.resize(columns, rows)
        there.see("Comment 4 of 4")
        served.wait_for(lambda r=rows: there.rows[r - 1].endswith("? help"))
    assert max(map(len, there.rows)) <= 61
    quit(there)


def test_a_long_comment_scrolls(site):
    add(site, LONG, "Short.")
    there = on_screen.moderate(site)
    there.see("word0 word1")
    there.see("? help")
    assert there.rows[0].startswith("Comment 1 of 2, 2 left") and "lines 1-20 of" in there.rows[0]
    there.press("j", "lines 2-21 of")
    there.press("\x1b[B", "lines 3-22 of")
    there.press("k", "lines 2-21 of")
    there.type("f" * 60)
    there.see("word1999")
    last = there.rows[0].split()[-1]
    assert f"-{last} of {last}" in there.rows[0]
    there.type("d" * 60)
    there.see("lines 1-20 of")
    there.press("\x0c", "word0 word1")
    there.press("n", "Short.")
    assert "lines" not in there.rows[0]
    quit(there)


HOSTILE = {
    "sequences": "\x1b[2J\x1b]0;title\x07\x1b[31mred \x9b5m",
    "bidi": "\u202eevil\u2066 \u200f",
    "marks": "e" + "\u0301" * 20 + " Z\u0353\u0347\u032e",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f44b\U0001f3fd \u2764\ufe0f end",
    "flag": "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "wide": "\u6d77" * 100,
    "arabic": "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
    "long": "x" * 65525,
    "lines": "\n" * 3000 + "end",
    "separators": "a\u2028b\u2029c\u0085d\rf",
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_no_comment_controls_the_terminal(site, kind, locale):
    text = HOSTILE[kind]
    add(site, {"source": text, "author": text[:200].replace("\n", " "), "url": text[:100],
               "rule": ("word", text[:50], 0.5)}, "After it.")
    there = on_screen.moderate(site, LC_ALL=locale)
    there.see("Comment 1 of 2")
    there.see("? help")
    rows = there.rows
    assert rows[1] == "On: Low tide at six" and rows[23].endswith("? help")
    assert rows[2].startswith("From:") and max(map(len, rows)) <= 80
    there.press("n", "After it.")
    quit(there)
    raw = there.raw
    for bad in ("\x1b[31m", "\x1b]0;", "\x07", "\u202e", "\u2066", "\u200f", "\u200d", "\ufe0f"):
        assert bad.encode() not in raw
    assert raw.count(b"\x1b[2J") + raw.count(b"\x1b[J") < 10
    assert not re.search(rb"\xc2[\x80-\x9f]", raw)
    if locale == "C":
        raw.decode("ascii")


@pytest.mark.parametrize("term", ["vt100", "xterm", "xterm-256color", "screen", "tmux-256color",
                                  "linux", "rxvt"])
def test_types_of_terminals(three, term):
    there = on_screen.moderate(three, TERM=term)
    served.wait_for(lambda: "The first comment." in there.screen)
    there.type("a")
    served.wait_for(lambda: statuses(three)[1] == "approve")
    quit(there)


def test_without_a_screen(three, site):
    for more in ({"TERM": "dumb"}, {"TERM": ""}, {"TERM": "no-such-type"}):
        there = on_screen.moderate(three, **more)
        assert there.end() == USAGE
        assert "pamphlet comment list --status=hold" in there.screen.replace("\r\n", " ")
    result = pamphlet("comment", "moderate", site=three)
    assert result.returncode == USAGE and "comment list --status=hold" in result.stderr
    assert "needs a terminal" in result.stderr and "\x1b" not in result.stdout


def test_nothing_to_moderate(site):
    assert done("comment", "moderate", site=site) == "There is nothing to moderate.\n"
    result = pamphlet("comment", "moderate", "--status=held", site=site)
    assert result.returncode == USAGE and "approve, hold, spam or trash" in result.stderr


def test_other_queues(three):
    add(three, "In spam.", "Also in spam.", status="spam")
    there = on_screen.moderate(three, "--status=spam")
    there.see("In spam.")
    there.press("s", "Comment 4 stays spam.")
    there.see("Also in spam.")
    there.press("a", "Approved comment 5.")
    quit(there)
    assert statuses(three) == {1: "hold", 2: "hold", 3: "hold", 4: "spam", 5: "approve"}
    done("post", "create", "--title=Other", "--content=x", "--status=publish", site=three)
    add(three, "On the other.", article=2)
    there = on_screen.moderate(three, "--post=other")
    there.see("On the other.")
    assert there.rows[0] == "Comment 1 of 1, 1 left"
    quit(there)


def test_colours_are_optional(three):
    done("comment", "approve", "1", site=three)
    for more, red in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "vt100"}, False)):
        there = on_screen.moderate(three, **more)
        served.wait_for(lambda: "second comment" in there.screen)
        done("comment", "trash", "2", site=three)
        served.wait_for(lambda: "somebody else" in there.screen)
        assert ("\x1b[31m" in there.screen or ";31m" in there.screen) == red
        assert "47m" not in there.screen and "40m" not in there.screen, "the colours are the terminal's"
        quit(there)
        done("comment", "unapprove", "2", site=three)


def state(there):
    attributes = termios.tcgetattr(there.ours)
    return attributes[:4]


@pytest.mark.parametrize("number,code", [
    (signal.SIGHUP, 129), (signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_signals_restore_the_terminal(three, number, code):
    there = on_screen.moderate(three)
    there.see("The first comment.")
    raw = state(there)
    there.press("a", "Approved")
    there.child.send_signal(number)
    served.wait_for(lambda: there.child.poll() is not None)
    assert state(there) != raw, "canonical mode is back"
    assert state(there)[3] & termios.ICANON and state(there)[3] & termios.ECHO
    assert there.end() == code
    assert statuses(three)[1] == "approve"
    there = on_screen.moderate(three)
    there.see("The second comment.")
    quit(there)


def test_interrupt_from_the_keyboard(three):
    there = on_screen.moderate(three, TERM="xterm")
    served.wait_for(lambda: "first comment" in there.screen)
    there.type("\x03")
    assert there.end() == 130
    assert there.screen.rstrip().endswith("\x1b[?1l\x1b>") or "\x1b[?1049l" in there.screen


def test_stop_and_continue(three):
    """Ctrl-Z gives the terminal to the shell, and fg gives it back."""
    there = on_screen.Screen(
        ["bash", "-c", f"set -m; {served.BUILD}/pamphlet -C {three} comment moderate;"
         " stty -a | grep -o ' icanon'; echo stopped; fg; echo ended"])
    there.see("The first comment.")
    there.press("a", "Approved comment 1.")
    there.type("\x1a")
    served.wait_for(lambda: "stopped" in there.screen)
    there.see("The second comment.")
    there.press("a", "Approved comment 2.")
    there.type("q")
    there.see("ended")
    assert there.end() == 0
    assert " icanon\r\nstopped" in there.screen
    assert statuses(three)[2] == "approve"


def ticks(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def test_a_terminal_that_goes_away(three, tmp_path):
    """Also where SIGHUP is ignored, as under nohup: reading from nothing must not go on."""
    for before in ("", "trap '' HUP; "):
        there = on_screen.Screen(
            ["sh", "-c", f"{before}exec {served.BUILD}/pamphlet -C {three} comment moderate"])
        there.see("The first comment.")
        there.type("n")
        os.close(there.ours)
        code = there.child.wait(10)
        assert code == (IOERR if before else 129)
    assert set(statuses(three).values()) == {"hold"}


def test_it_waits_without_working(three):
    there = on_screen.moderate(three)
    there.see("The first comment.")
    before = ticks(there.child.pid)
    time.sleep(5)
    assert ticks(there.child.pid) - before <= 5, "five seconds cost less than 0.05 s"
    quit(there)


def test_a_locked_database(three):
    there = on_screen.moderate(three)
    there.see("The first comment.")
    db = sqlite3.connect(three / "pamphlet.db", isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    there.press("a", "Nothing was changed, press the key again: the database is locked")
    there.see("The first comment.")
    assert statuses(three)[1] == "hold"
    db.execute("ROLLBACK")
    there.press("a", "Approved comment 1.")
    db.execute("BEGIN IMMEDIATE")
    there.press("u", "Not undone: the database is locked")
    db.execute("ROLLBACK")
    db.close()
    there.press("u", "Undone: 1 comment as before.")
    quit(there)


def test_a_session_of_hundreds(site):
    """Each decision takes two keys at most; the program takes a few milliseconds."""
    count = 320
    add(site, *({"source": f"Comment number {n}. " + "Some words. " * 20,
                 "network": bytes([n % 7]) * 32, "rule": ("first-time", "", 0.1)}
                for n in range(1, count + 1)))
    there = on_screen.moderate(site)
    there.see("Comment number 1.")
    times = []
    for n in range(1, count + 1):
        key = "ast"[n % 3]
        started = time.monotonic()
        there.type(key)
        while f"Comment number {n + 1}." not in there.text and (
                n < count or "End of the queue" not in there.text):
            time.sleep(0.0005)
            assert time.monotonic() < started + 10, there.text
        times.append(time.monotonic() - started)
    for n in range(20):
        there.type("u")
    there.see("20 left")
    quit(there)
    assert list(statuses(site).values()).count("hold") == 20
    times.sort()
    print(f"{count} decisions: median {times[count // 2] * 1000:.1f} ms,"
          f" 99 % {times[count * 99 // 100] * 1000:.1f} ms per key,"
          f" {3600 / (sum(times) / count):.0f} an hour without a person")
    assert times[count // 2] < 0.1


def test_a_slow_line(site):
    """At 9600 baud, a comment is on the screen in two seconds: it takes 2000 bytes."""
    add(site, *({"source": f"Comment number {n}. " + "Some words. " * 20} for n in range(4)))
    there = on_screen.moderate(site)
    there.see("Comment number 0.")
    for n in range(1, 4):
        before = len(there.raw)
        there.press("a", f"Comment number {n}.")
        there.see("Approved")
        assert len(there.raw) - before < 2000
    quit(there)
