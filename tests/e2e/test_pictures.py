"""Pictures: their sizes and smaller copies, and files that are none or do harm."""
import contextlib
import io
import os
import re
import shutil
import sqlite3
import subprocess
import time

import pictures
import pytest
import served
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat
from test_judges import browser  # noqa: F401, a fixture

pytestmark = pytest.mark.skipif(not (served.BUILD / "pamphlet-picture").exists(),
                                reason="libvips is not installed")


def run(site, *args):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *map(str, args)],
                          capture_output=True, text=True, env=site.environment,
                          stdin=subprocess.DEVNULL, timeout=300)


def rows(site):
    with contextlib.closing(sqlite3.connect(site.dir / "pamphlet.db")) as db:
        return {name: rest for name, *rest in db.execute(
            "SELECT name, width, height, hash, copies, fault FROM picture")}


def media_name(site, name):
    """The name in media/, which has a hash of its path."""
    stem, ending = name.rsplit(".", 1)
    found, = (site.dir / "media").glob(f"{stem}-????????.{ending}")
    return found.name


def copy_of(site, name, width, ending="webp"):
    row = rows(site)[media_name(site, name)]
    return site.dir / "media" / "_sizes" / f"{row[2]}-{width}.{ending}"


@pytest.fixture(scope="module")
def corpus():
    return pictures.corpus()


@pytest.fixture(scope="module")
def shown(tmp_path_factory, corpus):
    """A site with an article for each picture, and what the import said."""
    site = served.Served(tmp_path_factory.mktemp("pictures"), {"formats": "webp"})
    for name, (data, *_) in corpus.items():
        site.write(name, data)
        site.write(f"{name}.md", served.matter("Shown", f"Text.\n\n![A boat]({name})", date="2026-01-01"))
    site.said = run(site, "import", site.sources)
    return site


def test_every_picture_is_judged(shown, corpus):
    found = rows(shown)
    assert len(found) == len(corpus)
    for name, (_, width, height, formats, fault) in corpus.items():
        row = found[media_name(shown, name)]
        assert row[:2] == [width, height], (name, row)
        assert fault in row[4] and bool(fault) == bool(row[4]), (name, row)
        if formats is not None:
            assert " ".join(part.split(":")[0] for part in row[3].split(";")) == formats, (name, row)


def test_a_bad_picture_is_named_and_costs_nothing_else(shown, corpus):
    bad = {name for name, row in corpus.items() if row[4]}
    assert shown.said.returncode == 0
    for name in bad:
        assert re.search(rf"{re.escape(name)}\.md: warning: the picture \S*{re.escape(name)} ",
                         shown.said.stderr), name
    assert shown.said.stderr.count("warning: the picture") == len(bad)


def test_copies_are_complete_and_clean(shown, corpus):
    folder = shown.dir / "media" / "_sizes"
    copies = list(folder.iterdir())
    assert copies and not [c for c in copies if c.name.startswith(".")]
    for name, (_, width, _, _, _) in corpus.items():
        _, _, hash, listed, _ = rows(shown)[media_name(shown, name)]
        original = (shown.dir / "media" / media_name(shown, name)).stat().st_size
        for part in filter(None, listed.split(";")):
            ending, widths = part.lstrip("=").split(":")
            for each in map(int, widths.split(",")):
                file = folder / f"{hash}-{each}.{ending}"
                with Image.open(file) as image:
                    image.load()
                    assert image.width == each <= width, file
                    assert not image.getexif().get_ifd(0x8825) and "xmp" not in image.info
                assert file.stat().st_size < original and file.stat().st_mode & 0o777 == 0o644


def test_every_orientation_is_upright(shown, corpus):
    for n in range(1, 9):
        name = f"turned{n}.jpg"
        width = corpus[name][1]
        with Image.open(io.BytesIO(corpus[name][0])) as image:
            wanted = ImageOps.exif_transpose(image).convert("RGB").resize((60, 60))
        with Image.open(copy_of(shown, name, width)) as image:
            got = image.convert("RGB").resize((60, 60))
        assert max(ImageStat.Stat(ImageChops.difference(wanted, got)).mean) < 6, name


def test_colours_stay(shown, corpus):
    with Image.open(copy_of(shown, "profile.jpg", 500)) as image:
        assert image.info.get("icc_profile") == pictures.PROFILE
    original = Image.open(io.BytesIO(corpus["p3.jpg"][0]))
    with Image.open(copy_of(shown, "p3.jpg", 500)) as image:
        assert image.info["icc_profile"] == original.info["icc_profile"] == pictures.display_p3()
        seen = [ImageCms.profileToProfile(
            each.convert("RGB"), ImageCms.ImageCmsProfile(io.BytesIO(pictures.display_p3())),
            ImageCms.createProfile("sRGB")).resize((60, 60)) for each in (original, image)]
    assert max(ImageStat.Stat(ImageChops.difference(*seen)).mean) < 6
    with Image.open(copy_of(shown, "interlaced.png", 500)) as image:
        wanted = Image.open(io.BytesIO(corpus["interlaced.png"][0])).convert("RGB")
        found = ImageChops.difference(wanted.resize((60, 60)), image.convert("RGB").resize((60, 60)))
    assert max(ImageStat.Stat(found).mean) < 6
    with Image.open(copy_of(shown, "cmyk.jpg", 500)) as image:
        assert image.mode == "RGB"
    with Image.open(copy_of(shown, "palette.png", 500)) as image:
        assert image.mode == "RGBA" and image.getchannel("A").getextrema() == (0, 255)


