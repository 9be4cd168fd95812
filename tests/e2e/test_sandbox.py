"""The processes are in the sandbox, and what they do works in it."""
import pathlib
import re
import subprocess

import pytest

import served


def status(pid, name):
    """A field of /proc/PID/status."""
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return re.search(rf"^{name}:\s*(\S+)", text, re.M).group(1)


def restricted(own):
    """Whether each child of the supervisor has a filter for its system calls."""
    return [status(pid, "Seccomp") == "2" and status(pid, "NoNewPrivs") == "1"
            for pid in own.workers()]


@pytest.fixture
def own(tmp_path):
    with served.running(tmp_path) as site:
        yield site


def test_each_process_is_restricted(own):
    """Two workers and the scheduler. The supervisor reads nothing that a reader sends, and
    has to execute pamphlet-outbox."""
    assert restricted(own) == [True] * 3
    assert status(own.program.pid, "Seccomp") == "0"
    assert "sandbox.off" not in own.log()


def test_the_work_is_done(own):
    number, path = own.article("Low tide at six")
    assert own.comment(number, "Said from inside").status == 303
    (id_,), = own.rows("SELECT id FROM comment WHERE article_id = ?", number)
    own.command("comment", "approve", id_)
    assert "Said from inside" in own.get(path).text
    assert own.get("/?s=tide").status == 200
    assert own.get("/feed/").status == 200
    assert own.get("/nowhere/").status == 404


def test_a_reload_restricts_the_new_processes(own):
    before = set(own.workers())
    own.command("reload")
    served.wait_for(lambda: not before & set(own.workers()), what="new processes")
    assert restricted(own) == [True] * 3


def test_the_fetcher_too(tmp_path):
    with served.running(tmp_path, receive="yes") as own:
        assert restricted(own) == [True] * 4


def test_many_links_do_not_switch_it_off(tmp_path):
    own = served.Served(tmp_path)
    for n in range(300):
        (tmp_path / f"target-{n}").write_text("x")
        (own.dir / "media" / f"link-{n}").symlink_to(tmp_path / f"target-{n}")
    try:
        own.start()
        assert restricted(own) == [True] * 3
        assert "event=sandbox.links" in own.log() and "sandbox.off" not in own.log()
    finally:
        own.stop()


def test_the_program_that_reads_pictures(tmp_path):
    program = served.BUILD / "pamphlet-picture"
    if not program.exists():
        pytest.skip("libvips is not installed")
    with subprocess.Popen([program, "cards"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          cwd=tmp_path) as drawing:
        served.wait_for(lambda: status(drawing.pid, "Seccomp") == "2", what="the sandbox")
        drawing.stdin.close()


def test_off_with_a_warning(tmp_path):
    with served.running(tmp_path, sandbox="no") as own:
        assert restricted(own) == [False] * 3
        warned = [line for line in own.log().splitlines() if "event=sandbox.off" in line]
        assert len(warned) == 3
        assert 'why="the setting sandbox is \\"no\\""' in warned[0], warned[0]
        assert "level=warn" in warned[0]
        assert own.get("/").status == 200
