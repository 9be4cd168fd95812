"""The rules that decide what becomes of a comment, and the limits of a flood."""
import json
import re
import shutil
import subprocess

import fcgi_records as fcgi
import pytest
import served
import test_browser


@pytest.fixture
def made(tmp_path):
    """Makes a running site with settings of its own."""
    sites = []

    def make(**settings):
        site = served.Served(tmp_path / f"{len(sites)}", {"flood_seconds": 0, **settings},
                             served.standard_articles())
        sites.append(site)
        site.start()
        return site
    yield make
    for site in sites:
        site.stop()


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def send(site, text, email="ada@example.org", path=None, **more):
    """Sends the form as a browser does, with its hidden fields."""
    number, address = site.article("Talk here")
    page = site.get(path or address).text
    return site.post({"comment": text, "author": "Ada", "email": email, "url": "",
                      "leave_empty": "", **hidden(page), **more})


def reasons(site):
    return [row["reason"] for row in json.loads(site.command(
        "comment", "list", "--status=all", "--fields=reason", "--format=json"))][::-1]


def test_the_default_holds_strangers(tmp_path):
    subprocess.run([served.BUILD / "pamphlet", "init", tmp_path / "blog"], check=True,
                   capture_output=True)
    ini = (tmp_path / "blog" / "site.ini").read_text()
    assert "\nmoderation = first-time\n" in ini and "\npending_limit = 5000\n" in ini


def test_reasons_are_shown(made):
    site = made(moderation="rules", block_words="casino, *pills", block_urls="spam.example",
                block_networks="203.0.113.0/24")
    for text, more in (("Good.", {}), ("The best CASINO", {}), ("sleepingpills", {}),
                       ("See http://a.spam.example/x", {}), ("http://a http://b http://c", {}),
                       ("Hi", {"leave_empty": "me"}), ("Hello", {"author": "Casino"})):
        assert send(site, text, **more).status == 303
    wanted = ["approve", "word: casino", "word: *pills", "url: spam.example", "links: 3",
              "honeypot", "word: casino"]
    assert reasons(site) == wanted
    assert site.rows("SELECT status FROM comment ORDER BY id") == [
        (s,) for s in ("approve", "spam", "spam", "spam", "hold", "hold", "spam")]
    got = json.loads(site.command("comment", "get", "2", "--format=json"))
    assert got["reason"] == "word: casino" and got["status"] == "spam"
    assert "word: casino" in site.command("comment", "list", "--status=spam")
    shown = site.get(site.article("Talk here")[1]).text
    assert "Good." in shown and "CASINO" not in shown and "casino" not in shown


def test_a_list_of_thousands_of_words(made):
    """A list that somebody brings along, and that the moderation queue adds to."""
    words = ", ".join(f"badword{n}" for n in range(5000))
    hosts = ", ".join(f"b{n}.example" for n in range(5000))
    site = made(moderation="rules", block_words=words, block_urls=hosts)
    site.command("config", "set", "block_words", f"{words}, casino", "--reload")
    for text in ("Good.", "A badword4999 here", "http://b4999.example/", "The casino"):
        assert send(site, text).status == 303
    assert reasons(site) == ["approve", "word: badword4999", "url: b4999.example",
                             "word: casino"]
    site.command("doctor")


def test_spam_looks_as_if_it_were_held(made):
    site = made(moderation="all", block_words="casino")
    pages = []
    for text in ("A casino", "A harbour"):
        answer = send(site, text)
        page = site.get(answer["Location"].split("#")[0]).text
        # What differs for any two comments: the text, the tokens, the number.
        page = page.replace(text, "")
        pages.append(re.sub(r"[\w.-]{43,}|comment-\d+|datetime=\S+|\d\d:\d\d", "", page))
    assert pages[0] == pages[1] and "awaiting moderation" in pages[0]


def test_a_known_reader_is_not_held_again(made):
    """The token of the first comment proves it, once that is approved; an address never."""
    site = made(moderation="first-time", form_seconds=0)
    first = send(site, "First")
    held = first["Location"].split("#")[0]
    assert "?held=" in held and "ada" not in held
    assert "?held=" in send(site, "Second", path=held)["Location"], "not approved yet"
    kept = hidden(site.get(held).text)["known"]
    site.approve_all()
    assert "?held=" in send(site, "Only the address")["Location"]
    assert "?held=" in send(site, "Another address", "eve@example.org", known=kept)["Location"]
    assert "?held=" in send(site, "Forged", known=kept[:-1] + "x")["Location"]
    answer = send(site, "Proved", known=kept)
    assert re.search(r"/\?edit=[^#]*#comment-\d+$", answer["Location"])
    assert reasons(site) == ["first-time"] * 5 + ["approve"]
    site.command("comment", "spam", "1", "2")
    assert "?held=" in send(site, "No longer", known=kept)["Location"]


def test_a_form_that_is_sent_at_once_is_held(made):
    """Only forms that were made for one reader have a time: here, that of a reply."""
    site = made(moderation="rules", form_seconds=3600)
    assert send(site, "Parent")["Location"].endswith("#comment-1")
    _, address = site.article("Talk here")
    reply = send(site, "Reply", path=f"{address}?replytocom=1")
    assert "?held=" in reply["Location"] and reasons(site)[1].startswith("form-time: ")
    site.set(form_seconds=0)
    site.reload()
    reply = send(site, "Another reply", path=f"{address}?replytocom=1")
    assert "?held=" not in reply["Location"]


