"""Input that no real web server sends, and processes that are killed at work."""
import collections
import contextlib
import os
import re
import signal
import sqlite3
import threading
import time

import fcgi_records as fcgi
import pytest
import served

GET = {"REQUEST_METHOD": "GET", "REQUEST_URI": "/", "QUERY_STRING": "",
       "REMOTE_ADDR": "192.0.2.1"}
POST = {"REQUEST_METHOD": "POST", "REQUEST_URI": "/comment/", "REMOTE_ADDR": "192.0.2.1",
        "CONTENT_TYPE": served.FORM_TYPE}


@pytest.fixture
def sock(open_site):
    """Yields the socket. Afterwards the program still answers, and no process has crashed."""
    before = open_site.log().count("child_ended")
    yield open_site.dir / "run" / "pamphlet.sock"
    assert open_site.get("/").status == 200
    answer = fcgi.exchange(open_site.dir / "run" / "pamphlet.sock", fcgi.request(GET))
    assert fcgi.status(answer) == 200
    assert open_site.log().count("child_ended") == before, open_site.log()[-2000:]


def ask(sock, params, body=b"", **more):
    return fcgi.status(fcgi.exchange(sock, fcgi.request(params, body), **more))


def test_the_client_works(sock):
    assert ask(sock, GET) == 200
    assert ask(sock, {**GET, "REQUEST_URI": "/nothing/"}) == 404


FORGED = {
    "nothing": b"",
    "half a header": b"\x01\x01\x00",
    "version 0": fcgi.record(fcgi.BEGIN, b"\0\1\0\0\0\0\0\0", version=0),
    "version 255": fcgi.record(fcgi.BEGIN, b"\0\1\0\0\0\0\0\0", version=255),
    "an HTTP request": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "begin too long": fcgi.record(fcgi.BEGIN, b"\0\1\0\0\0\0\0\0", length=65535),
    "begin too short": fcgi.record(fcgi.BEGIN, b"\0\1"),
    "unknown role": fcgi.begin(role=77) + fcgi.stream(fcgi.PARAMS, b""),
    "unknown type": fcgi.begin() + fcgi.record(200, b"x" * 100),
    "abort": fcgi.begin() + fcgi.record(fcgi.ABORT),
    "no params record": fcgi.begin(),
    "params too long": fcgi.begin() + fcgi.record(fcgi.PARAMS, b"\4\1abcdx", length=60000),
    "name longer than the record": fcgi.begin() + fcgi.stream(
        fcgi.PARAMS, b"\xff\xff\xff\xff\1abc"),
    "value longer than the record": fcgi.begin() + fcgi.stream(
        fcgi.PARAMS, b"\3\xff\xff\xff\xffabc"),
    "lengths that overflow": fcgi.begin() + fcgi.stream(
        fcgi.PARAMS, b"\xff\xff\xff\xff\xff\xff\xff\xff"),
    "sizes cut off": fcgi.begin() + fcgi.stream(fcgi.PARAMS, b"\xff\xff"),
    "padding missing": fcgi.begin() + fcgi.record(fcgi.PARAMS, b"", padding=255),
    "only zeros": b"\0" * 4096,
    "only ones": b"\xff" * 4096,
}


@pytest.mark.parametrize("name", FORGED)
@pytest.mark.parametrize("half_close", [False, True])
def test_forged_records(sock, name, half_close):
    # The program waits for silent clients, so this one gives up after a short time.
    fcgi.exchange(sock, FORGED[name], timeout=0.2, half_close=half_close)


@pytest.mark.parametrize("missing", list(POST))
def test_missing_variables(sock, missing):
    params = {k: v for k, v in POST.items() if k != missing}
    assert ask(sock, params, b"") in (400, 404, 405, 415)


def test_no_variables_at_all(sock):
    assert ask(sock, {}) in (400, 404, 405)


