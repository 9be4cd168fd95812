"""The command run as another user than the service must not lock the service out."""
import contextlib
import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile
import time

import pytest
import served

# Numeric IDs, because such users need not exist.
SERVICE, AUTHOR, STRANGER, GROUP = 61001, 61002, 61003, 61009
NOPERM = 77


def run_as(user, groups, *words, **more):
    return subprocess.Popen(
        ["setpriv", f"--reuid={user}", f"--regid={user}",
         *([f"--groups={groups}"] if groups else ["--clear-groups"]), *map(str, words)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


@pytest.fixture
def place():
    """A folder open to all users, with the programs and a site owned by the service."""
    if os.getuid() != 0:
        pytest.skip("needs root, to be several users")
    if not shutil.which("setpriv"):
        pytest.skip("needs setpriv, of the package util-linux")
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="pamphlet-owner-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        for program in ("pamphlet", "pamphlet.fcgi"):
            shutil.copy(served.BUILD / program, folder / program)
        subprocess.run([folder / "pamphlet", "init", folder / "site"], check=True,
                       capture_output=True)
        for path in (folder / "site", *(folder / "site").rglob("*")):
            mode = path.stat().st_mode & 0o7777
            os.chown(path, SERVICE, GROUP)
            path.chmod(mode)
        yield folder


@contextlib.contextmanager
def holding(place, user, groups):
    """A command that has the database open while it waits for the text to import."""
    child = run_as(user, groups, place / "pamphlet", "-C", place / "site", "import", "-")
    try:
        served.wait_for(lambda: (place / "site" / "pamphlet.db-shm").exists() or
                        child.poll() is not None, what="the database to be open")
        time.sleep(0.3)
        yield child
    finally:
        child.kill()
        child.communicate()


@contextlib.contextmanager
def service(place):
    with open(place / "log", "w") as log:
        program = subprocess.Popen(
            ["setpriv", f"--reuid={SERVICE}", f"--regid={GROUP}", "--clear-groups",
             place / "pamphlet.fcgi", "-C", place / "site"], stderr=log)
    try:
        served.wait_for(lambda: "supervisor.ready" in (place / "log").read_text()
                        or program.poll() is not None, what="the start")
        assert program.poll() is None, (place / "log").read_text()
        yield program
    finally:
        program.terminate()
        program.wait(15)
        served.remove_pages(place / "site")


def assert_service_works(place):
    with service(place):
        pass


@pytest.mark.parametrize("user,groups,owner", [(AUTHOR, GROUP, AUTHOR), (0, "", SERVICE)],
                         ids=["group", "root"])
def test_files_are_the_groups(place, user, groups, owner):
    with holding(place, user, groups) as child:
        assert child.poll() is None, child.stderr.read()
        for end in ("-wal", "-shm", "-queue"):
            st = os.stat(f"{place}/site/pamphlet.db{end}")
            assert (st.st_uid, st.st_gid, st.st_mode & 0o777) == (owner, GROUP, 0o660), end
        assert_service_works(place)
    # The service also works with the files that a killed command leaves.
    assert_service_works(place)


def test_without_setgid_too(place):
    """The folder may have been created by an older `pamphlet init`."""
    (place / "site").chmod(0o775)
    test_files_are_the_groups(place, AUTHOR, GROUP, AUTHOR)


def test_a_stranger_makes_nothing(place):
    before = sorted(os.listdir(place / "site"))
    for mode in (0o660, 0o666):
        (place / "site" / "pamphlet.db").chmod(mode)
        (place / "site").chmod(0o2775 if mode == 0o660 else 0o777)
        child = run_as(STRANGER, "", place / "pamphlet", "-C", place / "site", "post", "list")
        _, errors = child.communicate(timeout=20)
        assert child.returncode == NOPERM and "as the user of pamphlet.fcgi" in errors
        assert errors.count("\n") == 2
        assert sorted(os.listdir(place / "site")) == before


@pytest.mark.parametrize("shut", ["pamphlet.db", "site.ini", "."])
def test_a_stranger_is_told_who_may(place, shut):
    (place / "site" / shut).chmod(0o700 if shut == "." else 0o600)
    words = ["post", "create", "--title=It's $HOME", "--tags="]
    command = [str(place / "pamphlet"), "-C", str(place / "site"), *words]
    for before, env in ((command[1:3], {}), ([], {"PAMPHLET_SITE": command[2]})):
        child = run_as(STRANGER, "", command[0], *before, *words, env={**os.environ, **env},
                       cwd="/")
        _, errors = child.communicate(timeout=20)
        assert child.returncode == NOPERM, errors
        _, _, told = errors.partition("the site belongs to ")
        assert shlex.split(told.split(": ", 1)[1]) == ["sudo", "-u", f"#{SERVICE}", *command]
    child = run_as(STRANGER, "", *command, "--content=a\nb")
    assert child.communicate(timeout=20)[1].endswith("sudo -u '#61001' ... (the same command)\n")


def test_a_name_is_told_where_there_is_one(place):
    for path in (place / "site", *(place / "site").iterdir()):
        os.chown(path, 0, 0)
    child = run_as(STRANGER, "", place / "pamphlet", "-C", place / "site", "post", "list")
    assert "the site belongs to root: sudo -u root " in child.communicate(timeout=20)[1]


def test_init_makes_folders_for_the_group(place):
    for name in (".", "run", "media"):
        assert os.stat(place / "site" / name).st_mode & 0o7777 == 0o2775, name


def command_as(place, user, groups, *words, text=""):
    child = run_as(user, groups, place / "pamphlet", "-C", place / "site", *words)
    output, errors = child.communicate(text, timeout=30)
    return child.returncode, output, errors


@contextlib.contextmanager
def stored(place):
    """The running service and the folder of its page cache, which is removed when it stops."""
    with service(place):
        if "pagecache.off" in (place / "log").read_text():
            pytest.skip("a user may make no folder in /dev/shm here")
        yield (place / "site" / "run" / "cache").resolve()


def new_article(place, user, groups, title):
    return command_as(place, user, groups, "import", "-",
                      text=f"---\ntitle: {title}\ndate: 2026-01-01\n---\nText.\n")


@pytest.mark.parametrize("user,groups", [(AUTHOR, GROUP), (0, "")], ids=["group", "root"])
def test_whoever_makes_pages_the_service_can_take_them(place, user, groups):
    with stored(place) as pages:
        assert command_as(place, user, groups, "cache", "warm")[0] == 0
        owners = {p.lstat().st_uid for p in pages.rglob("*")}
        assert owners == ({SERVICE} if user == 0 else {SERVICE, AUTHOR})
        assert (pages / "current" / "index.html").exists()
        assert new_article(place, SERVICE, GROUP, "New")[0] == 0
        assert not (pages / "current" / "index.html").exists()


def test_root_trusts_no_folder_of_somebody_else(place):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="pamphlet-test-", dir="/dev/shm"))
    try:
        os.chown(folder, STRANGER, STRANGER)
        ini = place / "site" / "site.ini"
        ini.write_text(ini.read_text().replace("folder = auto", f"folder = {folder}"))
        with open(place / "log", "w") as log, \
                subprocess.Popen([place / "pamphlet.fcgi", "-C", place / "site"],
                                 stderr=log) as program:
            served.wait_for(lambda: "supervisor.ready" in (place / "log").read_text())
            program.terminate()
        assert "belongs to another user" in (place / "log").read_text()
        assert not list(folder.iterdir())
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("user", [AUTHOR, SERVICE], ids=["group", "service"])
def test_a_cgi_program_of_the_group_moves_no_store(place, user):
    with stored(place) as pages:
        child = run_as(user, GROUP, "env", "GATEWAY_INTERFACE=CGI/1.1", "REQUEST_METHOD=GET",
                       "REQUEST_URI=/", "SERVER_PROTOCOL=HTTP/1.1",
                       place / "pamphlet.fcgi", "-C", place / "site",
                       env={**os.environ, "PAMPHLET_SITE": str(place / "site")})
        answer, errors = child.communicate("", timeout=20)
        assert "Status: 200" in answer, (answer, errors)
        assert (place / "site" / "run" / "cache").resolve() == pages
        assert (pages / "current" / "index.html").exists()


