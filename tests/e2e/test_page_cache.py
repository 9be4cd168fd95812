"""The page cache behind real servers: which pages are stored, which requests reach the
program, and that no reader sees an old page after a change is acknowledged."""
import asyncio
import concurrent.futures
import contextlib
import gzip
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import time

import pytest
import served
import small_disk

PROGRAM = "program"


@pytest.fixture
def own(tmp_path):
    with served.running(tmp_path, moderation="none", flood_seconds=0) as site:
        yield site


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    with served.running(folder, moderation="none", flood_seconds=0) as site:
        yield site


def stored(site):
    """The files of the current epoch, as paths."""
    root = site.dir / "run" / "cache" / "current"
    top = root.resolve()
    return {"/" + str(f.relative_to(top).parent).strip(".") + ("/" if f.parent != top else "")
            for f in top.rglob("index.html")}


def counts(site):
    return json.loads(site.command("cache", "status", "--format=json"))


def from_file(site, method, path, **headers):
    """Sends a request while no worker can answer, so nginx must answer itself."""
    connection = served.http.client.HTTPConnection("127.0.0.1", site.port, timeout=0.7)
    for pid in site.workers():
        os.kill(pid, signal.SIGSTOP)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        return served.Answer(connection.getresponse())
    except TimeoutError:
        return PROGRAM
    finally:
        connection.close()
        for pid in site.workers():
            os.kill(pid, signal.SIGCONT)


def test_every_kind_of_page_is_stored(shared):
    _, article = shared.article("Low tide at six")
    for path in ("/", article, "/about-us/", "/2026/", "/2026/01/", "/2026/01/20/",
                 "/category/harbour/", "/tag/tides/", "/author/the-author/", "/archives/"):
        live = shared.get(path)
        if live.status == 404:
            continue
        again = from_file(shared, "GET", path)
        assert again is not PROGRAM, path
        assert (again.status, again.body) == (200, live.body), path
        assert again["ETag"] == live["ETag"]
        assert again["Last-Modified"] is None
        mine, theirs = dict(live.headers), dict(again.headers)
        for name in ("Date", "Server", "Connection", "Accept-Ranges"):
            mine.pop(name, None)
            theirs.pop(name, None)
        assert mine == theirs, "headers of stored and live pages"
    assert {"/", article} <= stored(shared)


@pytest.mark.parametrize("path,by", [
    ("/", "file"), ("/?utm_source=x", "file"), ("/?", "file"), ("/?a=s&b=p", "file"),
    ("/?s=x", PROGRAM), ("/?a=1&p=1", PROGRAM), ("/?p", PROGRAM), ("/?page_id=1", PROGRAM),
    ("/?replytocom=1", PROGRAM), ("/?held=x", PROGRAM), ("/?preview=1", PROGRAM), ("/?%73=x", PROGRAM), ("/?+p=1", PROGRAM),
    ("//", PROGRAM), ("/./", PROGRAM), ("/index.html", PROGRAM), ("/index.html.gz", PROGRAM),
    ("/ABOUT-US/", PROGRAM), ("/%61bout-us/", PROGRAM), ("/about-us", PROGRAM),
    ("/about-us/", "file"), ("/about-us/.key", PROGRAM), ("/.key", PROGRAM),
    ("/-stored/index.html", PROGRAM), ("/-stored/", PROGRAM), ("/2026/01//", PROGRAM)])
def test_what_a_file_answers(shared, path, by):
    for warm in ("/", "/about-us/"):
        shared.get(warm)
    answer = from_file(shared, "GET", path)
    assert (answer is PROGRAM) == (by is PROGRAM)
    after = shared.get(path)
    if by is PROGRAM:
        assert after.status in (200, 301, 303, 400, 404)
    else:
        assert answer.status == 200 and answer.body == after.body


def test_addresses_in_other_scripts_are_stored(own):
    own.write("zh.md", served.matter("潮汐 表", date="2026-01-05"))
    own.command("import", own.sources)
    _, path = own.article("潮汐 表")
    raw = served.urllib.parse.quote(path)
    live = own.get(raw)
    assert live.status == 200
    assert from_file(own, "GET", raw).body == live.body
    assert from_file(own, "GET", raw.lower()) is PROGRAM, "one spelling is the canonical one"


