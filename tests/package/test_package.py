"""The Debian package in a bare Debian that systemd has booted, in a container.

    script/package && /usr/bin/python3 -m pytest tests/package

Needs root, systemd-nspawn and a mirror of Debian. Everything happens inside the container,
which has a network of its own. A package that was built elsewhere for another release of Debian
is tested if it is in build/package and PAMPHLET_RELEASE names that release, such as trixie."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import served  # noqa: E402  pylint: disable=wrong-import-position

OUT = ROOT / "build" / "package"
HOST = "blog.example.org"
ENVIRONMENT = ["env", "-i", "HOME=/root", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "TERM=dumb",
               "LANG=C.UTF-8"]


def run(*command, check=True, **more):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False,
                          stdin=subprocess.DEVNULL, **more)
    assert done.returncode == 0 or not check, f"{command}\n{done.stdout}{done.stderr}"
    return done


def mirror():
    files = [pathlib.Path("/etc/apt/sources.list")]
    files += pathlib.Path("/etc/apt/sources.list.d").glob("*")
    text = "\n".join(f.read_text("utf-8") for f in files if f.is_file())
    found = re.search(r"https?://\S+/debian/?(?=\s|$)", text)
    return found[0] if found else "https://deb.debian.org/debian"


def release():
    if os.environ.get("PAMPHLET_RELEASE"):
        return os.environ["PAMPHLET_RELEASE"]
    text = pathlib.Path("/etc/os-release").read_text("utf-8")
    return re.search(r"^VERSION_CODENAME=(\w+)", text, re.M)[1]


class Machine:
    """A Debian with the three web servers, none of them running."""

    def __init__(self, folder):
        self.folder = folder
        self.nspawn = self.leader = None

    def make(self, base):
        if not (base / "etc" / "made").exists():
            shutil.rmtree(base, ignore_errors=True)
            run("debootstrap", "--variant=minbase", "--include=systemd-sysv,dbus,curl,"
                "ca-certificates", release(), base, mirror(), timeout=900)
            shutil.copytree("/etc/apt/apt.conf.d", base / "etc/apt/apt.conf.d",
                            dirs_exist_ok=True)
            shutil.copy("/etc/resolv.conf", base / "etc/resolv.conf")
            (base / "etc" / "made").touch()
        run("cp", "-a", "--reflink=auto", base, self.folder)

    def install(self, *names):
        """Before it is booted: then it has the network of this machine."""
        policy = self.folder / "usr/sbin/policy-rc.d"
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
        run("chroot", self.folder, *ENVIRONMENT, "DEBIAN_FRONTEND=noninteractive", "sh", "-c",
            f"apt-get update -qq && apt-get install -qq --no-install-recommends "
            f"{' '.join(names)}", timeout=900)
        policy.unlink()

    def boot(self):
        log = (OUT / "machine.log").open("w")
        self.nspawn = subprocess.Popen(
            ["systemd-nspawn", "-q", "-D", self.folder, "--boot", "--machine=pamphlet-test",
             "--link-journal=no", "--register=no", "--keep-unit", "--private-network",
             # Of those that containers may not use, what the programs restrict themselves with.
             "--system-call-filter=landlock_create_ruleset landlock_add_rule "
             "landlock_restrict_self"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            time.sleep(0.5)
            self.leader = self.find_leader()
            if self.leader and self("systemctl is-system-running", check=False).strip() in (
                    "running", "degraded"):
                return
        raise AssertionError((OUT / "machine.log").read_text("utf-8", "replace")[-2000:])

    def find_leader(self):
        for pid in run("pgrep", "-P", self.nspawn.pid, check=False).stdout.split():
            if pathlib.Path(f"/proc/{pid}/comm").read_text("utf-8").strip() == "systemd":
                return pid
        return None

    def __call__(self, script, check=True):
        return run("nsenter", "-t", self.leader, "-m", "-u", "-i", "-n", "-p", "-r", "-w",
                   *ENVIRONMENT, "sh", "-c", script, check=check, timeout=120).stdout

    def stop(self):
        if self.nspawn:
            self.nspawn.send_signal(signal.SIGTERM)
            try:
                self.nspawn.wait(30)
            except subprocess.TimeoutExpired:
                self.nspawn.kill()
        run("rm", "-rf", "--one-file-system", self.folder)

    def pamphlet(self, site, arguments, check=True):
        return self(f"runuser -u pamphlet -- pamphlet -C /var/lib/pamphlet/{site} {arguments}",
                    check)

    def status(self, path, host=HOST, more=""):
        return self(f"curl -s -m 20 -o /dev/null -w '%{{http_code}}' -H 'Host: {host}' {more} "
                    f"'http://127.0.0.1{path}'", check=False)


@pytest.fixture(scope="module", name="package")
def fixture_package():
    found = list(OUT.glob("pamphlet_*.deb"))
    if not found:
        pytest.skip("run script/package first")
    return found[0]


@pytest.fixture(scope="module", name="machine")
def fixture_machine(package):
    m = Machine(OUT / "machine")
    m.make(OUT / f"base-{release()}")
    try:
        shutil.copy(package, m.folder / "root/pamphlet.deb")
        m.install("/root/pamphlet.deb", "nginx-light", "lighttpd", "apache2")
        for link in (m.folder / "etc/systemd/system/multi-user.target.wants").glob("*"):
            if link.stem in ("nginx", "lighttpd", "apache2"):
                link.unlink()
        m.boot()
        yield m
    finally:
        m.stop()


def page(machine, host):
    return machine(f"curl -s -H 'Host: {host}' http://127.0.0.1/", check=False)


def serve(machine, server, name, host):
    unit = "apache2" if server == "apache" else server
    for other in {"nginx", "lighttpd", "apache2"} - {unit}:
        machine(f"systemctl stop {other}")
    told = machine(f"pamphlet-setup {name} --server={server} --host={host} --title='Low water'")
    assert f"http://{host}/" in told
    # lighttpd counts as started before it listens.
    machine("for i in $(seq 50); do curl -s -o /dev/null http://127.0.0.1/ && break; sleep 0.1; "
            "done")
    return told


def article(machine, name, host):
    machine(f"printf -- '---\\ntitle: Low tide\\n---\\nThe quay is *dry*.\\n' | runuser -u "
            f"pamphlet -- pamphlet -C /var/lib/pamphlet/{name} import -")
    url = machine.pamphlet(name, "post list --fields=url --format=csv").split()[-1]
    assert url.startswith(f"http://{host}/")
    return url[len(f"http://{host}"):]


def comment(machine, name, host):
    number = machine.pamphlet(name, "post list --format=ids").strip()
    return machine.status("/comment/", host, f"-H 'Origin: http://{host}' -d 'comment_post_ID="
                          f"{number}&author=Ada&email=ada@example.org&comment=I+saw+it.'")


@pytest.mark.parametrize("server", ["nginx", "lighttpd", "apache"])
def test_one_command_gives_a_blog(machine, server):
    host = f"{server}.example.org"
    serve(machine, server, server, host)
    assert machine.status("/", host) == "200"
    path = article(machine, server, host)
    assert machine.status(path, host) == "200"
    assert comment(machine, server, host) == "303"
    assert "I saw it." in machine.pamphlet(server, "comment list --fields=content,author")
    settings = machine(f"cat /etc/pamphlet/{server}.ini")
    assert f"base_url = http://{host}" in settings
    again = serve(machine, server, server, host)
    assert "stays as it is" in again and machine.status(path, host) == "200"


def test_a_blog_that_is_down_says_so(machine):
    """lighttpd takes that text from a file in the site."""
    serve(machine, "lighttpd", "lighttpd", "lighttpd.example.org")
    machine("systemctl stop pamphlet@lighttpd.socket pamphlet@lighttpd.service")
    assert "could not be displayed" in page(machine, "lighttpd.example.org")
    machine("systemctl start pamphlet@lighttpd.socket pamphlet@lighttpd.service")
    served.wait_for(lambda: "Low water" in page(machine, "lighttpd.example.org"))


def test_blogs_are_kept_apart(machine):
    """Each service sees its own site only, and the web server tells them apart."""
    for name in ("one", "two-more"):
        serve(machine, "nginx", name, f"{name}.example.org")
    machine.pamphlet("one", "config set title 'Only one'")
    machine("systemctl reload pamphlet@one")
    served.wait_for(lambda: "Only one" in page(machine, "one.example.org"))
    assert "Low water" not in page(machine, "one.example.org")
    assert "Only one" not in page(machine, "two-more.example.org")
    assert "Low water" in page(machine, "two-more.example.org")
    pid = machine("systemctl show -p MainPID --value pamphlet@one").strip()
    seen = machine(f"nsenter -t {pid} -m ls /var/lib/pamphlet").split()
    assert seen == ["one"]


def test_the_unit_is_hardened(machine):
    told = machine("systemd-analyze security --no-pager pamphlet@one.service")
    assert float(re.search(r"exposure level.*: ([0-9.]+)", told)[1]) <= 1.0


def test_the_nightly_backup(machine):
    """By the service that the timer starts; the second one is encrypted."""
    folder = machine.folder / "var/backups/pamphlet/one"
    machine("systemctl start pamphlet-backup@one")
    (made,) = folder.glob("one-*.tar.zst")
    assert made.stat().st_mode & 0o77 == 0
    assert "backup is complete" in machine.pamphlet(
        "one", f"restore --dry-run /{made.relative_to(machine.folder)}")
    key = machine("runuser -u pamphlet -- pamphlet backup --new-key=/tmp/key").strip()
    machine.pamphlet("one", f"config set server.backup_recipient {key}")
    machine("systemctl start pamphlet-backup@one")
    assert len(list(folder.glob("one-*.tar.zst.age"))) == 1
    machine.pamphlet("one", "config set server.backup_recipient ''")
    machine("systemctl enable --now pamphlet-backup@one.timer")
    assert "pamphlet-backup@one" in machine("systemctl list-timers --no-pager --all")


def test_the_programs_restrict_themselves(machine):
    """The unit's own filter allows that, and the log has no warning."""
    log = machine("journalctl --no-pager -u pamphlet@one")
    assert "supervisor.ready" in log
    assert "sandbox.off" not in log, log


