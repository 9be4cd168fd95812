"""The links by which the owner moderates a comment from a mail."""
import re
import threading

import pytest
import served
import tokens

PATH = "/comment/moderate/"
TITLE = "Talk here"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("moderate"),
                         {"moderation": "all", "flood_seconds": 0}, served.standard_articles())
    site.start()
    yield site
    site.stop()


def comment(site, text, **more):
    number, _ = site.article(TITLE)
    assert site.comment(number, text, **more).status == 303
    (found,), = site.rows("SELECT max(id) FROM comment")
    return found


def link(site, number, days=30, purpose="moderate"):
    return tokens.sign(site, purpose, number, days * tokens.DAY)


def status(site, number):
    rows = site.rows("SELECT status FROM comment WHERE id = ?", number)
    return rows[0][0] if rows else None


def forms(page):
    """The fields of each form, without its buttons, and the values of the buttons."""
    found = []
    for form in re.findall(r'<form class="(?:choices|respond)".*?</form>', page, re.S):
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
        found.append((fields, re.findall(r'name="do" value="(\w+)"', form)))
    return found


def press(site, page, button, **more):
    for fields, buttons in forms(page.text):
        if button in buttons:
            return site.post({**fields, "do": button, **more}, path=PATH)
    raise AssertionError(f"no button {button}")


def test_reading_changes_nothing(site):
    """Programs that scan mails follow every link in them."""
    number = comment(site, "Scan <this>", url="http://ada.example/")
    token = link(site, number)
    changes = site.rows("SELECT change FROM site")
    for action in ("approve", "spam", "trash", "reply", "nonsense", ""):
        for method in ("GET", "HEAD"):
            answer = site.http(method, f"{PATH}?t={token}&do={action}",
                               headers={"Purpose": "prefetch", "Sec-Purpose": "prefetch"})
            assert answer.status == 200
            assert answer["Cache-Control"] == "no-store"
            assert answer["X-Robots-Tag"] == "noindex"
            assert answer["Referrer-Policy"] == "same-origin"
    assert status(site, number) == "hold"
    assert site.rows("SELECT change FROM site") == changes
    page = site.get(f"{PATH}?t={token}&do=spam").text
    assert "<this>" not in page and "Scan" in page and "Status: awaiting moderation" in page
    assert "Reason: all comments are held" in page and 'value="spam" autofocus' in page
    assert "http://ada.example/" in page and 'href="http://ada.example/"' not in page
    assert "ada@example.org" not in page
    for method in ("PUT", "DELETE", "OPTIONS"):
        assert site.http(method, f"{PATH}?t={token}").status == 405


def test_each_button_and_its_undo(site):
    number = comment(site, "Decide about this")
    _, address = site.article(TITLE)
    page = site.get(f"{PATH}?t={link(site, number)}")
    for button, then in (("approve", "approve"), ("spam", "spam"), ("approve", "approve"),
                         ("trash", "trash"), ("approve", "approve"), ("hold", "hold")):
        before = status(site, number)
        page = press(site, page, button)
        assert page.status == 200 and status(site, number) == then
        assert ("Decide about this" in site.get(address).text) == (then == "approve")
        undone = press(site, page, "undo")
        assert status(site, number) == before
        page = press(site, undone, "undo")
        assert status(site, number) == then
    assert site.command("check") == "No problems found.\n"
    assert re.search(r'event=comment\.moderate request="\w+" '
                     rf'comment="{number}" from="hold" to="approve" by="link"', site.log())


def test_a_reply_and_its_undo(site):
    number = comment(site, "May I ask?")
    _, address = site.article(TITLE)
    page = site.get(f"{PATH}?t={link(site, number)}&do=reply")
    assert "also approves" in page.text
    done = press(site, page, "reply", comment="You may.")
    assert done.status == 200 and "Your reply is published." in done.text
    shown = site.get(address).text
    assert "May I ask?" in shown and "You may." in shown
    assert site.rows("SELECT by_author FROM comment WHERE parent_id = ?", number) == [(1,)]
    again = press(site, page, "reply", comment="You may.")
    assert again.status == 200 and "published already" in again.text
    undone = press(site, done, "undo")
    assert "Your reply is in the trash" in undone.text
    assert status(site, number) == "hold"
    assert "May I ask?" not in site.get(address).text
    long = press(site, undone, "reply", comment="x" * 70000)
    assert long.status == 422 and "Please shorten" in long.text and "x" * 70000 in long.text
    assert press(site, undone, "reply", comment=" \n").status == 422
    assert status(site, number) == "hold"