def test_head_and_conditions(shared):
    _, path = shared.article("Low tide at six")
    live = shared.get(path)
    head = from_file(shared, "HEAD", path)
    assert (head.status, head.body, head["ETag"]) == (200, b"", live["ETag"])
    assert head["Content-Length"] == str(len(live.body))
    known = from_file(shared, "GET", path, If_None_Match=live["ETag"])
    assert (known.status, known.body) == (304, b"")
    assert from_file(shared, "GET", path, If_None_Match='"x"').status == 200
    old = from_file(shared, "GET", path, If_Modified_Since="Sat, 01 Jan 2050 00:00:00 GMT")
    assert old.status == 200, "times tell nothing here"
    part = from_file(shared, "GET", path, Range="bytes=0-10")
    assert (part.status, part.body) == (200, live.body)


def test_compressed(shared):
    _, path = shared.article("Low tide at six")
    plain = shared.get(path)
    packed = from_file(shared, "GET", path, Accept_Encoding="gzip")
    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(packed.body) == plain.body
    assert packed["ETag"] != plain["ETag"] and packed["Vary"] == "Accept-Encoding"
    best = from_file(shared, "GET", path, Accept_Encoding="gzip, br")
    assert best["Content-Encoding"] == ("br" if shared.brotli else "gzip")
    assert len(best.body) <= len(packed.body)
    assert from_file(shared, "GET", path, Accept_Encoding="identity").body == plain.body


def test_without_the_brotli_module(tmp_path):
    site = served.Served(tmp_path, {}, served.standard_articles())
    site.brotli = False
    try:
        site.start()
        site.get("/")
        a = from_file(site, "GET", "/", Accept_Encoding="br, gzip")
        assert a["Content-Encoding"] == "gzip"
        b = from_file(site, "GET", "/", Accept_Encoding="br")
        assert b["Content-Encoding"] is None and b.status == 200
    finally:
        site.stop()


def test_post_to_a_stored_page(shared):
    _, path = shared.article("Low tide at six")
    shared.get(path)
    assert shared.http("POST", path, b"x").status == 405
    assert shared.http("DELETE", path).status == 405


def test_parameters_store_nothing(shared):
    assert shared.get("/").status == 200
    file = shared.dir / "run" / "cache" / "current" / "index.html"
    before = os.stat(file)
    for parameter in ("held=x", "replytocom=1", "p=0", "feed=x"):
        answer = shared.get(f"/?{parameter}")
        assert answer.status == 200 or parameter == "feed=x"
        assert answer.status != 200 or "<h1" in answer.text
    after = os.stat(file)
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_forged_host_is_on_no_stored_page(shared):
    shared.http("GET", "/tag/tides/", headers={"Host": "evil.example"})
    assert "evil" not in shared.get("/tag/tides/").text


def test_a_comment_takes_just_what_shows_it(own):
    number, path = own.article("Talk here")
    _, other = own.article("Low tide at six")
    own.command("cache", "flush")
    own.command("cache", "warm", "--quiet")
    before = stored(own)
    assert {"/", path, other, "/about-us/"} <= before
    assert own.comment(number, "Hello there").status == 303
    gone = before - stored(own)
    assert path in gone and "/" in gone
    assert other not in gone and "/about-us/" not in gone
    for taken in gone:
        assert taken == path or "1 comment" in own.get(taken).text, taken
    assert "Hello there" in own.get(path).text


def read_by_the_web_server(own, path, encoding):
    """More than one tick of the kernel's clock after it was stored."""
    time.sleep(0.05)
    return from_file(own, "GET", path, Accept_Encoding=encoding)


def test_a_page_that_is_read_is_replaced(own):
    """No reader waits for a page that is in use: a comment puts the new one in its place,
    in the encodings that readers have asked for."""
    if os.statvfs("/dev/shm").f_flag & os.ST_NOATIME:
        pytest.skip("/dev/shm does not record the time of access")
    number, path = own.article("Talk here")
    own.get(path)
    assert read_by_the_web_server(own, path, "gzip").status == 200
    assert own.comment(number, "Hello there").status == 303
    folder = own.dir / "run" / "cache" / "current" / path.strip("/")
    assert {f.name for f in folder.iterdir() if f.is_file()} == {"index.html", "index.html.gz"}
    for encoding in ("gzip", "identity"):
        answer = read_by_the_web_server(own, path, encoding)
        body = gzip.decompress(answer.body) if encoding == "gzip" else answer.body
        assert b"Hello there" in body
    assert own.comment(number, "Once more").status == 303
    served.wait_for(lambda: (folder / "index.html.br").exists(), 5, "the well compressed page")
    assert "Once more" in gzip.decompress(
        read_by_the_web_server(own, path, "gzip").body).decode("utf-8")


