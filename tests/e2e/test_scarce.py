"""The service when something is missing: a writable disk, descriptors, memory."""
import json
import os
import pathlib
import resource
import signal
import socket
import subprocess
import time
import urllib.parse

import fcgi_records as fcgi
import pytest
import served
import small_disk

PROGRAM = served.BUILD / "pamphlet.fcgi"
TEXT = "Do not lose me"


def ask(sock, uri, body=None, **more):
    params = {"REQUEST_METHOD": "GET", "REQUEST_URI": uri, "REMOTE_ADDR": "192.0.2.1"}
    if body is not None:
        body = urllib.parse.urlencode(body).encode()
        params.update(REQUEST_METHOD="POST", CONTENT_TYPE=served.FORM_TYPE,
                      CONTENT_LENGTH=str(len(body)))
    answer = fcgi.exchange(sock, fcgi.request(params, body or b""), **more)
    return fcgi.status(answer), fcgi.stdout(answer).decode()


def form(number, text=TEXT):
    return {"comment_post_ID": number, "author": "Ada", "email": "ada@example.org",
            "comment": text}


@pytest.fixture
def disk(tmp_path):
    """A site on a disk of its own, and a program whose socket is elsewhere."""
    with small_disk.mounted(tmp_path / "disk", "16m") as folder:
        subprocess.run([served.BUILD / "pamphlet", "init", folder / "blog"], check=True,
                       capture_output=True)
        subprocess.run([served.BUILD / "pamphlet", "-C", folder / "blog", "post", "create",
                        "--title=Low tide", "--status=publish"], check=True, capture_output=True)
        subprocess.run([served.BUILD / "pamphlet", "-C", folder / "blog", "config", "set",
                        "flood_seconds", "0"], check=True, capture_output=True)
        yield folder / "blog"
        served.remove_pages(folder / "blog")


class Program:
    def __init__(self, site, folder):
        self.sock, self.log_file = folder / "sock", folder / "log"
        with socket.socket(socket.AF_UNIX) as given, open(self.log_file, "wb") as log:
            given.bind(str(self.sock))
            given.listen(64)
            self.child = subprocess.Popen([PROGRAM, "-C", site], stdin=given, stderr=log)

    def log(self):
        return self.log_file.read_text("utf-8", "replace")

    def __enter__(self):
        served.wait_for(lambda: "supervisor.ready" in self.log() or self.child.poll() is not None)
        return self

    def __exit__(self, *_):
        self.child.terminate()
        assert self.child.wait(15) in (0, -signal.SIGKILL), self.log()[-3000:]


def listed(site):
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site, "comment", "list",
                           "--status=all", "--format=json"], capture_output=True, check=True)
    return [c["content"] for c in json.loads(done.stdout)]


@pytest.mark.parametrize("before", ["stopped", "killed", "never"])
def test_a_read_only_disk_is_read(disk, tmp_path, before):
    """Also with a write-ahead log that a killed program has left."""
    if before != "never":
        with Program(disk, tmp_path) as running:
            assert ask(running.sock, "/comment/", form(1, "Earlier"))[0] == 303
            if before == "killed":
                running.child.kill()
                running.child.wait(10)
        (tmp_path / "sock").unlink()
        assert ((disk / "pamphlet.db-wal").exists()) == (before == "killed")
    subprocess.run(["mount", "-o", "remount,ro", disk.parent], check=True)
    with Program(disk, tmp_path) as running:
        for _ in range(3):
            status, page = ask(running.sock, "/")
            assert status == 200 and "Low tide" in page, running.log()
            assert ask(running.sock, "/?s=tide")[0] == 200
            status, page = ask(running.sock, "/comment/", form(1))
            assert status == 503 and TEXT in page and "Retry-After: " in page
        time.sleep(1)
        assert running.log().count("scheduler.due") <= 1 and "child_ended" not in running.log()
        subprocess.run(["mount", "-o", "remount,rw", disk.parent], check=True)
        served.wait_for(lambda: ask(running.sock, "/comment/", form(1))[0] in (303, 409),
                        what="a comment after the disk can be written")
    assert TEXT in listed(disk)
    assert before == "never" or "Earlier" in listed(disk)


@pytest.fixture
def own(tmp_path):
    made = served.Served(tmp_path, {"moderation": "none", "flood_seconds": 0, "workers": 1},
                         served.standard_articles())
    try:
        made.start_program()
        yield made
    finally:
        made.stop()


def worker(site):
    """The process that is not the scheduler: it has the listening socket busy."""
    pids = site.workers()
    sock = site.dir / "run" / "pamphlet.sock"
    before = {p: pathlib.Path(f"/proc/{p}/schedstat").read_text() for p in pids}
    for _ in range(50):
        ask(sock, "/?s=tide")
    return max(pids, key=lambda p: int(pathlib.Path(f"/proc/{p}/schedstat").read_text().split()[0])
               - int(before[p].split()[0]))


def test_without_descriptors_requests_are_answered(own):
    """Before, they waited until one was free."""
    sock = own.dir / "run" / "pamphlet.sock"
    number, path = own.article("Talk here")
    pid = worker(own)
    most = max(int(f) for f in os.listdir(f"/proc/{pid}/fd"))
    old = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (most + 1, old[1]))
    held = []
    try:
        # Silent connections take what descriptors there are below the limit.
        for _ in range(40):
            s = socket.socket(socket.AF_UNIX)
            s.settimeout(5)
            s.connect(str(sock))
            held.append(s)
        began = time.monotonic()
        lines = own.log().count("\n")
        for _ in range(20):
            assert ask(sock, path)[0] in (200, 503)
            status, page = ask(sock, "/comment/", form(number))
            assert status in (303, 409, 503) and (status != 503 or TEXT in page)
        took = time.monotonic() - began
        assert took < 10
        assert own.log().count("serve.accept") <= took + 2
        assert own.log().count("\n") - lines <= 40 + took + 5
    finally:
        for s in held:
            s.close()
        resource.prlimit(pid, resource.RLIMIT_NOFILE, old)
    served.wait_for(lambda: ask(sock, "/comment/", form(number, "Again"))[0] == 303)


def test_without_memory_the_text_is_kept(own):
    sock = own.dir / "run" / "pamphlet.sock"
    number, _ = own.article("Talk here")
    pid = worker(own)
    size = int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[0]) * 4096
    old = resource.prlimit(pid, resource.RLIMIT_AS)
    text = "Do not lose me. " * 3000
    # The limit is one of address space, to which the stack belongs.
    assert ask(sock, "/comment/", form(number, text))[0] == 303
    seen = set()
    for more in (1 << 16, 1 << 18, 1 << 19, 1 << 20, 2 << 20):
        resource.prlimit(pid, resource.RLIMIT_AS, (size + more, old[1]))
        for n in range(4):
            status, page = ask(sock, "/comment/", form(number, f"{more} {n} {text}"))
            seen.add(status)
            # None: there was not even memory for the response.
            assert status in (None, 303, 503)
            assert status != 503 or text.strip() in page
    resource.prlimit(pid, resource.RLIMIT_AS, old)
    assert ask(sock, "/comment/", form(number, "Afterwards"))[0] == 303
    assert "signal" not in own.log(), own.log()[-2000:]
    assert 503 in seen or None in seen
