"""Texts that other processes have rendered ahead: an import with all processors does the
same as one with a single processor, which renders everything itself."""
import os
import pathlib
import re
import signal
import subprocess
import time

import pytest
import served
import site_dump

ENOUGH = 60  # files; the first eight are rendered without help
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082")

pytestmark = pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor")


def write_folder(folder):
    """Links to files before and after, pictures that are there and not, an error, a page
    that waits for its parent, markup over the limits."""
    for i in range(ENOUGH):
        text = [f"# Heading *{i}*", "", "Some **words**, and `code`.", "",
                f"[before](entry-{(i * 7) % ENOUGH:02}.md) and [away](https://example.org/{i})",
                "", "| a | b |", "|---|---|", f"| {i} | x |", ""]
        if i % 5 == 0:
            text += [f"![there](pictures/p{i % 3}.png)", ""]
        if i % 7 == 0:
            text += [f"![missing](none/{i}.png) ![plain](http://example.org/{i}.png)", ""]
        if i % 11 == 0:
            text += ["<div>" * 300 + "deep", ""]
        head = ["---", f"title: Entry {i}", f"date: 2024-01-{1 + i % 28:02}T10:00:00Z",
                f"tags: [t{i % 4}]"]
        if i == 20:
            head += ["type: page", "parent: entry-40"]
        if i == 40:
            head += ["type: page", "slug: entry-40"]
        if i == 30:
            head += ["title: [broken"]
        if i == 33:
            head += ["unknown: x"]
        (folder / f"entry-{i:02}.md").write_text("\n".join([*head, "---", *text]), "utf-8")
    pictures = folder / "pictures"
    pictures.mkdir()
    for i in range(3):
        (pictures / f"p{i}.png").write_bytes(PICTURE)


def start(site, folder, processors):
    return subprocess.Popen(
        [served.BUILD / "pamphlet", "-C", site.dir, "import", folder], text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=site.environment, preexec_fn=lambda: os.sched_setaffinity(0, processors))


@pytest.fixture(name="folder")
def fixture_folder(tmp_path):
    made = tmp_path / "content"
    made.mkdir()
    write_folder(made)
    return made


def blog(tmp_path, name):
    return served.Served(tmp_path / name, {"cards": "no"})


def children(pid):
    try:
        return [int(n) for n in pathlib.Path(
            f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except FileNotFoundError:
        return []


def is_renderer(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/comm").read_text("ascii") == "pamphlet-ahead\n"
    except OSError:
        return False


def dump(site):
    with site_dump.database(site.dir) as db:
        whole = {name: sorted(map(repr, db.execute(sql)))
                 for name, sql in site_dump.TABLES.items()}
    return whole, site_dump.media(site.dir)


def said(text, site):
    return re.sub(r"\d+(\.\d+)? (s|ms)\b", "TIME", text.replace(str(site.dir), "SITE"))


def test_it_does_the_same_as_one_process(tmp_path, folder):
    every = sorted(os.sched_getaffinity(0))
    results = []
    for name, processors in (("one", every[:1]), ("all", every)):
        site = blog(tmp_path, name)
        program = start(site, folder, processors)
        out, err = program.communicate(timeout=60)
        results.append((program.returncode, said(out, site), said(err, site), dump(site)))
    assert results[0] == results[1]


def test_a_killed_process_changes_nothing(tmp_path, folder):
    """The others carry on, and its texts are rendered by the import itself."""
    results, killed = [], 0
    for name in ("whole", "killed"):
        site = blog(tmp_path, name)
        program = start(site, folder, sorted(os.sched_getaffinity(0)))
        while name == "killed" and program.poll() is None and not killed:
            for child in filter(is_renderer, children(program.pid)):
                os.kill(child, signal.SIGKILL)
                killed += 1
            time.sleep(0.0005)
        out, err = program.communicate(timeout=60)
        results.append((program.returncode, said(out, site), said(err, site), dump(site)))
    assert results[0] == results[1]
    assert killed, "no process rendered ahead"


def test_the_processes_end_with_the_import(tmp_path, folder):
    site = blog(tmp_path, "site")
    program = start(site, folder, sorted(os.sched_getaffinity(0)))
    found = []
    while program.poll() is None and not found:
        found = list(filter(is_renderer, children(program.pid)))
        time.sleep(0.0005)
    program.kill()
    program.communicate()
    assert found, "no process rendered ahead"
    served.wait_for(lambda: not any(map(is_renderer, found)), what="their end")