@pytest.mark.parametrize("browser", ["w3m", "lynx"])
def test_text_browsers_are_told_what_to_leave_empty(made, browser):
    if not shutil.which(browser):
        pytest.skip(f"needs {browser}")
    site = made(moderation="rules")
    _, address = site.article("Talk here")
    shown = subprocess.run([browser, "-dump", site.base_url + address], capture_output=True,
                           text=True, check=True).stdout
    assert "Leave this field empty" in shown


def ask(site, address, text, number, **more):
    """A comment from any address, as the web server passes it on."""
    body = "&".join(f"{k}={v}" for k, v in {
        "comment_post_ID": number, "author": "Ada", "email": "a@example.org", "comment": text,
        **more}.items()).encode()
    params = {"REQUEST_METHOD": "POST", "REQUEST_URI": "/comment/", "REMOTE_ADDR": address,
              "CONTENT_TYPE": served.FORM_TYPE, "CONTENT_LENGTH": str(len(body))}
    return fcgi.exchange(site.dir / "run" / "pamphlet.sock", fcgi.request(params, body))


def test_a_flood_from_many_networks_is_bounded(made):
    """Limits hold across workers and a restart; held comments and spam count."""
    site = made(moderation="rules", workers=4, network_limit=3, article_limit=20, site_limit=30,
                pending_limit=10, block_words="casino")
    number, _ = site.article("Talk here")
    other, = site.rows("SELECT min(id) FROM article WHERE status = 'publish'"
                       " AND comments_open = 1 AND id <> ?",
                       number)[0]

    def statuses(texts, article, network):
        return [fcgi.status(ask(site, network(n), text, article)) for n, text in enumerate(texts)]
    good = statuses([f"from-one-{n}" for n in range(6)], number, lambda n: "192.0.2.1")
    assert good == [303] * 3 + [429] * 3
    spam = statuses([f"casino-{n}" for n in range(15)], number, lambda n: f"198.51.100.{n}")
    assert spam == [303] * 10 + [429] * 5, "the queue of spam is full"
    site.program.terminate()
    site.program.wait(15)
    site.log_file.unlink()
    site.start_program()
    mixed = statuses([f"hello-{n}" for n in range(40)], number, lambda n: f"2001:db8:{n}::1")
    assert mixed == [303] * 7 + [429] * 33
    answer = ask(site, "203.0.113.5", "kept-words", number)
    assert b"Retry-After: " in answer and b"kept-words" in answer and b"Too many comments" in answer
    rest = statuses([f"bye-{n}" for n in range(20)], other, lambda n: f"2001:db8:ff:{n}::1")
    assert rest == [303] * 10 + [429] * 10, "the site takes 30: 3 + 10 + 7 before"
    assert site.rows("SELECT count(*) FROM comment WHERE status = 'spam'") == [(10,)]


def test_a_peer_that_hides_its_address_is_bounded_too(made):
    site = made(moderation="rules", article_limit=2)
    number, _ = site.article("Talk here")
    assert [fcgi.status(ask(site, "", f"x{n}", number)) for n in range(3)] == [303, 303, 429]


@pytest.fixture
def browser(tmp_path):
    driver = test_browser.started(tmp_path / "profile")
    yield driver
    driver.quit()


def test_a_browser_remembers_if_it_is_asked_to(made, browser):
    """The first comment waits, the next one after the approval does not."""
    site = made(moderation="first-time", form_seconds=0)
    url = site.base_url + site.article("Talk here")[1]

    def fill(text, remember=None, **fields):
        browser.get(url)
        for name, value in {**fields, "comment": text}.items():
            browser.find_element("id", name).send_keys(value)
        box = browser.find_element("id", "remember")
        assert box.is_displayed()
        if remember is not None and box.is_selected() != remember:
            box.click()

    def sent():
        browser.find_element("id", "submit").click()
        served.wait_for(lambda: "#comment-" in browser.current_url, what="the comment's page")
        return browser.current_url

    def values():
        return [browser.find_element("id", n).get_attribute("value")
                for n in ("author", "email", "url")]

    fill("Not remembered", author="Ada", email="ada@example.org")
    assert "?held=" in sent()
    browser.get(url)
    assert values() == ["", "", ""] and browser.execute_script("return localStorage.length") == 0
    fill("First", True, author="Ada", email="ada@example.org", url="example.org")
    assert "?held=" in sent()
    browser.get(url)
    assert values() == ["Ada", "ada@example.org", "example.org"]
    site.approve_all()
    fill("Second")
    assert "?held=" not in sent()
    fill("Third", False)
    sent()
    assert browser.execute_script("return localStorage.length") == 0
    assert not [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def test_the_script_is_small_and_not_needed(open_site):
    page = open_site.get(open_site.article("Talk here")[1]).text
    assert '<p id="remember-field" class="remember" hidden>' in page
    source, = re.findall(r'<script src="(/assets/remember\.[0-9a-f]+\.js)" defer></script>', page)
    script = open_site.get(source)
    assert script["Content-Type"].startswith("text/javascript")
    assert len(script.body) < 3072 and script["Cache-Control"].endswith("immutable")
