"""Runs what README.md and docs/systemd.md tell people to type."""
import configparser
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import pytest
import served


def blocks(file, kind):
    text = (served.ROOT / file).read_text("utf-8")
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```$", text)


def test_the_five_minutes(tmp_path):
    """Runs the blocks of the tour in order in one shell, and the server in a second."""
    port = str(served.free_port())
    env = {k: v for k, v in os.environ.items() if not k.startswith("PAMPHLET_")}
    env.update(HOME=str(tmp_path), PAMPHLET_PORT=port)
    readme = (served.ROOT / "README.md").read_text("utf-8")
    tour = readme[readme.index("## Five minutes"):readme.index("## Behind your own")]
    steps = re.findall(r"(?ms)^```(sh|sh server)\n(.*?)^```$", tour)
    assert [kind for kind, _ in steps].count("sh server") == 1 and len(steps) == 5
    shell = subprocess.Popen(
        ["bash", "-e"], cwd=served.ROOT, env=env, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    server, log = None, tmp_path / "server.log"

    def type_in(text):
        """Types a command and waits until it ends."""
        shell.stdin.write(text.replace("8080", port) + "\necho :done:\n")
        shell.stdin.flush()
        out = ""
        while not out.endswith(":done:\n"):
            line = shell.stdout.readline()
            assert line, f"the tour has stopped:\n{text}\n{out}"
            out += line
        return out

    try:
        told = []
        for kind, text in steps:
            if kind == "sh":
                told.append(type_in(text))
                continue
            with open(log, "w") as out:
                server = subprocess.Popen(["bash", "-c", "exec env " + text], cwd=served.ROOT,
                                          env=env, stdout=out, stderr=out,
                                          stdin=subprocess.DEVNULL, start_new_session=True)
            served.wait_for(lambda: "Pamphlet is at" in log.read_text(), 120, "the server")
        assert "1 created" in told[1] and "Low tide at six" in told[1]
        assert "I like it." in told[2] and "Approved comment 1." in told[2]
        page = type_in("curl -s http://127.0.0.1:8080/2026/11/low-tide-at-six/")
        assert "I like it." in page and "only locals like" in page
        served.wait_for(lambda: "supervisor.reloaded" in log.read_text(), what="the reload")
    finally:
        if server:
            server.terminate()
            server.wait(30)
        shell.kill()
        shell.communicate()


@pytest.fixture
def unit(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze, of the package systemd")
    text, = blocks("docs/systemd.md", "ini")
    assert "/usr/local/sbin/pamphlet.fcgi" in text
    file = tmp_path / "pamphlet.service"
    file.write_text(text.replace("/usr/local/sbin/pamphlet.fcgi",
                                 str(served.BUILD / "pamphlet.fcgi")), "utf-8")
    return file


def test_the_unit_is_understood(unit):
    told = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert told.returncode == 0 and "pamphlet.service" not in told.stderr, told.stderr


def test_the_unit_has_a_place_for_pages():
    text, = blocks("docs/systemd.md", "ini")
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read_string(text)
    service = unit["Service"]
    assert service["RuntimeDirectory"] == "pamphlet"
    assert service["RuntimeDirectoryPreserve"] == "yes"
    assert service["RuntimeDirectoryMode"] == "0755", "web servers go through it"
    assert "RestrictSUIDSGID" not in service, "the page cache sets setgid bits"


def test_pages_are_where_systemd_says(tmp_path):
    """The folder in the unit's sandbox can be entered by web servers."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as runtime:
        pathlib.Path(runtime).chmod(0o755)
        site = served.Served(tmp_path)
        site.environment["RUNTIME_DIRECTORY"] = runtime
        try:
            site.start()
            assert (site.dir / "run" / "cache").readlink() == pathlib.Path(runtime, "pages")
            assert pathlib.Path(runtime, "pages").stat().st_mode & 0o005 == 0o005
            assert site.get("/").status == 200
            assert pathlib.Path(runtime, "pages", "current", "index.html").exists()
        finally:
            site.stop()


def test_the_unit_exposes_little(unit):
    # --threshold is in tenths of the score that is shown: 15 means 1.5.
    told = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager",
                           "--threshold=15", unit], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
