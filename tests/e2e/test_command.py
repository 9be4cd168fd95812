"""The command `pamphlet`, from outside: output, exit codes, refused input."""
import contextlib
import json
import os
import pty
import re
import sqlite3
import subprocess
import time
import unicodedata

import pytest
import served

USAGE, DATAERR, NOINPUT, CANTCREAT, CONFIG = 64, 65, 66, 73, 78
BASE_URL = "https://example.org"


def terminal():
    """Opens a pseudo-terminal. A machine without /dev/pts, such as a bare chroot, has none."""
    try:
        return pty.openpty()
    except OSError as why:
        pytest.skip(f"no pseudo-terminal: {why}")


def pamphlet(*args, site=None, cwd=None, **environment):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PAMPHLET_")}
    place = ["-C", site] if site else []
    return subprocess.run([served.BUILD / "pamphlet", *place, *map(str, args)],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          cwd=cwd or "/", env={**env, **environment}, timeout=60)


def done(*args, site=None):
    result = pamphlet(*args, site=site)
    assert result.returncode == 0, (args, result.stdout, result.stderr)
    return result.stdout


def shown(*args, site):
    return json.loads(done(*args, "--format=json", site=site))


@pytest.fixture
def blog(tmp_path):
    """A new site."""
    made = tmp_path / "blog"
    done("init", made, "--title=Harbour Notes", f"--base-url={BASE_URL}")
    return made


@pytest.fixture
def posts(tmp_path):
    """Three articles and four comments, as files."""
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_text(served.matter(
        "Low tide", "The *mud*.", date="2026-01-20T08:00:00Z", tags="[tides]",
        categories="[Harbour/Boats]"), "utf-8")
    (folder / "b.md").write_text(served.matter("潮汐 🌊", date="2026-01-21"), "utf-8")
    (folder / "c.md").write_text(served.matter("Not yet", status="draft"), "utf-8")
    comments = [{"id": n, "author": f"Reader {n}", "email": f"r{n}@example.org",
                 "date": f"2026-01-2{n}T10:00:00Z", "text": f"Word {n}", "status": s}
                for n, s in enumerate(("hold", "hold", "approve", "spam"), 1)]
    (folder / "a.comments.json").write_text(json.dumps({"comments": comments}), "utf-8")
    return folder


@pytest.fixture
def full(blog, posts):
    done("import", posts, site=blog)
    return blog


def id_of(site, title):
    return next(r["id"] for r in shown("post", "list", site=site) if r["title"] == title)


def held(site):
    return done("comment", "list", "--status=hold", "--format=ids", site=site).split()


def test_init(blog):
    assert (blog / "site.ini").exists() and (blog / "pamphlet.db").exists()
    again = pamphlet("init", blog)
    assert again.returncode == CANTCREAT and "already" in again.stderr


def test_init_below_the_directory_given(tmp_path):
    for words in (["-C", tmp_path, "init", "a"], [f"-C{tmp_path}", "init", "b"],
                  ["-C", tmp_path, "init", tmp_path / "c"], ["-C", tmp_path / "d", "init"]):
        done(*words)
    assert all((tmp_path / name / "site.ini").exists() for name in "abcd")


def test_init_refuses_a_bad_address(tmp_path):
    result = pamphlet("init", tmp_path / "x", "--base-url=javascript:1")
    assert result.returncode == CONFIG and result.stderr.startswith("pamphlet: ")
    assert not (tmp_path / "x" / "pamphlet.db").exists()


def test_an_interrupted_init_is_finished(tmp_path):
    (tmp_path / "blog" / "media").mkdir(parents=True)
    (tmp_path / "blog" / "pamphlet.db").touch()
    done("init", tmp_path / "blog")
    assert done("post", "list", "--format=count", site=tmp_path / "blog") == "0\n"


