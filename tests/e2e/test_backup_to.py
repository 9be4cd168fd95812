"""Backups that are made every night: rotation, standard output, the record, and a drill."""
import os
import re
import shutil
import signal
import subprocess
import time

import prometheus
import pytest
import served
import site_dump
import small_disk
from test_backup import blog, contents, done, pamphlet, refused  # noqa: F401

USAGE, IOERR, DATAERR = 64, 74, 65
NAME = re.compile(r"blog-[0-9a-f]{8}-\d{8}T\d{6}Z\.tar\.zst")


def backups(folder):
    return sorted(p.name for p in folder.iterdir())


def older(folder, count):
    """Backups of the days before, which nobody needs to open."""
    for n in range(1, count + 1):
        (folder / f"blog-2026010{n}T020000Z.tar.zst").write_bytes(b"old")


def test_backups_are_rotated(blog, tmp_path):  # noqa: F811
    folder = tmp_path / "b"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    older(folder, 5)
    said = done("backup", f"--to={folder}", "--keep=3", site=blog)
    assert "verified the result" in said and "Deleted 3 older backups." in said
    made, = [name for name in backups(folder) if NAME.fullmatch(name)]
    assert set(backups(folder)) == {"blog-20260104T020000Z.tar.zst", "notes.txt", made,
                                    "blog-20260105T020000Z.tar.zst"}
    other = tmp_path / "other"
    done("restore", folder / made, site=other)
    assert contents(other) == contents(blog)


def test_two_sites_of_one_name_share_a_folder(blog, tmp_path):  # noqa: F811
    """Neither deletes a backup of the other, not even one that is a copy of it."""
    folder, other = tmp_path / "b", tmp_path / "elsewhere" / "blog"
    folder.mkdir()
    other.parent.mkdir()
    shutil.copytree(blog, other)
    done("backup", f"--to={folder}", site=blog)
    first, = backups(folder)
    done("backup", f"--to={folder}", "--keep=1", site=other)
    assert first in backups(folder) and len(backups(folder)) == 2
    time.sleep(1.1)  # the names have whole seconds
    said = done("backup", f"--to={folder}", "--keep=1", site=other)
    assert "Deleted 1 older backup." in said
    assert first in backups(folder) and len(backups(folder)) == 2
    assert all(NAME.fullmatch(name) for name in backups(folder))


def test_a_failed_backup_keeps_the_older_ones(blog, tmp_path):  # noqa: F811
    folder = tmp_path / "b"
    folder.mkdir()
    older(folder, 3)
    with blog.joinpath("pamphlet.db").open("r+b") as f:
        f.seek(4096 * 20)
        f.write(os.urandom(4096 * 8))
    result = pamphlet("backup", f"--to={folder}", "--keep=1", site=blog)
    assert result.returncode == DATAERR and "damaged" in result.stderr
    assert len(backups(folder)) == 3 and not (blog / "run" / "last-backup").exists()


def test_a_full_disk_keeps_the_older_ones(blog, tmp_path):  # noqa: F811
    with small_disk.mounted(tmp_path / "disk", "400k") as disk:
        older(disk, 2)
        said = refused("backup", f"--to={disk}", "--keep=1", site=blog, code=IOERR)
        assert "no space left" in said
        assert len(backups(disk)) == 2


def test_a_folder_that_cannot_be_used(blog, tmp_path):  # noqa: F811
    assert "No such file" in refused("backup", f"--to={tmp_path}/none", site=blog, code=IOERR)
    for words in (["--to=x", "file"], [], ["--keep=3", "file"], ["--to=.", "--keep=0"],
                  ["--to=.", "--keep-daily=x"], ["--keep=2", "-"]):
        refused("backup", *words, site=blog, code=USAGE)


