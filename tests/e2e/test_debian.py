"""The parts of the Debian package, without building it (tests/package does that)."""
import re
import shutil
import subprocess

import pytest
import served

DEBIAN = served.ROOT / "debian"
# What the development server needs beyond the build.
NOT_FOR_BUILD = {"build-essential", "ca-certificates", "graphviz", "nginx", "python3-pygments",
                 "tzdata", "libnginx-mod-http-brotli-static"}
# Where the package differs from the unit of docs/systemd.md, which is for one site.
OF_THE_PACKAGE = {"User", "Group", "ExecStartPre", "ExecStart", "TimeoutStartSec",
                  "RuntimeDirectory", "ReadWritePaths", "TemporaryFileSystem", "BindPaths"}


def service(text):
    """The lines, since a name may occur more than once."""
    lines = text.split("[Service]\n")[1].split("\n[Install]")[0].splitlines()
    return sorted(line for line in lines if line and not line.startswith("#")
                  and line.partition("=")[0] not in OF_THE_PACKAGE)


def test_the_package_is_built_with_what_the_server_is_built_with():
    control = (DEBIAN / "control").read_text("utf-8")
    needed = re.search(r"^Build-Depends:\n((?: .*\n)+)", control, re.M)[1]
    names = {line.strip(" ,").split()[0] for line in needed.splitlines()}
    listed = set((served.ROOT / "script/packages/server").read_text("utf-8").split())
    assert names - {"debhelper-compat"} == listed - NOT_FOR_BUILD


def test_the_unit_is_as_strict_as_the_documented_one():
    document = (served.ROOT / "docs/systemd.md").read_text("utf-8")
    documented = re.search(r"^```ini\n(.*?)^```", document, re.M | re.S)[1]
    assert service((DEBIAN / "pamphlet@.service").read_text("utf-8")) == service(documented)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_the_units_are_understood(tmp_path):
    for name in ("pamphlet@.service", "pamphlet@.socket"):
        text = (DEBIAN / name).read_text("utf-8")
        text = text.replace("/usr/sbin/pamphlet.fcgi", str(served.BUILD / "pamphlet.fcgi"))
        text = text.replace("/usr/bin/pamphlet", str(served.BUILD / "pamphlet"))
        text = text.replace("Documentation=man:pamphlet.fcgi(8)\n", "")
        (tmp_path / name.replace("@", "@blog")).write_text(text, "utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", *tmp_path.iterdir()], capture_output=True, text=True,
        check=False, env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"})
    assert told.returncode == 0 and "pamphlet" not in told.stderr, told.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_the_timer_of_backups_is_understood_and_strict(tmp_path):
    for kind in ("service", "timer"):
        text = (DEBIAN / f"pamphlet.pamphlet-backup@.{kind}").read_text("utf-8")
        text = text.replace("/usr/bin/pamphlet", str(served.BUILD / "pamphlet"))
        text = text.replace("Documentation=man:pamphlet(1)\n", "")
        (tmp_path / f"pamphlet-backup@blog.{kind}").write_text(text, "utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", *tmp_path.iterdir()], capture_output=True, text=True,
        check=False, env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"})
    assert told.returncode == 0 and "pamphlet" not in told.stderr, told.stderr
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager",
         tmp_path / "pamphlet-backup@blog.service"], capture_output=True, text=True, check=False)
    assert float(re.search(r"exposure level.*: ([0-9.]+)", told.stdout)[1]) <= 1.0


def test_the_service_of_backups_uses_options_that_exist():
    text = (DEBIAN / "pamphlet.pamphlet-backup@.service").read_text("utf-8")
    command = re.search(r"^ExecStart=(.*)$", text, re.M)[1]
    options = subprocess.run([served.BUILD / "pamphlet", "backup", "--help"], check=True,
                             capture_output=True, text=True).stdout
    assert {o for o in re.findall(r"--[a-z-]+", command)} <= set(re.findall(r"--[a-z-]+", options))


@pytest.fixture(name="configurations")
def fixture_configurations(tmp_path):
    subprocess.run([DEBIAN / "web-servers", served.ROOT / "docs/web-servers.md", tmp_path],
                   check=True)
    return {f.stem: f.read_text("utf-8") for f in tmp_path.iterdir()}


def test_the_configurations_are_those_of_the_documentation(configurations):
    document = (served.ROOT / "docs/web-servers.md").read_text("utf-8")
    assert set(configurations) == {"nginx", "lighttpd", "apache"}
    for text in configurations.values():
        assert text in document
        assert "/srv/blog/run/pamphlet.sock" in text and "/etc/" not in text.splitlines()[0]


def test_a_document_without_a_configuration_is_refused(tmp_path):
    document = tmp_path / "web-servers.md"
    document.write_text("# Nothing\n", "utf-8")
    done = subprocess.run([DEBIAN / "web-servers", document, tmp_path / "out"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "no configuration for nginx" in done.stderr


@pytest.mark.parametrize("arguments, why", [
    ([], "Usage"), (["UP"], "must begin"), (["a/b"], "must begin"), (["a-"], "must begin"),
    (["x" * 41], "40 characters"), (["x", "y"], "one name only"), (["x", "--frob"], "--frob")])
def test_a_wrong_call_says_what_is_wrong(arguments, why):
    done = subprocess.run([DEBIAN / "pamphlet-setup", *arguments], capture_output=True, text=True,
                          check=False)
    assert done.returncode in (1, 2) and why in done.stderr


def test_the_manual_page_has_every_option():
    told = subprocess.run([DEBIAN / "pamphlet-setup", "--help"], capture_output=True, text=True,
                          check=True).stdout
    page = (DEBIAN / "pamphlet-setup.8").read_text("utf-8").replace("\\-", "-")
    options = set(re.findall(r"--[a-z]+", told))
    assert len(options) == 6
    for option in options:
        assert option in page, option
