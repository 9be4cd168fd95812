"""Progress bar, pager and colour appear on a terminal only."""
import json
import re
import shutil
import subprocess
import time

import on_terminal
import pytest
import served
import test_wordpress
from test_command import DATAERR, USAGE, blog, done, full, id_of, pamphlet, posts  # noqa: F401

BOLD, RED, WIPED = "\x1b[1m", "\x1b[31m", "\r\x1b[K"


@pytest.fixture
def many(tmp_path):
    """Enough files for the progress bar to appear."""
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(3000):
        (folder / f"{n:03}.md").write_text(
            served.matter(f"Number {n}", "Some *words*.\n\n" * 20, date="2026-01-01"), "utf-8")
    return folder


BAR = r"\r\[([#.]{30})\] (\d+) of (\d+) files, (\d+) a second, \d+ (?:s|min) left\x1b\[K"


def test_an_import_shows_a_bar(blog, many):
    screen, code = on_terminal.shown("import", many, site=blog, NO_COLOR="1")
    assert code == 0, screen[-500:]
    bars = re.findall(BAR, screen)
    assert len(bars) > 1, screen[-500:]
    done_so_far = [int(b[1]) for b in bars]
    assert done_so_far == sorted(done_so_far) and all(int(b[2]) == 3000 for b in bars)
    for bar, n, total, _ in bars:
        assert bar.count("#") == int(n) * 30 // int(total) and re.fullmatch(r"#*\.*", bar)
    last = screen[screen.rindex("left"):]
    assert WIPED in last or "\r\x1b[K" in last, "the bar is wiped"
    assert screen.endswith("3000 created, 0 updated, 0 unchanged, 0 failed\n")


def test_the_bar_of_an_export_file_counts_its_posts(blog, tmp_path):
    screen, code = on_terminal.shown("import", test_wordpress.many(tmp_path, 2000), site=blog)
    assert code == 0, screen[-500:]
    bars = re.findall(BAR.replace("files", "posts"), screen)
    assert bars and all(int(b[2]) == 2000 and int(b[1]) <= 2000 for b in bars)


def test_lines_and_bar_do_not_mix(blog, many):
    """Messages about files start on a line of their own."""
    screen, _ = on_terminal.shown("import", many, site=blog)
    for line in re.findall(r"[^\n]*: created\n", screen):
        assert line.rsplit("\x1b[K", 1)[-1].startswith("/"), repr(line)


def test_elsewhere_there_is_no_bar(blog, many):
    result = pamphlet("import", many, site=blog)
    assert result.returncode == 0 and "\r" not in result.stdout + result.stderr
    assert "\x1b" not in result.stdout + result.stderr
    screen, code = on_terminal.shown("import", "--quiet", many, site=blog)
    assert (screen, code) == ("", 0)


def test_import_as_events(blog, many, tmp_path):
    (many / "bad.md").write_text("---\ntitle: [\n---\n", "utf-8")
    (many / "odd.md").write_text(served.matter("Odd", what="that", date="2026-01-01"), "utf-8")
    for words in (["--dry-run"], []):
        result = pamphlet("import", "--json", *words, many, site=blog)
        assert (result.returncode, result.stderr) == (DATAERR, "")
        events = [json.loads(line) for line in result.stdout.splitlines()]
        assert events[0] == {"event": "found", "files": 3002}
        assert events[-1] == {"event": "done", "dry_run": bool(words), "created": 3001, "updated": 0,
                              "moved": 0, "unchanged": 0, "failed": 1, "pruned": 0, "warnings": 1,
                              "errors": 0}
        failed, = (e for e in events if e["event"] == "failed")
        assert failed["file"].endswith("bad.md") and failed["line"] > 0 and failed["message"]
        assert [e["line"] for e in events if e["event"] == "warning"] == [3]
    file = test_wordpress.many(tmp_path, 20)
    result = done("import", "--json", "--dry-run", file, site=blog)
    assert [json.loads(line) for line in result.splitlines()[:2]] == [
        {"event": "found", "files": 1}, {"event": "found", "file": str(file), "items": 20}]
    screen, _ = on_terminal.shown("import", "--json", many, site=blog)
    assert all(json.loads(line) for line in screen.splitlines())
    result = pamphlet("import", "--json", "--quiet", many, site=blog)
    assert [json.loads(line)["event"] for line in result.stdout.splitlines()] == ["failed"]


def test_an_import_ends_with_what_was_left_out(blog, posts):
    for name in "xy":
        (posts / f"{name}.md").write_text(served.matter(name, layout2="x"), "utf-8")
    (posts / "bad.md").write_text("---\ntitle: [\n---\n", "utf-8")
    result = pamphlet("import", posts, site=blog)
    assert re.search(r"bad\.md:\d: the front matter is not YAML", result.stderr)
    assert result.stderr.count('"layout2" is ignored') == 2
    assert re.search(r'\n2 x warning: "layout2" is ignored \(\S+x\.md:3, \S+y\.md:3\)\n$',
                     result.stderr), result.stderr
    assert result.stdout.endswith("\n5 created, 0 updated, 0 unchanged, 1 failed\n")


def less():
    if not shutil.which("less"):
        pytest.skip("needs less")


def test_long_output_waits_for_its_reader(blog, many):
    less()
    done("import", many, site=blog)
    there = on_terminal.pamphlet("post", "list", "--fields=id,title", site=blog)
    there.wait_for("Number")
    there.wait_for(":")
    assert there.child.poll() is None and "Number 300" not in there.screen
    there.type("G")
    there.wait_for("Number 0")
    there.type("q")
    assert there.end() == 0