def test_an_upgrade_loses_no_request(machine, package):
    """A newer version is installed while readers read and write."""
    path = article(machine, "one", "one.example.org")
    tree = machine.folder / "root/tree"
    run("dpkg-deb", "-R", package, tree)
    control = tree / "DEBIAN/control"
    control.write_text(re.sub(r"^Version: .*", r"\g<0>+later", control.read_text("utf-8"),
                              flags=re.M), "utf-8")
    run("dpkg-deb", "--root-owner-group", "-b", tree, machine.folder / "root/later.deb")
    before = machine("systemctl show -p MainPID --value pamphlet@one").strip()
    answers, stopped = [], threading.Event()

    def read():
        while not stopped.is_set():
            answers.append(machine.status(f"{path}?s=x{len(answers)}", "one.example.org"))
            answers.append(machine.status(path, "one.example.org"))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        machine("dpkg -i /root/later.deb")
        time.sleep(2)
    finally:
        stopped.set()
        reader.join()
    assert machine("systemctl show -p MainPID --value pamphlet@one").strip() != before
    assert "+later" in machine("dpkg-query -W pamphlet")
    assert set(answers) == {"200"} and len(answers) > 20, answers


def test_wrong_names_are_refused(machine):
    for arguments, why in (("UP", "a-z"), ("a/b", "a-z"), ("x --server=iis", "unknown server"),
                           ("x --host='a b'", "host name"), ("x --frob", "unknown option"),
                           ("x y", "one name")):
        told = machine(f"pamphlet-setup {arguments} 2>&1; echo rc $?")
        assert why in told and "rc 1" in told, told
    assert not (machine.folder / "var/lib/pamphlet/x").exists()


