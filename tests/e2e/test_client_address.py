"""The reader's address behind a proxy, with the directives of docs/web-servers.md."""
import contextlib
import re
import shutil
import socket
import urllib.parse

import pytest
import served
import test_servers as servers

PROXY = "# The proxy that passes the reader's address"


def directives(language, proxy="127.0.0.1", header="X-Forwarded-For"):
    """Those of the document, for the proxy at this address that sends this header."""
    blocks = re.findall(rf"(?ms)^```{language}\n({PROXY}.*?)^```$",
                        servers.DOCUMENT.read_text("utf-8"))
    assert len(blocks) == 1
    return servers.put(blocks[0], ("192.0.2.10", proxy), ("X-Forwarded-For", header))


def add_nginx(text, **proxy):
    return servers.put(
        text, ("server_tokens off;", "server_tokens off;\n" + directives("nginx", **proxy)))


def add_apache(text, **proxy):
    module = "LoadModule remoteip_module /usr/lib/apache2/modules/mod_remoteip.so\n"
    return module + servers.put(
        text, ("</VirtualHost>", directives("apache", **proxy) + "</VirtualHost>"))


def add_lighttpd(text, **proxy):
    return text + directives("lighttpd", **proxy)


SERVERS = pytest.mark.parametrize("server, add", [
    (servers.nginx, add_nginx), (servers.apache, add_apache), (servers.lighttpd, add_lighttpd)],
    ids=["nginx", "apache", "lighttpd"])


@contextlib.contextmanager
def running(folder, server, change=lambda text: text, **settings):
    """A site behind a web server, whose configuration goes through `change`."""
    site = served.Served(folder, {"moderation": "none", "flood_seconds": 600, **settings},
                         served.standard_articles())
    run = site.folder / "server"
    run.mkdir()
    (site.dir / "down.txt").write_text("Down.\n", "utf-8")
    (site.dir / "busy.txt").write_text("Nothing was saved.\n", "utf-8")
    words, text = server(site, run)
    (run / "server.conf").write_text(change(text), "utf-8")
    try:
        site.start_program()
        site.spawn(shutil.which(words[0], path=served.PATH), *words[1:], run / "server.conf")
        site.wait_until_answering()
        yield site
    finally:
        site.stop()


@pytest.mark.parametrize("server", [servers.nginx, servers.apache, servers.lighttpd],
                         ids=["nginx", "apache", "lighttpd"])
def test_proxies_named_in_site_ini(tmp_path, server):
    with running(tmp_path, server, trusted_proxies="127.0.0.1, 192.0.2.0/24") as site:
        number, _ = site.article("Talk here")

        def status(text, forwarded):
            return site.comment(number, text, {"X-Forwarded-For": forwarded}).status

        assert status("One", "203.0.113.9, 198.51.100.1, 192.0.2.7") == 303
        assert status("Two", "203.0.113.8, 198.51.100.1") == 429, "the left one is a claim"
        assert status("Three", "198.51.100.1, 198.51.100.2") == 303
        assert status("Four", "[2001:db8::1]:4711") == 303
        assert status("Five", "2001:db8::2") == 429, "of the same network"


@pytest.mark.parametrize("trusted", [False, True], ids=["unknown", "trusted"])
@SERVERS
def test_whose_comment_it_is(tmp_path, server, add, trusted):
    with running(tmp_path, server, *([add] if trusted else [])) as site:
        number, _ = site.article("Talk here")

        def status(text, reader):
            # What the reader claims comes first, and what the proxy has seen last.
            return site.comment(number, text, {
                "X-Forwarded-For": f"203.0.113.9, 198.51.100.{reader}"}).status

        assert status("One", 1) == 303
        assert status("Two", 1) == 429
        assert status("Three", 2) == (303 if trusted else 429)


@pytest.mark.parametrize("trusted", [False, True], ids=["unknown", "trusted"])
@SERVERS
def test_x_real_ip(tmp_path, server, add, trusted):
    proxy = "127.0.0.1" if trusted else "192.0.2.10"
    with running(tmp_path, server,
                 lambda text: add(text, proxy=proxy, header="X-Real-IP")) as site:
        number, _ = site.article("Talk here")

        def status(text, reader):
            return site.comment(number, text, {
                "X-Forwarded-For": f"203.0.113.{reader}", "X-Real-IP": reader}).status

        assert status("One", "198.51.100.1") == 303
        assert status("Two", "198.51.100.1") == 429, "the other header says nothing"
        assert status("Three", "198.51.100.2") == (303 if trusted else 429)
        assert status("Four", "2001:db8::1") == (303 if trusted else 429)
        assert status("Five", "2001:db8::2") == 429, "of the same network"


def with_proxy_protocol(port, proxy):
    """Makes nginx listen on this port too, as the document says."""
    listen, header = "listen 80 proxy_protocol;", "real_ip_header proxy_protocol;"
    text = servers.DOCUMENT.read_text("utf-8")
    assert f"`{listen}`" in text and f"`{header}`" in text

    def change(text):
        text = add_nginx(text, proxy=proxy, header="proxy_protocol")
        assert header in text
        return servers.put(text, ("server_tokens off;", "server_tokens off;\n" + servers.put(
            listen, ("80", f"127.0.0.1:{port}"))))
    return change


def say(port, first_line, number, text):
    """Sends a comment after the line of the protocol. Returns the status, or None."""
    body = urllib.parse.urlencode({
        "comment_post_ID": number, "comment_parent": 0, "author": "Ada",
        "email": "ada@example.org", "url": "", "comment": text})
    request = (f"{first_line}POST /comment/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
               f"X-Forwarded-For: 203.0.113.9\r\nX-Real-IP: 203.0.113.9\r\n"
               f"Content-Type: {served.FORM_TYPE}\r\nContent-Length: {len(body)}\r\n\r\n{body}")
    with socket.create_connection(("127.0.0.1", port), 30) as s:
        s.sendall(request.encode())
        with s.makefile("rb") as f, contextlib.suppress(ConnectionError):
            head = f.readline().split()
            return int(head[1]) if head[:1] == [b"HTTP/1.1"] else None
    return None


@pytest.mark.parametrize("trusted", [False, True], ids=["unknown", "trusted"])
def test_the_proxy_protocol(tmp_path, trusted):
    """Its specification: haproxy.org/download/2.6/doc/proxy-protocol.txt, section 2.1."""
    port = served.free_port()
    proxy = "127.0.0.1" if trusted else "192.0.2.10"
    with running(tmp_path, servers.nginx, with_proxy_protocol(port, proxy)) as site:
        number, _ = site.article("Talk here")

        def status(text, family, reader):
            return say(port, f"PROXY TCP{family} {reader} {reader} 4711 80\r\n", number, text)

        assert status("One", 4, "198.51.100.1") == 303
        assert status("Two", 4, "198.51.100.1") == 429, "the headers say nothing"
        assert status("Three", 4, "198.51.100.2") == (303 if trusted else 429)
        assert status("Four", 6, "2001:db8::1") == (303 if trusted else 429)
        assert status("Five", 6, "2001:db8::2") == 429, "of the same network"
        # Of a proxy that does not know: then it is its own.
        assert say(port, "PROXY UNKNOWN\r\n", number, "Six") == (303 if trusted else 429)
        assert say(port, "", number, "Seven") in (None, 400), "nobody comes without the line"
        assert say(site.port, "", number, "Eight") == 429, "that of the peer, which wrote Six"
        said = site.rows("SELECT count(*) FROM comment")
        assert said == [(4 if trusted else 1,)]
