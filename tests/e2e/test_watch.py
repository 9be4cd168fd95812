"""`pamphlet import --watch`: from a saved file to the page."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess

import pytest
import served


class Watching:
    """The command, and what it printed."""

    def __init__(self, site, *args):
        self.site = site
        self.folder = site.sources
        self.file = site.folder / "watch.log"
        with open(self.file, "wb") as log:
            self.process = subprocess.Popen(
                [served.BUILD / "pamphlet", "-C", site.dir, "import", "--watch", *args, self.folder],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=site.environment)
        if "--json" not in args:
            self.wait("Watching ")

    def text(self):
        return self.file.read_text("utf-8")

    def wait(self, words):
        served.wait_for(lambda: words in self.text(), what=words)

    def shows(self, path, words):
        def seen():
            answer = self.site.get(path)
            return answer.status == 200 and words in answer.text
        served.wait_for(seen, what=f"{words} on {path}")

    def stop(self, number=signal.SIGINT):
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(20)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("watch"), {}, {
        "tide.md": served.matter("Tide", "Low water.", date="2026-01-20"),
        "pier.md": served.matter("Pier", "Wood.", date="2026-01-21")})
    site.start()
    yield site
    site.stop()


@pytest.fixture
def watching(site):
    w = Watching(site)
    yield w
    w.stop()


TIDE = "/2026/01/tide/"


def tide(words):
    return served.matter("Tide", words, date="2026-01-20")


def vim(file, text):
    """Asks with 4913 whether it may write; moves the old file away; writes a new one."""
    probe = file.parent / "4913"
    probe.write_text("")
    probe.unlink()
    backup = pathlib.Path(f"{file}~")
    file.rename(backup)
    file.write_text(text)
    backup.unlink()


def emacs(file, text):
    lock, auto = file.parent / f".#{file.name}", file.parent / f"#{file.name}#"
    lock.symlink_to("ada@host.1234:1")
    auto.write_text(text[:20])
    shutil.copy(file, f"{file}~")
    with open(file, "w") as f:
        f.write(text)
        f.flush()
        os.fsync(f.fileno())
    auto.unlink()
    lock.unlink()


def renames(file, text):
    """rsync, sed -i, Syncthing and most editors with safe writes."""
    other = file.parent / f".{file.name}.AbC123"
    other.write_text(text)
    other.rename(file)


def in_steps(file, text):
    """Half of the text must never be imported: its front matter is open."""
    with open(file, "w") as f:
        for at in range(0, len(text), 9):
            f.write(text[at:at + 9])
            f.flush()
            served.time.sleep(0.03)


def empties_first(file, text):
    file.write_text("")
    served.time.sleep(0.3)
    file.write_text(text)


def vim_in_place(file, text):
    """backupcopy=yes: what a file with several names needs."""
    backup = pathlib.Path(f"{file}~")
    shutil.copy(file, backup)
    swap = file.parent / f".{file.name}.swp"
    swap.write_bytes(b"b0VIM 9.0" + bytes(100))
    with open(file, "r+") as f:
        f.truncate(0)
        f.write(text)
    backup.unlink()
    swap.unlink()


def jetbrains(file, text):
    """Both names end in what is no Markdown file."""
    new, old = (pathlib.Path(f"{file}___jb_{word}___") for word in ("tmp", "old"))
    new.write_text(text)
    file.rename(old)
    new.rename(file)
    old.unlink()


def kate(file, text):
    swap = file.parent / f".{file.name}.kate-swp"
    swap.write_bytes(bytes(50))
    other = file.parent / f"{file.name}.XhGtRw"
    other.write_text(text)
    other.rename(file)
    swap.unlink()


def syncthing(file, text):
    other = file.parent / f".syncthing.{file.name}.tmp"
    with open(other, "w") as f:
        for at in range(0, len(text), 40):
            f.write(text[at:at + 40])
            f.flush()
            served.time.sleep(0.05)
    os.utime(other, (1700000000, 1700000000))
    other.rename(file)


@pytest.mark.parametrize("save", [vim, emacs, renames, in_steps, empties_first, vim_in_place,
                                  jetbrains, kate, syncthing])
def test_every_way_to_save(watching, save):
    save(watching.folder / "tide.md", tide(f"Saved by {save.__name__}."))
    watching.shows(TIDE, f"Saved by {save.__name__}.")
    served.time.sleep(0.2)
    text = watching.text()
    assert "failed" not in text.partition("Watching")[2] and "front matter" not in text, text
    assert text.count("tide.md: updated") == 1 and "created" not in text.partition("Watching")[2]


def test_errors_appear_and_go(watching):
    file = watching.folder / "tide.md"
    good = tide("All is well again.")
    file.write_text("---\ntitle: [Tide\ndate: 2026-01-20\n---\nx\n")
    watching.wait("tide.md:3: ")
    (watching.folder / "pier.md").write_text(served.matter("Pier", "Stone.", date="2026-01-21"))
    watching.shows("/2026/01/pier/", "Stone.")
    file.write_text(good)
    watching.wait("tide.md: has no errors any more")
    watching.shows(TIDE, "All is well again.")
    assert watching.text().count("tide.md:3: ") == 1
    assert watching.stop() == 130


def test_moves_and_new_folders(watching):
    (watching.folder / "2026" / "may").mkdir(parents=True)
    (watching.folder / "tide.md").rename(watching.folder / "2026" / "may" / "tide.md")
    watching.wait("may/tide.md: moved")
    (watching.folder / "2026" / "may" / "new.md").write_text(
        served.matter("New one", "In a new folder.", date="2026-05-01"))
    watching.shows("/2026/05/new-one/", "In a new folder.")
    (watching.folder / "2026" / "may").rename(watching.folder / "spring")
    watching.wait("spring/tide.md: moved")
    (watching.folder / "spring" / "tide.md").write_text(tide("From its third place."))
    watching.shows(TIDE, "From its third place.")
    (watching.folder / "spring" / "new.md").unlink()
    watching.wait("new.md: warning: no longer exists; its article is kept")
    shutil.move(watching.folder / "spring" / "tide.md", watching.folder / "tide.md")
    watching.wait(f"{watching.folder}/tide.md: moved")
    assert watching.site.rows("SELECT count(*) FROM article")[0][0] == 3
    shutil.rmtree(watching.folder / "spring")
    shutil.rmtree(watching.folder / "2026")


def test_a_picture_next_to_its_article(watching):
    watching.folder.joinpath("tide.md").write_text(tide("![A boat](boat.png)"))
    watching.wait("tide.md")
    (watching.folder / "boat.png").write_bytes(served.BOAT)
    watching.shows(TIDE, "/media/")
    served.wait_for(lambda: list((watching.site.dir / "media").glob("boat*.png")), what="the copy")


def test_a_checkout_of_many_files(watching):
    for n in range(120):
        (watching.folder / f"many-{n}.md").write_text(
            served.matter(f"Many {n}", f"Text {n}.", date="2024-01-01"))
    served.wait_for(lambda: watching.text().count(": created") == 120, what="120 articles")
    watching.shows("/2024/01/many-119/", "Text 119.")
    for n in range(120):
        (watching.folder / f"many-{n}.md").unlink()
    served.wait_for(lambda: len(re.findall(r"many-\d+\.md: warning: no longer exists", watching.text()))
                    == 120, what="120 warnings")


def test_other_commands_are_not_locked_out(watching):
    watching.site.command("import", watching.folder, timeout=20)
    watching.site.command("backup", watching.site.folder / "b.tar.gz", "--force")


def test_events_for_programs(site):
    w = Watching(site, "--json")
    served.wait_for(lambda: '"event":"done"' in w.text(), what="the first import")
    (w.folder / "tide.md").write_text("---\ntitle: [Tide\n---\nx\n")
    w.wait('"event":"failed"')
    (w.folder / "tide.md").write_text(tide("For programs."))
    w.wait('"event":"fixed"')
    assert w.stop(signal.SIGTERM) == 0
    assert all(json.loads(line)["event"] for line in w.text().splitlines())


def test_the_folder_goes_away(site, tmp_path):
    posts = tmp_path / "posts"
    posts.mkdir()
    with open(tmp_path / "log", "wb") as log:
        child = subprocess.Popen([served.BUILD / "pamphlet", "-C", site.dir, "import", "--watch", posts],
                                 stdout=log, stderr=log, env=site.environment)
    served.wait_for(lambda: b"Watching" in (tmp_path / "log").read_bytes(), what="the start")
    posts.rmdir()
    assert child.wait(20) == 66
    assert b"posts is gone" in (tmp_path / "log").read_bytes()


@pytest.mark.parametrize("args", [["--dry-run", "."], ["."] * 2, ["-"], ["/etc/hostname"], ["/none"]])
def test_what_cannot_be_watched(site, args):
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "import", "--watch", *args],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=20)
    assert done.returncode == 64 and "--watch" in done.stderr
