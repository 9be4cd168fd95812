"""pamphlet.fcgi from outside: options, plain CGI's limits, signals, what the log says."""
import os
import re
import signal
import socket
import sqlite3
import subprocess
import time

import fcgi_records as fcgi
import pytest
import served

PROGRAM = served.BUILD / "pamphlet.fcgi"
USAGE = 64


def program(*words, **environment):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PAMPHLET_")}
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, cwd="/",
                          env={**env, **environment}, stdin=subprocess.DEVNULL, timeout=60)


@pytest.fixture
def own(tmp_path):
    """A site with a program and no web server before it."""
    made = served.Served(tmp_path, {"workers": 2}, {"a.md": served.matter("A", date="2025-01-01")})
    try:
        yield made
    finally:
        made.stop()


def test_options():
    for word in ("-h", "--help"):
        told = program(word)
        assert told.returncode == 0 and told.stdout.startswith("Usage: pamphlet.fcgi")
    assert re.fullmatch(r"pamphlet\.fcgi \d+\.\d+\.\d+\n", program("--version").stdout)
    for words, hint in ((("-C",), "requires a directory"), (("-x",), "--help"),
                        (("--what",), "--help"), (("here",), "--help")):
        refused = program(*words)
        assert refused.returncode == USAGE and hint in refused.stderr, words
        assert refused.stderr.count("\n") == 1, words
    steering = program("-C", "/none\x1b[31m")
    assert steering.returncode and "\x1b" not in steering.stderr


CGI = {"GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": "GET", "REQUEST_URI": "/",
       "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "192.0.2.1"}


def test_cgi_takes_no_options(own):
    """A query without "=" becomes words of the command line (RFC 3875 section 4.4)."""
    for words in (("-V",), ("-C", "/etc"), ("--help",), ("-x",)):
        answer = program(*words, **CGI, PAMPHLET_SITE=str(own.dir))
        assert answer.stdout.startswith("Status: 200"), (words, answer)


def test_cgi_has_a_deadline(own):
    own.set(deadline_seconds=1)
    read, write = os.pipe()
    began = time.monotonic()
    child = subprocess.Popen(
        [PROGRAM], stdin=read, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**CGI, "PAMPHLET_SITE": str(own.dir), "REQUEST_METHOD": "POST",
             "REQUEST_URI": "/comment/", "CONTENT_TYPE": served.FORM_TYPE,
             "CONTENT_LENGTH": "100"})
    os.close(read)
    os.write(write, b"comment=never+to+be+ended")
    try:
        child.communicate(timeout=20)
    finally:
        os.close(write)
        child.kill()
    assert child.returncode == -signal.SIGALRM
    assert 0.9 < time.monotonic() - began < 10


def test_the_pid_file_names_the_supervisor(own):
    own.start_program()
    file = own.dir / "run" / "pamphlet.pid"
    assert file.read_text() == f"{own.program.pid}\n"
    head = (own.dir / "site.ini").read_text("utf-8").split("\n\n")[0]
    command = re.search(r"pamphlet reload", head).group(0)
    own.set(workers=3)
    subprocess.run(["bash", "-c", command], cwd=own.dir, check=True,
                   env={**os.environ, "PATH": f"{served.BUILD}:{served.PATH}"})
    assert "supervisor.reloaded" in own.log()
    served.wait_for(lambda: len(own.workers()) == 4, what="three workers and a scheduler")
    own.program.terminate()
    own.program.wait(15)
    assert not file.exists()


def reload(site, *words):
    words = words or ("reload",)
    return subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *words],
                          capture_output=True, text=True, timeout=100)


def test_reload_says_what_has_happened(own):
    refused = reload(own)
    assert refused.returncode == 69 and "is not running" in refused.stderr
    own.start_program()
    done = reload(own)
    assert done.returncode == 0 and done.stdout.startswith("Reloaded pamphlet.fcgi")
    assert own.log().count("supervisor.reloaded") == 1
    foot = own.dir / "templates" / "foot.html"
    foot.write_text("no first line\n", "utf-8")
    refused = reload(own)
    assert refused.returncode == 78 and "foot.html" in refused.stderr
    foot.unlink()
    assert reload(own).returncode == 0
    own.program.terminate()
    own.program.wait(15)
    assert not (own.dir / "run" / "reload").exists()