def test_the_location_is_removed_and_nothing_else(shown, corpus):
    data = corpus["turned6.jpg"][0]
    file = shown.dir / "media" / media_name(shown, "turned6.jpg")
    kept = file.read_bytes()
    assert pictures.LATITUDE in data and pictures.LATITUDE not in kept
    assert len(kept) == len(data)
    with Image.open(file) as image:
        assert image.getexif()[0x0112] == 6 and not image.getexif().get_ifd(0x8825)
        assert image.tobytes() == Image.open(io.BytesIO(data)).tobytes()
    # The author's own file is untouched.
    assert (shown.sources / "turned6.jpg").read_bytes() == data


def test_unchanged_pictures_are_not_made_again(shown):
    before = {f.name: f.stat().st_mtime_ns for f in (shown.dir / "media" / "_sizes").iterdir()}
    again = run(shown, "import", shown.sources)
    assert again.returncode == 0 and "warning" not in again.stderr
    assert run(shown, "media", "refresh").stdout.startswith(f"{len(rows(shown))} pictures: 0 new")
    assert before == {f.name: f.stat().st_mtime_ns
                      for f in (shown.dir / "media" / "_sizes").iterdir()}


def test_check_names_what_is_wrong(shown, tmp_path):
    lost = copy_of(shown, "photo.jpg", 400)
    kept = lost.read_bytes()
    lost.unlink()
    said = run(shown, "check")
    assert said.returncode == 0
    assert "photo-" in said.stdout and "lacks 1 of its smaller copies" in said.stdout
    assert "empty-" in said.stdout and "is empty" in said.stdout
    shown.command("media", "refresh")
    assert lost.read_bytes() == kept
    assert "lacks" not in shown.command("check")


def test_an_export_has_no_copies(tmp_path, corpus):
    site = served.Served(tmp_path / "one", articles={
        "a.md": served.matter("A", "![A boat](boat.jpg)", date="2026-01-01"),
        "boat.jpg": corpus["turned6.jpg"][0]})
    site.command("export", tmp_path / "out")
    assert not (tmp_path / "out" / "media" / "_sizes").exists()
    other = served.Served(tmp_path / "other")
    other.command("import", tmp_path / "out")
    assert rows(site) == rows(other) and rows(site)


def test_a_changed_picture_changes_its_page(tmp_path, corpus):
    site = served.Served(tmp_path, {"formats": "webp"}, {
        "a.md": served.matter("A", "![A boat](boat.jpg)", date="2026-01-01"),
        "boat.jpg": corpus["turned1.jpg"][0]})
    try:
        site.start()
        path = site.article("A")[1]
        page = site.get(path)
        assert 'width="500" height="420" fetchpriority="high" decoding="async"' in page.text
        copies = re.search(r'<source type="image/webp" srcset="([^"]+)"', page.text)[1]
        url = copies.split()[0]
        assert url.startswith("/media/_sizes/") and site.get(url)["Content-Type"] == "image/webp"
        name = media_name(site, "boat.jpg")
        site.command("post", "create", "--title=Other", "--slug=other", "--status=publish",
                     "--date=2026-01-02", f"--content=![A boat](/media/{name})")
        assert url in site.get("/2026/01/other/").text
        home = site.get("/").text
        assert "card-picture" in home and url in home
        site.write("boat.jpg", corpus["photo.jpg"][0])
        site.command("import", site.sources)
        assert 'width="2000" height="1500"' in site.get(path).text
        # Another article that shows it, which was not imported: its copies must not be lost.
        assert url not in site.get("/2026/01/other/").text
        # Pages in readers' browsers show the old copies until the next refresh.
        assert site.get(url).status == 200
        hidden = site.dir / "media" / "_sizes" / url.rsplit("/", 1)[1]
        os.utime(hidden, (1e9, 1e9))
        site.command("media", "refresh")
        assert not hidden.exists()
        # A file that is replaced in media/ itself.
        (site.dir / "media" / media_name(site, "boat.jpg")).write_bytes(corpus["small.jpg"][0])
        site.command("media", "refresh")
        assert 'width="300" height="200"' in site.get(path).text
    finally:
        site.stop()


