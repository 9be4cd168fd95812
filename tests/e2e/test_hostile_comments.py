"""The newer addresses, fields and commands of comments, as somebody with bad intentions uses them."""
import re
import subprocess
import time

import pytest
import served
from test_comment_rules import hidden, made, send  # noqa: F401

TITLE = "Talk here"
HEADERS = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff",
           "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
           "Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": ""}

NUMBERS = ["0", "-1", "+1", "01", "1.0", "1e3", "0x1", "%201", "1%20", "1%00", "%31%0a", "1;2", "1,2",
           "%EF%BC%91", "%D9%A1", "9223372036854775807", "9223372036854775808",
           "18446744073709551617", "9" * 400, "last", "LAST", "..", "%2e%2e", "1%2f..", "*", "%",
           "%c0%b1", "'", "1'--", "<script>", "${7*7}", "1\\"]


def cached_files(site):
    return sum(1 for f in (site.dir / "run" / "cache").rglob("*") if f.is_file())


@pytest.mark.parametrize("form", ["/comment/{}/", "/comment/{}", "{path}comment-page-{}/",
                                  "{path}comment-page-{}", "{path}?replytocom={}",
                                  "{path}?held={}", "{path}?known={}"])
def test_numbers_in_addresses(open_site, form):
    """No answer is an error of the program, stores a page, sets a cookie or leaves the site."""
    path = open_site.article(TITLE)[1]
    open_site.get(path)
    files, ended = cached_files(open_site), open_site.log().count("child_ended")
    for number in NUMBERS:
        answer = open_site.http("GET", form.format(number, path=path))
        wanted = (200, 301, 303, 400, 404, 414) if "?" in form else (301, 303, 400, 404, 414)
        assert answer.status in wanted, (number, answer.status)
        assert answer["Set-Cookie"] is None
        assert "<script>" not in answer.text or "?" in form
        place = answer["Location"]
        assert place is None or re.match(r"/(?!/)[\w/.#%'~!$&()*+,;=:@?-]*$", place), (number, place)
        if answer["Server"] and "X-Content-Type-Options" in answer.headers:
            for name, value in HEADERS.items():
                assert value in (answer[name] or "-"), (number, name)
    assert cached_files(open_site) == files
    assert open_site.log().count("child_ended") == ended


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
def test_methods(open_site, method):
    path = open_site.article(TITLE)[1]
    for address in ("/comment/1/", f"{path}comment-page-1/", f"{path}comment-page-last/"):
        answer = open_site.http(method, address, b"")
        assert answer.status == 405 and answer["Allow"] == "GET, HEAD", (method, address)


def test_what_is_not_shown_has_no_address(site):
    """A comment that is held, spam or in the trash is like one that never was; one below an
    article that was withdrawn is gone with it."""
    number, path = site.article(TITLE)
    ids = {}
    for status in ("hold", "spam", "trash"):
        assert site.comment(number, f"Hidden {status} {time.time_ns()}").status == 303
        ids[status] = site.rows("SELECT max(id) FROM comment")[0][0]
        if status != "hold":
            site.command("comment", status, ids[status])
    ids["never"] = ids["trash"] + 1000
    draft = site.command("post", "create", "--title=Withdrawn later", "--content=x",
                         "--status=publish", "--porcelain").strip()
    assert site.comment(draft, f"Below a draft {time.time_ns()}").status == 303
    ids["draft"] = site.rows("SELECT max(id) FROM comment")[0][0]
    site.command("comment", "approve", ids["draft"])
    assert site.get(f"/comment/{ids['draft']}/").status == 303
    site.command("post", "update", draft, "--status=draft")
    assert site.get(f"/comment/{ids.pop('draft')}/").status == 410
    answers = {status: site.get(f"/comment/{i}/") for status, i in ids.items()}
    assert {a.status for a in answers.values()} == {404}
    pages = {re.sub(r"\d{2,}|[\w-]{22,}", "", a.text) for a in answers.values()}
    assert len(pages) == 1
    reply = site.get(f"{path}?replytocom={ids['hold']}")
    assert "Hidden hold" not in reply.text


def test_forged_tokens(made):  # noqa: F811
    """Changed at each place, cut, extended, or of another kind or site: nobody becomes known."""
    site = made(moderation="first-time", form_seconds=0)
    other = made(moderation="first-time", form_seconds=0)
    kept = {}
    for one in (site, other):
        page = one.get(send(one, "First")["Location"].split("#")[0]).text
        kept[one] = hidden(page)["known"]
        one.approve_all()
    good = kept[site]
    held = send(site, "Held")["Location"]
    forged = [good[:i] + ("A" if good[i] != "A" else "B") + good[i + 1:]
              for i in range(0, len(good), 3)]
    forged += [good[:-1], good + "A", good[1:], good.upper(), good + "=", "", " ", good[::-1],
               kept[other], re.search(r"held=([^#&]+)", held)[1], f"{good[:20]} {good[20:]}",
               " ".join(["x" * 43] * 3 + [good])]
    before = site.rows("SELECT count(*) FROM comment WHERE status = 'approve'")
    for n, token in enumerate(forged):
        answer = send(site, f"Forged {n}", known=token)
        assert answer.status == 303 and "?held=" in answer["Location"], (n, token)
    assert site.rows("SELECT count(*) FROM comment WHERE status = 'approve'") == before
    assert "?held=" not in send(site, "Proved", known=good)["Location"]