@pytest.mark.parametrize("user,groups", [(AUTHOR, GROUP), (0, "")], ids=["group", "root"])
def test_stored_pages_go_whoever_writes(place, user, groups):
    with stored(place) as pages:
        home = pages / "current" / "index.html"
        warm = ("cache", "warm")
        assert command_as(place, SERVICE, GROUP, *warm)[0] == 0
        assert home.exists() and os.stat(home).st_uid == SERVICE
        done = new_article(place, user, groups, "New")
        assert done[0] == 0, done
        assert not home.exists(), "the front page shows the new article"
        code, output, errors = command_as(place, SERVICE, GROUP, *warm)
        assert code == 0 and not output.startswith("0 pages"), (output, errors)
        assert "New" in home.read_text()
        if user:
            for folder in (pages, *(p for p in pages.rglob("*") if p.is_dir())):
                folder.chmod(0o755)
            done = command_as(place, user, groups, "post", "delete", "1", "--yes")
            assert done[0] != 0 and "as the user of pamphlet.fcgi" in done[2], done
            assert "New" in home.read_text(), "nothing was written"


@pytest.mark.parametrize("user,groups", [(SERVICE, GROUP), (AUTHOR, GROUP), (0, "")],
                         ids=["service", "group", "root"])
def test_a_restored_site_is_the_services(place, user, groups):
    backup = place / "b.tar.gz"
    code, _, errors = command_as(place, 0, "", "backup", backup)
    assert code == 0, errors
    os.chown(backup, user, user)
    code, _, errors = command_as(place, user, groups, "restore", backup)
    assert code == 0, errors
    st = os.stat(place / "site" / "pamphlet.db")
    assert (st.st_gid, st.st_mode & 0o777) == (GROUP, 0o660)
    assert_service_works(place)


