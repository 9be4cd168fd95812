"""Folders of Obsidian, Pelican, Eleventy, Zola and Astro: nothing fails, and what their
engines do not show stays hidden."""
import base64
import re
import subprocess

import pytest
import served

# Of one pixel: other sizes of a large picture take seconds.
PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
                           "DwADhgGAWjR9awAAAABJRU5ErkJggg==")


@pytest.fixture
def site(tmp_path):
    made = served.Served(tmp_path, {"time_zone": "UTC"})
    yield made
    made.stop()


def put(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
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


def test_pelican(site, tmp_path):
    folder = put(tmp_path / "blog", {
        "pelicanconf.py": "SITENAME = 'Shore'\n",
        "content/images/boat.png": PICTURE,
        "content/sea/low-tide.md":
            "Title: Low tide\nDate: 2012-12-03 10:20\nModified: 2013-01-01\nTags: mud; ebb\n"
            "Authors: Ada Lovelace, Bob\nSlug: low-tide\nSummary: Short.\n\n"
            "[up](|filename|../up/high-tide.md#when), [up]({filename}/up/high-tide.md),"
            " [about]({filename}/pages/about.md), [mud]({tag}Wet%20Mud), [home]({index})\n\n"
            "![boat]({static}/images/boat.png) <img src='{attach}../images/boat.png'>\n",
        "content/up/high-tide.md": "Title: High tide\nDate: 2012-12-04\nCategory: Moon\n\nUp.\n",
        "content/pages/about.md": "Title: About\nsave_as: about-us.html\nDate: 2012-12-01\n\nMe.\n",
        "content/sea/hidden.md": "Title: Hidden\nDate: 2012-12-05\nStatus: hidden\n\nPsst.\n",
        "content/sea/draft.md": "Title: Draft\nDate: 2012-12-05\nStatus: draft\n\nPsst.\n",
        "content/sea/news.rst": "News\n####\n\n:date: 2010-10-03\n\nText.\n"})
    done = run(site, "import", folder)
    assert "5 created" in done.stdout and "0 failed" in done.stdout
    assert "pandoc" in done.stderr
    assert "not found" not in done.stderr
    site.start()
    page = site.get("/2012/12/low-tide/").text
    assert 'href="/2012/12/high-tide/#when"' in page and 'href="/2012/12/high-tide/"' in page
    assert 'href="/about-us/"' in page and 'href="/tag/wet-mud/"' in page and 'href="/"' in page
    assert page.count("/media/boat-") >= 2 and "{" not in page.split("<main")[1].split("</main")[0]
    assert "/category/sea/" in page and "/author/ada-lovelace/" in page
    assert "/tag/mud/" in page and "/tag/ebb/" in page and "Bob" not in page
    assert site.get("/about-us.html").status == 301
    assert "Psst" not in site.get("/").text + site.get("/feed/").text


def test_zola(site, tmp_path):
    folder = put(tmp_path / "blog", {
        "config.toml": 'base_url = "https://shore.example"\n',
        "content/_index.md": "+++\nsort_by = \"date\"\n+++\n",
        "content/blog/2012-12-04-high-tide.md": "+++\ntitle = \"High tide\"\n+++\nUp.\n",
        "content/blog/low-tide.md":
            '+++\ntitle = "Low tide"\ndate = 2012-12-03\n[taxonomies]\ntags = ["mud"]\n[extra]\n'
            'math = 1\n+++\n{{ youtube(id="dQw4w9WgXcQ") }} [up](@/blog/2012-12-04-high-tide.md)\n\n'
            '{% quote(author="Ada") %}\nWaves.\n{% end %}\n\n{{ chart(data="x") }} `{{ shown() }}`\n'})
    done = run(site, "import", folder)
    assert "2 created" in done.stdout and "0 failed" in done.stdout
    assert 'the tag "chart" is removed' in done.stderr
    assert 'the tag "quote" is removed' in done.stderr
    site.start()
    page = site.get("/2012/12/low-tide/").text
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in page
    assert 'href="/2012/12/high-tide/"' in page and "Waves." in page and "/tag/mud/" in page
    assert "<code>{{ shown() }}</code>" in page and "chart" not in page and "{%" not in page
    assert site.get("/blog/low-tide/").status == 301


def test_astro(site, tmp_path):
    """Astro's own template for blogs has a post like this one."""
    blog = put(tmp_path / "astro", {
        "astro.config.mjs": "export default {};\n",
        "README.md": "# Astro Starter Kit: Blog\n",
        "public/hero.jpg": PICTURE,
        "src/pages/index.astro": "---\n---\n<h1>Home</h1>\n",
        "src/content/blog/plain.md":
            "---\ntitle: Plain\npubDate: 'Jul 08 2022'\nheroImage: '/hero.jpg'\n---\n{ kept }\n",
        "src/content/blog/using-mdx.mdx":
            "---\ntitle: 'Using MDX'\npubDate: 'Jun 01 2024'\n"
            "heroImage: '../../assets/placeholder.jpg'\n---\n\n"
            "import HeaderLink from '../../components/HeaderLink.astro';\n"
            "export const year = 2024;\n\n## Example\n\n"
            "<HeaderLink href=\"#\" onclick=\"alert('clicked!')\">\n\tInside\n</HeaderLink>\n\n"
            "{/* a note to myself */}\nSince {year}, **well**.\n\n"
            "```js\nimport a from 'b';\n```\n"})
    done = run(site, "import", blog)
    assert "2 created" in done.stdout and "0 failed" in done.stdout
    for name in ("HeaderLink", "year"):
        assert f'the tag "{name}" is removed' in done.stderr
    site.start()
    page = site.get("/2024/06/using-mdx/").text
    assert "Inside" in page and "Since , <strong>well</strong>" in page
    assert "import a from" in re.sub("<[^>]*>", "", page)
    for private in ("HeaderLink", "alert(", "note to myself", "export const"):
        assert private not in page
    plain = site.get("/2022/07/plain/").text
    assert "{ kept }" in plain and "/media/hero-" in plain
