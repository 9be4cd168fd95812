"""Encrypted backups, and the program `age` as the judge of them."""
import os
import re
import shutil
import signal
import stat
import subprocess
import tarfile

import pytest
import served
from test_backup import blog, contents, done, members_of, pamphlet, refused  # noqa: F401

USAGE, DATAERR, NOINPUT, CANTCREAT = 64, 65, 66, 73
PUBLIC = re.compile(r"age1[02-9ac-hj-np-z]{58}")
NEEDS_AGE = pytest.mark.skipif(not shutil.which("age"), reason="needs age")


@pytest.fixture
def key(tmp_path):
    """A file with a secret key, and the public one."""
    file = tmp_path / "key.txt"
    return file, done("backup", f"--new-key={file}").strip()


def by_age(*words, **more):
    return subprocess.run(["age", *map(str, words)], capture_output=True, timeout=60, **more)


def test_a_new_key(tmp_path, key):
    file, public = key
    assert PUBLIC.fullmatch(public)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lines = file.read_text().splitlines()
    assert lines[1] == f"# public key: {public}" and lines[2].startswith("AGE-SECRET-KEY-1")
    before = file.read_bytes()
    assert "is not replaced" in refused("backup", f"--new-key={file}", code=CANTCREAT)
    assert file.read_bytes() == before


def test_there_and_back(blog, tmp_path, key):  # noqa: F811
    file, public = key
    backup = tmp_path / "b.tar.zst.age"
    before = contents(blog)
    said = done("backup", backup, f"--recipient={public}", site=blog)
    assert "encrypted them and verified the result" in said
    data = backup.read_bytes()
    assert data.startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert b"ada@example.org" not in data and b"SQLite" not in data
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert "--identity=FILE" in refused("restore", backup, site=blog)
    said = done("restore", "--dry-run", f"--identity={file}", backup, site=blog)
    assert "It has 1 post, 0 pages and 1 comment" in said
    done("restore", f"--identity={file}", backup, site=tmp_path / "other")
    assert contents(tmp_path / "other") == before


def test_nothing_in_its_folder_can_be_read_meanwhile(blog, tmp_path, key):  # noqa: F811
    """It may be one that another program copies to another machine as soon as files appear."""
    (blog / "media" / "large.bin").write_bytes(os.urandom(50_000_000))
    folder, temporary = tmp_path / "synced", tmp_path / "t"
    folder.mkdir()
    temporary.mkdir()
    child = subprocess.Popen([served.BUILD / "pamphlet", "-C", blog, "backup", f"--to={folder}",
                              f"--recipient={key[1]}"], stdout=subprocess.DEVNULL,
                             env={**os.environ, "TMPDIR": str(temporary)})
    served.wait_for(lambda: [*temporary.glob("*/pamphlet.db")])
    child.send_signal(signal.SIGSTOP)
    assert [*temporary.glob("*/pamphlet.db")]
    assert not [f for f in folder.iterdir() if f.read_bytes().startswith(b"SQLite")]
    child.send_signal(signal.SIGKILL)
    assert child.wait(15) == -signal.SIGKILL
    served.wait_for(lambda: not [*temporary.iterdir(), *folder.glob("*.part*")])


@NEEDS_AGE
def test_age_reads_it_and_we_read_what_age_writes(blog, tmp_path, key):  # noqa: F811
    file, public = key
    # More than one chunk of 64 KiB, and not compressible.
    (blog / "media" / "noise.bin").write_bytes(os.urandom(400_000))
    for end in ("zst", "gz"):
        backup, plain = tmp_path / f"b.tar.{end}.age", tmp_path / f"b.tar.{end}"
        done("backup", backup, f"--recipient={public}", site=blog)
        plain.write_bytes(by_age("-d", "-i", file, backup, check=True).stdout)
        done("restore", plain, site=tmp_path / f"{end}1")
        assert contents(tmp_path / f"{end}1") == contents(blog)
        again = tmp_path / f"again.tar.{end}.age"
        by_age("-r", public, "-o", again, plain, check=True)
        done("restore", f"--identity={file}", again, site=tmp_path / f"{end}2")
        assert contents(tmp_path / f"{end}2") == contents(blog)
    with tarfile.open(tmp_path / "b.tar.gz") as tar:
        assert "media/noise.bin" in tar.getnames()


@NEEDS_AGE
def test_several_recipients_and_files_of_them(blog, tmp_path, key):  # noqa: F811
    file, public = key
    made = subprocess.run(["age-keygen", "-o", tmp_path / "second.txt"], check=True,
                          capture_output=True, text=True, timeout=60)
    second = PUBLIC.search(made.stderr + made.stdout).group()
    (tmp_path / "people.txt").write_text(f"# Ben\n{second}\n")
    backup = tmp_path / "b.tar.zst.age"
    done("backup", backup, f"--recipient={public},{tmp_path / 'people.txt'}", site=blog)
    for identity in (file, tmp_path / "second.txt"):
        by_age("-d", "-i", identity, "-o", os.devnull, backup, check=True)
        done("restore", "--dry-run", f"--identity={identity}", backup, site=blog)


