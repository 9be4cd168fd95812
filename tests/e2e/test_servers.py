"""The same program behind lighttpd, as FastCGI and as plain CGI."""
import datetime
import shutil

import pytest
import served

COMMON = """
server.document-root = "{site}/public"
server.bind = "127.0.0.1"
server.port = {port}
server.errorlog = "{folder}/lighttpd.log"
server.upload-dirs = ( "{folder}" )
"""
# As docs/web-servers.md has it.
FASTCGI = COMMON + """
server.modules += ( "mod_fastcgi" )
fastcgi.server = ( "/" => (( "socket" => "{site}/run/pamphlet.sock",
  "check-local" => "disable", "fix-root-scriptname" => "enable" )) )
"""
CGI = COMMON + """
server.modules += ( "mod_cgi", "mod_alias", "mod_rewrite", "mod_setenv" )
alias.url = ( "/pamphlet.fcgi" => "{build}/pamphlet.fcgi" )
url.rewrite-once = ( "^/(.*)" => "/pamphlet.fcgi/$1" )
cgi.assign = ( "/pamphlet.fcgi" => "" )
setenv.add-environment = ( "PAMPHLET_SITE" => "{site}",
  "PAMPHLET_BASE_URL" => "{base_url}" )
"""


@pytest.fixture(scope="module", params=["fastcgi", "cgi"])
def site(request, tmp_path_factory):
    lighttpd = shutil.which("lighttpd", path=served.PATH)
    assert lighttpd, "lighttpd is not installed"
    site = served.Served(tmp_path_factory.mktemp(request.param),
                         {"moderation": "none", "flood_seconds": 0}, served.standard_articles())
    text = (FASTCGI if request.param == "fastcgi" else CGI).format(
        site=site.dir, folder=site.folder, port=site.port, build=served.BUILD,
        base_url=site.base_url)
    conf = site.folder / "lighttpd.conf"
    conf.write_text(text, "utf-8")
    try:
        if request.param == "fastcgi":
            site.start_program()
        site.spawn(lighttpd, "-D", "-f", conf)
        site.wait_until_answering()
        yield site
    finally:
        site.stop()


def test_pages(site):
    home = site.get("/")
    assert home.status == 200 and "Low tide at six" in home.text
    page = site.get("/2026/01/low-tide-at-six/")
    assert page.status == 200 and "<strong>smell</strong>" in page.text
    assert page["Content-Security-Policy"].startswith("default-src 'none'")
    assert site.get("/2026/01/low-tide-at-six/", If_None_Match=page["ETag"]).status == 304
    head = site.http("HEAD", "/")
    assert head.status == 200 and head.body == b""


def test_errors_and_redirects(site):
    assert site.get("/nothing/").status == 404
    assert site.get("/about-us")["Location"].endswith("/about-us/")
    assert site.http("GET", "/comment/").status == 405
    number, address = site.article("Low tide at six")
    assert site.get(f"/?p={number}")["Location"].endswith(address)


def test_the_style_sheet(site):
    home = site.get("/").text
    sheet = home.split('rel="stylesheet" href="')[1].split('"')[0]
    a = site.get(sheet)
    assert a.status == 200 and a["Content-Type"].startswith("text/css")


def test_a_comment(site):
    number, address = site.article("Talk here")
    text = "Through lighttpd é \U0001f30a " * 200
    a = site.comment(number, text)
    assert a.status == 303 and address + "#comment-" in a["Location"]
    assert "Through lighttpd é \U0001f30a" in site.get(address).text
    assert site.rows("SELECT source FROM comment") == [(text,)]
    assert site.comment(number, "").status == 422
    assert site.comment(number, text).status == 409
    assert site.comment(number, "x", {"Origin": "https://evil.example"}).status == 403


def test_what_is_due(site):
    """Published in time: by the keeper, or under plain CGI before the answer."""
    due = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=3)
    site.write("due.md", served.matter("Due soon", date=due.strftime("%Y-%m-%dT%H:%M:%SZ")))
    site.command("import", site.sources / "due.md")
    path = due.strftime("/%Y/%m/due-soon/")
    assert site.get(path).status == 404
    served.wait_for(lambda: site.get(path).status == 200, 8, "publication")
    assert "Due soon" in site.get("/").text
