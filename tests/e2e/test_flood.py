"""Forms that the web server refuses before the program sees them, with the configurations of
docs/web-servers.md."""
import contextlib
import http.client
import re
import signal
import socket

import pytest
import served
import test_client_address
import test_servers as servers

BURST = 512
BUSY = ("The site is busy. Nothing was saved. Please go back to the form, which still has what"
        " you wrote, and send it again in a moment.\n")
# No article has this ID: such a comment takes no time.
NOWHERE = 999_999


def slow(text):
    """As documented, but what has flowed in does not flow out while the test runs."""
    return servers.put(text, ("rate=8000r/s", "rate=1r/m"))


def per_address(text):
    """With the limit for each address, so that 21 forms pass."""
    zone = servers.documented("# A limit for each address")
    line = re.search(r"(?m)^ *limit_req zone=blog_senders .*\n",
                     servers.DOCUMENT.read_text("utf-8"))[0]
    return servers.put(text, ("\nserver {", f"\n{zone}\nserver {{"),
                       ("burst=512 nodelay;\n", "burst=512 nodelay;\n" + line),
                       ("rate=5r/s", "rate=1r/m"), ("rate=8000r/s", "rate=1r/m"))


def statuses(site, count, sender="127.0.0.1"):
    """Of forms from this address, one after the other."""
    found = []
    connection = http.client.HTTPConnection("127.0.0.1", site.port, source_address=(sender, 0))
    for n in range(count):
        connection.request("POST", "/comment/", f"comment_post_ID={NOWHERE}&comment={n}",
                           {"Content-Type": served.FORM_TYPE})
        answer = connection.getresponse()
        answer.read()
        found.append(answer.status)
    connection.close()
    return found


@pytest.fixture(scope="module")
def flooded(tmp_path_factory):
    """After as many forms as pass at once."""
    with test_client_address.running(tmp_path_factory.mktemp("flood"), servers.nginx, slow,
                                     flood_seconds=0) as site:
        assert 503 not in statuses(site, BURST + 1)
        yield site


def test_the_text_is_not_lost_without_a_word(flooded):
    number, path = flooded.article("Talk here")
    for answer in (flooded.comment(number, "Too many"),
                   flooded.post({"t": "x", "do": "save"}, path="/comment/edit/"),
                   flooded.post({"source": "a", "target": "b"}, path="/comment/webmention/"),
                   flooded.post({"comment": "elsewhere"}, path=path)):
        assert (answer.status, answer.text) == (503, BUSY)
        assert answer["Content-Type"] == "text/plain" and answer["Retry-After"] == "10"
        assert answer["Cache-Control"] == "no-store"
        assert all(answer[name] for name in servers.SECURITY)
    assert not flooded.rows("SELECT id FROM comment WHERE source = 'Too many'")
    assert "no live upstreams" not in flooded.log() and "limiting" not in flooded.log()


def test_refused_before_the_text_has_arrived(flooded):
    with socket.create_connection(("127.0.0.1", flooded.port), timeout=10) as s:
        s.sendall(b"POST /comment/ HTTP/1.1\r\nHost: x\r\nContent-Type: " +
                  served.FORM_TYPE.encode() + b"\r\nContent-Length: 900000\r\n\r\ncomment=a")
        assert s.recv(4096).startswith(b"HTTP/1.1 503 ")


def test_readers_meanwhile(flooded):
    number, path = flooded.article("Talk here")
    assert flooded.comment(number, "Too many").status == 503
    for page in (path, "/", "/?s=tide", f"{path}?replytocom=", "/feed/"):
        assert flooded.get(page).status in (200, 400), page


def test_a_limit_for_each_address(tmp_path):
    """One that sends too many takes nobody's place."""
    with test_client_address.running(tmp_path, servers.nginx, per_address,
                                     flood_seconds=0) as site:
        found = statuses(site, 200)
        assert 503 not in found[:21] and set(found[21:]) == {503}
        for n in range(2, 7):
            assert 503 not in statuses(site, 20, f"127.0.0.{n}")


@contextlib.contextmanager
def full_queue(site):
    """In place of the program, a socket that nobody accepts from, and its queue is full."""
    path = site.dir / "run" / "pamphlet.sock"
    site.program.send_signal(signal.SIGTERM)
    site.program.wait(30)
    path.unlink(missing_ok=True)
    with contextlib.ExitStack() as stack:
        queue = stack.enter_context(socket.socket(socket.AF_UNIX))
        queue.bind(str(path))
        path.chmod(0o666)
        queue.listen(0)
        for _ in range(100):
            one = stack.enter_context(socket.socket(socket.AF_UNIX))
            one.setblocking(False)
            try:
                one.connect(str(path))
            except BlockingIOError:
                yield
                return
    raise AssertionError("there is room for any number")


@pytest.mark.parametrize("server, status", [(servers.nginx, 503), (servers.lighttpd, 500)],
                         ids=["nginx", "lighttpd"])
def test_the_queue_of_the_socket_is_full(tmp_path, server, status):
    """The server says so at once, and what it says is right for a form and for a page."""
    busy = re.search(r"echo '(.*)' > /srv/blog/busy.txt",
                     servers.DOCUMENT.read_text("utf-8"))[1] + "\n"
    with test_client_address.running(tmp_path, server) as site:
        (site.dir / "busy.txt").write_text(busy, "utf-8")
        with full_queue(site):
            lines = site.log().count("POST /comment/ ")
            form = site.post({"comment": "Lost?"})
            assert site.log().count("POST /comment/ ") == lines, "each form is a line"
            page = site.get("/?s=tide")
    assert busy == BUSY and form.text == BUSY and page.text and page.text != BUSY
    for answer in (form, page):
        assert answer.status == status and answer["Retry-After"] == "10"
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Type"].startswith("text/plain")
        assert all(answer[name] for name in servers.SECURITY)


def test_both_configurations_have_the_same_limits():
    """The one of script/server as well."""
    def limits(text):
        return re.findall(r"(limit_req\w* .*|max_conns=\d+|map .* POST 1; .*)",
                          text.replace("blog_", ""))
    template = (served.ROOT / "script" / "nginx.conf.in").read_text("utf-8")
    document = servers.documented("# /etc/nginx/sites-available/blog")
    ours = limits(template)
    assert len(ours) == 7 and ours == limits(document)
