"""`pamphlet check --links --external`, with web servers that answer as others have been
reported to."""
import contextlib
import http.server
import json
import signal
import socket
import ssl
import subprocess
import threading
import time

import pytest
import served


class Elsewhere:
    """A web server at a loopback address of its own, which is a host of its own. `pages`:
    path -> function of the request, or (status, headers) of each method."""

    def __init__(self, address, context=None):
        self.pages, self.requests, self.at_once, self.most_at_once = {}, [], 0, 0
        site, lock = self, threading.Lock()

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                with lock:
                    site.requests.append((self.command, self.path, time.monotonic(),
                                          dict(self.headers)))
                    site.at_once += 1
                    site.most_at_once = max(site.most_at_once, site.at_once)
                page = site.pages.get(self.path, (404, {}))
                with contextlib.suppress(OSError):
                    status, headers = page(self) if callable(page) else page
                    # The client may be gone before all is written.
                    with lock:
                        site.at_once -= 1
                    if status:
                        self.send_response(status)
                        for name, value in headers.items():
                            self.send_header(name, value)
                        self.end_headers()
                        if self.command == "GET":
                            self.wfile.write(b"x" * 100000)
                self.close_connection = True

            do_GET = do_HEAD = answer

            def log_message(self, *args):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                pass

        self.server = Server((address, 0), Handler)
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"http{'s' if context else ''}://{address}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def asked(self, path):
        return [method for method, p, *_ in self.requests if p == path]


def only(method, status, otherwise=200):
    return lambda r: (status if r.command == method else otherwise, {})


def needs_cookie(r):
    if "seen=1" in r.headers.get("Cookie", ""):
        return 200, {}
    return 302, {"Location": r.path, "Set-Cookie": "seen=1"}


def late(seconds):
    def page(r):
        time.sleep(seconds)
        return 200, {}
    return page


def busy_once(r, seen=set()):
    if r.path in seen:
        return 200, {}
    seen.add(r.path)
    return 503, {"Retry-After": "1"}


def broken_once(r, seen=set()):
    if r.path in seen:
        return 200, {}
    seen.add(r.path)
    return 500, {}


# What each page answers, and what is to be said about a link to it: level, problem and
# status. None: nothing.
PAGES = {
    "/fine": ((200, {}), None),
    "/no-head": (only("HEAD", 405), None),
    "/no-head-501": (only("HEAD", 501), None),
    "/no-head-404": (only("HEAD", 404), None),
    "/no-head-403": (only("HEAD", 403), None),
    "/no-answer-to-head": (lambda r: (0 if r.command == "HEAD" else 200, {}), None),
    "/cookie": (needs_cookie, None),
    "/accept": (lambda r: (200 if "text/html" in r.headers["Accept"] else 406, {}), None),
    "/busy-once": (busy_once, None),
    "/broken-once": (broken_once, None),
    "/temporary": ((302, {"Location": "/fine"}), None),
    "/a%20b?x=1&y=%C3%A4": ((200, {}), None),
    "/missing": ((404, {}), ("error", "not found", 404)),
    "/gone": ((410, {}), ("error", "gone", 410)),
    "/defective": ((500, {}), ("error", "HTTP error", 500)),
    "/teapot": ((418, {}), ("error", "HTTP error", 418)),
    "/nothing": (lambda r: (0, {}), ("error", "not a valid response: ", None)),
    "/round": ((301, {"Location": "/round"}), ("error", "too many redirects", 301)),
    "/to-missing": ((301, {"Location": "/missing"}), ("error", "not found", 404)),
    "/to-file": ((302, {"Location": "file:///etc/passwd"}),
                 ("error", "not a valid response: ", None)),
    "/moved": ((301, {"Location": "/fine"}), ("note", "moved permanently", 200)),
    "/moved#part": (None, ("note", "moved permanently", 200)),
    "/moved-308": ((308, {"Location": "/fine#there"}), ("note", "moved permanently", 200)),
    "/half-moved": ((301, {"Location": "/temporary"}), ("note", "moved permanently", 200)),
    "/login": ((401, {}), ("note", "not checked: access denied", 401)),
    "/forbidden": ((403, {}), ("note", "not checked: access denied", 403)),
    "/robot": ((999, {}), ("note", "not checked: access denied", 999)),
    "/busy": ((503, {}), ("note", "not checked: the site is busy", 503)),
}