def test_standard_output(blog, tmp_path):  # noqa: F811
    folder = tmp_path / "t"
    folder.mkdir()
    for words in (["-"], ["--to=-"]):
        result = subprocess.run([served.BUILD / "pamphlet", "-C", blog, "backup", *words],
                                capture_output=True, timeout=60, check=True,
                                env={**os.environ, "TMPDIR": str(folder)})
        assert not result.stderr and not backups(folder)
        (tmp_path / "b.tar.zst").write_bytes(result.stdout)
        other = tmp_path / f"other{words[0]}"
        done("restore", tmp_path / "b.tar.zst", site=other)
        assert contents(other) == contents(blog)
    assert (blog / "run" / "last-backup").read_text().endswith(" -\n")
    # It goes to a disk that is full.
    (blog / "run" / "last-backup").unlink()
    with open("/dev/full", "wb") as full:
        result = subprocess.run([served.BUILD / "pamphlet", "-C", blog, "backup", "-"],
                                stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert result.returncode == IOERR and b"No space left" in result.stderr
    assert not (blog / "run" / "last-backup").exists()


def test_no_half_file_gets_the_name(blog, tmp_path):  # noqa: F811
    """Killed at any moment, it leaves at most files with names of their own, which the
    next one removes."""
    (blog / "media" / "large.bin").write_bytes(os.urandom(20_000_000))
    folder = tmp_path / "b"
    folder.mkdir()
    for n in range(6):
        child = subprocess.Popen([served.BUILD / "pamphlet", "-C", blog, "backup",
                                  f"--to={folder}"], stdout=subprocess.DEVNULL)
        time.sleep(0.02 * n)
        child.kill()
        child.wait()
        for file in folder.iterdir():
            if NAME.fullmatch(file.name):
                done("restore", "--dry-run", file, site=blog)
    done("backup", folder / "last.tar.zst", site=blog)
    done("restore", "--dry-run", folder / "last.tar.zst", site=blog)


def with_usual_signals():
    """A shell that starts the tests in the background makes them ignore SIGINT, nohup SIGHUP."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.parametrize("words", [["backup", "-"], ["backup", "--to=DIR"],
                                   ["restore", "--dry-run", "FILE"]], ids=" ".join)
def test_a_command_that_is_interrupted_leaves_nothing(blog, tmp_path, words):  # noqa: F811
    """Least of all a database, with the addresses of all readers, in a temporary folder."""
    (blog / "media" / "large.bin").write_bytes(os.urandom(50_000_000))
    folder = tmp_path / "t"
    folder.mkdir()
    if words[0] == "restore":
        done("backup", tmp_path / "b.tar.zst", site=blog)
    words = [w.replace("DIR", str(folder)).replace("FILE", str(tmp_path / "b.tar.zst"))
             for w in words]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
        child = subprocess.Popen([served.BUILD / "pamphlet", "-C", blog, *words],
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                 env={**os.environ, "TMPDIR": str(folder)},
                                 preexec_fn=with_usual_signals)
        # These are created after the process that removes them.
        served.wait_for(lambda: [*folder.glob("*/*"), *folder.glob("*.part-db")])
        child.send_signal(number)
        assert child.wait(15) == -number
        child.stdout.close()
        served.wait_for(lambda: not backups(folder))


def test_doctor_and_metrics_know_the_last_one(tmp_path):
    with served.running(tmp_path / "s") as site:
        name = "pamphlet_last_backup_timestamp_seconds"
        assert name not in prometheus.of_site(site)
        assert "has not made one yet" in site.command("doctor", check=False)
        before = time.time()
        site.command("backup", tmp_path / "b.tar.zst")
        assert before - 1 <= prometheus.of_site(site)[name] <= time.time()
        assert "b.tar.zst" in site.command("doctor", check=False)
        record = site.dir / "run" / "last-backup"
        at, rest = record.read_text().split(" ", 1)
        record.write_text(f"{int(at) - 8 * 86400 * 1000000} {rest}")
        assert "8 days old" in site.command("doctor", check=False)
        site.command("config", "set", "server.backup_days", "30")
        assert "8 days old" not in site.command("doctor", check=False)


def test_trying_a_restore_changes_nothing(blog, tmp_path):  # noqa: F811
    done("backup", tmp_path / "b.tar.gz", site=blog)
    done("comment", "spam", "1", site=blog)
    before = contents(blog), sorted(p for p in blog.rglob("*") if "run" not in p.parts)
    said = done("restore", "--dry-run", tmp_path / "b.tar.gz", site=blog)
    assert "The backup is complete, and its database is not damaged." in said
    assert "It has 1 post, 0 pages and 1 comment; the newest is of 2026-01-21" in said
    assert f"A restore would replace the site in {blog}." in said
    assert (contents(blog), sorted(p for p in blog.rglob("*") if "run" not in p.parts)) == before
    said = done("restore", "--dry-run", tmp_path / "b.tar.gz", site=tmp_path / "new")
    assert f"A restore would create a site in {tmp_path / 'new'}." in said
    assert not (tmp_path / "new").exists()
    data = bytearray((tmp_path / "b.tar.gz").read_bytes())
    data[len(data) // 2] ^= 0xff
    (tmp_path / "bad.tar.gz").write_bytes(data)
    assert "cannot be restored" in refused("restore", "--dry-run", tmp_path / "bad.tar.gz",
                                           site=blog)


def state(site):
    """Rows and media, except those that count changes and name the page cache."""
    rows = site_dump.exactly(site)
    for name in ("dependency", "cache_record", "site"):
        del rows[name]
    return rows, site_dump.media(site)


def test_a_drill(tmp_path):
    """Back up while the site is served, write more, lose the machine, restore."""
    with served.running(tmp_path / "s", moderation="none", flood_seconds=0) as site:
        number, address = site.article("Talk here")
        assert site.comment(number, "Before the backup").status == 303
        served.wait_for(lambda: "Before the backup" in site.get(address).text)
        folder = tmp_path / "b"
        folder.mkdir()
        saved = state(site.dir)
        site.command("backup", f"--to={folder}")
        assert site.comment(number, "After the backup").status == 303
        os.killpg(site.program.pid, signal.SIGKILL)
        site.program.wait(15)
        with (site.dir / "pamphlet.db").open("r+b") as f:
            f.write(b"\0" * 8192)
        file, = folder.iterdir()
        site.command("restore", "--dry-run", file)
        site.command("restore", file)
        assert state(site.dir) == saved
        site.log_file.write_text("")
        site.start_program()
        text = site.get(address).text
        assert "Before the backup" in text and "After the backup" not in text
