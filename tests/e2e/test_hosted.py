"""Exports of services that host blogs hold more than public posts: what was for some readers
only, and data about people, must not become public, however the export is imported."""
import pathlib
import shutil
import subprocess

import pytest
import served

ENGINES = pathlib.Path(__file__).parents[1] / "corpus" / "engines"
HIDDEN = ("paid", "founders", "members", "unknown-audience", "no-audience", "wall-inside",
          "orphan", "half-done", "no-title")


@pytest.fixture
def site(tmp_path):
    made = served.Served(tmp_path, {"time_zone": "UTC"})
    yield made
    made.stop()


def run(site, *args):
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *map(str, args)],
                          capture_output=True, text=True, env=site.environment, timeout=120)
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.parametrize("part", [".", "posts", "posts/*.html"])
def test_what_was_not_for_everybody_is_hidden(site, part):
    """Also if only the folder of posts, or each file by itself, is imported."""
    paths = sorted((ENGINES / "substack").glob(part)) if "*" in part else [
        ENGINES / "substack" / part]
    run(site, "import", *paths)
    site.start()
    assert site.get("/p/low-tide").status == 301
    public = "".join(site.get(path).text for path in
                     ("/", "/page/2/", "/page/3/", "/feed/", "/archives/", "/sitemap.xml"))
    assert "low-tide" in public
    for name in HIDDEN:
        assert f"/{name}/" not in public
        assert site.get(f"/p/{name}").status == 404
    assert "The secret." not in public
    assert "bob@example.org" not in (site.dir / "pamphlet.db").read_bytes().decode("latin-1")


def test_a_paid_post_can_be_published(site):
    paid = next((ENGINES / "substack/posts").glob("*.paid.html"))
    said = run(site, "import", paid)
    assert "was for paying subscribers only" in said.stderr
    assert '"pamphlet post publish"' in said.stderr
    run(site, "post", "publish", 1)
    # Importing the same export again does not take it back.
    assert "1 unchanged" in run(site, "import", paid).stdout
    site.start()
    answer = site.get("/p/paid")
    assert answer.status == 301
    assert "The secret." in site.get(answer["Location"]).text


def test_a_change_of_the_list_is_a_change_of_the_post(site, tmp_path):
    """The file of the post stays the same; its line in posts.csv does not."""
    folder = tmp_path / "export"
    shutil.copytree(ENGINES / "substack", folder)
    run(site, "import", folder)
    assert "0 created, 0 updated" in run(site, "import", folder).stdout
    rows = folder / "posts.csv"
    rows.write_bytes(rows.read_bytes().replace(b"everyone,Loud", b"only_paid,Loud"))
    done = run(site, "import", folder)
    assert "0 created, 1 updated" in done.stdout
    assert "loud.html: warning: was for paying" in done.stderr
    site.start()
    assert "Loud" not in site.get("/").text


@pytest.mark.parametrize("folder", ["medium", "medium/claps", "medium/profile"])
def test_data_about_people_is_skipped(site, folder):
    done = run(site, "import", ENGINES / folder)
    assert "is skipped: in an export" in done.stderr
    site.start()
    shown = site.get("/").text + site.get("/sitemap.xml").text
    for word in ("claps", "profile", "192.0.2.7", "ann@example.org", "README", "sessions"):
        assert word not in shown


def test_old_addresses_can_be_kept(site):
    run(site, "import", "--keep-addresses", ENGINES / "substack")
    site.start()
    assert site.get("/p/low-tide/").status == 200