def test_a_setting_is_applied_by_a_reload(own):
    assert "reload" not in own.command("config", "set", "workers", "2")
    own.start_program()
    assert '"pamphlet reload"' in own.command("config", "set", "workers", "3")
    assert len(own.workers()) == 3
    said = own.command("config", "set", "--reload", "workers", "3")
    assert "Reloaded pamphlet.fcgi" in said
    served.wait_for(lambda: len(own.workers()) == 4, what="three workers and a scheduler")


def test_a_pid_file_left_behind_is_replaced(own):
    file = own.dir / "run" / "pamphlet.pid"
    file.symlink_to(own.folder / "elsewhere")
    own.start_program()
    assert not file.is_symlink() and file.read_text() == f"{own.program.pid}\n"
    assert not (own.folder / "elsewhere").exists()


def test_a_refused_reload_says_why_once(own):
    own.set(workers=4)
    own.start_program()
    (own.dir / "templates" / "foot.html").write_text("no first line\n", "utf-8")
    own.program.send_signal(signal.SIGHUP)
    served.wait_for(lambda: "reload_refused" in own.log(), what="the refusal")
    time.sleep(0.5)
    lines = [line for line in own.log().splitlines() if "foot.html" in line]
    assert len(lines) == 1 and "event=supervisor.reload_refused" in lines[0]


def test_a_start_that_fails_says_why_once(own):
    own.set(workers=4)
    (own.dir / "pamphlet.db").write_bytes(b"this is no database at all" * 100)
    child = own.spawn(PROGRAM, "-C", own.dir)
    assert child.wait(20)
    assert own.log().count("pamphlet.db") == 1, own.log()


def test_a_keeper_that_fails_says_so_once(own):
    own.start_program()
    db = sqlite3.connect(own.dir / "pamphlet.db", isolation_level=None)
    try:
        soon = int((time.time() + 1) * 1e6)
        db.execute("UPDATE article SET status = 'publish', expires_at = ?", (soon,))
        db.execute("BEGIN IMMEDIATE")
        served.wait_for(lambda: "scheduler.due" in own.log(), 20, "the scheduler's failure")
        time.sleep(5)
        assert own.log().count("scheduler.due") == 1
        assert own.log().count("db.error") == 1
        db.execute("ROLLBACK")
        served.wait_for(lambda: "scheduler.recovered" in own.log(), what="the scheduler's recovery")
    finally:
        db.close()


@pytest.mark.parametrize("how", ["fd 0", "systemd"])
def test_a_socket_that_is_handed_over(own, how):
    """The program serves it, and does not delete it: it belongs to its creator."""
    path = own.dir / "run" / "given.sock"
    words = {"fd 0": [PROGRAM, "-C", own.dir],
             "systemd": ["bash", "-c", 'exec 3<&0 0</dev/null; LISTEN_PID=$$ LISTEN_FDS=1'
                         ' exec "$0" "$@"', PROGRAM, "-C", own.dir]}[how]
    with socket.socket(socket.AF_UNIX) as given:
        given.bind(str(path))
        given.listen(16)
        with open(own.log_file, "wb") as log:
            child = subprocess.Popen(words, stdin=given, stderr=log, env=own.environment)
        try:
            served.wait_for(lambda: "supervisor.ready" in own.log(), what="the start")
            asked = {**CGI, "SCRIPT_NAME": "", "PATH_INFO": "/", "QUERY_STRING": ""}
            assert fcgi.status(fcgi.exchange(path, fcgi.request(asked))) == 200
            assert not (own.dir / "run" / "pamphlet.sock").exists()
        finally:
            child.terminate()
            assert child.wait(15) == 0
        assert path.is_socket()


def test_commands_use_the_address_of_the_running_service(own):
    """PAMPHLET_BASE_URL is in the environment of the service only."""
    own.set(base_url="https://example.org")
    service = own.environment
    own.start_program()
    own.environment = {k: v for k, v in service.items() if k != "PAMPHLET_BASE_URL"}
    listed = own.command("post", "list", "--field=url")
    assert listed.startswith(own.base_url + "/")
    assert "cached" in own.command("cache", "warm")
    own.program.kill()
    own.program.wait(15)
    served.wait_for(lambda: own.command("post", "list", "--field=url").startswith(
        "https://example.org/"), what="the end of the workers")
    own.environment = service
    own.log_file.unlink()
    own.start_program()
    assert (own.dir / "run" / "base_url").read_text() == own.base_url
    own.stop()
    assert not (own.dir / "run" / "base_url").exists()