def test_a_blog_that_is_removed_stays_on_disk(machine):
    machine("pamphlet-setup two-more --remove")
    told = machine("pamphlet-setup typo --remove 2>&1; echo rc $?")
    assert 'no blog "typo"' in told and "rc 1" in told
    assert not (machine.folder / "run/pamphlet/two-more").exists()
    assert machine("systemctl is-active pamphlet@two-more.socket", check=False).strip() != "active"
    assert (machine.folder / "var/lib/pamphlet/two-more/pamphlet.db").exists()
    assert not (machine.folder / "etc/nginx/sites-enabled/pamphlet-two-more").exists()


def test_purging_leaves_the_sites(machine):
    machine("DEBIAN_FRONTEND=noninteractive apt-get remove -qq pamphlet")
    assert machine("pgrep -c pamphlet.fcgi", check=False).strip() == "0"
    assert (machine.folder / "etc/pamphlet/one.ini").is_symlink()
    told = machine("DEBIAN_FRONTEND=noninteractive apt-get purge -qq pamphlet")
    assert "still there" in told
    assert not (machine.folder / "etc/pamphlet").exists()
    assert not list((machine.folder / "etc/nginx/sites-enabled").glob("pamphlet-*"))
    assert (machine.folder / "var/lib/pamphlet/one/pamphlet.db").exists()
    machine("nginx -t")
