"""Kills import, backup and restore at random moments and runs them again. The result must be
the same as without a kill.

PAMPHLET_KILLS sets the number of kills per test, PAMPHLET_KILL_SEED the seed of the random
moments. A failure reports both; with the same values it usually occurs again.
"""
import fcntl
import json
import os
import pathlib
import random
import shutil
import subprocess
import time

import pytest
import served
import site_dump
from wordpress_items import two_comments

KILLS = int(os.environ.get("PAMPHLET_KILLS", "4"))
SEED = int(os.environ.get("PAMPHLET_KILL_SEED", "20261124"))
A_ROUND = 4  # kills before the run that may finish
WORDPRESS = pathlib.Path(__file__).parents[1] / "corpus" / "wordpress"


def start(site, *args):
    return subprocess.Popen([served.BUILD / "pamphlet", "-C", site, *map(str, args)],
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, text=True)


def run(site, *args, codes=(0,)):
    child = start(site, *args)
    _, error = child.communicate(timeout=120)
    assert child.returncode in codes, (args, child.returncode, error)
    return error


def run_and_kill(site, *args, after):
    """Returns False if the process had already ended."""
    child = start(site, *args)
    time.sleep(after)
    child.kill()
    child.communicate()
    return child.returncode == -9


def new_site(folder):
    """Without social cards, whose names differ from site to site."""
    run(folder, "init", folder, "--title=Blog", "--base-url=https://example.org")
    run(folder, "config", "set", "cards", "no")
    return folder


def rounds():
    """Yields each round's number and its seeded random generator."""
    return ((n, random.Random(SEED + n)) for n in range(KILLS * 2))


def picture(number):
    return served.BOAT + number.to_bytes(4, "big") * (20000 + number * 64)


def markdown_corpus(folder):
    """Pictures, links in both directions, pages before their parents, comments, two posts
    of the same name, a bundle, an alias, a file that is rejected."""
    posts, pages = folder / "posts", folder / "pages"
    posts.mkdir(parents=True)
    pages.mkdir()
    for n in range(120):
        body = [f"Words of **{n}**.", f"[before](p{n - 1:03}.md) [after](p{n + 1:03}.md#end)",
                f"[a page](../pages/a{n % 8}.md)"]
        if n % 4 == 0:
            (posts / f"boat{n}.png").write_bytes(picture(n))
            body.append(f"![A boat](boat{n}.png)")
        if n % 7 == 0:
            body.append("![An old boat](boat0.png)")
        (posts / f"p{n:03}.md").write_text(served.matter(
            f"Post {n // 2 if n < 20 else n}", "\n\n".join(body),
            date=f"2025-{1 + n % 12:02}-{1 + n // 12:02}T08:00:00Z",
            categories=f"[Harbour/Boats, Deep/{n % 5}]", tags=f"[t{n % 9}, all]",
            author=f"Author {n % 3}", **({"aliases": f"[/old/{n}/]"} if n % 10 == 0 else {}),
            **({"status": "draft"} if n % 11 == 5 else {})), "utf-8")
        if n % 3 == 0:
            (posts / f"p{n:03}.comments.json").write_text(json.dumps({"comments": [
                {"id": i, "parent": (i + 1) * (i % 2), "author": "Ada", "text": f"Word {i}",
                 "email": "ada@example.org", "date": f"2026-01-{1 + i:02}T08:00:00Z",
                 "status": ("approve", "hold")[i % 5 == 4]} for i in range(1, 11)]}), "utf-8")
    for n in range(8):  # a0 is a child of a1, a1 of a2, and so on
        parents = "/".join(f"a{i}" for i in range(7, n, -1))
        (pages / f"a{n}.md").write_text(served.matter(
            f"Page {n}", f"[Post](../posts/p{n:03}.md)", slug=f"a{n}", type="page",
            date="2026-01-01", menu="true", **({"parent": parents} if parents else {})), "utf-8")
    bundle = posts / "bundle"
    bundle.mkdir()
    (bundle / "index.md").write_text(served.matter("Bundle", "![x](x.png)", date="2026-02-01"))
    (bundle / "x.png").write_bytes(picture(9999))
    (posts / "refused.md").write_text("---\ntitle: [\n---\nRefused.\n")
    return [folder]


def wordpress_corpus(folder):
    """tests/corpus/wordpress and 150 posts more, which link to each other and to files."""
    shutil.copytree(WORDPRESS, folder)
    uploads = folder / "uploads" / "2020" / "05"
    items = []
    for n in range(1000, 1150):
        (uploads / f"x{n}.png").write_bytes(picture(n))
        link = f"http://old.example/blog/wp-content/uploads/2020/05/x{n}.png"
        items.append(
            f"<item><title>Post {n}</title><guid>http://old.example/blog/?p={n}</guid>"
            f"<content:encoded><![CDATA[<a href=\"http://old.example/blog/?p={n + 1}\">on</a>"
            f"<img src=\"{link}\">]]></content:encoded><wp:post_id>{n}</wp:post_id>"
            f"<wp:post_date_gmt>2020-05-01 08:{n // 60 % 60:02}:{n % 60:02}</wp:post_date_gmt>"
            f"<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{two_comments(n)}</item>\n")
    path = folder / "site.xml"
    text = path.read_text("utf-8")
    at = text.index("</channel>")
    path.write_text(text[:at] + "".join(items) + text[at:], "utf-8")
    return [path, f"--source-dir={folder / 'uploads'}"]