def set_version(blog, version):
    with contextlib.closing(sqlite3.connect(blog / "pamphlet.db")) as db:
        db.execute(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize("left", [None, b""])
def test_upgrade_makes_no_blog(full, left):
    database = full / "pamphlet.db"
    database.unlink()
    if left is not None:
        database.write_bytes(left)
    for words in (["upgrade"], ["upgrade"], ["post", "list"]):
        result = pamphlet(*words, site=full)
        assert result.returncode == NOINPUT
        assert f"{database} is missing or empty: put it back from a backup" in result.stderr
        assert result.stdout == ""
    assert database.exists() == (left is not None)


def test_upgrade(blog):
    assert "Nothing to do" in done("upgrade", site=blog)
    with contextlib.closing(sqlite3.connect(blog / "pamphlet.db")) as db:
        newest = db.execute("PRAGMA user_version").fetchone()[0]
    set_version(blog, newest + 1)
    for words in (["post", "list"], ["upgrade"]):
        newer = pamphlet(*words, site=blog)
        assert newer.returncode == CONFIG and "newer version" in newer.stderr
    served.make_older(blog)
    older = pamphlet("post", "list", site=blog)
    assert older.returncode == CONFIG
    assert 'must be upgraded: run "pamphlet upgrade"' in older.stderr
    assert done("upgrade", site=blog) == f"Upgraded the database from schema 1 to {newest}.\n"
    assert "Nothing to do" in done("upgrade", site=blog)
    assert done("post", "list", "--format=count", site=blog) == "0\n"


def test_site_is_found(full, tmp_path):
    inside = full / "media"
    for result in (pamphlet("post", "list", "--format=count", site=full),
                   pamphlet("post", "list", "--format=count", cwd=inside),
                   pamphlet("post", "list", "--format=count", PAMPHLET_SITE=str(full))):
        assert (result.returncode, result.stdout) == (0, "3\n"), result.stderr
    nowhere = pamphlet("post", "list", cwd=tmp_path)
    assert nowhere.returncode == NOINPUT and "pamphlet init" in nowhere.stderr


def test_a_bad_setting_names_its_line(full):
    ini = full / "site.ini"
    ini.write_text(ini.read_text("utf-8") + "\n[site]\nnonsense = 1\n", "utf-8")
    result = pamphlet("post", "list", site=full)
    assert result.returncode == CONFIG
    assert re.search(r"site\.ini:\d+: ", result.stderr)


def test_import(blog, posts):
    dry = done("import", "--dry-run", posts, site=blog)
    assert "3 created, 0 updated, 0 unchanged, 0 failed" in dry
    assert done("post", "list", "--format=count", site=blog) == "0\n"
    first = done("import", posts, site=blog)
    assert re.search(r"^\S*a\.md: created$", first, re.M)
    assert first.endswith("3 created, 0 updated, 0 unchanged, 0 failed\n")
    again = done("import", posts, site=blog)
    assert again == "0 created, 0 updated, 3 unchanged, 0 failed\n"
    (posts / "a.md").write_text(served.matter("Lower tide", date="2026-01-20"), "utf-8")
    assert "0 created, 1 updated, 2 unchanged" in done("import", posts, site=blog)
    assert done("import", "--quiet", posts, site=blog) == ""


def test_list_with_terms(full):
    """Each article has its own list, which may be empty."""
    rows = shown("post", "list", "--fields=title,categories,tags", site=full)
    assert {r["title"]: (r["categories"], r["tags"]) for r in rows} == {
        "Low tide": (["Boats"], ["tides"]), "潮汐 🌊": ([], []), "Not yet": ([], [])}
    assert "tides" in done("post", "list", "--field=tags", site=full).splitlines()
    assert "categories" not in shown("post", "list", site=full)[0]


def test_quiet_hides_no_warning(blog, tmp_path):
    """A picture that could not be copied is reported as text and as JSON."""
    (blog / "media").rmdir()
    (blog / "media").touch()
    (tmp_path / "boat.png").write_bytes(served.BOAT)
    post = tmp_path / "a.md"
    post.write_text(served.matter("A", "![A boat](boat.png)", date="2026-01-20"), "utf-8")
    words = pamphlet("import", "--quiet", post, site=blog)
    assert (words.returncode, words.stdout) == (0, "")
    assert re.fullmatch(r"\S+a\.md: warning: the picture \S+boat\.png cannot be copied.*\n",
                        words.stderr)
    event, = done("import", "--quiet", "--json", post, site=blog).splitlines()
    assert json.loads(event)["event"] == "warning"


def test_import_html(blog, tmp_path):
    """A whole HTML file: its head says what front matter would."""
    (tmp_path / "page.html").write_text("""<!doctype html><html lang="de"><head>
        <title>Ebbe &amp; Flut</title><meta name="author" content="Ada">
        <meta name="description" content="Vom Wasser.">
        <meta property="article:published_time" content="2025-03-04T05:06:07Z">
        </head><body><nav>Menu</nav><article><h1>Ebbe &amp; Flut</h1><p>Watt.</p>
        <script>x()</script></article></body></html>""", "utf-8")
    done("import", tmp_path / "page.html", site=blog)
    post = shown("post", "get", 1, site=blog)
    assert (post["title"], post["author"], post["excerpt"]) == ("Ebbe & Flut", "Ada", "Vom Wasser.")
    assert (post["url"], post["date"]) == (
        BASE_URL + "/2025/03/ebbe-flut/", "2025-03-04T05:06:07+00:00")
    with contextlib.closing(sqlite3.connect(blog / "pamphlet.db")) as db:
        html, = db.execute("SELECT html FROM article_body").fetchone()
        assert db.execute("SELECT lang FROM article").fetchone() == ("de",)
    assert html.strip().split() == ["<p>Watt.</p>"]
    assert "1 unchanged" in done("import", tmp_path / "page.html", site=blog)


def test_import_goes_on_past_a_bad_file(blog, posts):
    (posts / "bad.md").write_text("---\ntitle: [\n---\nx\n", "utf-8")
    result = pamphlet("import", posts, site=blog)
    assert result.returncode == DATAERR
    assert re.search(r"^\S*bad\.md:\d+: .+", result.stderr, re.M)
    assert result.stdout.endswith("3 created, 0 updated, 0 unchanged, 1 failed\n")
    assert pamphlet("import", posts / "none.md", site=blog).returncode == NOINPUT


def test_import_into_two_branches_of_a_category(blog, tmp_path):
    (tmp_path / "a.md").write_text(served.matter(
        "Two", date="2026-01-20", categories="[Harbour/Boats, Harbour/Bread]"), "utf-8")
    result = pamphlet("import", tmp_path / "a.md", site=blog)
    assert (result.returncode, result.stderr) == (0, "")
    assert shown("post", "get", 1, site=blog)["categories"] == ["Boats", "Bread"]


def test_import_stays_in_its_folder(blog, tmp_path):
    (tmp_path / "more").mkdir()
    for name in ("outside.md", "more/below.md"):
        (tmp_path / name).write_text(served.matter("Outside"), "utf-8")
    (tmp_path / "secret.png").write_bytes(served.BOAT)
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_text(served.matter(
        "Inside", "![a](../secret.png) ![b](linked.png) ![c](own.png)"), "utf-8")
    (folder / "own.png").write_bytes(served.BOAT)
    (folder / "linked.png").symlink_to(tmp_path / "secret.png")
    (folder / "b.md").symlink_to(tmp_path / "outside.md")
    (folder / "sub").symlink_to(tmp_path / "more")
    result = pamphlet("import", folder, site=blog)
    assert "1 created" in result.stdout
    assert [r["title"] for r in shown("post", "list", site=blog)] == ["Inside"]
    assert [p.name[:4] for p in (blog / "media").glob("[!_]*")] == ["own-"]


def test_import_keeps_threads(blog, tmp_path):
    """A reply finds its parent, in either order in the file."""
    (tmp_path / "a.md").write_text(served.matter("Talk"), "utf-8")
    comments = [{"id": n, "parent": parent, "author": f"Reader {n}", "text": f"Word {n}",
                 "date": "2026-01-21T10:00:00Z", "status": "approve"}
                for n, parent in ((3, 2), (1, 0), (2, 1))]
    (tmp_path / "a.comments.json").write_text(json.dumps({"comments": comments}), "utf-8")
    done("import", tmp_path / "a.md", site=blog)
    rows = [shown("comment", "get", r["id"], site=blog)
            for r in shown("comment", "list", site=blog)]
    ids = {r["author"]: r["id"] for r in rows}
    assert {r["author"]: r["parent"] for r in rows} == {
        "Reader 1": 0, "Reader 2": ids["Reader 1"], "Reader 3": ids["Reader 2"]}


def test_post_list(full):
    assert {r["title"] for r in shown("post", "list", site=full)} == {
        "Low tide", "潮汐 🌊", "Not yet"}
    assert [r["title"] for r in shown("post", "list", "--status=draft", site=full)] == [
        "Not yet"]
    assert shown("post", "list", "--type=page", site=full) == []
    ids = done("post", "list", "--status", "publish", "--format=ids", site=full).split()
    assert len(ids) == 2
    for bad in ("--type=x", "--status=x", "--format=x", "--what", "extra", "-x"):
        assert pamphlet("post", "list", bad, site=full).returncode == USAGE, bad


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def test_table_lines_up(full):
    head, *lines = done("post", "list", site=full).splitlines()
    at = columns(head[:head.index("title")])
    for line in lines:
        title = next(t for t in ("Low tide", "潮汐 🌊", "Not yet") if t in line)
        assert columns(line[:line.index(title)]) == at


def test_post_get(full):
    number = id_of(full, "Low tide")
    for order in (("get", number, "--format=json"), ("get", "--format=json", number)):
        post = json.loads(done("post", *order, site=full))
        assert post["url"] == f"{BASE_URL}/2026/01/low-tide/"
        assert post["tags"] == ["tides"] and post["comment_count"] == 1
        assert (post["status"], post["type"], post["slug"]) == (
            "publish", "post", "low-tide")
        assert post["date"].startswith("2026-01-20T") and "*mud*" in post["content"]
        assert {"id", "title", "excerpt", "author", "modified", "categories"} <= set(post)
    draft = shown("post", "get", id_of(full, "Not yet"), site=full)
    assert draft["url"] is None and draft["status"] == "draft"
    assert "Low tide" in done("post", "get", number, site=full)
    assert pamphlet("post", "get", 999, site=full).returncode == NOINPUT
    for missing in ("x", "0", "/x/"):
        assert pamphlet("post", "get", missing, site=full).returncode == NOINPUT
    for bad in (("-1",), ("https://x.example/",), ("1", "2"), ("1", "--format=ids"), ()):
        assert pamphlet("post", "get", *bad, site=full).returncode == USAGE, bad


def test_post_publish(full):
    number = id_of(full, "Not yet")
    result = pamphlet("post", "publish", 999, number, site=full)
    assert result.returncode == NOINPUT and "999" in result.stderr
    assert result.stdout == f"Published post {number}.\n", "the rest goes on"
    post = shown("post", "get", number, site=full)
    assert post["status"] == "publish" and post["url"].endswith("/not-yet/")


def test_post_delete_needs_a_word(full):
    number = id_of(full, "Low tide")
    refused = pamphlet("post", "delete", number, site=full)
    assert refused.returncode == USAGE and "--yes" in refused.stderr
    assert done("post", "delete", number, "--yes", site=full) == f"Deleted post {number}.\n"
    assert pamphlet("post", "get", number, site=full).returncode == NOINPUT
    assert shown("comment", "count", site=full)["total"] == 0


@pytest.mark.parametrize("answer,left", [("y", 2), ("n", 3), ("", 3)])
def test_post_delete_asks_at_a_terminal(full, answer, left):
    number = id_of(full, "Low tide")
    ours, theirs = terminal()
    child = subprocess.Popen(
        [served.BUILD / "pamphlet", "-C", full, "post", "delete", str(number)],
        stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, answer.encode() + b"\n")
    code = child.wait(20)
    os.close(ours)
    assert (code == 0) == (left == 2)
    assert done("post", "list", "--format=count", site=full) == f"{left}\n"


def test_comment_moderation(full):
    first, second = sorted(held(full), key=int)
    assert shown("comment", "count", site=full) == {
        "approve": 1, "hold": 2, "spam": 1, "trash": 0, "total": 4}
    result = pamphlet("comment", "approve", first, "x", second, site=full)
    assert result.returncode == USAGE and '"x"' in result.stderr and not result.stdout
    result = pamphlet("comment", "approve", first, 999, second, site=full)
    assert result.returncode == NOINPUT and "999" in result.stderr
    assert result.stdout == (f"Approved comment {first}.\n"
                             f"Approved comment {second}.\n")
    post = id_of(full, "Low tide")
    assert shown("post", "get", post, site=full)["comment_count"] == 3
    for verb, status in (("unapprove", "hold"), ("spam", "spam"), ("trash", "trash")):
        assert f" {first}." in done("comment", verb, first, site=full)
        assert shown("comment", "get", first, site=full)["status"] == status
    assert shown("post", "get", post, site=full)["comment_count"] == 2
    assert pamphlet("comment", "delete", first, site=full).returncode == USAGE
    done("comment", "delete", "--yes", first, site=full)
    assert pamphlet("comment", "get", first, site=full).returncode == NOINPUT


def test_comment_list(full):
    post = id_of(full, "Low tide")
    assert done("comment", "list", f"--post={post}", "--format=count", site=full) == "4\n"
    assert done("comment", "list", "--post=999", "--format=count", site=full) == "0\n"
    rows = shown("comment", "list", "--status=spam", site=full)
    assert [r["author"] for r in rows] == ["Reader 4"]
    assert pamphlet("comment", "list", "--status=x", site=full).returncode == USAGE


def test_statuses_that_are_all(full):
    assert done("comment", "list", "--status=all", "--format=count", site=full) == "4\n"
    assert done("post", "list", "--status=any", "--format=count", site=full) == "3\n"


def test_comment_count_of_one_article(full):
    post, draft = id_of(full, "Low tide"), id_of(full, "Not yet")
    assert shown("comment", "count", post, site=full)["total"] == 4
    assert shown("comment", "count", draft, site=full)["total"] == 0
    nothing = pamphlet("comment", "count", 999, site=full)
    assert nothing.returncode == NOINPUT and "post 999" in nothing.stderr
    assert pamphlet("comment", "count", "x", site=full).returncode == NOINPUT


def test_force_is_another_word_for_yes(full):
    done("comment", "delete", "--force", held(full)[0], site=full)
    done("post", "delete", "--force", id_of(full, "Low tide"), site=full)


def test_get_keeps_the_lines_of_the_text(blog, tmp_path):
    (tmp_path / "x.md").write_text(served.matter("X", "One\n\nstatus draft"), "utf-8")
    done("import", tmp_path / "x.md", site=blog)
    text = done("post", "get", 1, site=blog)
    assert "\ncontent        One\n               \n               status draft\n" in text


def test_only_get_shows_an_address(full):
    number = held(full)[0]
    assert "@example.org" in done("comment", "get", number, site=full)
    for words in (["list"], ["list", "--format=json"], ["count"]):
        assert "@" not in done("comment", *words, site=full)


HOSTILE = "\x1b]0;owned\x07\x9b31m\u202eevil\x7f"


def assert_harmless(text):
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_nothing_steers_the_terminal(full, tmp_path):
    # Written to the database directly, as a later version or another program might.
    with contextlib.closing(sqlite3.connect(full / "pamphlet.db")) as db:
        db.execute("UPDATE article SET title = ?, excerpt = ?", (HOSTILE, HOSTILE))
        db.execute("UPDATE comment SET author = ?, source = ?", (HOSTILE, HOSTILE))
        db.commit()
    number = done("post", "list", "--format=ids", site=full).split()[0]
    comment = held(full)[0]
    for words in (["post", "list"], ["post", "get", number], ["comment", "list"],
                  ["comment", "get", comment]):
        for form in ("table", "json"):
            text = done(*words, f"--format={form}", site=full)
            assert "evil" in text
            assert_harmless(text)
    for words in (["post", "get", HOSTILE], [HOSTILE], ["post", HOSTILE],
                  ["import", HOSTILE], ["post", "list", f"--{HOSTILE}"],
                  ["post", "list", f"--status={HOSTILE}"], ["post", "list", HOSTILE]):
        result = pamphlet(*words, site=full)
        assert result.returncode
        assert_harmless(result.stdout + result.stderr)
    made = pamphlet("init", tmp_path / HOSTILE)
    assert made.returncode == 0
    assert_harmless(made.stdout + made.stderr)


NOUNS = {"post": ["list", "get", "create", "update", "edit", "publish", "unpublish", "schedule",
                  "delete"],
         "comment": ["list", "get", "approve", "unapprove", "spam", "trash", "delete", "empty-trash",
                     "move", "count"],
         "cache": ["status", "flush", "warm"]}


def test_help_everywhere():
    everything = done("--help")
    for words in ([], ["init"], ["import"], ["upgrade"], *([n, v] for n in NOUNS for v in NOUNS[n])):
        text = done(*words, "--help")
        assert text.startswith("Usage: pamphlet")
        assert not words or "Examples:" in text
        assert " ".join(words) in everything
        assert done(*words, "-h") == text
        assert not words or re.search(r"\n\n[A-Z]", text)
        assert not re.search(r"(?m)^  --\S+ +[a-z]", text), "a description begins small"
    for noun, verbs in NOUNS.items():
        text = done(noun, "--help")
        assert text.startswith(f"Usage: pamphlet [-C DIR] {noun} ") and done(noun, "-h") == text
        assert all(f"pamphlet {noun} {v}" in text for v in verbs)
    assert re.fullmatch(r"pamphlet \d+\.\d+\.\d+\n", done("--version"))


def test_usage_errors():
    for words, hint in ((["coment", "list"], '"comment"'), (["imprt", "x"], '"import"'),
                        (["comment", "aprove", "1"], '"comment approve"'),
                        (["post", "publsh", "1"], '"post publish"'),
                        (["x" * 500], "--help"), (["post", "x" * 500], "--help"),
                        (["--what"], "--help"), (["post", "get"], "ID"), (["post"], "list"),
                        ([], "Usage"), (["-C"], "-C requires a directory"),
                        (["-C", ""], "-C requires a directory")):
        result = pamphlet(*words)
        assert (result.returncode, result.stdout) == (USAGE, ""), words
        assert hint in result.stderr, words


def test_a_locked_database_is_not_waited_for_long(full):
    number = held(full)[0]
    with contextlib.closing(sqlite3.connect(full / "pamphlet.db", isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        result = pamphlet("comment", "approve", number, site=full)
        assert result.returncode == 75 and "locked" in result.stderr
        assert "level=" not in result.stderr, "what is for the log of the service"
        assert 1.5 < time.monotonic() - began < 4.5
        db.execute("ROLLBACK")


def test_a_full_disk_is_no_success(full):
    with open("/dev/full", "w") as device:
        code = subprocess.run([served.BUILD / "pamphlet", "-C", full, "post", "list"],
                              stdout=device, stderr=subprocess.PIPE).returncode
    assert code == 74


def test_theme_new(tmp_path):
    site = tmp_path / "blog"
    done("init", site)
    foot = site / "templates" / "foot.html"
    foot.write_text("mine")
    said = done("theme", "new", site=site)
    assert "Wrote " in said and "kept 1 that existed" in said and foot.read_text() == "mine"
    for folder in ("templates", "public"):
        # Folders in public/ are themes of their own.
        for file in (f for f in (served.ROOT / folder).iterdir() if f.is_file()):
            written = site / folder / file.name
            assert file.name == "foot.html" or written.read_bytes() == file.read_bytes()
    done("theme", "new", "--force", site=site)
    assert foot.read_bytes() == (served.ROOT / "templates" / "foot.html").read_bytes()
    done("theme", "new", tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere" / "public" / "style.css").is_file()