BAD = {"overlong": b"%c0%af", "surrogate": b"%ed%a0%80", "too high": b"%f4%90%80%80",
       "cut off": b"%c3", "half": b"%4"}


@pytest.mark.parametrize("name", BAD)
def test_each_field_of_the_form(open_site, name):
    """The hidden ones as well: text that is none is refused, and so is a field sent twice."""
    number, path = open_site.article(TITLE)
    page = open_site.get(path).text
    form = page[page.index('id="commentform"'):]
    names = set(re.findall(r'name="(\w+)"', form[:form.index("</form>")])) | {"known", "remember"}
    assert {"leave_empty", "author", "email", "url", "comment", "comment_post_ID"} < names
    before = open_site.rows("SELECT count(*) FROM comment")
    good = {"comment_post_ID": str(number), "author": "A", "email": "a@example.org",
            "comment": f"Field {name} {time.time_ns()}"}
    for field in names:
        fields = {k: v.encode() for k, v in good.items()}
        fields[field] = fields.get(field, b"") + b"x" + BAD[name]
        body = b"&".join(k.encode() + b"=" + v for k, v in fields.items())
        assert open_site.post(body).status == 400, field
        twice = b"&".join([body.replace(BAD[name], b""), field.encode() + b"=1"])
        assert open_site.post(twice).status == 400, field
    assert open_site.rows("SELECT count(*) FROM comment") == before


def test_long_hidden_fields(open_site):
    number, _ = open_site.article(TITLE)
    for field in ("known", "leave_empty", "comment_parent", "form"):
        for size in (1000, 100_000):
            answer = open_site.comment(number, f"Long {time.time_ns()}", **{field: "1" * size})
            assert answer.status in (303, 400, 413, 422), (field, size, answer.status)
    assert open_site.comment(number, "x", known="y" * 1_048_576).status == 413


def run(site, *args, text=None):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *map(str, args)],
                          input=text, capture_output=True, timeout=60)


@pytest.mark.parametrize("text", [b"\xff", b"a\0b", b"\xed\xa0\x80", b"x" * 2_000_000, b"",
                                  b" \n\t"], ids=["latin 1", "NUL", "surrogate", "long", "empty", "blank"])
def test_texts_of_the_author(open_site, text):
    """What the form refuses, the command refuses as well, with a sentence."""
    number, path = open_site.article(TITLE)
    parent = open_site.comment(number, f"Parent {time.time_ns()}")["Location"].split("-")[-1]
    before = open_site.rows("SELECT id, source FROM comment")
    for args in (("reply", parent, "-"), ("edit", parent, "--content=-")):
        refused = run(open_site, "comment", *args, text=text)
        assert refused.returncode not in (0, 139), args
        assert refused.stderr.startswith(b"pamphlet: ") and len(refused.stderr) < 500
        assert b"\0" not in refused.stderr and b"\xff" not in refused.stderr
    assert open_site.rows("SELECT id, source FROM comment") == before


def test_sentences_of_closed_threads(open_site):
    number, path = open_site.article(TITLE)
    try:
        for bad in ("a\x1b[31mb", "\u202ekcab", "a\nb", "x" * 100_000, b"\xff"):
            args = [open_site.dir, "comment", "close", number, b"--message=" +
                    (bad if isinstance(bad, bytes) else bad.encode())]
            answer = subprocess.run([served.BUILD / "pamphlet", "-C", *map(
                lambda a: a if isinstance(a, bytes) else str(a), args)], capture_output=True)
            page = open_site.get(path).text
            assert answer.returncode or not re.search("[\x1b\u202e]|x{5000}", page), bad[:20]
            assert b"\x1b" not in answer.stdout + answer.stderr
    finally:
        open_site.command("comment", "open", number)


def test_no_new_output_shows_an_address(site):
    """Not the lists, the filter, the cache, the log, or a table but the one for it."""
    secret = f"hidden{time.time_ns()}"
    number, path = site.article(TITLE)
    location = site.comment(number, f"Private {secret[6:]}", email=f"{secret}@private.example")["Location"]
    comment = site.rows("SELECT max(id) FROM comment")[0][0]
    fields = run(site, "comment", "list", "--fields=nothing").stderr.decode()
    known = re.findall(r"[a-z_]+", fields.split(": use ")[-1])
    assert {"score", "words", "reason"} < set(known), fields
    known = [f for f in known if f not in ("email", "and", "or")]
    outputs = [site.get(location.split("#")[0]).text, site.get(f"/comment/{comment}/").text, site.log(),
               site.command("comment", "list", "--status=all", f"--fields={','.join(known)}"),
               site.command("spam", "explain", f"--comment={comment}", check=False),
               site.command("spam", "status"), site.command("comment", "blocked"),
               site.command("stats"), site.command("check")]
    site.command("comment", "approve", comment)
    outputs += [site.get(path).text, site.get(f"{path}feed/").text]
    for n, text in enumerate(outputs):
        assert f"{secret}@" not in text, n
    for table, in site.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"
                            " AND sql NOT LIKE 'CREATE VIRTUAL%'"):
        if table != "comment_private":
            assert secret not in repr(site.rows(f'SELECT * FROM "{table}"')), table
    for file in (site.dir / "run" / "cache").resolve().rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes(), file