def test_the_command_takes_pages_away(own):
    number, path = own.article("Talk here")
    own.set(moderation="all")
    own.program.send_signal(signal.SIGHUP)
    served.wait_for(lambda: "supervisor.reloaded" in own.log())
    assert own.comment(number, "It waits").status == 303
    assert "It waits" not in own.get(path).text
    own.approve_all()
    assert "It waits" in own.get(path).text
    own.command("post", "delete", number, "--yes")
    assert own.get(path).status == 410
    assert "Talk here" not in own.get("/").text


def test_a_new_article_is_on_the_front_page_at_once(own):
    own.get("/")
    own.write("new.md", served.matter("Just in", date="2026-06-01"))
    own.command("import", own.sources)
    assert "Just in" in own.get("/").text


def test_time(own):
    """Scheduled changes take effect within a second: publish, withdraw, close comments."""
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2))
    own.get("/")
    own.write("due.md", served.matter("Right on time", date=soon))
    own.command("import", own.sources)
    assert "Right on time" not in own.get("/").text
    due = time.time() + 3.2
    while time.time() < due:
        if "Right on time" in own.get("/").text:
            break
        time.sleep(0.05)
    assert "Right on time" in own.get("/").text
    assert time.time() < due


def test_expiry(own):
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2))
    own.write("brief.md", served.matter("Not for long", date="2026-01-03", expires=soon))
    own.command("import", own.sources)
    _, path = own.article("Not for long")
    assert own.get(path).status == 200 and "Not for long" in own.get("/").text
    served.wait_for(lambda: own.get(path).status == 410, 3.2, "the end of it")
    assert "Not for long" not in own.get("/").text


def test_closing_by_age(own):
    number, path = own.article("Talk here")
    assert "commentform" in own.get(path).text
    own.set(close_after_days=1)
    own.reload()
    served.wait_for(lambda: "Comments are closed" in own.get(path).text, 9, "the setting")
    refused = own.comment(number, "Too late")
    assert refused.status == 403 and "Too late" in refused.text
    # An article that is almost a day old closes while its page is in the page cache.
    moment = time.time() - 86400 + 3
    date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
    own.write("posts/talk.md", served.matter("Talk here", date=date))
    own.command("import", own.sources)
    assert "commentform" in own.get(path).text
    served.wait_for(lambda: "Comments are closed" in own.get(path).text, 5, "the closing")
    own.set(close_after_days=0)
    own.reload()
    served.wait_for(lambda: "commentform" in own.get(path).text, 9, "the opening")
    assert own.comment(number, "In time again").status == 303


def test_versions_of_one_size_in_one_second(own):
    """Each version has its own ETag, even after a flush and a kill."""
    tags, path = set(), own.article("Talk here")[1]
    for n in range(12):
        own.write("posts/talk.md", served.matter("Talk here", f"Version {n:04}.",
                                           date="2026-01-14"))
        own.command("import", own.sources)
        if n == 5:
            own.command("cache", "flush")
        if n == 8:
            for pid in own.workers():
                os.kill(pid, signal.SIGKILL)
            served.wait_for(lambda: own.get("/?p=1").status < 500)
        page = own.get(path)
        assert f"Version {n:04}." in page.text
        assert page["ETag"] not in tags
        for tag in tags:
            assert own.get(path, If_None_Match=tag).status == 200
        # Pages have no ETag while the scheduler of a new epoch takes over.
        if page["ETag"]:
            tags.add(page["ETag"])
    assert len(tags) > 9


def test_a_change_with_another_program(own):
    """The sqlite3 shell does not record revisions; the change is noticed within a second."""
    _, path = own.article("Low tide at six")
    assert "Low tide at six" in own.get(path).text
    with contextlib.closing(sqlite3.connect(own.dir / "pamphlet.db", timeout=5)) as db:
        db.execute("PRAGMA trusted_schema=ON")
        db.execute("UPDATE article SET title = 'Ebb' WHERE title = 'Low tide at six'")
        db.commit()
    served.wait_for(lambda: ">Ebb<" in own.get(path).text, 1.2, "the change")