def test_without_the_program_pictures_are_shown_as_they_are(tmp_path, corpus):
    site = served.Served(tmp_path)
    site.environment["PAMPHLET_PICTURE"] = ""
    site.write("a.md", served.matter("A", "![A boat](photo.jpg)", date="2026-01-01"))
    site.write("photo.jpg", corpus["photo.jpg"][0])
    assert run(site, "import", site.sources).returncode == 0
    assert rows(site) == {} and not (site.dir / "media" / "_sizes").exists()
    assert pictures.LATITUDE not in (site.dir / "media" / media_name(site, "photo.jpg")).read_bytes()
    assert run(site, "media", "refresh").returncode == 69


def test_avif_is_made_where_it_can_be(tmp_path, corpus):
    site = served.Served(tmp_path, {}, {
        "a.md": served.matter("A", "![A boat](boat.jpg)", date="2026-01-01"),
        "boat.jpg": corpus["turned1.jpg"][0]})
    listed = rows(site)[media_name(site, "boat.jpg")][3]
    if "avif" not in listed:
        pytest.skip("libheif has no encoder for AVIF")
    assert listed == "avif:400,500;webp:400,500;=jpg:400"
    copy = copy_of(site, "boat.jpg", 500, "avif")
    assert copy.read_bytes()[4:12] == b"ftypavif"
    site.write("own.avif", copy.read_bytes())
    site.write("b.md", served.matter("B", "![A boat](own.avif)", date="2026-01-01"))
    site.command("import", site.sources)
    assert rows(site)[media_name(site, "own.avif")][:2] == [500, 420]


SHIFTS = """
window.shifted = [];
new PerformanceObserver(list => list.getEntries().forEach(e => window.shifted.push(e.value)))
  .observe({type: 'layout-shift', buffered: true});
"""


def test_nothing_moves_while_pictures_arrive(browser, tmp_path, corpus):
    names = ["photo.jpg", "turned6.jpg", "palette.png", "moving.gif", "chart.svg"]
    text = "\n\n".join(f"Some words. ![{name}]({name})\n\n" + "Words. " * 80 for name in names)
    site = served.Served(tmp_path, {"formats": "webp"}, {
        "a.md": served.matter("A", text, date="2026-01-01"),
        **{name: corpus[name][0] for name in names}})
    try:
        site.start()
        browser.get(site.base_url + site.article("A")[1])
        browser.execute_script(SHIFTS)
        browser.execute_script(
            "document.querySelectorAll('img').forEach(i => { i.loading = 'eager'; })")
        served.wait_for(lambda: browser.execute_script(
            "return [...document.images].every(i => i.complete && i.naturalWidth > 0)"))
        time.sleep(0.3)
        assert browser.execute_script("return window.shifted") == []
        shown = browser.execute_script("return [...document.images].map(i => i.currentSrc)")
        assert all(url.endswith(".webp") for url in shown[:3]), shown
    finally:
        site.stop()


def test_formats_that_browsers_do_not_show_are_named(tmp_path):
    site = served.Served(tmp_path, {})
    for name in ("phone.heic", "scan.tif"):
        site.write(name, pictures.HEIC)
        site.write(f"{name}.md", served.matter("Shown", f"Text.\n\n![A boat]({name})"))
    said = run(site, "import", site.sources)
    assert said.returncode == 0 and not [f for f in (site.dir / "media").iterdir() if f.is_file()]
    for name in ("phone.heic", "scan.tif"):
        assert f"{name}.md:6: warning: browsers do not show {name}: convert it" in said.stderr


def test_attachments_of_wordpress_get_copies(tmp_path):
    """The uploads of an export, with photographs in them."""
    export = served.ROOT / "tests" / "corpus" / "wordpress"
    uploads = tmp_path / "uploads"
    shutil.copytree(export / "uploads", uploads)
    photo = pictures.encoded(pictures.photo(900, 600), "JPEG", quality=90, exif=pictures.exif(6))
    for name in ("tide", "boat"):
        (uploads / "2020" / "05" / f"{name}.png").write_bytes(photo)
    site = served.Served(tmp_path / "site", {"formats": "webp"})
    said = run(site, "import", export / "site.xml", f"--source-dir={uploads}")
    assert said.returncode == 0 and "warning: the picture" not in said.stderr
    for name in ("tide.png", "boat.png"):
        row = rows(site)[media_name(site, name)]
        assert row[:2] == [600, 900] and row[3].startswith("webp:400") and not row[4], row
        assert pictures.LATITUDE not in (site.dir / "media" / media_name(site, name)).read_bytes()
        assert copy_of(site, name, 400).is_file()
    site.start()
    try:
        page = site.get(site.article("Low tide & mud")[1]).text
    finally:
        site.stop()
    assert re.search(r'srcset="/media/_sizes/[0-9a-f]+-400\.webp 400w, ', page)
    assert len(re.findall(r'<img [^>]*width="600" height="900"', page)) >= 2