@NEEDS_AGE
def test_other_ways_to_encrypt_are_explained(blog, tmp_path, key):  # noqa: F811
    file, public = key
    done("backup", tmp_path / "b.tar.gz", site=blog)
    armored = tmp_path / "text.age"
    by_age("-a", "-r", public, "-o", armored, tmp_path / "b.tar.gz", check=True)
    said = refused("restore", f"--identity={file}", armored, site=blog)
    assert 'written as text: decrypt it with "age -d"' in said
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "ssh"],
                   check=True, timeout=60) if shutil.which("ssh-keygen") else None
    if (tmp_path / "ssh.pub").exists():
        by_age("-R", tmp_path / "ssh.pub", "-o", tmp_path / "ssh.age", tmp_path / "b.tar.gz",
               check=True)
        said = refused("restore", f"--identity={file}", tmp_path / "ssh.age", site=blog)
        assert "for an SSH key" in said
        said = refused("backup", tmp_path / "s.age", f"--recipient={tmp_path / 'ssh.pub'}",
                       site=blog)
        assert "SSH keys are not supported" in said and "--new-key=FILE" in said


@pytest.mark.parametrize("words", [["restore"], ["restore", "--dry-run"]], ids=" ".join)
def test_what_cannot_be_decrypted_changes_nothing(blog, tmp_path, key, words):  # noqa: F811
    file, public = key
    (blog / "media" / "noise.bin").write_bytes(os.urandom(150_000))
    good = tmp_path / "good.tar.zst.age"
    done("backup", good, f"--recipient={public}", site=blog)
    before, data = contents(blog), good.read_bytes()
    done("backup", f"--new-key={tmp_path / 'other.txt'}")
    said = refused(*words, f"--identity={tmp_path / 'other.txt'}", good, site=blog)
    assert "it is encrypted for another key" in said
    head = data.index(b"\n--- ") + 1 + 4 + 43 + 1 + 16
    pieces = range(head, len(data), 65552)
    assert len(pieces) > 2
    spoiled = [data[:-1], data[:pieces[-1]], data[:pieces[1]], data[:head], data[:100],
               data + b"x", data[:60] + bytes([data[60] ^ 1]) + data[61:],
               data[:head] + data[pieces[1]:],
               data[:pieces[1]] + data[head:pieces[1]] + data[pieces[1]:]]
    for at in (head, pieces[1] + 5, pieces[-1] + 3, len(data) - 1):
        spoiled.append(data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1:])
    # All of them before a site is touched; a few are enough for the other way.
    for bad in spoiled if len(words) > 1 else spoiled[::4]:
        (tmp_path / "bad.age").write_bytes(bad)
        said = refused(*words, f"--identity={file}", tmp_path / "bad.age", site=blog)
        assert "encrypted" in said, said
    assert contents(blog) == before
    assert not [p for p in blog.iterdir() if "restore" in p.name]


def test_the_setting_and_the_names(blog, tmp_path, key):  # noqa: F811
    file, public = key
    assert "there is no key" in refused("backup", tmp_path / "b.tar.zst.age", site=blog)
    said = refused("backup", tmp_path / "b.tar.zst", f"--recipient={public}", site=blog)
    assert f"name it {tmp_path}/b.tar.zst.age" in said
    wrong = pamphlet("config", "set", "server.backup_recipient", public[:-1] + "q", site=blog)
    assert wrong.returncode and "must be public keys of age" in wrong.stderr
    done("config", "set", "server.backup_recipient", public, site=blog)
    refused("backup", tmp_path / "b.tar.zst", site=blog)
    folder = tmp_path / "b"
    folder.mkdir()
    (folder / "blog-20260101T020000Z.tar.zst").write_bytes(b"old")
    said = done("backup", f"--to={folder}", "--keep=1", site=blog)
    assert "Deleted 1 older backup." in said
    made, = folder.iterdir()
    assert re.fullmatch(r"blog-[0-9a-f]{8}-\d{8}T\d{6}Z\.tar\.zst\.age", made.name)
    done("restore", "--dry-run", f"--identity={file}", made, site=blog)
    out = subprocess.run([*pamphlet("version").args[:1], "-C", blog, "backup", "-"], check=True,
                         capture_output=True, timeout=60)
    assert out.stdout.startswith(b"age-encryption.org/v1\n")


def test_files_that_are_no_keys(blog, tmp_path):  # noqa: F811
    file = tmp_path / "key.txt"
    for text, code, says in [
            (None, NOINPUT, "does not exist"), ("", DATAERR, "there is no key in it"),
            ("# public key: age1x\n", DATAERR, "there is no key in it"),
            ("AGE-SECRET-KEY-1QQQ\n", DATAERR, "incomplete or mistyped")]:
        if text is not None:
            file.write_text(text)
        said = refused("restore", f"--identity={file}", tmp_path / "any", site=blog, code=code)
        assert says in said and "--identity" in said