def renderings(own, number, path, text):
    """How often a page that nobody has read is rendered when many clients request it after
    a comment."""
    own.command("cache", "flush")
    assert own.comment(number, text).status == 303
    before = counts(own)
    with concurrent.futures.ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(lambda _: own.get(path), range(200)))
    assert {a.status for a in answers} == {200}
    assert all(text in a.text for a in answers)
    after = counts(own)
    return after["published"] + after["overtaken"] - before["published"] - before["overtaken"]


def test_many_readers_cost_one_rendering(tmp_path):
    """Seven of eight workers wait, even those that have not opened the page cache yet."""
    with served.running(tmp_path, workers=8, moderation="none", flood_seconds=0) as own:
        number, path = own.article("Talk here")
        own.get(path)
        found = [renderings(own, number, path, f"Take it away {n}") for n in range(3)]
    assert found == [1, 1, 1]


def test_it_may_be_deleted_at_any_time(own):
    number, path = own.article("Talk here")
    own.get(path)
    folder = (own.dir / "run" / "cache").resolve()
    shutil.rmtree(folder / "current" / "", ignore_errors=True)
    assert own.get(path).status == 200
    shutil.rmtree(folder)
    assert own.get(path).status == 200
    assert own.comment(number, "After the deletion").status == 303
    assert "After the deletion" in own.get(path).text


@pytest.mark.parametrize("lost", ["work", "locks", "usage", "owner", "../pamphlet.lock", ""])
def test_a_lost_part_costs_no_comment_and_no_truth(own, lost):
    """The loss is noticed by the next writer and by processes with the old cache open."""
    number, path = own.article("Talk here")
    folder = (own.dir / "run" / "cache").resolve()
    for _ in range(6):
        own.get(path + "?p=0")
    own.get(path)
    part = own.dir / "pamphlet.lock" if lost.endswith(".lock") else folder / lost
    if part.is_dir():
        shutil.rmtree(part)
    else:
        part.unlink()
    for n in range(4):
        assert own.comment(number, f"Word {n} of it").status == 303
        assert f"Word {n} of it" in own.get(path).text
    served.wait_for(lambda: own.get(path) and path in stored(own), 5, "a store again")
    for n in range(4, 8):
        assert own.comment(number, f"Word {n} of it").status == 303
        assert f"Word {n} of it" in own.get(path).text


def test_flush_in_a_copy(own, tmp_path):
    _, path = own.article("Talk here")
    own.get(path)
    copy = tmp_path / "copy"
    shutil.copytree(own.dir, copy, symlinks=True, ignore=shutil.ignore_patterns("*.sock"))
    said = subprocess.run([served.BUILD / "pamphlet", "-C", copy, "cache", "flush"],
                          capture_output=True, text=True, check=True)
    assert "no page cache" in said.stdout
    assert path in stored(own), "the original has nothing to do with it"
    assert not (copy / "run" / "cache").is_symlink()


def test_bounded(own):
    own.set(limit_mb=1)
    own.program.send_signal(signal.SIGHUP)
    served.wait_for(lambda: "supervisor.reloaded" in own.log())
    for n in range(60):
        own.write(f"many/{n}.md", served.matter(f"Article {n}", "text " * 4000,
                                                 date="2026-02-01"))
    own.command("import", own.sources)
    for n in range(60):
        a = own.get(own.article(f"Article {n}")[1])
        assert a.status == 200 and f"Article {n}" in a.text
    assert counts(own)["bytes"] <= 1 << 20
    # Fewer than all: pages that found the cache full emptied it and were not stored.
    assert counts(own)["published"] >= 50


@pytest.fixture
def small(tmp_path):
    """A small file system in memory."""
    with small_disk.mounted(tmp_path / "small", "96k") as folder:
        yield folder


def test_full_before_the_start(tmp_path, small):
    small_disk.fill(small / "filler")
    with served.running(tmp_path / "own", folder=small / "pages") as site:
        assert "pagecache.off" in site.log() and "no space left" in site.log()
        assert site.get("/").status == 200
        (small / "filler").unlink()
        assert "worker.ended" not in site.log()