def test_a_reader_may_stop(blog, many):
    less()
    done("import", many, site=blog)
    there = on_terminal.pamphlet("post", "list", "--fields=id,title,excerpt", site=blog)
    there.wait_for("Number")
    there.type("\x03")  # Ctrl-C goes to the pager
    time.sleep(0.3)
    assert there.child.poll() is None
    there.type("q")
    assert there.end() == 0


def test_short_output_is_just_there(full):
    less()
    screen, code = on_terminal.shown("post", "list", site=full)
    assert code == 0 and "Low tide" in screen and "\x1b[?1049h" not in screen


def test_a_pager_of_ones_own(full):
    screen, code = on_terminal.shown("post", "list", site=full, PAGER="sed s/^/=/")
    assert code == 0 and "=1" in screen
    for words, more in ((["--no-pager"], {"PAGER": "sed s/^/=/"}), ([], {"PAGER": ""})):
        screen, code = on_terminal.shown(*words, "post", "list", site=full, **more)
        assert code == 0 and "=1" not in screen and "Low tide" in screen
    result = pamphlet("post", "list", site=full, PAGER="sed s/^/=/")
    assert "=" not in result.stdout, "no terminal, no pager"


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_less_cannot_use(full, term):
    """less would wait for a key before it prints anything."""
    screen, code = on_terminal.shown("post", "list", site=full, TERM=term)
    assert code == 0 and "Low tide" in screen and "RETURN" not in screen
    screen, _ = on_terminal.shown("post", "list", site=full, TERM=term, PAGER="sed s/^/=/")
    assert "=1" in screen


def test_help_is_paged_too():
    screen, code = on_terminal.shown("--help", PAGER="sed s/^/=/")
    assert code == 0 and "=Usage: pamphlet" in screen
    screen, code = on_terminal.shown("post", "create", "--help", PAGER="sed s/^/=/")
    assert code == 0 and "=Usage: pamphlet post create" in screen


def test_colour_on_a_terminal_only(full):
    screen, _ = on_terminal.shown("post", "list", site=full, PAGER="")
    assert screen.startswith(f"{BOLD}id")
    screen, code = on_terminal.shown("post", "lst", site=full)
    assert code == USAGE and f"{RED}pamphlet:" in screen
    for more in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        for words in (["post", "list"], ["post", "lst"]):
            screen, _ = on_terminal.shown(*words, site=full, PAGER="", **more)
            assert "\x1b" not in screen
    screen, _ = on_terminal.shown("post", "list", site=full, PAGER="", NO_COLOR="")
    assert BOLD in screen, "empty is unset"
    for words in (["post", "list"], ["post", "lst"]):
        result = pamphlet(*words, site=full, TERM="xterm")
        assert "\x1b" not in result.stdout + result.stderr


@pytest.mark.parametrize("typed,meant", [
    (["psot", "list"], '"post"'), (["post", "lsit"], '"post list"'),
    (["comment", "aprove", "1"], '"comment approve"'), (["imprt", "x"], '"import"'),
    (["post", "list", "--fromat=csv"], "--format"), (["post", "create", "--tilte=x"], "--title"),
])
def test_did_you_mean(typed, meant):
    screen, code = on_terminal.shown(*typed, NO_COLOR="1")
    assert code == USAGE
    lines = screen.splitlines()
    assert lines[0].endswith(f"did you mean {meant}?"), screen
    noun = typed[0] + " " if len(typed) > 1 and typed[0] in ("post", "comment") else ""
    assert lines[1:] in ([], [f'pamphlet: see "pamphlet {noun}--help"']), screen


def test_what_is_not_near_is_not_meant():
    for typed in (["xyzzy"], ["post", "xyzzy"], ["post", "list", "--xyzzy"]):
        result = pamphlet(*typed)
        assert result.returncode == USAGE
        assert "did you mean" not in result.stderr and "--help" in result.stderr


def test_the_table_fits(full):
    done("post", "create", "--title=" + "Long " * 30, site=full)
    screen, _ = on_terminal.shown("post", "list", site=full, columns=70, PAGER="", NO_COLOR="1")
    assert "…" in screen and all(len(line) <= 70 for line in screen.splitlines())


def test_edit_at_a_terminal(full, tmp_path):
    """The editor has the terminal, and Ctrl-C there is the editor's."""
    number = id_of(full, "Low tide")
    (tmp_path / "editor.py").write_text(
        "import pathlib, signal, sys\nfile = pathlib.Path(sys.argv[1])\n"
        "signal.signal(signal.SIGINT, lambda *_: print('caught', flush=True))\n"
        "word = input('ready ')\n"
        "file.write_text(file.read_text().replace('mud', word))\n", "utf-8")
    there = on_terminal.pamphlet("post", "edit", number, site=full, VISUAL="",
                                 EDITOR=f"python3 {tmp_path}/editor.py")
    there.wait_for("ready")
    there.type("\x03")
    there.wait_for("caught")
    there.type("sand\n")
    assert there.end() == 0, there.screen
    assert "sand" in done("post", "get", number, "--field=content", site=full)


@pytest.mark.parametrize("words", [["backup"], ["post", "list"], ["post"], []])
def test_help_as_a_command(words):
    assert done("help", *words) == done(*words, "--help")


def test_help_of_what_there_is_not():
    for words, text in ((["post", "lst"], '"post list"'), (["psot"], '"post"')):
        result = pamphlet("help", *words)
        assert result.returncode == USAGE and f"did you mean {text}?" in result.stderr
        assert not result.stdout
    assert done("version") == done("--version")