@pytest.mark.parametrize("corpus, codes", [(markdown_corpus, (65,)), (wordpress_corpus, (0,))],
                         ids=["markdown", "wordpress"])
def test_import(tmp_path, corpus, codes):
    args = ["import", *corpus(tmp_path / "in")]
    calm = new_site(tmp_path / "calm")
    began = time.monotonic()
    said = run(calm, *args, codes=codes)
    took = time.monotonic() - began
    want = site_dump.whole(calm)
    assert len(want["article"]) > 120 and len(want["media"]) > 20, said
    killed = 0
    for number, moments in rounds():
        site = new_site(tmp_path / f"site{number}")
        # Each run has less left to do, so later kills come sooner.
        killed += sum(run_and_kill(site, *args, after=moments.uniform(0, took / (n + 1)))
                      for n in range(A_ROUND))
        run(site, *args, codes=codes)
        try:
            site_dump.assert_same(want, site_dump.whole(site))
        except AssertionError as e:
            raise AssertionError(f"seed {SEED}, round {number}: {e}") from None
        served.remove_pages(site)
        shutil.rmtree(site)
        if killed >= KILLS:
            break
    served.remove_pages(calm)
    assert killed >= KILLS  # fewer kills would test less than PAMPHLET_KILLS asks for


def test_half_a_picture_is_cleared_away(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.md").write_text(served.matter("X", "![x](x.png)"))
    (tmp_path / "in" / "x.png").write_bytes(picture(1))
    site = new_site(tmp_path / "site")
    run(site, "import", "--dry-run", tmp_path / "in")
    run(site, "import", tmp_path / "in")
    name, = site_dump.media(site)
    (site / "media" / f".{name}.part").write_bytes(picture(1)[:100])
    (site / "media" / name).unlink()
    run(site, "import", tmp_path / "in")
    assert set(site_dump.media(site)) == {name}
    assert (site / "media" / name).stat().st_mode & 0o777 == 0o644


@pytest.fixture(scope="module")
def two_sites(tmp_path_factory):
    """A site, and the backup of another one that is to replace it."""
    folder = tmp_path_factory.mktemp("two")
    old, new = new_site(folder / "old"), new_site(folder / "new")
    for site, number in ((old, 30), (new, 40)):
        posts = folder / f"{site.name}-posts"
        posts.mkdir()
        for n in range(number):
            (posts / f"p{n}.md").write_text(served.matter(f"{site.name} {n}", f"![x](x{n}.png)"))
            (posts / f"x{n}.png").write_bytes(picture(n))
        run(site, "import", posts)
    run(new, "backup", folder / "new.tar.zst")
    yield old, new, folder / "new.tar.zst"
    served.remove_pages(old)
    served.remove_pages(new)


def held(site):
    """Returns what a restore recovers: everything except counters of the database itself."""
    rows = site_dump.exactly(site)
    return {k: v for k, v in rows.items() if k not in ("site", "dependency", "cache_record")}, \
        site_dump.media(site), (site / "site.ini").read_text()


def test_restore(tmp_path, two_sites):
    """After a kill at any moment, the site is either the old or the new one, complete, or it
    refuses to open until the next restore."""
    old, new, backup = two_sites
    was, will = held(old), held(new)
    began = time.monotonic()
    run(tmp_path / "calm", "restore", backup)
    took = time.monotonic() - began
    killed = 0
    for number, moments in rounds():
        site = tmp_path / f"site{number}"
        shutil.copytree(old, site, ignore=shutil.ignore_patterns("run"), symlinks=True)
        killed += run_and_kill(site, "restore", backup, after=moments.uniform(0, took))
        seed = f"seed {SEED}, round {number}"
        if (site / "site.ini").exists():
            assert held(site) in (was, will), seed
        else:
            assert "was interrupted" in run(site, "post", "list", codes=(66,)), seed
        run(site, "restore", backup)
        assert held(site) == will, seed
        assert not [p for p in site.iterdir() if p.name.startswith("restore.")], seed
        assert sorted(p.name for p in site.iterdir() if p.name.startswith("before-")), seed
        shutil.rmtree(site)
        if killed >= KILLS:
            break
    assert killed >= KILLS


def test_backup(tmp_path, two_sites):
    """Either the old backup or a complete new one is there, and no other file."""
    _, site, _ = two_sites
    file = tmp_path / "b.tar.zst"
    began = time.monotonic()
    run(site, "backup", file)
    took = time.monotonic() - began
    killed = 0
    for number, moments in rounds():
        killed += run_and_kill(site, "backup", "--force", file,
                               after=moments.uniform(0, took * 0.9))
        run(tmp_path / f"other{number}", "restore", file)
        assert held(tmp_path / f"other{number}") == held(site), (SEED, number)
        shutil.rmtree(tmp_path / f"other{number}")
        if killed >= KILLS:
            break
    assert killed >= KILLS
    run(site, "backup", "--force", file)
    assert list(tmp_path.iterdir()) == [file]


def test_two_backups_of_one_name_do_not_meet(tmp_path, two_sites):
    _, site, _ = two_sites
    file, part = tmp_path / "b.tar.zst", tmp_path / "b.tar.zst.part"
    with open(part, "w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert "another process is writing a backup" in run(site, "backup", file, codes=(75,))
        assert part.exists()
    run(site, "backup", file)
    assert list(tmp_path.iterdir()) == [file]
