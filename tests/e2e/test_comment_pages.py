"""Long threads on several pages, behind real servers."""
import contextlib
import re
import sqlite3
import time

import pytest
import served
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

TITLE = "Talk here"


@pytest.fixture
def own(tmp_path):
    with served.running(tmp_path, moderation="none", flood_seconds=0) as site:
        yield site


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """A site with a thread of 1,138 comments, one of 10,000, and one 10,000 deep."""
    folder = tmp_path_factory.mktemp("long")
    with served.running(folder, moderation="none", flood_seconds=0) as site:
        fill(site, TITLE, 1138)
        fill(site, "Number 01", 10000)
        fill(site, "Number 02", 10000, deep=True)
        fill(site, "Number 03", 50)
        yield site


def fill(site, title, count, deep=False):
    """Adds approved comments in bulk, as an import does, and evicts the pages."""
    number, _ = site.article(title)
    with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db", timeout=10)) as db:
        first = db.execute("SELECT coalesce(max(id), 0) + 1 FROM comment").fetchone()[0]
        db.executemany(
            "INSERT INTO comment(id, article_id, parent_id, type, status, author, url, source,"
            " html, renderer, created_at, digest) VALUES"
            " (?, ?, ?, 'comment', 'approve', 'Ada', '', 'x', ?, 1, ?, x'00')",
            ((first + i, number, first + i - 1 if deep and i else None,
              f"<p>Comment {i} of many, with a few words of text in it.</p>", 1700000000000000 + i)
             for i in range(count)))
        db.execute("UPDATE article SET comment_count = comment_count + ? WHERE id = ?",
                   (count, number))
        db.commit()
    site.command("cache", "flush")
    return first


def ids_on(page):
    return [int(n) for n in re.findall(r'<li id="comment-(\d+)"', page)]


def stored(site, address):
    """The numbers of the stored pages of comments, and whether the article is stored."""
    folder = site.dir / "run" / "cache" / "current" / address.strip("/")
    pages = {int(f.parent.name.rpartition("-")[2]) for f in folder.glob("comment-page-*/index.html")}
    return pages, (folder / "index.html").exists()


def read_all(site, address, pages):
    for page in range(2, pages + 1):
        assert site.get(f"{address}comment-page-{page}/").status == 200