@pytest.mark.parametrize("name", list(GET))
def test_empty_variables(sock, name):
    assert ask(sock, {**GET, name: ""}) in (200, 400, 404, 405)


BODY = b"comment_post_ID=1&author=A&email=a@example.org&comment=hostile"


@pytest.mark.parametrize("length,body,wanted", [
    ("-1", BODY, 400), ("2147483648", BODY, 413), ("4294967296", BODY, 413),
    ("4294967297", BODY, 413), ("9223372036854775808", BODY, 413),
    ("18446744073709551616", BODY, 413), ("9" * 400, BODY, 413), ("1e9", BODY, 400),
    ("0x10", BODY, 400), ("+5", BODY, 400), (" 5", BODY, 400), ("5 ", BODY, 400),
    ("", BODY, 400), (str(len(BODY) + 1), BODY, 400), (str(len(BODY) - 1), BODY, 400),
    ("0", BODY, 400), ("1048577", b"", 413), ("1048576", b"", 400)])
def test_content_length(open_site, sock, length, body, wanted):
    before = open_site.rows("SELECT count(*) FROM comment")
    assert ask(sock, {**POST, "CONTENT_LENGTH": length}, body) == wanted
    assert open_site.rows("SELECT count(*) FROM comment") == before


def test_two_lengths(sock):
    pairs = b"".join(fcgi.pair(k, v) for k, v in [
        *POST.items(), ("CONTENT_LENGTH", "3"), ("CONTENT_LENGTH", str(len(BODY)))])
    data = fcgi.begin() + fcgi.stream(fcgi.PARAMS, pairs) + fcgi.stream(fcgi.STDIN, BODY)
    assert fcgi.status(fcgi.exchange(sock, data)) == 400


@pytest.mark.parametrize("uri", [
    "/%", "/%4", "/%zz", "/%0a", "/%00", "/a%0d%0aSet-Cookie:%20x=y", "/%2f", "/a%2Fb/",
    "/..", "/../", "/a/../b", "/%2e%2e/", "/.", "/\\", "/%5c", "/%c0%af", "/%ff", "x", "*",
    "/?%", "/?%00=1", "/?a=%ff", "/?p=1&p=2", "/\n", "/\x7f", "/é\ud7ff".encode()])
def test_addresses(sock, uri):
    answer = fcgi.exchange(sock, fcgi.request({**GET, "REQUEST_URI": uri}))
    assert fcgi.status(answer) in (400, 404)
    assert b"Set-Cookie" not in fcgi.stdout(answer).split(b"\r\n\r\n")[0]


@pytest.mark.parametrize("uri,wanted", [
    ("/" + "a" * 4095, 404), ("/" + "a" * 4096, 414),
    ("/?" + "a" * 8192, 200), ("/?" + "a" * 8193, 414)])
def test_length_of_addresses(sock, uri, wanted):
    got = ask(sock, {**GET, "REQUEST_URI": uri})
    assert got == wanted or (wanted == 404 and got == 301)


def test_variables_over_the_limit(sock):
    assert ask(sock, {**GET, "HTTP_X_LONG": "x" * 70000}) == 413
    assert ask(sock, {**GET, **{f"HTTP_X_{i}": "" for i in range(2000)}}) in (200, 413)


def test_a_variable_without_a_value_or_a_name(sock):
    assert ask(sock, {**GET, "": "x"}) == 200
    assert ask(sock, {**GET, "HTTP_LAST": ""}) == 200
    # A NUL would end the text early: the pair is left out.
    assert ask(sock, {**GET, b"LAST\0": "x"}) == 200
    assert ask(sock, {**GET, b"=": "="}) == 200


def test_a_header_that_names_a_variable_of_another(sock):
    assert ask(sock, {**GET, "HTTP_PROXY": "http://evil.example", "LD_PRELOAD": "x"}) == 200