@pytest.fixture(scope="module")
def coast(tmp_path_factory):
    folder = tmp_path_factory.mktemp("external")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
                    "-keyout", folder / "key", "-out", folder / "cert", "-subj", "/CN=a.test"],
                   check=True, capture_output=True, timeout=60)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert", folder / "key")
    hosts = {"many": Elsewhere("127.0.0.2"), "secure": Elsewhere("127.0.0.3", context),
             "slow": Elsewhere("127.0.0.4"), "strict": Elsewhere("127.0.0.5")}
    site = served.Served(folder, {"private_networks": "127.0.0.0/8"})
    site.hosts = hosts
    yield site
    for host in hosts.values():
        host.server.shutdown()


def write(site, **articles):
    """Replaces all articles."""
    for file in site.sources.glob("*.md"):
        file.unlink()
    for name, links in articles.items():
        text = "\n\n".join(f"[x]({link})" for link in links)
        site.write(f"{name}.md", served.matter(name.title(), text, date="2026-01-21"))
    site.command("import", "--prune", site.sources)
    for host in site.hosts.values():
        host.requests.clear()


def command(site, *args):
    return [served.BUILD / "pamphlet", "-C", site.dir, "check", "--links", "--external",
            *args]


def check(site, *args, code=None):
    done = subprocess.run(command(site, "--format=json", "--pause=0", *args), timeout=100,
                          capture_output=True, text=True, env=site.environment,
                          stdin=subprocess.DEVNULL)
    rows = json.loads(done.stdout)
    errors = [r for r in rows if r["level"] == "error"]
    assert done.returncode == (code or (65 if errors else 0)), done.stderr
    return {r["link"]: r for r in rows}


def test_answers(coast):
    many = coast.hosts["many"]
    many.pages = {path: answer for path, (answer, _) in PAGES.items() if answer}
    write(coast, one=[many.url + path for path in PAGES])
    found = check(coast)
    for path, (_, said) in PAGES.items():
        row = found.pop(many.url + path, None)
        if said is None:
            assert row is None, row
        else:
            assert row["problem"].startswith(said[1]), row
            assert (row["level"], row["status"]) == (said[0], said[2]), row
            assert row["address"] == "/2026/01/one/"
    assert found == {}
    rows = check(coast)
    assert {path: rows[many.url + path]["suggestion"].removeprefix(many.url)
            for path in PAGES if "moved" in path} == {
        "/moved": "/fine", "/moved#part": "/fine#part", "/moved-308": "/fine#there",
        "/half-moved": "/temporary"}
    agents = {headers["User-Agent"] for *_, headers in many.requests}
    assert len(agents) == 1
    assert "Pamphlet" in agents.pop()
    assert many.most_at_once == 1


def test_each_address_is_asked_once(coast):
    many = coast.hosts["many"]
    many.pages = {"/a": (200, {}), "/b": (404, {})}
    write(coast, one=[many.url + "/a", many.url + "/a#x", many.url + "/b"],
          two=[many.url + "/a", many.url + "/b"])
    done = subprocess.run(command(coast, "--pause=0", "--format=csv"), capture_output=True,
                          text=True, timeout=60, env=coast.environment)
    assert many.asked("/a") == ["HEAD"]
    assert many.asked("/b") == ["HEAD", "GET"]
    head, *lines = done.stdout.splitlines()
    assert head == "article,address,link,level,problem,status,suggestion"
    assert [line.split(",", 1)[1] for line in lines] == [
        f"/2026/01/{name}/,{many.url}/b,error,not found,404," for name in ("one", "two")]


def test_only_with_external(coast):
    many = coast.hosts["many"]
    write(coast, one=[many.url + "/missing"])
    coast.command("check", "--links")
    assert many.requests == []


def test_certificates_are_named(coast):
    secure = coast.hosts["secure"]
    secure.pages = {"/": (200, {})}
    write(coast, one=[secure.url + "/"])
    row, = check(coast).values()
    assert row["level"] == "error"
    assert row["problem"].startswith("certificate not accepted: ")
    assert "self" in row["problem"]


def test_hosts_that_are_gone(coast):
    with socket.socket() as s:
        s.bind(("127.0.0.9", 0))
        gone = f"http://127.0.0.9:{s.getsockname()[1]}"
    slow = coast.hosts["slow"]
    slow.pages = {"/late": late(3), "/": (200, {})}
    write(coast, one=[f"{gone}/{n}" for n in range(50)] + [
        slow.url + "/late", slow.url, "http://nobody.localhost.invalid/", "http://example.com/x",
        "https://no-such-host.test/", "http://[::1/"])
    found = check(coast, "--timeout=1")
    assert {found[f"{gone}/{n}"]["problem"] for n in range(50)} == {"cannot connect"}
    assert found[slow.url + "/late"]["problem"] == "timed out"
    assert len(found) <= 52, "names that are reserved for examples are not asked about"