VERBS = [("post", "create", "--title=x"), ("post", "create", "-"), ("post", "update", "1", "--title=x"),
         ("post", "edit", "1"), ("post", "publish", "1"), ("post", "unpublish", "1"),
         ("post", "schedule", "1", "2099-01-01"), ("post", "delete", "1", "--yes"),
         ("post", "get", "1"), ("import", "-")]


def test_every_verb_tells_a_stranger_what_to_do(place):
    assert new_article(place, 0, "", "Old")[0] == 0
    before = sorted(os.listdir(place / "site"))
    for words in VERBS:
        code, output, errors = command_as(place, STRANGER, "", *words, text="# Text")
        assert code == NOPERM and "as the user of pamphlet.fcgi" in errors, (words, errors)
        assert errors.count("\n") == 2 and output == "", words
    assert sorted(os.listdir(place / "site")) == before
    code, output, _ = command_as(place, SERVICE, GROUP, "post", "list", "--field=title")
    assert (code, output) == (0, "Old\n")


@pytest.mark.parametrize("user,groups", [(AUTHOR, GROUP), (0, "")], ids=["group", "root"])
def test_who_may_write_locks_nobody_out(place, user, groups):
    code, output, errors = command_as(place, user, groups, "post", "create", "--title=New",
                                      "--status=publish", "--porcelain")
    assert (code, output) == (0, "1\n"), errors
    for words in (("post", "update", "1", "--title=Newer"), ("post", "unpublish", "1"),
                  ("post", "publish", "1")):
        code, _, errors = command_as(place, user, groups, *words)
        assert code == 0, errors
    assert_service_works(place)
    assert command_as(place, SERVICE, GROUP, "post", "update", "1", "--title=x")[0] == 0
