"""`pamphlet backup` and `restore`, from outside."""
import contextlib
import gzip
import io
import os
import shutil
import sqlite3
import stat
import subprocess
import tarfile
import threading

import pytest
import served

DATAERR, NOINPUT, CANTCREAT, IOERR, TEMPFAIL, CONFIG = 65, 66, 73, 74, 75, 78


def pamphlet(*args, site=None, cwd=None, **environment):
    place = ["-C", site] if site else []
    return subprocess.run([served.BUILD / "pamphlet", *place, *map(str, args)],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          timeout=60, cwd=cwd, env={**os.environ, **environment})


def done(*args, **where):
    result = pamphlet(*args, **where)
    assert result.returncode == 0, (args, result.stdout, result.stderr)
    return result.stdout


def refused(*args, site=None, code=DATAERR):
    result = pamphlet(*args, site=site)
    assert result.returncode == code, (args, result.stdout, result.stderr)
    assert not result.stdout
    return result.stderr


@pytest.fixture
def blog(tmp_path):
    """A site with an article, a picture, a comment, and a template of its own."""
    site, posts = tmp_path / "blog", tmp_path / "posts"
    done("init", site, "--title=Harbour Notes", "--base-url=https://example.org")
    posts.mkdir()
    (posts / "tide.md").write_text(served.matter("Low tide", "![A boat](boat.png)",
                                                 date="2026-01-20T08:00:00Z"), "utf-8")
    (posts / "boat.png").write_bytes(served.BOAT)
    (posts / "tide.comments.json").write_text(
        '{"comments": [{"id": 1, "author": "Ada", "email": "ada@example.org",'
        ' "text": "Yes.", "status": "approve", "date": "2026-01-21T08:00:00Z"}]}')
    (site / "media" / "Möwe 1.txt").write_text("x")
    (site / "templates" / "foot.html").write_bytes(
        (served.ROOT / "templates" / "foot.html").read_bytes())
    done("import", posts, site=site)
    return site