def test_lines_of_the_log_cannot_be_forged(open_site, sock):
    ask(sock, {**GET, "REQUEST_URI": "/x%0alevel=error%20forged", "REQUEST_METHOD": "G\nforged"})
    assert not re.search(r"(?m)^(level=error )?forged", open_site.log())


@pytest.fixture
def own(tmp_path):
    """A site to kill."""
    with served.running(tmp_path, moderation="none", flood_seconds=0) as site:
        yield site


class Load:
    """Threads that send requests without pause."""

    def __init__(self, act, threads=4):
        self.act, self.ended = act, threading.Event()
        self.results = collections.deque()
        self.threads = [threading.Thread(target=self.run, args=(i,)) for i in range(threads)]

    def run(self, i):
        n = 0
        while not self.ended.is_set():
            try:
                self.results.append(self.act(i, n))
            except (OSError, ValueError, served.http.client.HTTPException) as e:
                self.results.append(e)
            n += 1

    def __enter__(self):
        for t in self.threads:
            t.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        for t in self.threads:
            t.join(30)


def test_comments_taken_survive_kill_9(own):
    number, address = own.article("Talk here")

    def act(thread, n):
        text = f"survivor-{thread}-{n}-end"
        return text, own.comment(number, text).status

    kills = 0
    with Load(act) as load:
        for _ in range(6):
            time.sleep(0.3)
            pids = own.workers()
            if pids:
                os.kill(pids[kills % len(pids)], signal.SIGKILL)
                kills += 1
    taken = [r[0] for r in load.results if isinstance(r, tuple) and r[1] == 303]
    assert kills >= 4 and len(taken) > 20
    assert {r[1] for r in load.results if isinstance(r, tuple)} <= {303, 502, 503}
    counts = dict(own.rows("SELECT source, count(*) FROM comment GROUP BY source"))
    assert {t: counts.get(t) for t in taken} == {t: 1 for t in taken}
    assert set(counts.values()) == {1}, "not even one that was not confirmed is there twice"
    own.command("check")
    assert own.rows("PRAGMA foreign_key_check") == []
    served.wait_for(lambda: own.get(address).status == 200)
    shown = own.rows("SELECT comment_count FROM article WHERE id = ?", number)[0][0]
    assert shown == len(counts)


def test_comments_that_share_a_commit_survive_kill_9(own):
    """Many clients, so that comments wait and are committed together; each third is refused as
    a duplicate, which must not take the others with it."""
    number, _ = own.article("Talk here")
    own.comment(number, "said before")

    def act(thread, n):
        text = "said before" if n % 3 == 2 else f"together-{thread}-{n}-end"
        return text, own.comment(number, text).status

    kills = 0
    (before,), = own.rows("SELECT change FROM site")
    with Load(act, threads=24) as load:
        for _ in range(6):
            time.sleep(0.3)
            pids = own.workers()
            if pids:
                os.kill(pids[kills % len(pids)], signal.SIGKILL)
                kills += 1
    (after,), = own.rows("SELECT change FROM site")
    answers = [r for r in load.results if isinstance(r, tuple)]
    assert {status for _, status in answers} <= {303, 409, 502, 503}
    assert {status for text, status in answers if text == "said before"} <= {409, 502, 503}
    taken = [text for text, status in answers if status == 303]
    assert kills >= 4 and after - before < len(taken), "no two were committed together"
    counts = dict(own.rows("SELECT source, count(*) FROM comment GROUP BY source"))
    assert {t: counts.get(t) for t in taken} == {t: 1 for t in taken}
    assert set(counts.values()) == {1}
    own.command("check")


def test_kill_9_of_the_whole_program(own):
    number, _ = own.article("Talk here")
    with Load(lambda i, n: (f"whole-{i}-{n}", own.comment(number, f"whole-{i}-{n}").status)) as load:
        time.sleep(0.6)
        own.program.kill()
        own.program.wait(10)
        time.sleep(0.2)
    taken = [r[0] for r in load.results if isinstance(r, tuple) and r[1] == 303]
    assert taken
    own.log_file.write_text("")
    own.start_program()
    own.wait_until_answering()
    counts = dict(own.rows("SELECT source, count(*) FROM comment GROUP BY source"))
    assert {t: counts.get(t) for t in taken} == {t: 1 for t in taken}


