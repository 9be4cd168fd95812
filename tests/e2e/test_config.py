"""`pamphlet config`, from outside: site.ini changed in place."""
import json
import os
import pathlib
import stat
import subprocess
import tempfile

import pytest
import served

USAGE, CONFIG = 64, 78


def pamphlet(*args, site=None):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site, *map(str, args)],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)


def done(*args, site=None):
    result = pamphlet(*args, site=site)
    assert result.returncode == 0, (args, result.stdout, result.stderr)
    return result.stdout


@pytest.fixture
def blog(tmp_path):
    subprocess.run([served.BUILD / "pamphlet", "init", tmp_path / "blog", "--title=Harbour Notes",
                    "--base-url=https://example.org"], check=True, capture_output=True)
    return tmp_path / "blog"


def ini(blog):
    return (blog / "site.ini").read_bytes().decode()


def test_only_the_value_changes(blog):
    before = ini(blog).splitlines()
    said = done("config", "set", "title", "Möwen = [a] # b ; \"c\"", site=blog)
    assert "Möwen" in said
    after = ini(blog).splitlines()
    changed = [(a, b) for a, b in zip(before, after) if a != b]
    assert changed == [("title = Harbour Notes", "title = Möwen = [a] # b ; \"c\"")]
    assert len(before) == len(after)
    assert done("config", "get", "title", site=blog) == "Möwen = [a] # b ; \"c\"\n"
    assert done("config", "get", "site.title", site=blog) == "Möwen = [a] # b ; \"c\"\n"
    done("config", "set", "title", "Harbour Notes", site=blog)
    assert ini(blog).splitlines() == before


def test_the_base_url_in_force_is_named(blog, monkeypatch):
    """The value of site.ini alone is on standard output, for scripts."""
    assert pamphlet("config", "get", "base_url", site=blog).stderr == ""
    monkeypatch.setenv("PAMPHLET_BASE_URL", "http://127.0.0.1:9999")
    for words in (("get", "base_url"), ("list",)):
        told = pamphlet("config", *words, site=blog)
        assert told.returncode == 0 and "https://example.org" in told.stdout
        assert "every command uses http://127.0.0.1:9999 instead" in told.stderr
        assert "9999" not in told.stdout
    assert pamphlet("config", "get", "title", site=blog).stderr == ""


def test_list(blog):
    rows = json.loads(done("config", "list", "--format=json", site=blog))
    by_name = {r["name"]: r for r in rows}
    assert by_name["site.title"]["value"] == "Harbour Notes"
    assert by_name["cache.folder"] == {"name": "cache.folder", "value": "auto", "default": "auto",
                                      "set": True, "meaning": by_name["cache.folder"]["meaning"]}
    assert "comments.flood_seconds" in done("config", "list", site=blog)
    settings = [line for line in ini(blog).splitlines() if " = " in line and line[0] != "#"]
    assert len(rows) == len(settings)


@pytest.mark.parametrize("text,name,value,want", [
    ("[site]\ntitle=A\nbase_url=http://a.example\n", "title", "B",
     "[site]\ntitle= B\nbase_url=http://a.example\n"),
    ("[site]\r\n  title  =  A  \r\nbase_url = http://a.example\r\n", "title", "B",
     "[site]\r\n  title  = B\r\nbase_url = http://a.example\r\n"),
    ("\ufeff[ site ]\ntitle = A\nbase_url = http://a.example", "title", "B",
     "\ufeff[ site ]\ntitle = B\nbase_url = http://a.example"),
    ("# x\n[site]\ntitle = A\nbase_url = http://a.example\n\n# of servers\n[server]\n",
     "tagline", "B",
     "# x\n[site]\ntitle = A\nbase_url = http://a.example\ntagline = B\n\n"
     "# of servers\n[server]\n"),
    ("[site]\ntitle = A\nbase_url = http://a.example", "workers", "3",
     "[site]\ntitle = A\nbase_url = http://a.example\n\n[server]\nworkers = 3\n"),
    ("[cache]\n# folder = off\n[site]\ntitle = A\nbase_url = http://a.example\n", "folder", "off",
     "[cache]\nfolder = off\n# folder = off\n[site]\ntitle = A\nbase_url = http://a.example\n"),
], ids=["tight", "crlf", "mark", "new", "section", "comment"])
def test_whatever_the_file_looks_like(blog, text, name, value, want):
    (blog / "site.ini").write_bytes(text.encode())
    done("config", "set", name, value, site=blog)
    assert ini(blog) == want
    assert done("config", "get", name, site=blog) == value + "\n"


