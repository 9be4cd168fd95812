"""script/server: builds, makes a site, serves it until a signal."""
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import urllib.parse

import pytest
import served


class Script:
    """Runs script/server for the site folder `data`, which may be missing."""

    def __init__(self, folder, data, **environment):
        self.data, self.port = data, served.free_port()
        self.log = folder / "script.log"
        env = {k: v for k, v in os.environ.items() if not k.startswith("PAMPHLET_")}
        with open(self.log, "w") as log:
            self.child = subprocess.Popen(
                [served.ROOT / "script" / "server"], stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, cwd=folder, start_new_session=True,
                # Under nohup SIGHUP is ignored, and bash cannot change that for its children.
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
                env={**env, "PAMPHLET_PORT": str(self.port), "PAMPHLET_DATA": str(data),
                     "PAMPHLET_SAMPLE": "0", **environment})

    def said(self, word):
        return word in self.log.read_text("utf-8", "replace")

    def wait_for(self, word):
        served.wait_for(lambda: self.said(word) or self.child.poll() is not None, 120,
                        f"\"{word}\" of script/server")
        assert self.said(word), self.log.read_text()

    def http(self, method, path, body=None, headers=None):
        return served.Served.http(self, method, path, body, headers)

    def end(self):
        if self.child.poll() is None:
            self.child.terminate()
        return self.child.wait(30)


@pytest.fixture
def short_path():
    """Of a socket's path, 107 bytes count."""
    with tempfile.TemporaryDirectory(prefix="pamphlet-") as folder:
        yield pathlib.Path(folder)


@pytest.mark.parametrize("name", ["plain", """a b&c|d'e"f\\g;h{i} #é"""])
def test_serves_a_site_of_any_name(tmp_path, short_path, name):
    data = short_path / name
    script = Script(tmp_path, data)
    try:
        script.wait_for("Pamphlet is at")
        home = script.http("GET", "/")
        assert home.status == 200
        style = re.search(r'href="(/assets/style[^"]+)"', home.text).group(1)
        assert script.http("GET", style)["Cache-Control"].endswith("immutable")
        (data / "media" / "x.svg").write_text("<svg/>")
        assert script.http("GET", "/media/x.svg").body == b"<svg/>"
        # localhost counts as the same site as 127.0.0.1.
        for host, status in (("localhost", 404), ("127.0.0.1", 404), ("evil.example", 403)):
            form = urllib.parse.urlencode({"comment_post_ID": 1, "comment": "x"}).encode()
            answer = script.http("POST", "/comment/", form, {
                "Content-Type": served.FORM_TYPE, "Origin": f"http://{host}:{script.port}"})
            assert answer.status == status, host
        ini = data / "site.ini"
        ini.write_text(ini.read_text("utf-8").replace("Harbour Notes", "Other Notes"), "utf-8")
        script.child.send_signal(signal.SIGHUP)
        script.wait_for("supervisor.reloaded")
        assert "Other Notes" in script.http("GET", "/").text
        assert script.child.poll() is None
        pages = (data / "run" / "cache").readlink()
        assert pages.is_dir()
        assert script.end() == 0
        assert not (data / "run" / "pamphlet.pid").exists()
        assert not pages.exists()
    finally:
        script.end()


def test_a_program_that_cannot_start_ends_it_at_once(tmp_path):
    data = tmp_path / "site"
    subprocess.run([served.BUILD / "pamphlet", "init", data], check=True, capture_output=True)
    with open(data / "site.ini", "a", encoding="utf-8") as ini:
        ini.write("nonsense = 1\n")
    script = Script(tmp_path, data)
    try:
        script.wait_for("nonsense")
        began = time.monotonic()
        assert script.child.wait(30) not in (0, None)
        assert time.monotonic() - began < 3
        assert script.said("pamphlet.fcgi has ended by itself")
    finally:
        script.end()


def test_an_older_site_is_upgraded(tmp_path):
    data = tmp_path / "site"
    subprocess.run([served.BUILD / "pamphlet", "init", data], check=True, capture_output=True)
    served.make_older(data)
    script = Script(tmp_path, data)
    try:
        script.wait_for("Pamphlet is at")
        assert script.said("Upgraded the database")
    finally:
        script.end()