def test_a_locked_database_stops_no_reader_and_loses_no_text(own):
    number, address = own.article("Talk here")
    with contextlib.closing(sqlite3.connect(own.dir / "pamphlet.db", isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        assert own.get(address).status == 200
        refused = own.comment(number, "Keep this text")
    assert refused.status == 503 and int(refused["Retry-After"]) > 0
    assert refused["Cache-Control"] == "no-store" and "Keep this text" in refused.text
    request = re.search(r"<code>([0-9a-f]{32})</code>", refused.text).group(1)
    assert re.search(rf"event=request\.failed .*\b{request}\b", own.log())
    assert own.comment(number, "Keep this text").status == 303


def test_reload_loses_no_request(own):
    with Load(lambda i, n: own.get("/" if n % 2 else "/2026/01/talk-here/").status) as load:
        for n in range(3):
            own.set(title=f"Title {n}")
            own.program.send_signal(signal.SIGHUP)
            served.wait_for(lambda n=n: own.log().count("supervisor.reloaded") == n + 1)
    assert collections.Counter(map(str, load.results)).keys() == {"200"}
    assert len(load.results) > 20
    assert "Title 2" in own.get("/").text


def test_own_template_and_style(own):
    """A site's own files win over the built-in ones, from the next SIGHUP on."""
    before = own.get("/").text
    foot = (served.ROOT / "templates" / "foot.html").read_text("utf-8")
    (own.dir / "templates" / "foot.html").write_text(
        foot.replace("<footer", '<p id="ours">Our own</p>\n<footer', 1), "utf-8")
    (own.dir / "public" / "style.css").write_text("body { color: navy }", "utf-8")
    own.program.send_signal(signal.SIGHUP)
    served.wait_for(lambda: "supervisor.reloaded" in own.log(), what="the reload")
    page = own.get("/").text
    assert '<p id="ours">Our own</p>' in page and '<p id="ours">' not in before
    style = re.search(r'href="(/assets/style[^"]+)"', page).group(1)
    assert style not in before
    assert own.get(style).text == "body { color: navy }"


def test_reload_refuses_a_broken_template_and_goes_on(own):
    (own.dir / "templates" / "foot.html").write_text('{{%AUTOESCAPE context="HTML"}}\n{{#A}}\n', "utf-8")
    own.program.send_signal(signal.SIGHUP)
    served.wait_for(lambda: "reload_refused" in own.log(), what="the refusal")
    assert "foot.html" in own.log() and "does not close the section A" in own.log()
    assert own.get("/").status == 200


def test_reload_refuses_bad_settings_and_goes_on(own):
    own.set(per_page="many")
    own.program.send_signal(signal.SIGHUP)
    served.wait_for(lambda: "reload_refused" in own.log(), what="the refusal")
    assert own.get("/").status == 200


def test_sigterm_ends(own):
    workers = own.workers()
    assert workers
    own.program.terminate()
    assert own.program.wait(10) == 0
    assert not any(os.path.exists(f"/proc/{p}") for p in workers)
    assert own.get("/").status == 200, "what is stored is still read"
    down = own.get("/?replytocom=1")
    assert down.status == 503 and down["Retry-After"]


def test_idle_connections_hurt_nobody_else(own):
    """More silent clients than workers, each held open."""
    path = own.dir / "run" / "pamphlet.sock"
    held = []
    try:
        for _ in range(8):
            s = fcgi.socket.socket(fcgi.socket.AF_UNIX)
            s.connect(str(path))
            held.append(s)
        served.wait_for(lambda: own.get("/").status == 200, 30, "an answer beside idle clients")
    finally:
        for s in held:
            s.close()