@pytest.mark.parametrize("name,value,says", [
    ("per_page", "0", "from 1 to 100"), ("per_page", "ten", "whole number"),
    ("base_url", "example.org", "http://"), ("title", "", "must not be empty"),
    ("title", "a\n[server]\nworkers = 9", "one line"), ("title", "a\x1b[31m", "one line"),
    ("time_zone", "Mars/Olympus", "time zone"), ("title", "x" * 5000, "too long"),
    ("language", "english", "as in en, pt-BR"), ("language", "en_GB", "as in en, pt-BR"),
    ("folder", "/etc", "tmpfs"), ("folder", "/dev/shm", "use a folder of its own"),
    ("folder", "/etc/passwd", "is not a directory"), ("folder", "/nowhere/blog", "cannot be created"),
])
def test_bad_values_change_nothing(blog, name, value, says):
    before = ini(blog)
    result = pamphlet("config", "set", name, value, site=blog)
    assert result.returncode == CONFIG and not result.stdout
    assert says in result.stderr or "longer than 4096" in result.stderr
    assert "\x1b" not in result.stderr and "XXXXXX" not in result.stderr
    assert ini(blog) == before
    assert not [p for p in blog.iterdir() if p.name.startswith("site.ini.")]


def test_a_language_without_messages(blog):
    """It is allowed, because articles may be in any language."""
    told = pamphlet("config", "set", "language", "fr", site=blog)
    assert told.returncode == 0 and 'no messages in "fr"' in told.stderr
    assert pamphlet("config", "set", "language", "es-MX", site=blog).stderr == ""


def test_a_folder_for_pages(blog):
    """The folder must be empty, a page cache, or missing. Checking does not create it."""
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="pamphlet-test-") as folder:
        done("config", "set", "folder", folder, site=blog)
        done("config", "set", "folder", f"{folder}/new", site=blog)
        assert not os.listdir(folder)
        pathlib.Path(folder, "mine.txt").touch()
        said = pamphlet("config", "set", "folder", folder, site=blog)
        assert said.returncode == CONFIG and "contains other files" in said.stderr
        assert '/dev/shm/blog, or "auto"' in said.stderr
        pathlib.Path(folder, "owner").touch()
        done("config", "set", "folder", folder, site=blog)


def test_unknown_names(blog):
    for words in (("get", "colour"), ("set", "colour", "red"), ("get", "cache.title")):
        result = pamphlet("config", *words, site=blog)
        assert result.returncode == USAGE and "config list" in result.stderr
    assert pamphlet("config", "set", "title", site=blog).returncode == USAGE
    assert pamphlet("config", "set", "title", "a", "b", site=blog).returncode == USAGE


def test_a_bad_file_can_be_mended(blog):
    text = ini(blog).replace("per_page = 10", "per_page = many")
    (blog / "site.ini").write_text(text)
    assert pamphlet("post", "list", site=blog).returncode == CONFIG
    assert done("config", "get", "per_page", site=blog) == "many\n"
    done("config", "set", "per_page", "10", site=blog)
    done("post", "list", site=blog)


def test_mode_owner_and_link_stay(blog, tmp_path):
    real = tmp_path / "settings.ini"
    (blog / "site.ini").rename(real)
    (blog / "site.ini").symlink_to(real)
    real.chmod(0o640)
    if os.getuid() == 0:
        os.chown(real, 61001, 61009)
    was = real.stat()
    done("config", "set", "tagline", "words", site=blog)
    now = real.stat()
    assert (blog / "site.ini").is_symlink() and "tagline = words" in real.read_text()
    assert stat.S_IMODE(now.st_mode) == 0o640
    assert (now.st_uid, now.st_gid) == (was.st_uid, was.st_gid)
