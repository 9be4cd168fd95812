"""Folders of Obsidian, Pelican, Eleventy, Zola and Astro: nothing fails, and what their
engines do not show stays hidden."""
import pathlib
import shutil
import subprocess

import pytest
import served

PICTURE = pathlib.Path(__file__).parents[2] / "docs" / "page.png"


@pytest.fixture
def site(tmp_path):
    made = served.Served(tmp_path, {"time_zone": "UTC"})
    yield made
    made.stop()


def put(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is PICTURE:
            shutil.copy(PICTURE, path)
        else:
            path.write_text(text)
    return folder


def run(site, *args, code=0):
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *map(str, args)],
                          capture_output=True, text=True, env=site.environment, timeout=120)
    assert done.returncode == code, (done.stdout, done.stderr)
    return done


def test_obsidian(site, tmp_path):
    vault = put(tmp_path / "vault", {
        ".obsidian/app.json": "{}",
        ".obsidian/templates.json": '{"folder": "Meta/Forms"}',
        "Meta/Forms/Post.md": "---\ntitle: {{title}}\n---\n",
        ".trash/Deleted.md": "# Deleted\n",
        "Attachments/Boat trip.png": PICTURE,
        "Shore/High tide.md": "---\ncreated: 2024-03-02T10:00\nupdated: 2024-05-01\n---\nUp.\n",
        "Low tide.md":
            "---\ndate created: 2024-03-01\naliases:\n  - Ebb\ncssclasses: [wide]\n---\n"
            "# Low tide %%title?%%\n\nThe sea %%says Bob, 0151 234%% left. ^a1b2\n\n"
            "%%\n## Draft of an end\nnot good yet\n%%\n\n> [!faq]- Why?\n> Moon.\n\n"
            "![[Boat trip.png|300]] ![[High tide]] [[High tide#When|then]] ==mud== `%%x%%`\n",
        "Secret.md": "---\npublish: false\n---\nNobody reads this.\n"})
    done = run(site, "import", vault)
    assert "3 created" in done.stdout and "0 failed" in done.stdout
    assert "Meta/Forms: warning: is skipped" in done.stderr
    again = run(site, "import", vault)
    assert "0 created, 0 updated, 3 unchanged" in again.stdout
    site.start()
    page = site.get("/2024/03/low-tide/").text
    for private in ("0151", "title?", "not good yet", "a1b2", "[[", "[!faq"):
        assert private not in page
    assert "<strong>Why?</strong>" in page and "<mark>mud</mark>" in page
    assert "/media/Boat%20trip-" in page and "<code>%%x%%</code>" in page
    assert page.count('href="/2024/03/high-tide/"') >= 2
    everything = site.get("/").text + site.get("/feed/").text + site.get("/sitemap.xml").text
    assert "Nobody reads" not in everything and "0151" not in everything
    stored = (site.dir / "pamphlet.db").read_bytes()
    assert b"0151" not in stored and b"not good yet" not in stored