def contents(site):
    """What a restore must recover."""
    with contextlib.closing(sqlite3.connect(site / "pamphlet.db")) as db:
        rows = [list(db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")) for table in
                ("article", "article_body", "comment", "comment_private", "path", "listing",
                 "listing_entry", "author")]
        secret = db.execute("SELECT secret FROM site").fetchone()
    files = {str(f.relative_to(site)): (f.read_bytes(), f.stat().st_mtime)
             for folder in ("media", "templates", "public")
             for f in (site / folder).rglob("*") if f.is_file()}
    return rows, secret, files, (site / "site.ini").read_text()


def made(path, members):
    """Writes a backup by hand from {name: bytes, or a TarInfo}."""
    with tarfile.open(path, "w:gz") as tar:
        for name, data in members:
            info = data if isinstance(data, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.name = name
            if isinstance(data, bytes):
                info.size = len(data)
            tar.addfile(info, io.BytesIO(data) if isinstance(data, bytes) else None)
    return path


def sized(name, data):
    info = tarfile.TarInfo(name)
    info.size = len(data)
    return info


def members_of(backup):
    with tarfile.open(backup) as tar:
        return [(m.name, tar.extractfile(m).read()) for m in tar if m.isfile()]


@pytest.mark.parametrize("name", ["blog.tar.zst", "blog.tar.gz"])
def test_a_site_comes_back_as_it_was(blog, tmp_path, name):
    before = contents(blog)
    said = done("backup", tmp_path / name, site=blog)
    assert "and verified the result" in said
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["blog", "posts", name])
    (tmp_path / "posts" / "tide.md").write_text(served.matter("Changed"), "utf-8")
    done("import", tmp_path / "posts", site=blog)
    shutil.rmtree(blog / "media")
    changed = contents(blog)
    said = done("restore", tmp_path / name, site=blog)
    assert contents(blog) == before
    aside = [p for p in blog.iterdir() if p.name.startswith("before-restore-")]
    assert len(aside) == 1 and aside[0].name in said
    assert stat.S_IMODE(aside[0].stat().st_mode) == 0o700
    shutil.copy(aside[0] / "pamphlet.db", tmp_path / "old.db")
    with contextlib.closing(sqlite3.connect(tmp_path / "old.db")) as db:
        assert list(db.execute("SELECT * FROM article ORDER BY 1, 2")) == changed[0][0]
    assert not (blog / "restore.new").exists()


def test_on_another_machine(blog, tmp_path):
    done("backup", tmp_path / "b.tar.gz", site=blog)
    other = tmp_path / "other"
    done("restore", tmp_path / "b.tar.gz", site=other)
    assert contents(other) == contents(blog)
    assert (other / "run").is_dir()
    assert "Low tide" in done("post", "list", site=other)


def test_the_backup_has_the_database_and_the_known_names_only(blog, tmp_path):
    (blog / "media" / ".hidden").write_text("x")
    (blog / "media" / "link.png").symlink_to("/etc/passwd")
    (blog / "notes.txt").write_text("x")
    result = pamphlet("backup", tmp_path / "b.tar.gz", site=blog)
    assert result.returncode == 0 and "1 symbolic link is left out" in result.stderr
    assert "link.png" in result.stderr
    names = [name for name, _ in members_of(tmp_path / "b.tar.gz")]
    assert names[:2] == ["site.ini", "pamphlet.db"]
    assert [n for n in names[2:] if not n.startswith(("media/boat-", "media/Möwe"))] == [
        "templates/foot.html"]


@pytest.mark.parametrize("name", [b"a\nb.png", b"\x1b[2J.png", b"\xff.png"])
def test_a_name_that_no_restore_takes(blog, tmp_path, name):
    """A backup that could not be restored is not written."""
    with open(os.fsencode(blog / "media") + b"/" + name, "w"):
        pass
    said = refused("backup", tmp_path / "b.tar.gz", site=blog)
    assert "rename the file" in said and "\x1b" not in said and len(said.splitlines()) == 1
    assert not (tmp_path / "b.tar.gz").exists()


def test_nothing_is_replaced_unasked(blog, tmp_path):
    file = tmp_path / "b.tar.gz"
    file.write_text("mine")
    assert "--force" in refused("backup", file, site=blog, code=CANTCREAT)
    assert file.read_text() == "mine"
    done("backup", file, "--force", site=blog)
    assert tarfile.is_tarfile(file)


def test_a_folder_that_is_a_link_is_not_left_out_unsaid(blog, tmp_path):
    (blog / "media").rename(tmp_path / "disk")
    (blog / "media").symlink_to(tmp_path / "disk")
    assert "symbolic link" in refused("backup", tmp_path / "b.tar.zst", site=blog)
    assert not list(tmp_path.glob("b.tar*"))


@pytest.mark.parametrize("name,better", [
    ("b.zip", "b"), ("b.TAR", "b"), ("b.tar.xz", "b"), ("b.2026.7z", "b.2026")])
def test_not_under_the_name_of_another_format(blog, tmp_path, name, better):
    said = refused("backup", tmp_path / name, site=blog)
    assert f"name it {tmp_path / better}.tar.zst or {tmp_path / better}.tar.gz" in said
    assert not (tmp_path / name).exists()


def test_tgz_is_gzip(blog, tmp_path):
    done("backup", tmp_path / "b.tgz", site=blog)
    assert (tmp_path / "b.tgz").read_bytes()[:2] == b"\x1f\x8b"


def test_into_an_empty_directory(blog, tmp_path):
    """The suggested command works."""
    done("backup", tmp_path / "b.tar.gz", site=blog)
    empty = tmp_path / "empty"
    empty.mkdir()
    result = pamphlet("restore", "../b.tar.gz", cwd=empty)
    command = "pamphlet -C . restore ../b.tar.gz"
    assert result.returncode == NOINPUT and command in result.stderr
    result = pamphlet(*command.split()[1:], cwd=empty)
    assert result.returncode == 0 and (empty / "site.ini").exists(), result
    done("restore", tmp_path / "b.tar.gz", PAMPHLET_SITE=str(tmp_path / "other"))
    assert (tmp_path / "other" / "site.ini").exists()


def test_a_damaged_database_makes_no_backup(blog, tmp_path):
    done("comment", "count", site=blog)
    with open(blog / "pamphlet.db", "r+b") as f:
        f.seek(4096 * 20)
        f.write(os.urandom(4096 * 8))
    said = refused("backup", tmp_path / "b.tar.gz", site=blog)
    assert "damaged" in said
    assert not (tmp_path / "b.tar.gz").exists()
    assert [p.name for p in tmp_path.iterdir() if "b.tar" in p.name] == []


def test_another_schema_makes_no_backup(blog, tmp_path):
    with contextlib.closing(sqlite3.connect(blog / "pamphlet.db")) as db:
        db.executescript(TRIGGER)
    said = refused("backup", tmp_path / "b.tar.gz", site=blog)
    assert 'the trigger "evil"' in said and "sqlite3" in said
    assert not (tmp_path / "b.tar.gz").exists()


def link(kind, target):
    info = tarfile.TarInfo()
    info.type = kind
    info.linkname = target
    return info


@pytest.mark.parametrize("name,data", [
    ("../evil", b"x"), ("/tmp/evil", b"x"), ("media/../../evil", b"x"),
    ("media/./x", b"x"), ("media//x", b"x"), ("evil.txt", b"x"), ("run/pamphlet.pid", b"1"),
    ("media/.htaccess", b"x"), ("media/a\nb.png", b"x"), ("media/\x1b[31m.png", b"x"),
    ("media/link.png", link(tarfile.SYMTYPE, "/etc/passwd")),
    ("media/hard.png", link(tarfile.LNKTYPE, "site.ini")),
    ("media", link(tarfile.SYMTYPE, "/tmp")),
    ("media/pipe.png", link(tarfile.FIFOTYPE, "")),
    ("site.ini", b"[site]\ntitle = Twice\n"),
    ("media/" + "x" * 300, b"x"),
])
def test_hostile_backups(blog, tmp_path, name, data):
    done("backup", tmp_path / "good.tar.gz", site=blog)
    before = contents(blog)
    names = sorted(str(p) for p in tmp_path.rglob("*"))
    bad = made(tmp_path / "bad.tar.gz", members_of(tmp_path / "good.tar.gz") + [(name, data)])
    result = pamphlet("restore", bad, site=blog)
    assert result.returncode in (DATAERR, 74), result.stderr
    assert "restore failed" in result.stderr and "\x1b" not in result.stderr
    bad.unlink()
    assert contents(blog) == before
    assert sorted(str(p) for p in tmp_path.rglob("*")) == names


def change(name, new):
    return lambda members: [(n, new(d) if n == name else d) for n, d in members]


def newer(database):
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(database)
        db.execute("PRAGMA user_version = 999")
        return db.serialize()


def run_sql(sql):
    def changed(database):
        # Bytes 18 and 19 say that the database uses WAL, which one in memory cannot.
        database = database[:18] + b"\1\1" + database[20:]
        with contextlib.closing(sqlite3.connect(":memory:")) as db:
            db.deserialize(database)
            db.executescript(sql)
            return db.serialize()
    return changed


TRIGGER = "CREATE TRIGGER evil AFTER INSERT ON comment BEGIN DELETE FROM article; END;"


@pytest.mark.parametrize("spoil,says", [
    (lambda m: m[1:], "site.ini"),
    (lambda m: [x for x in m if x[0] != "pamphlet.db"], "pamphlet.db"),
    (change("site.ini", lambda d: d.replace(b"per_page = 10", b"per_page = 0")), "per_page"),
    (change("pamphlet.db", lambda d: b""), "pamphlet.db"),
    (change("pamphlet.db", lambda d: b"no database " * 999), "damaged"),
    (change("pamphlet.db", lambda d: d[:4096 * 20] + os.urandom(4096 * 6) + d[4096 * 26:]),
     "damaged"),
    (change("pamphlet.db", newer), "newer version"),
    (change("pamphlet.db", run_sql("DROP TABLE comment;")), 'the table "comment" is missing'),
    (change("pamphlet.db", run_sql("DROP TABLE site;")), "damaged"),
    (change("pamphlet.db", run_sql(TRIGGER)), 'the trigger "evil"'),
], ids=["no settings", "no database", "bad settings", "empty", "garbage", "damaged", "newer",
        "no table", "no site", "trigger"])
def test_what_is_not_good_changes_nothing(blog, tmp_path, spoil, says):
    done("backup", tmp_path / "good.tar.gz", site=blog)
    before = contents(blog)
    bad = made(tmp_path / "bad.tar.gz", spoil(members_of(tmp_path / "good.tar.gz")))
    result = pamphlet("restore", bad, site=blog)
    assert result.returncode in (DATAERR, NOINPUT, CONFIG), result.stderr
    assert says in result.stderr
    assert contents(blog) == before
    assert not [p for p in blog.iterdir() if "restore" in p.name]


def test_cut_off_and_no_backup_at_all(blog, tmp_path):
    done("backup", tmp_path / "good.tar.zst", site=blog)
    before = contents(blog)
    data = (tmp_path / "good.tar.zst").read_bytes()
    for name, text in (("cut", data[:len(data) // 2]), ("none", b"hello"), ("empty", b"")):
        (tmp_path / name).write_bytes(text)
        refused("restore", tmp_path / name, site=blog)
    said = refused("restore", tmp_path / "missing", site=blog, code=NOINPUT)
    assert f"restore failed: {tmp_path}/missing does not exist" in said
    assert contents(blog) == before


def test_what_the_disk_has_no_room_for_is_not_begun(blog, tmp_path):
    done("backup", tmp_path / "good.tar.gz", site=blog)
    before = contents(blog)
    big = tarfile.TarInfo("media/big.bin")
    big.size = 1 << 53
    head = b"".join(info.tobuf() + data + bytes(-len(data) % 512)
                    for info, data in ((sized(n, d), d) for n, d in
                                       members_of(tmp_path / "good.tar.gz")))
    with gzip.open(tmp_path / "bomb.tar.gz", "wb") as f:
        f.write(head + big.tobuf() + bytes(1 << 20))
    said = refused("restore", tmp_path / "bomb.tar.gz", site=blog, code=IOERR)
    assert "media/big.bin: it has 9007199254.7 MB, but only" in said
    assert contents(blog) == before and not [p for p in blog.iterdir() if "restore" in p.name]


def old_backup(site, file):
    """A backup of a database that this version cannot read yet."""
    return made(file, [("site.ini", (site / "site.ini").read_bytes()),
                       ("pamphlet.db", (site / "pamphlet.db").read_bytes())])


def test_an_older_database_is_upgraded(blog, tmp_path):
    served.make_older(blog)
    said = done("restore", old_backup(blog, tmp_path / "old.tar.gz"), site=blog)
    assert "from schema 1" in said
    done("post", "list", site=blog)


@pytest.mark.parametrize("version", [24, 58])
def test_an_upgrade_keeps_all_rows(blog, tmp_path, version):
    """By a restore and by `pamphlet upgrade`, of the schema at two moments."""
    before, found = contents(blog), pamphlet("check", site=blog).stdout
    served.make_older(blog, version)
    with contextlib.closing(sqlite3.connect(blog / "pamphlet.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (version,)
        assert db.execute("SELECT count(*) FROM comment").fetchone() == (1,)
    backup, restored = old_backup(blog, tmp_path / "old.tar.gz"), tmp_path / "restored"
    said = done("restore", "--dry-run", backup, site=blog)
    assert f"would be upgraded from schema {version}" in said
    assert "It has 1 post, 0 pages and 1 comment" in said
    assert f"from schema {version}" in done("restore", backup, site=restored)
    assert contents(restored)[:2] == before[:2]
    assert f"from schema {version}" in done("upgrade", site=blog)
    assert contents(blog) == before and pamphlet("check", site=blog).stdout == found


def test_a_running_service_is_not_pulled_away(tmp_path):
    site = served.Served(tmp_path, articles={"a.md": served.matter("One", date="2026-01-01")})
    try:
        site.start()
        site.command("backup", tmp_path / "b.tar.gz")
        result = pamphlet("restore", tmp_path / "b.tar.gz", site=site.dir)
        assert result.returncode == TEMPFAIL and "stop it first" in result.stderr
        assert site.get("/").status == 200
    finally:
        site.stop()


def test_readers_get_no_page_of_the_life_that_was_given_up(tmp_path):
    """nginx reads the page cache directly, and HTTP caches know old revisions."""
    site = served.Served(tmp_path, {"moderation": "none", "flood_seconds": "0"},
                         {"a.md": served.matter("One", date="2026-01-01")})
    try:
        site.start()
        address = site.article("One")[1]
        site.command("backup", tmp_path / "b.tar.gz")
        before = site.get(address)
        assert site.comment(1, "Later words").status == 303
        lost = site.get(address)
        assert "Later words" in lost.text and "Later words" not in before.text
        site.program.terminate()
        site.program.wait(15)
        assert "Later words" in site.get(address).text  # nginx still serves the cached file
        done("restore", tmp_path / "b.tar.gz", site=site.dir)
        assert site.get(address).status == 503
        site.log_file.unlink()
        site.start_program()
        now = served.wait_for(lambda: site.get(address))
        assert now.status == 200 and "Later words" not in now.text
        assert now["ETag"] not in (before["ETag"], lost["ETag"])
        assert site.get(address, If_None_Match=lost["ETag"]).status == 200
    finally:
        site.stop()


def test_online(tmp_path):
    """A backup is consistent although comments arrive while it is made."""
    site = served.Served(tmp_path, {"moderation": "none", "flood_seconds": "0"},
                         {"a.md": served.matter("One", date="2026-01-01")})
    try:
        site.start()
        answers, stop = [], threading.Event()

        def write():
            while not stop.is_set():
                answers.append(site.comment(1, f"Word {len(answers)}").status)
        writer = threading.Thread(target=write)
        writer.start()
        for n in range(5):
            site.command("backup", tmp_path / f"{n}.tar.gz")
        stop.set()
        writer.join()
        assert set(answers) == {303}
        for n in range(5):
            other = tmp_path / f"other{n}"
            done("restore", tmp_path / f"{n}.tar.gz", site=other)
            with contextlib.closing(sqlite3.connect(other / "pamphlet.db")) as db:
                count, = db.execute("SELECT comment_count FROM article").fetchone()
                assert count == db.execute("SELECT count(*) FROM comment").fetchone()[0]
    finally:
        site.stop()
