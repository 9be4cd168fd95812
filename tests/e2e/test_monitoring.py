"""What monitors ask: /healthz, and the lines of the log about a request."""
import contextlib
import json
import re
import signal
import sqlite3

import pytest
import served
import small_disk
import test_client_address as behind
import test_servers as servers


@pytest.fixture
def own(tmp_path):
    with served.running(tmp_path, moderation="none", flood_seconds=0) as site:
        yield site


def test_a_working_site_is_healthy(site):
    for path in ("/healthz", "/healthz?from=monitor"):
        answer = site.get(path)
        assert answer.status == 200 and answer.text == "ok\n"
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer["Cache-Control"] == "no-store"
    head = site.http("HEAD", "/healthz")
    assert head.status == 200 and head.body == b"" and head["Cache-Control"] == "no-store"
    assert site.http("POST", "/healthz", b"")["Allow"] == "GET, HEAD"
    assert "healthz" not in site.get("/sitemap-articles-1.xml").text


def test_no_page_takes_the_address(own):
    own.write("pages/healthz.md", served.matter("Health", type="page", slug="healthz"))
    own.command("import", own.sources)
    assert own.article("Health")[1] == "/health/"
    assert own.get("/healthz").text == "ok\n"


def test_a_broken_database_is_named(own):
    with own.connection() as db:
        db.execute("ALTER TABLE dependency RENAME TO lost")
    answer = own.get("/healthz")
    assert answer.status == 503 and answer.text == "database\n"
    assert answer["Cache-Control"] == "no-store"


def test_a_full_disk_is_named(tmp_path):
    with small_disk.mounted(tmp_path / "disk", "12m") as disk:
        with served.running(disk, moderation="none") as site:
            assert site.get("/healthz").text == "ok\n"
            small_disk.fill(disk / "filler")
            answer = site.get("/healthz")
            (disk / "filler").unlink()
            assert answer.status == 503 and answer.text == "disk\n"
            assert site.get("/healthz").text == "ok\n"


def failed(site, **headers):
    """The answer to a comment while another program locks the database."""
    number, _ = site.article("Talk here")
    db = sqlite3.connect(site.dir / "pamphlet.db", isolation_level=None)
    with contextlib.closing(db):
        db.execute("BEGIN IMMEDIATE")
        answer = site.comment(number, "Keep this text", headers)
    assert answer.status == 503
    return re.search(r"<code>(.*?)</code>", answer.text).group(1)


def test_the_log_and_the_reader_have_the_same_number(own):
    """nginx gives each request an ID, whatever ID the client sends."""
    number = failed(own, **{"X-Request-ID": "chosen-by-a-client"})
    assert re.fullmatch("[0-9a-f]{32}", number)
    line, = re.findall(rf'.*event=request\.failed request="{number}" .*', own.log())
    assert re.search(r' incident="[0-9a-f]{16}" ', line)
    assert "chosen" not in own.log()
    assert failed(own) != number


def with_ids(text):
    """Apache with the lines that the document has for it."""
    block, = re.findall(r"(?ms)^```apache\n(# An ID for each request.*?)^```$",
                        servers.DOCUMENT.read_text("utf-8"))
    module = "LoadModule unique_id_module /usr/lib/apache2/modules/mod_unique_id.so\n"
    log = 'CustomLog "access.log" blog\n'
    return module + servers.put(text, ("</VirtualHost>", block + log + "</VirtualHost>"))


def test_apache_gives_requests_an_id(tmp_path):
    with behind.running(tmp_path, servers.apache, with_ids, flood_seconds=0) as site:
        number = failed(site, **{"X-Request-ID": "chosen-by-a-client"})
        assert f'event=request.failed request="{number}"' in site.log()
        access = site.folder / "server" / "access.log"
        served.wait_for(lambda: f" {number}\n" in access.read_text(), what="a line in the log")


def test_lighttpd_passes_an_id_on(tmp_path):
    with behind.running(tmp_path, servers.lighttpd, flood_seconds=0) as site:
        assert failed(site, **{"X-Request-ID": "of-the-proxy"}) == "of-the-proxy"
        assert re.fullmatch("[0-9a-f]{16}", failed(site, **{"X-Request-ID": "a b"}))


def test_status_asks_the_service(own):
    number, _ = own.article("Talk here")
    assert own.comment(number, "One").status == 303
    assert own.get("/nothing/").status == 404

    def told():
        return json.loads(own.command("status", "--format=json"))

    served.wait_for(lambda: told()["requests"] >= 2)
    status = told()
    assert status["running"] and status["workers"] == 2 and status["failed"] == 0
    assert status["comments_a_day"]["approve"][-1] == 1 and status["last_backup"] is None
    assert status["cache_pages"] >= 0
    text = own.command("status")
    assert text.startswith("Harbour Notes\n") and "running, 2 workers; " in text
    bars, = re.findall("^approve +([▁-█]+) 1$", text, re.MULTILINE)
    assert len(bars) == 30 and bars.endswith("█")
    own.program.send_signal(signal.SIGTERM)
    own.program.wait(15)
    assert told()["requests"] is None and not told()["running"]
    assert "not running" in own.command("status")