def test_others_decide_meanwhile(site):
    number = comment(site, "Two people see this")
    page = site.get(f"{PATH}?t={link(site, number)}")
    site.command("comment", "spam", number)
    late = press(site, page, "approve")
    assert late.status == 409 and "Meanwhile somebody has decided" in late.text
    assert status(site, number) == "spam"
    refused = press(site, page, "reply", comment="Hello there")
    assert refused.status == 409 and "Hello there" in refused.text
    assert press(site, late, "approve").status == 200
    assert status(site, number) == "approve"
    # The same button in two mails.
    again = press(site, late, "approve")
    assert again.status == 200 and "Nothing changed" in again.text


def test_many_at_once(site):
    numbers = [comment(site, f"At once {n}") for n in range(6)]
    pages = [site.get(f"{PATH}?t={link(site, n)}") for n in numbers]
    answers = []

    def decide(page, button):
        answers.append(press(site, page, button).status)
    threads = [threading.Thread(target=decide, args=(page, button))
               for page in pages for button in ("approve", "spam")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] * 6 + [409] * 6
    assert {status(site, n) for n in numbers} <= {"approve", "spam"}
    assert site.command("check") == "No problems found.\n"


def test_bad_links(site):
    number, other = comment(site, "Mine"), comment(site, "Yours")
    token = link(site, number)
    forged = token.replace(f"{number}.", f"{other}.", 1)
    held = link(site, number, purpose="held")
    for bad in ("x", "", "1", forged, held, token[:-1], token + "0", token.upper()):
        answer = site.get(f"{PATH}?t={bad}")
        assert answer.status == 404 and "This link is not valid" in answer.text, bad
        answer = site.post({"t": bad, "do": "approve", "from": "hold"}, path=PATH)
        assert answer.status == 404
    old = link(site, number, days=-1)
    for answer in (site.get(f"{PATH}?t={old}"),
                   site.post({"t": old, "do": "approve", "from": "hold"}, path=PATH)):
        assert answer.status == 410 and "This link has expired" in answer.text
    assert status(site, number) == status(site, other) == "hold"
    site.command("comment", "delete", number, "--yes")
    for answer in (site.get(f"{PATH}?t={token}"),
                   site.post({"t": token, "do": "approve", "from": "hold"}, path=PATH),
                   site.post({"t": token, "do": "reply", "from": "hold", "comment": "x"}, path=PATH)):
        assert answer.status == 410 and "This comment was deleted" in answer.text
    # A token in the query does not make up for one in the form.
    answer = site.http("POST", f"{PATH}?t={link(site, other)}", b"do=approve&from=hold",
                       {"Content-Type": served.FORM_TYPE})
    assert answer.status == 404 and status(site, other) == "hold"
    # Without a token, the path is like any other.
    assert site.get(PATH).status == 404
    assert "Page not found" in site.get(PATH).text


def test_malformed_forms(site):
    number = comment(site, "Do not touch")
    good = {"t": link(site, number), "do": "approve", "from": "hold"}
    for change in ({"do": "delete"}, {"do": ""}, {"from": "gone"}, {"from": ""},
                   {"do": "undo"}, {"do": "undo", "to": "x"}, {"do": "reply"}):
        assert site.post({**good, **change}, path=PATH).status == 400, change
    other = comment(site, "Another")
    forged = site.post({**good, "do": "undo", "to": "hold", "r": f"{other}.1.ab"}, path=PATH)
    assert forged.status == 400
    cross = {"Origin": "https://evil.example"}
    assert site.post(good, headers=cross, path=PATH).status == 403
    assert site.post(good, headers={"Sec-Fetch-Site": "cross-site"}, path=PATH).status == 403
    assert site.post(good, headers={"Content-Type": "text/plain"}, path=PATH).status == 415
    assert status(site, number) == "hold"
