"""On a full or read-only disk, pages can still be read."""
import json
import signal
import subprocess

import pytest
import served
import small_disk

IOERR = 74


def pamphlet(site, *args, **options):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site, *map(str, args)],
                          capture_output=True, text=True, timeout=60, **options)


def done(site, *args, **options):
    result = pamphlet(site, *args, **options)
    assert (result.returncode, result.stderr) == (0, ""), (args, result)
    return result.stdout


@pytest.fixture
def small(tmp_path):
    """A site with a post on a disk of its own, in memory."""
    with small_disk.mounted(tmp_path / "sm%l ?", "2m") as folder:
        done(folder, "init", folder / "blog")
        done(folder / "blog", "post", "create", "--title=Low tide", "--status=publish")
        yield folder / "blog"


def make_read_only(site):
    for end in ("-wal", "-shm", "-queue"):
        (site / f"pamphlet.db{end}").unlink(missing_ok=True)
    subprocess.run(["mount", "-o", "remount,ro", site.parent], check=True)


def fill(site):
    small_disk.fill(site / "filler")


@pytest.mark.parametrize("spoil,says", [(fill, "no space left on the disk"),
                                        (make_read_only, "the file system is read-only")])
def test_reading_goes_on(small, tmp_path, spoil, says):
    spoil(small)
    assert done(small, "post", "list", "--field=title") == "Low tide\n"
    assert json.loads(done(small, "stats", "--format=json"))
    assert "No problems found" in done(small, "check")
    done(small, "comment", "count")
    assert done(small, "comment", "approve", "--status=hold", "--dry-run") == \
        "Would change 0 comments.\n"
    done(small, "export", tmp_path / "files")
    assert list((tmp_path / "files").rglob("low-tide.md"))
    result = pamphlet(small, "backup", tmp_path / "b.tar.gz")
    assert result.returncode == 0 and (tmp_path / "b.tar.gz").exists(), result
    assert "the backup is complete" in result.stderr and says in result.stderr, result
    result = pamphlet(small, "post", "create", "--title=Other")
    assert result.returncode == IOERR and says in result.stderr, result
    copy = tmp_path / "copy"
    done(copy, "restore", tmp_path / "b.tar.gz")
    assert done(copy, "post", "list", "--field=title") == "Low tide\n"


def test_what_is_in_the_log_only_is_not_passed_over(small):
    """A picture left by a killed import."""
    child = subprocess.Popen([served.BUILD / "pamphlet", "-C", small, "import", "-"],
                             stdin=subprocess.PIPE)
    try:
        # More than a pipe holds: once it is written, the command reads, and has the database open.
        child.stdin.write(b"\n" * (1 << 20))
        child.stdin.flush()
        done(small, "post", "create", "--title=Later")
        assert (small / "pamphlet.db-wal").stat().st_size
    finally:
        child.send_signal(signal.SIGKILL)
        child.communicate()
    (small / "pamphlet.db-shm").unlink()
    fill(small)
    result = pamphlet(small, "post", "list")
    assert result.returncode == IOERR and "no space left on the disk" in result.stderr
    (small / "filler").unlink()
    assert "Later" in done(small, "post", "list", "--field=title")
