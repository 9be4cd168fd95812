"""The reader's address behind a proxy, with the directives of docs/web-servers.md."""
import contextlib
import re
import shutil

import pytest
import served
import test_servers as servers

PROXY = "# The proxy that passes the reader's address"


def directives(language):
    blocks = re.findall(rf"(?ms)^```{language}\n({PROXY}.*?)^```$",
                        servers.DOCUMENT.read_text("utf-8"))
    assert len(blocks) == 1
    return servers.put(blocks[0], ("192.0.2.10", "127.0.0.1"))


def add_nginx(text):
    return servers.put(text, ("server_tokens off;", "server_tokens off;\n" + directives("nginx")))


def add_apache(text):
    module = "LoadModule remoteip_module /usr/lib/apache2/modules/mod_remoteip.so\n"
    return module + servers.put(text, ("</VirtualHost>", directives("apache") + "</VirtualHost>"))


def add_lighttpd(text):
    return text + directives("lighttpd")


@contextlib.contextmanager
def running(folder, server, change=lambda text: text, **settings):
    """A site behind a web server, whose configuration goes through `change`."""
    site = served.Served(folder, {"moderation": "none", "flood_seconds": 600, **settings},
                         served.standard_articles())
    run = site.folder / "server"
    run.mkdir()
    (site.dir / "down.txt").write_text("Down.\n", "utf-8")
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
@pytest.mark.parametrize("server, add", [
    (servers.nginx, add_nginx), (servers.apache, add_apache), (servers.lighttpd, add_lighttpd)],
    ids=["nginx", "apache", "lighttpd"])
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