def test_full_disk(tmp_path, small):
    """If the file system of the page cache is full, pages are served but not stored."""
    site = served.Served(tmp_path / "own", {"folder": small / "pages", "moderation": "none",
                                            "flood_seconds": 0}, served.standard_articles())
    try:
        site.start()
        number, path = site.article("Talk here")
        (small / "filler").write_bytes(b"x" * 40_000)
        small_disk.fill(small / "more")
        for _ in range(3):
            assert site.get(path).status == 200
        assert site.comment(number, "No room").status == 303
        assert "No room" in site.get(path).text
    finally:
        site.stop()


def test_a_store_on_a_disk_is_refused(tmp_path):
    with served.running(tmp_path, folder=tmp_path / "pages") as site:
        assert "pagecache.off" in site.log() and "not on a file system in memory" in site.log()
        assert site.get("/").status == 200
        assert "There is no page cache" in site.command("cache", "flush")


def test_off(tmp_path):
    with served.running(tmp_path, folder="off", moderation="none", flood_seconds=0) as site:
        number, path = site.article("Talk here")
        tag = site.get(path)["ETag"]
        assert site.get(path, If_None_Match=tag).status == 304
        assert site.comment(number, "Seen at once").status == 303
        assert "Seen at once" in site.get(path).text
        assert from_file(site, "GET", path) is PROGRAM


def test_the_program_may_be_down(own):
    _, path = own.article("Talk here")
    live = own.get(path)
    own.program.terminate()
    own.program.wait(10)
    assert own.get(path).body == live.body
    own.log_file.write_text("")
    own.start_program()
    assert own.get(path).status == 200


def test_a_start_begins_afresh(own):
    _, path = own.article("Talk here")
    first = own.get(path)["ETag"]
    own.program.terminate()
    own.program.wait(10)
    own.log_file.write_text("")
    own.start_program()
    assert path not in stored(own)
    assert own.get(path)["ETag"] != first, "nothing of the old epoch shares a tag with the new"


def test_reload_with_new_looks(own):
    _, path = own.article("Talk here")
    old = own.get(path)
    own.set(title="Another name")
    own.program.send_signal(signal.SIGHUP)
    served.wait_for(lambda: "supervisor.reloaded" in own.log())
    new = own.get(path)
    assert "Another name" in new.text and new["ETag"] != old["ETag"]
    assert own.get(path, If_None_Match=old["ETag"]).status == 200


def test_pages_commands(own):
    status = counts(own)
    assert status["cache"] == "on" and status["pages"] > 5
    out = own.command("cache", "warm")
    made = int(re.match(r"(\d+) pages rendered", out).group(1))
    assert made == status["pages"] or made + status["cached"] >= status["pages"]
    full = counts(own)
    assert full["cached"] == full["pages"] and 0 < full["bytes"] < full["limit"]
    assert re.match(r"0 pages rendered, \d+ already cached", own.command("cache", "warm"))
    assert "Removed" in own.command("cache", "flush")
    assert counts(own)["cached"] == 0
    assert "cached" in own.command("cache", "status")


async def read_again_and_again(site, path, until):
    """Reads a page over one kept connection. Returns how often, and what went wrong."""
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n\r\n".encode()
    count = 0
    try:
        while time.monotonic() < until:
            writer.write(request)
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
            assert head.startswith(b"HTTP/1.1 200 "), head[:200]
            size = int(re.search(rb"(?i)\r\ncontent-length: (\d+)", head)[1])
            await asyncio.wait_for(reader.readexactly(size), 20)
            count += 1
            await asyncio.sleep(0.25)
    except (AssertionError, OSError, EOFError, TimeoutError) as error:
        return count, repr(error)
    finally:
        writer.close()
    return count, ""


def test_readers_of_a_busy_page_are_not_cut_off(own):
    """Each comment evicts the page that hundreds are reading. While it is rendered, every
    reader takes two connections of nginx."""
    readers = 1000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    number, path = own.article("Talk here")

    async def read_all():
        until = time.monotonic() + 6
        tasks = [asyncio.create_task(read_again_and_again(own, path, until)) for _ in range(readers)]
        for n in range(5):
            await asyncio.sleep(1)
            answer = await asyncio.to_thread(own.comment, number, f"Comment {n} on a busy page")
            assert answer.status == 303
        return await asyncio.gather(*tasks)
    try:
        results = asyncio.run(read_all())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    failed = [error for _, error in results if error]
    assert not failed, (len(failed), failed[:3])
    assert min(count for count, _ in results) > 0
