"""The program behind nginx, lighttpd and Apache, with the configurations that
docs/web-servers.md recommends."""
import datetime
import gzip
import re
import shutil

import pytest
import served

DOCUMENT = served.ROOT / "docs" / "web-servers.md"
SECURITY = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
            "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
            "Permissions-Policy")
# Wraps the documented configuration so that the test can run a server of its own.
NGINX = """{user}
daemon off;
pid {run}/nginx.pid;
error_log stderr warn;
events {{ }}
http {{
  access_log off;
  types {{ image/svg+xml svg; }}
  client_body_temp_path {run}/body;
  fastcgi_temp_path {run}/fastcgi;
  proxy_temp_path {run}/proxy;
  scgi_temp_path {run}/scgi;
  uwsgi_temp_path {run}/uwsgi;
  {text}
}}
"""
LIGHTTPD = """server.document-root = "{site}/public"
server.bind = "127.0.0.1"
server.port = {port}
server.errorlog = "{run}/lighttpd.log"
server.upload-dirs = ( "{run}" )
mimetype.assign = ( ".svg" => "image/svg+xml", ".txt" => "text/plain" )
{text}
"""
APACHE_MODULES = ("mpm_event", "authz_core", "alias", "headers", "mime", "proxy",
                  "proxy_fcgi", "dir", "env")
APACHE = """{modules}
ServerName 127.0.0.1
ServerRoot {run}
DefaultRuntimeDir {run}
PidFile {run}/apache.pid
Mutex file:{run}
ErrorLog {run}/apache.log
Listen 127.0.0.1:{port}
TypesConfig /dev/null
AddType image/svg+xml svg
<Directory />
  Require all denied
</Directory>
{text}
"""


def documented(first_line):
    """Returns the code block of the document that begins with this line."""
    text = DOCUMENT.read_text("utf-8")
    blocks = [b for b in re.findall(r"(?ms)^```\w+\n(.*?)^```$", text)
              if b.split("\n", 1)[0] == first_line]
    assert len(blocks) == 1, first_line
    return blocks[0]