def test_private_addresses_are_not_asked(coast):
    many = coast.hosts["many"]
    many.pages = {"/in": (302, {"Location": "http://127.0.0.1:1/"}),
                  "/port": (302, {"Location": "http://127.0.0.2:25/"})}
    coast.set(private_networks="127.0.0.2")
    try:
        links = ["http://127.0.0.1:8080/", "http://localhost/", "http://10.0.0.1/",
                 "http://2130706433/", "http://0x7f.1/",
                 many.url + "/in", many.url + "/port"]
        write(coast, one=links)
        found = check(coast)
    finally:
        coast.set(private_networks="127.0.0.0/8")
    assert {r["link"]: (r["level"], r["problem"]) for r in found.values()} == {
        link: ("note", "not checked: not a public address") for link in links}


def test_limits(coast):
    many, slow = coast.hosts["many"], coast.hosts["slow"]
    many.pages = {f"/{n}": (200, {}) for n in range(9)}
    write(coast, one=[f"{many.url}/{n}" for n in range(9)])
    text = coast.command("check", "--links", "--external", "--limit=2", "--pause=0")
    assert len(many.requests) == 2
    assert "Asked about 2 of 9 different addresses in 9 links to other sites.\n" in text
    assert "--limit" in text
    # One after the other, with a pause: the third would be too late.
    many.requests.clear()
    coast.command("check", "--links", "--external", "--limit=3")
    times = [when for _, _, when, _ in many.requests]
    assert [b - a >= 0.99 for a, b in zip(times, times[1:])] == [True, True]
    # The links of the newest article come first.
    write(coast, one=[many.url + "/1"], two=[slow.url + "/"])
    check(coast, "--limit=1")
    newest = max(coast.rows("SELECT id, slug FROM article"))[1]
    asked = many if newest == "one" else slow
    assert [h for h in (many, slow) if h.requests] == [asked]


def test_a_host_that_asks_to_stop(coast):
    strict, many = coast.hosts["strict"], coast.hosts["many"]
    strict.pages = {f"/{n}": (429, {"Retry-After": "3600"}) for n in range(20)}
    many.pages = {"/": (200, {})}
    write(coast, one=[f"{strict.url}/{n}" for n in range(20)] + [many.url])
    found = check(coast)
    assert len(found) == 20
    assert {(r["level"], r["problem"], r["status"]) for r in found.values()} == {
        ("note", "not checked: the site is busy", 429)}
    assert len(strict.requests) == 1


def test_interrupted(coast):
    many, slow = coast.hosts["many"], coast.hosts["slow"]
    many.pages, slow.pages = {}, {"/late": late(20)}
    write(coast, one=[many.url + "/a", slow.url + "/late"])
    child = subprocess.Popen(command(coast, "--timeout=60"), stdout=subprocess.PIPE, text=True,
                             env=coast.environment)
    served.wait_for(lambda: many.asked("/a")[1:] and slow.requests, what="both requests")
    time.sleep(0.3)
    # Nothing of the site waits: a restore could begin now.
    with coast.connection() as db:
        db.execute("BEGIN EXCLUSIVE")
    child.send_signal(signal.SIGINT)
    text, _ = child.communicate(timeout=10)
    assert child.returncode == 130
    assert f"{many.url}/a" in text
    assert "Asked about 1 of 2 different addresses in 2 links to other sites before the" \
           " interruption.\n" in text


def test_offline(coast):
    ports = []
    for n in range(3):
        with socket.socket() as s:
            s.bind((f"127.0.1.{n + 1}", 0))
            ports.append(f"http://127.0.1.{n + 1}:{s.getsockname()[1]}/")
    write(coast, one=ports)
    assert check(coast, code=69) == {}


@pytest.mark.parametrize("args", [["--external"], ["--links", "--limit=3"],
                                  ["--links", "--external", "--limit=x"],
                                  ["--links", "--external", "--timeout=0"]])
def test_usage(coast, args):
    done = subprocess.run([served.BUILD / "pamphlet", "-C", coast.dir, "check", *args],
                          capture_output=True, text=True, timeout=60, env=coast.environment)
    assert done.returncode == 64
    assert done.stderr.startswith("pamphlet: --")