@pytest.mark.parametrize("title,count", [(TITLE, 1138), ("Number 01", 10000), ("Number 02", 10000)])
def test_every_comment_is_on_one_page_of_fifty(long, title, count):
    number, address = long.article(title)
    last = -(-count // 50)
    seen = []
    for page in range(1, last + 1):
        answer = long.get(address if page == 1 else f"{address}comment-page-{page}/")
        assert answer.status == 200 and len(answer.body) < 60_000
        seen += ids_on(answer.text)
        assert len(ids_on(answer.text)) == min(50, count - (page - 1) * 50)
        assert answer.text.count("<ol") == answer.text.count("</ol>")
    assert sorted(seen) == sorted(r[0] for r in long.rows(
        "SELECT id FROM comment WHERE article_id = ?", number))


def test_a_page_of_ten_thousand_costs_about_what_a_short_thread_costs(long):
    """Prints the figures of docs/performance.md. The limits are loose: other tests run."""
    def measure(path):
        times = []
        for _ in range(15):
            before = time.perf_counter()
            answer = long.get(path)
            times.append(time.perf_counter() - before)
        return sorted(times)[7] * 1000, len(answer.body)

    long.set(folder="off")
    try:
        long.command("reload")
        short = measure(long.article("Number 03")[1] + "?x")
        for title in (TITLE, "Number 01", "Number 02"):
            address = long.article(title)[1]
            for page in ("", "comment-page-12/"):
                millis, size = measure(address + page)
                print(f"{title} {page or 'article'}: {millis:.1f} ms, {size:,} bytes; "
                      f"50 comments: {short[0]:.1f} ms, {short[1]:,} bytes")
                assert millis < short[0] * 6 + 20 and size < short[1] * 1.3
    finally:
        long.set(folder="auto")
        long.command("reload")


def test_addresses(long):
    number, address = long.article(TITLE)
    page = long.get(f"{address}comment-page-3/")
    assert f'<link rel="canonical" href="{long.base_url}{address}comment-page-3/">' in page.text
    assert f'<link rel="prev" href="{address}comment-page-2/">' in page.text
    assert f'<link rel="next" href="{address}comment-page-4/">' in page.text
    assert "<title>Talk here – Comments, page 3 – " in page.text and "noindex" not in page.text
    head = long.http("HEAD", f"{address}comment-page-3/")
    assert head.status == 200 and head.body == b"" and head["ETag"] == page["ETag"]
    assert long.get(f"{address}comment-page-3/", If_None_Match=page["ETag"]).status == 304
    for other in ("comment-page-1/", "comment-page-24/", "comment-page-999999/"):
        answer = long.get(address + other)
        assert (answer.status, answer["Location"]) == (303, address), other
        assert answer["Cache-Control"] == "no-store"
    last = long.get(f"{address}comment-page-last/")
    assert (last.status, last["Location"]) == (303, f"{address}comment-page-23/")
    assert long.get(f"{address}comment-page-2")["Location"] == f"{address}comment-page-2/"
    for nothing in ("comment-page-0/", "comment-page-02/", "comment-page-x/"):
        assert long.get(address + nothing).status == 404
    one = ids_on(page.text)[7]
    link = long.get(f"/comment/{one}/")
    assert (link.status, link["Location"]) == (303, f"{address}comment-page-3/#comment-{one}")
    assert f'<a class="when" href="/comment/{one}/">' in page.text
    assert long.get("/comment/99999999/").status == 404
    assert long.http("POST", f"/comment/{one}/", b"").status == 405


def test_replies_are_written_on_the_page_of_the_comment(long):
    _, address = long.article(TITLE)
    one = ids_on(long.get(f"{address}comment-page-3/").text)[7]
    asked = long.get(f"{address}?replytocom={one}")
    target = f"{address}comment-page-3/?replytocom={one}#respond"
    assert (asked.status, asked["Location"]) == (303, target)
    page = long.get(target.partition("#")[0])
    assert page.status == 200 and page["Cache-Control"] == "no-store"
    assert f'name="comment_parent" value="{one}"' in page.text and "Leave a Reply to" in page.text


def test_a_deep_thread_names_the_parent_on_the_page_before(long):
    _, address = long.article("Number 02")
    text = long.get(f"{address}comment-page-7/").text
    ids = ids_on(text)
    assert re.findall(r'href="/comment/(\d+)/">In reply to', text) == [str(ids[0] - 1)]


def test_old_links_are_found_by_the_script(long):
    _, address = long.article(TITLE)
    one = ids_on(long.get(f"{address}comment-page-3/").text)[7]
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(word)
    browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        browser.get(f"{long.base_url}{address}#comment-{one}")
        want = f"{long.base_url}{address}comment-page-3/#comment-{one}"
        served.wait_for(lambda: browser.current_url == want, what="the comment's page")
        gone = f"{long.base_url}{address}#comment-99999999"
        browser.get(gone)
        time.sleep(0.5)
        assert browser.current_url == gone
    finally:
        browser.quit()


def test_posting_leads_to_the_right_page(own):
    own.set(page_size=3)
    own.command("reload")
    number, address = own.article(TITLE)
    first = None
    for n in range(7):
        location = own.comment(number, f"Top {n}")["Location"]
        first = first or location.rpartition("-")[2]
        page, fragment = re.split("[?].*#", location)
        assert page == (address if n < 3 else f"{address}comment-page-{n // 3 + 1}/")
        assert f'id="{fragment}"' in own.get(page).text
    reply = own.comment(number, "Reply", comment_parent=first)["Location"]
    assert reply.split("?")[0] == address
    assert "Top 2" in own.get(f"{address}comment-page-2/").text


def test_a_comment_evicts_the_pages_that_it_changes(own):
    number, address = own.article(TITLE)
    first = fill(own, TITLE, 10 * 50 - 2)
    read_all(own, address, 10)
    own.get(address)
    everything = set(range(2, 11))
    assert stored(own, address) == (everything, True)
    own.comment(number, "At the end")
    assert stored(own, address) == (everything - {10}, False)
    assert "499 comments" in own.get(address).text
    read_all(own, address, 10)
    own.comment(number, "Fills the last page")
    read_all(own, address, 10)
    own.comment(number, "Begins another page")
    assert stored(own, address)[0] == everything - {10}
    read_all(own, address, 11)
    assert 'rel="next"' in own.get(f"{address}comment-page-10/").text
    assert f'{address}comment-page-11/">11</a>' in own.get(address).text
    # A reply moves what comes after it.
    own.comment(number, "To an old one", comment_parent=first + 7 * 50 + 3)
    assert stored(own, address)[0] == {2, 3, 4, 5, 6, 7}
    read_all(own, address, 11)
    last = ids_on(own.get(f"{address}comment-page-11/").text)[-1]
    own.command("comment", "unapprove", last)
    assert stored(own, address)[0] == everything
    own.command("comment", "approve", last)
    assert last in ids_on(own.get(f"{address}comment-page-11/").text)
    # A name may be on any page, as that of a parent.
    read_all(own, address, 11)
    own.command("comment", "edit", last, "--author=Grace")
    assert stored(own, address)[0] == set()
    assert "Grace" in own.get(f"{address}comment-page-11/").text


def test_the_cache_is_warmed_with_all_pages(own):
    _, address = own.article(TITLE)
    fill(own, TITLE, 180)
    own.command("cache", "warm")
    assert stored(own, address) == ({2, 3, 4}, True)
    assert "comment-page" not in own.get("/sitemap-1.xml").text


def test_settings_change_where_comments_are(own):
    _, address = own.article(TITLE)
    first = fill(own, TITLE, 120)
    where = f"/comment/{first + 60}/"

    def location():
        return own.get(where)["Location"].partition("#")[0]

    def reload(**settings):
        own.set(**settings)
        own.command("reload")

    assert location() == f"{address}comment-page-2/"
    reload(page_size=20)
    served.wait_for(lambda: location() == f"{address}comment-page-4/", what="smaller pages")
    reload(page_size=0)
    served.wait_for(lambda: location() == address, what="one page")
    assert len(ids_on(own.get(address).text)) == 120
    assert 'class="pager"' not in own.get(address).text
    reload(page_size=50, order="newest")
    served.wait_for(lambda: location() == address, what="the newest page")
    text = own.get(address).text
    assert ids_on(text) == list(range(first + 119, first + 49, -1)), "70 of 120"
    assert own.get(f"{address}comment-page-2/")["Location"] == address
    older = own.get(f"{address}comment-page-1/")
    assert ids_on(older.text) == list(range(first + 49, first - 1, -1))
    assert f'<a href="{address}#comments">Newest</a>' in older.text
    new = own.comment(own.article(TITLE)[0], "The newest")["Location"]
    assert new.split("?")[0] == address
    assert ids_on(own.get(address).text)[0] == int(new.rpartition("-")[2])


def test_a_held_comment_is_shown_where_it_will_be(own):
    own.set(page_size=3, moderation="all")
    own.command("reload")
    number, address = own.article(TITLE)
    fill(own, TITLE, 6)
    served.wait_for(lambda: own.get(f"{address}comment-page-2/").status == 200, what="the reload")
    location = own.comment(number, "Waits")["Location"]
    assert location.startswith(f"{address}comment-page-3/?held=")
    page, fragment = location.split("#")
    held = own.get(page)
    assert held.status == 200 and held["Cache-Control"] == "no-store"
    assert ids_on(held.text) == [int(fragment.rpartition("-")[2])]
    assert own.get(f"{address}comment-page-3/")["Location"] == address
    # An older comment is spam: the one that waits is on the page before now.
    own.command("comment", "spam", min(ids_on(own.get(address).text)))
    moved = own.get(page)
    assert moved.status == 303 and moved["Location"].startswith(f"{address}comment-page-2/?held=")
    assert "&known=" in moved["Location"] and moved["Location"].endswith("#" + fragment)
    own.approve_all()
    after = own.get(page)
    assert (after.status, after["Location"]) == (303, f"{address}comment-page-2/#{fragment}")