def put(text, *changes):
    """Each change must find the text it replaces, or the documentation has changed."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, str(new))
    return text


def nginx(site, run):
    text = put(documented("# /etc/nginx/sites-available/blog"), ("/srv/blog", site.dir),
               ("/var/log/nginx/error.log", "stderr"),
               ("listen 80;", f"listen 127.0.0.1:{site.port};"))
    user = "user root;" if served.os.getuid() == 0 else ""
    return ["nginx", "-e", "stderr", "-p", run, "-c"], NGINX.format(
        run=run, user=user, text=text)


def lighttpd(site, run):
    text = put(documented("# /etc/lighttpd/conf-available/50-blog.conf"),
               ("/srv/blog", site.dir))
    return ["lighttpd", "-D", "-f"], LIGHTTPD.format(
        site=site.dir, port=site.port, run=run, text=text)


def lighttpd_cgi(site, run):
    text = documented("# /etc/lighttpd/conf-available/50-blog.conf")
    other = documented("# /etc/lighttpd/conf-available/50-blog.conf, as plain CGI")
    other = other.split("\n", 1)[1]
    text, n = re.subn(r"(?ms)^\} else \{\n.*^\}\n", lambda m: "} " + other, text)
    assert n == 1
    text = put(text, ("/srv/blog", site.dir), ('"mod_fastcgi"', '"mod_cgi", "mod_rewrite"'),
               ("/usr/local/sbin/pamphlet.fcgi", served.BUILD / "pamphlet.fcgi"),
               ("/var/log/lighttpd", run),
               ('"PAMPHLET_SITE" =>', f'"PAMPHLET_BASE_URL" => "{site.base_url}",'
                                      ' "PAMPHLET_SITE" =>'))
    return ["lighttpd", "-D", "-f"], LIGHTTPD.format(
        site=site.dir, port=site.port, run=run, text=text)


def apache(site, run):
    text = put(documented("# /etc/apache2/sites-available/blog.conf"), ("/srv/blog", site.dir),
               ("<VirtualHost *:80>", f"<VirtualHost *:{site.port}>"))
    modules = "\n".join(f"LoadModule {m}_module /usr/lib/apache2/modules/mod_{m}.so"
                        for m in APACHE_MODULES)
    return ["apache2", "-DFOREGROUND", "-f"], APACHE.format(
        run=run, port=site.port, text=text, modules=modules)


def apache_cgi(site, run):
    """As the document says: without two kinds of lines, and with the block about CGI."""
    words, text = apache(site, run)
    other = put(documented("  # After the alias of /media/, because the first one that matches"
                           " counts."),
                ("/srv/blog", site.dir), ("/usr/local/sbin/", f"{served.BUILD}/"),
                ("SetEnv ", f"SetEnv PAMPHLET_BASE_URL {site.base_url}\n  SetEnv "))
    text, n = re.subn(r"(?m)^  (ProxyPass|ErrorDocument) .*\n", "", text)
    assert n == 3
    text = put(text, ("\n  </Directory>\n", "\n  </Directory>\n" + other),
               ("mod_proxy_fcgi.so", "mod_cgid.so"), ("proxy_fcgi_module", "cgid_module"))
    return words, text.replace("Listen", f"ScriptSock {run}/cgid.sock\nListen", 1)


def script_nginx(_site, _run):
    """The configuration that script/server uses, started by tests/support/served.py."""
    return None, ""


@pytest.fixture(scope="module", params=[nginx, script_nginx, lighttpd, lighttpd_cgi, apache,
                                        apache_cgi],
                ids=lambda f: f.__name__)
def site(request, tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp(request.param.__name__),
                         {"moderation": "none", "flood_seconds": 0}, served.standard_articles())
    site.is_cgi = request.param in (lighttpd_cgi, apache_cgi)
    site.is_nginx = request.param in (nginx, script_nginx)
    run = site.folder / "server"
    run.mkdir()
    words, text = request.param(site, run)
    program = words and shutil.which(words[0], path=served.PATH)
    assert program or not words, f"{words[0]} is not installed"
    (run / "server.conf").write_text(text, "utf-8")
    (site.dir / "down.txt").write_text("This page cannot be shown at the moment.\n", "utf-8")
    (site.dir / "busy.txt").write_text("Nothing was saved.\n", "utf-8")
    (site.dir / "media" / "folder").mkdir()
    (site.dir / "media" / "boat.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    try:
        if not site.is_cgi:
            site.start_program()
        if words:
            site.spawn(program, *words[1:], run / "server.conf")
            site.wait_until_answering()
        else:
            site.start_nginx()
        yield site
    finally:
        site.stop()


def assert_safe(answer):
    """Each header appears once: browsers ignore a security header that is sent twice."""
    for name in SECURITY:
        assert len(answer.headers.get_all(name, [])) == 1, (name, answer.headers.items())
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert len(answer.headers.get_all("Cache-Control", [])) <= 1
    assert not re.search(r"\d", answer["Server"] or ""), "the server tells its version"


def test_pages(site):
    home = site.get("/")
    assert home.status == 200 and "Low tide at six" in home.text
    page = site.get("/2026/01/low-tide-at-six/")
    assert page.status == 200 and "<strong>smell</strong>" in page.text
    # Sent by the program with an error, and by the web server with a stored page.
    assert page["Content-Security-Policy"] == site.get("/nothing/")["Content-Security-Policy"]
    assert "connect-src 'self'" in page["Content-Security-Policy"]
    assert_safe(page)
    assert site.get("/2026/01/low-tide-at-six/", If_None_Match=page["ETag"]).status == 304
    head = site.http("HEAD", "/")
    assert head.status == 200 and head.body == b""


def test_stored_pages(site):
    """Program and web server send the same page with the same ETag, compressed if the client
    accepts that, and never an old page after a change is acknowledged."""
    number, path = site.article("Talk here")
    first = site.get(path)
    file = site.dir / "run" / "cache" / "current" / path.strip("/") / "index.html"
    assert file.read_bytes() == first.body, "it was stored"
    again = site.get(path)
    assert (again.body, again["ETag"]) == (first.body, first["ETag"])
    packed = site.get(path, Accept_Encoding="gzip")
    assert packed["Content-Encoding"] == "gzip" and packed["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body) == first.body
    assert site.get(path, Accept_Encoding="gzip", If_None_Match=packed["ETag"]).status == 304
    assert site.comment(number, "Is it there?").status == 303
    # The first response after a change is compressed too.
    packed = site.get(path, Accept_Encoding="gzip")
    assert packed["Content-Encoding"] == "gzip" and packed["Vary"] == "Accept-Encoding"
    assert "Is it there?" in gzip.decompress(packed.body).decode()
    assert site.get(path, Accept_Encoding="gzip")["ETag"] == packed["ETag"]
    newer = site.get(path, If_None_Match=first["ETag"])
    assert newer.status == 200 and "Is it there?" in newer.text


def test_the_style_sheet_is_packed(site):
    style = re.search(r'"(/assets/style[^"]+)"', site.get("/").text)[1]
    plain = site.get(style)
    packed = site.get(style, Accept_Encoding="gzip")
    assert packed["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed["Vary"]
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body) / 2
    icon = re.search(r'"(/assets/[^"]+[.]svg)"', site.get("/").text)[1]
    assert site.get(icon).status == site.get(icon, Accept_Encoding="gzip").status == 200


def test_what_is_not_stored_may_be_packed(site):
    """The program compresses these, for every web server."""
    assert len(site.get("/?s=tide").body) > 1000
    for path in ("/?s=tide", "/sitemap.xml", "/low-tide-at-sxi/"):
        plain, packed = site.get(path), site.get(path, Accept_Encoding="gzip")
        assert "Accept-Encoding" in packed["Vary"] and "Accept-Encoding" in plain["Vary"]
        # A small one fits into a packet as it is.
        assert packed["Content-Encoding"] == ("gzip" if len(plain.body) >= 1000 else None)
        body = gzip.decompress(packed.body) if packed["Content-Encoding"] else packed.body
        assert body == plain.body
        if plain["ETag"]:
            assert site.get(path, Accept_Encoding="gzip",
                            If_None_Match=packed["ETag"]).status == 304


@pytest.mark.parametrize("path, kind", [
    ("/feed/", "application/rss+xml"), ("/tag/tides/feed/atom/", "application/atom+xml"),
    ("/comments/feed/json/", "application/feed+json"), ("/sitemap.xml", "application/xml"),
    ("/robots.txt", "text/plain; charset=utf-8"), ("/healthz", "text/plain; charset=utf-8"),
    ("/?s=tide", "text/html; charset=utf-8")])
def test_what_is_no_page(site, path, kind):
    """A feed is sent by the program first, then from the cache."""
    for _ in range(2):
        answer = site.get(path)
        assert answer.status == 200 and answer["Content-Type"] == kind
        assert_safe(answer)


def test_errors_and_redirects(site):
    missing = site.get("/nothing/")
    assert missing.status == 404 and missing["Cache-Control"] == "no-store"
    assert_safe(missing)
    assert site.get("/about-us")["Location"].endswith("/about-us/")
    assert site.http("GET", "/comment/").status == 405
    number, address = site.article("Low tide at six")
    for name in ("p", "page_id"):
        assert site.get(f"/?{name}={number}")["Location"].endswith(address)


def test_the_style_sheet(site):
    home = site.get("/").text
    sheet = home.split('rel="stylesheet" href="')[1].split('"')[0]
    a = site.get(sheet)
    assert a.status == 200 and a["Content-Type"].startswith("text/css")
    assert "immutable" in a["Cache-Control"]
    assert_safe(a)
    refused = site.http("POST", sheet, b"")
    assert refused.status == 405 and refused["Cache-Control"] == "no-store"
    assert_safe(refused)


def test_a_picture(site):
    page = site.get("/2026/01/low-tide-at-six/").text
    png = site.get(re.search(r'src="(/media/[^"]+)"', page).group(1))
    assert png.status == 200 and png.body == served.BOAT
    svg = site.get("/media/boat.svg")
    assert svg.status == 200 and svg["Content-Type"] == "image/svg+xml"
    assert svg["Content-Security-Policy"].endswith("; sandbox")
    assert_safe(png)
    assert_safe(svg)
    missing = site.get("/media/none.svg")
    assert missing.status == 404
    assert_safe(missing)


def test_a_folder_follows_no_forged_host(site):
    answer = site.http("GET", "/media/folder", headers={"Host": "evil.example"})
    assert "evil.example" not in str(answer.headers) + answer.text
    assert_safe(answer)


def test_a_comment(site):
    number, address = site.article("Talk here")
    text = "Through the server é \U0001f30a " * 200
    a = site.comment(number, text)
    assert a.status == 303 and address + "?edit=" in a["Location"]
    assert_safe(site.get(a["Location"].split("#")[0]))
    assert_safe(a)
    assert "Through the server é \U0001f30a" in site.get(address).text
    assert site.rows("SELECT source FROM comment ORDER BY id DESC LIMIT 1") == [(text,)]
    assert site.comment(number, "").status == 422
    assert site.comment(number, text).status == 409
    assert site.comment(number, "x", {"Origin": "https://evil.example"}).status == 403


def test_the_largest_form(site):
    """Every valid text is accepted, and one that is too long is returned to the reader."""
    number, address = site.article("Number 02")
    letter = "\U0001f30a"  # twelve bytes once it is percent-encoded
    fields = {"author": letter * 245, "url": "https://a.example/" + letter * 182}
    assert site.comment(number, letter * 65525, **fields).status == 303
    assert letter * 65525 in site.get(address).text
    for text in (letter * 65526, "x" * 1_040_000):
        refused = site.comment(number, text, **fields)
        assert refused.status == 422 and text in refused.text


def test_what_is_due(site):
    """A post is published on time: by the scheduler, or with plain CGI before the response."""
    due = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=3)
    site.write("due.md", served.matter("Due soon", date=due.strftime("%Y-%m-%dT%H:%M:%SZ")))
    site.command("import", site.sources / "due.md")
    path = due.strftime("/%Y/%m/due-soon/")
    assert site.get(path).status == 404
    served.wait_for(lambda: site.get(path).status == 200, 8, "publication")
    assert "Due soon" in site.get("/").text


def test_why_plain_cgi_cannot_use_the_site(site):
    """The reader learns nothing, and the server's log has the reason."""
    if not site.is_cgi:
        pytest.skip("not plain CGI")
    database = site.dir / "pamphlet.db"
    database.rename(site.dir / "away.db")
    try:
        assert site.get("/").status == 503
    finally:
        (site.dir / "away.db").rename(database)
    said = "".join(f.read_text("utf-8") for f in (site.folder / "server").glob("*.log"))
    assert "event=site.open" in said and "pamphlet.db is missing" in said
    assert "doctor --user=" in said
    assert site.get("/").status == 200


def test_a_form_far_too_large(site):
    answer = site.comment(1, "x" * 1_200_000)
    assert answer.status == 413
    assert_safe(answer)


def test_while_the_program_is_down(site):
    """Must be the last test, because the program is not restarted."""
    if site.is_cgi:
        pytest.skip("plain CGI has no program that could be down")
    site.program.terminate()
    site.program.wait(15)
    for path in ("/?p=1", "/?replytocom=1"):
        down = site.get(path)
        assert down.status == 503 and int(down["Retry-After"]) > 0
        assert down["Cache-Control"] == "no-store"
        assert_safe(down)
    assert site.get("/media/boat.svg").status == 200
