"""`pamphlet doctor`, from outside: it reports each kind of problem and how to fix it."""
import contextlib
import http.server
import json
import os
import re
import signal
import sqlite3
import subprocess
import threading

import pytest
import served

CONFIG = 78
# Subjects of findings about the host, which the tests do not control.
HOST = ("disk", "clock", "programs", "pictures")


def doctor(site, *options, **environment):
    """The findings except those about the host, as (level, subject, message, fix)."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PAMPHLET_")}
    result = subprocess.run([served.BUILD / "pamphlet", "-C", site, "doctor", "--format=json", *options],
                            capture_output=True, text=True, stdin=subprocess.DEVNULL,
                            timeout=60, env={**env, "PAMPHLET_TOOLS": "/nonexistent", **environment})
    found = [(f["level"], f["subject"], f["message"], f["fix"]) for f in json.loads(result.stdout)]
    levels = {f[0] for f in found}
    want = CONFIG if "error" in levels else 1 if "warning" in levels else 0
    assert result.returncode == want, (result.stderr, found)
    assert all(f[3] for f in found if f[0] != "ok"), found
    assert [f[0] for f in found if f[1] == "clock"] in ([], ["ok"], ["note"]), found
    return [f for f in found if f[1] not in HOST]


def bad(site):
    return [f for f in doctor(site) if f[0] != "ok"]


@pytest.fixture
def blog(tmp_path):
    """A site without a running server."""
    subprocess.run([served.BUILD / "pamphlet", "init", tmp_path / "blog",
                    f"--base-url=http://127.0.0.1:{served.free_port()}"], check=True,
                   capture_output=True)
    return tmp_path / "blog"


@pytest.fixture
def running(tmp_path):
    site = served.Served(tmp_path, articles=served.standard_articles())
    try:
        yield site.start()
    finally:
        site.stop()


def set_base_url(site, url):
    site.set(base_url=url)


def test_a_healthy_site(running):
    found = doctor(running.dir)
    assert [f for f in found if f[0] != "ok"] == []
    says = "\n".join(f[2] for f in found)
    for text in ("site.ini has no errors", "has schema", "all templates load",
                 "listens on run/pamphlet.sock", "serves the home page of this site",
                 "the web server reads pages from it", "serves the files in media/"):
        assert text in says, (text, says)


def test_programs_that_draw_are_tried(blog):
    """Those of the system, which the tests install; and as if they were missing."""
    def said(**environment):
        result = subprocess.run([served.BUILD / "pamphlet", "-C", blog, "doctor"],
                                capture_output=True, text=True, timeout=60, check=False,
                                env={**os.environ, **environment})
        return result.stdout
    assert "code, formulas and diagrams are drawn" in said()
    without = said(PAMPHLET_TOOLS="/nonexistent", PAMPHLET_PICTURE="")
    for package in ("python3-pygments", "katex", "graphviz", "libvips-dev"):
        assert package in without, (package, without)


def test_it_speaks_plainly(running):
    result = subprocess.run([served.BUILD / "pamphlet", "-C", running.dir, "doctor"],
                            capture_output=True, text=True, timeout=60)
    assert "ok       settings: site.ini has no errors\n" in result.stdout
    assert "0 errors" in result.stdout and "1 warnings" not in result.stdout
    assert {p.name for p in running.dir.iterdir()} <= {
        "site.ini", "pamphlet.db", "pamphlet.db-wal", "pamphlet.db-shm",
        "pamphlet.db-queue", "pamphlet.lock", "media", "templates", "public", "run"}


def test_nobody_serves(blog):
    found = bad(blog)
    assert [(f[0], f[1]) for f in found] == [("warning", "service"), ("error", "base_url")]
    assert "does not respond" in found[1][2] and "start pamphlet.fcgi" in found[0][3]


def test_a_socket_that_was_left_and_a_web_server_without_its_program(running):
    running.program.kill()
    for child in running.workers() if running.program.poll() is None else []:
        os.kill(child, 9)
    running.program.wait(15)
    served.remove_pages(running.dir)
    served.wait_for(lambda: running.get("/").status == 503, what="the end of the workers")
    found = {f[1]: f for f in bad(running.dir)}
    assert found["service"][0] == "error" and "no process listens" in found["service"][2]
    assert "returns status 503" in found["web server"][2]


def test_settings(blog):
    text = (blog / "site.ini").read_text()
    (blog / "site.ini").write_text(text.replace("per_page = 10", "per_page = \x1b[1m"))
    found = bad(blog)
    assert found[0][:2] == ("error", "settings") and "site.ini:" in found[0][2]


def test_templates(running):
    (running.dir / "templates" / "foot.html").write_text("{{#OPEN}}")
    found = {f[1]: f for f in bad(running.dir)}
    assert found["templates"][0] == "error" and "foot.html" in found["templates"][2]


def test_a_reload_that_was_forgotten(running):
    text = (served.ROOT / "templates" / "foot.html").read_text()
    (running.dir / "templates" / "foot.html").write_text(text.replace("<footer", "<p>New</p><footer"))
    found, = bad(running.dir)
    assert found[:2] == ("warning", "web server") and found[3] == f"pamphlet -C {running.dir} reload"


def test_schema_and_missing_database(blog):
    served.make_older(blog)
    found = {f[1]: f for f in bad(blog)}
    assert found["database"][3] == "pamphlet upgrade"
    (blog / "pamphlet.db").unlink()
    found = {f[1]: f for f in bad(blog)}
    assert found["database"][0] == "error" and "restore" in found["database"][3]


def test_owners_and_modes(blog):
    (blog / "pamphlet.db").chmod(0o666)
    assert any("anyone on" in f[2] and f[3].startswith("chmod o= ") for f in bad(blog))
    (blog / "pamphlet.db").chmod(0o660)
    (blog / "pamphlet.lock").write_text("")
    (blog / "pamphlet.lock").chmod(0o600)
    fault = next(f for f in bad(blog) if f[1] == "owner")
    assert "pamphlet.lock" in fault[2] and "chmod 660" in fault[3]
    if os.getuid() == 0:
        (blog / "pamphlet.lock").chmod(0o660)
        os.chown(blog / "pamphlet.lock", 61002, 61003)
        fault = next(f for f in bad(blog) if f[1] == "owner")
        assert "61002:61003" in fault[2] and "chown" in fault[3]
    (blog / "pamphlet.lock").unlink()
    blog.chmod(0o777)
    assert any("can replace" in f[2] for f in bad(blog))


def test_the_user_of_plain_cgi(blog):
    faults = [f for f in doctor(blog, "--user=daemon") if f[0] == "error"]
    says = "\n".join(f[2] for f in faults)
    for text in ("daemon, who cannot write to the database",
                 "media belongs to", "run belongs to"):
        assert text in says, says
    (blog / "site.ini").chmod(0o600)
    faults = [f for f in doctor(blog, "--user=daemon") if f[0] == "error"]
    assert any("daemon, the user of the service, cannot read site.ini" in f[2] for f in faults)
    service = next(f for f in doctor(blog) if f[1] == "service")
    assert "doctor --user=NAME" in service[3]
    refused = subprocess.run([served.BUILD / "pamphlet", "-C", blog, "doctor", "--user=no-one"],
                             capture_output=True, text=True, timeout=60)
    assert refused.returncode == 67 and 'no user "no-one"' in refused.stderr


def test_damage(running):
    running.stop()
    database = running.dir / "pamphlet.db"
    # A table that nothing reads when the file is opened.
    with contextlib.closing(sqlite3.connect(database)) as db:
        hit = [page for page, in db.execute("SELECT pageno FROM dbstat WHERE name = 'article_body'")]
    with open(database, "r+b") as f:
        for page in hit:
            f.seek(4096 * (page - 1))
            f.write(os.urandom(4096))
    fault = next(f for f in bad(running.dir) if f[1] == "database")
    assert fault[0] == "error" and "the file is damaged" in fault[2]
    assert "pamphlet restore" in fault[3] and "pamphlet check" in fault[3]


def test_folders(blog):
    for name in ("media", "run"):
        (blog / name).rmdir()
    faults = [f for f in bad(blog) if f[1] == "folders"]
    assert [f[0] for f in faults] == ["error", "error"]
    for name, fault in zip(("media", "run"), faults):
        assert f"{blog / name} does not exist" in fault[2] and "install -d" in fault[3]
        (blog / name).mkdir()
        (blog / name).chmod(0o555)
    faults = [f for f in bad(blog) if f[1] == "folders"]
    assert len(faults) == 2 and all("cannot write to it" in f[2] for f in faults)
    for name in ("media", "run"):
        (blog / name).chmod(0o755)
    assert not [f for f in bad(blog) if f[1] == "folders"]


@contextlib.contextmanager
def another_server(status, body=b"", **headers):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("status,body,headers,subject,says", [
    (200, b"<h1>Welcome to nginx!</h1>", {}, "web server", "another site"),
    (301, b"", {"Location": "https://www.example.org/\x9b31m"}, "base_url", "redirects to"),
    (404, b"", {}, "web server", "returns status 404"),
    (502, b"", {}, "web server", "cannot connect to pamphlet.fcgi"),
    (200, b"x" * (5 << 20), {}, "base_url", "does not respond"),
], ids=["other", "redirect", "404", "502", "endless"])
def test_what_else_may_answer(blog, status, body, headers, subject, says):
    with another_server(status, body, **headers) as url:
        subprocess.run([served.BUILD / "pamphlet", "-C", blog, "config", "set", "base_url", url],
                       check=True, capture_output=True)
        fault = next(f for f in bad(blog) if f[0] == "error")
        assert fault[1] == subject and says in fault[2], fault


def test_media_out_of_reach(running):
    conf = running.dir / "run" / "nginx" / "nginx.conf"
    text = conf.read_text()
    assert "location ^~ /media/" in text
    conf.write_text(text.replace("location ^~ /media/", "location ^~ /elsewhere/"))
    running.children[-1].send_signal(signal.SIGHUP)
    picture, = (running.dir / "media").glob("[!_]*")
    # A worker with the old settings may still answer a request.
    served.wait_for(lambda: all(running.get(f"/media/{picture.name}").status == 404
                                for _ in range(10)))
    fault, = bad(running.dir)
    assert fault[1] == "media" and "404" in fault[2] and "/media/" in fault[3]


def test_a_web_server_that_does_not_read_the_page_cache(running):
    conf = running.dir / "run" / "nginx" / "nginx.conf"
    text, changed = re.subn(r"if \(\$request_uri !~ [^\n]*\) \{", "if ($request_uri) {",
                            conf.read_text())
    assert changed == 1
    conf.write_text(text)
    running.children[-1].send_signal(signal.SIGHUP)
    served.wait_for(lambda: all(running.get("/?a=1&a=2").status == 400 for _ in range(10)))
    found = doctor(running.dir)
    assert [f for f in found if f[0] != "ok"] == []
    says = "\n".join(f[2] for f in found)
    assert "pamphlet.fcgi sends the pages" in says and "reads pages from it" not in says


def test_the_clock(blog):
    with contextlib.closing(sqlite3.connect(blog / "pamphlet.db")) as db:
        db.execute("INSERT INTO author VALUES (1, 'a', 'A')")
        db.execute("INSERT INTO article(id, type, status, slug, title, excerpt, lang, author_id,"
                   " menu_order, in_menu, sticky, created_at, published_at, updated_at,"
                   " comments_open, comment_count, reading_minutes) VALUES (1, 'post', 'publish',"
                   " 'a', 'A', '', '', 1, 0, 0, 0, 0, 4102444800000000, 0, 1, 0, 1)")
        db.commit()
    result = subprocess.run([served.BUILD / "pamphlet", "-C", blog, "doctor"],
                            capture_output=True, text=True, timeout=60)
    assert "error    clock: the clock is slow" in result.stdout and "2100-01-01" in result.stdout
