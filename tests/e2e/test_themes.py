"""Themes: chosen, checked and begun by the command, and seen on pages."""
import json
import re
import subprocess

import pytest
import served

CONFIG, USAGE, DATA = 78, 64, 65


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("themes"), {},
                         served.standard_articles()).start()
    yield site
    site.stop()


@pytest.fixture(autouse=True)
def as_before(site):
    yield
    for name, value in (("name", "newspaper"), ("accent", ""), ("background", ""), ("fonts", ""),
                        ("logo", "")):
        site.command("config", "set", f"theme.{name}", value)
    site.reload()


def ask(site, *args):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *map(str, args)],
                          capture_output=True, text=True, env=site.environment,
                          stdin=subprocess.DEVNULL, timeout=60)


def style(site):
    """The style sheet of the home page."""
    address = re.search(r'<link rel="stylesheet" href="([^"]+)"', site.get("/").text).group(1)
    answer = site.get(address)
    assert answer.status == 200 and answer["Content-Type"].startswith("text/css")
    return address, answer.text


def test_a_theme_is_listed_and_chosen(site):
    rows = json.loads(site.command("theme", "list", "--format=json"))
    assert {r["name"]: r["status"] for r in rows} == {
        "newspaper": "active", "plain": "inactive"}
    before = style(site)
    site.command("theme", "use", "plain", "--reload")
    served.wait_for(lambda: style(site)[0] != before[0], what="the new style sheet")
    after = style(site)[1]
    # The rules of the theme follow the standard ones.
    assert after.startswith(before[1]) and "The theme \"plain\"" in after
    rows = json.loads(site.command("theme", "list", "--format=json"))
    assert {r["name"]: r["status"] for r in rows} == {
        "newspaper": "inactive", "plain": "active"}


def test_an_unknown_theme_changes_nothing(site):
    before = (site.dir / "site.ini").read_text("utf-8")
    for name in ("harbor", "../themes", ""):
        told = ask(site, "theme", "use", name)
        assert told.returncode == CONFIG and "pamphlet theme list" in told.stderr
    assert (site.dir / "site.ini").read_text("utf-8") == before


def test_a_theme_of_ones_own(site):
    said = site.command("theme", "new", "harbour")
    assert "themes/harbour/public/theme.css" in said and "theme use harbour" in said
    own = site.dir / "themes" / "harbour"
    css = (own / "public" / "theme.css").read_text("utf-8")
    assert "--paper: #fbf8f2" in css
    (own / "public" / "theme.css").write_text(css.replace("#9f3a22", "#0b5cad"), "utf-8")
    (own / "templates").mkdir()
    (own / "templates" / "kicker.html").write_text(
        '{{%AUTOESCAPE context="HTML"}}\n<p class="kicker">From the harbour</p>\n', "utf-8")
    site.command("theme", "check", "harbour")
    site.command("theme", "use", "harbour", "--reload")
    served.wait_for(lambda: "From the harbour" in site.get("/").text, what="the template")
    assert "--accent: #0b5cad" in style(site)[1]
    # Files of the site itself count before those of its theme.
    (site.dir / "templates" / "kicker.html").write_text(
        '{{%AUTOESCAPE context="HTML"}}\n<p class="kicker">From the site</p>\n', "utf-8")
    site.command("reload")
    served.wait_for(lambda: "From the site" in site.get("/").text, what="the site's own template")
    (site.dir / "templates" / "kicker.html").unlink()
    rows = json.loads(site.command("theme", "list", "--format=json"))
    assert {"name": "harbour", "status": "active", "description": "in themes/"} in rows


def test_mistakes_are_found_before_readers_see_them(site):
    site.command("theme", "new", "broken")
    own = site.dir / "themes" / "broken"
    (own / "templates").mkdir()
    (own / "templates" / "list.html").write_text(
        '{{%AUTOESCAPE context="HTML"}}\n<h1 onclick="x()">{{TITEL}}</h1>\n', "utf-8")
    (own / "public" / "theme.css").write_text(":root { --ink: #cccccc; }", "utf-8")
    told = ask(site, "theme", "check", "broken")
    assert told.returncode == DATA
    assert "themes/broken/templates/list.html:2: nothing sets TITEL; did you mean TITLE." in told.stdout
    assert "inline scripts are blocked" in told.stdout
    assert "--ink (#cccccc) on --paper" in told.stdout
    rows = json.loads(ask(site, "theme", "check", "broken", "--format=json").stdout)
    assert {"where", "finding"} == set(rows[0])
    refused = ask(site, "theme", "use", "broken")
    assert refused.returncode == DATA and "stays as it was" in refused.stderr
    assert site.command("config", "get", "theme.name") == "newspaper\n"
    # What does not load cannot be served, so there is no --force for it.
    (own / "templates" / "list.html").write_text("no first line", "utf-8")
    assert "must have this as its first line" in ask(site, "theme", "check", "broken").stdout


def test_names_that_cannot_be_themes(site):
    for name in ("plain", "a b", "é"):
        told = ask(site, "theme", "new", name)
        assert told.returncode == USAGE and "cannot be the name" in told.stderr


def test_colours_fonts_and_logo_are_settings(site):
    (site.dir / "media" / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    for name, value in (("accent", "#ffd700"), ("background", "#eef"), ("fonts", "slab"),
                        ("logo", "/media/logo.svg")):
        site.command("config", "set", f"theme.{name}", value)
    before = style(site)[0]
    site.reload()
    served.wait_for(lambda: style(site)[0] != before, what="the new style sheet")
    css = style(site)[1]
    # Gold cannot be read on white: it was darkened, and lightened for the dark.
    assert "#ffd700;" not in css.partition("@media screen{")[2].partition("}")[0]
    assert "Rockwell" in css and "--paper:#eeeeff" in css
    assert '<img class="logo" src="/media/logo.svg" alt="">' in site.get("/").text
    for wrong in (("accent", "red"), ("fonts", "Comic Sans"), ("logo", "https://x.example/a.png"),
                  ("name", "../x")):
        told = ask(site, "config", "set", f"theme.{wrong[0]}", wrong[1])
        assert told.returncode == CONFIG and wrong[0] in told.stderr


def test_a_backup_has_the_themes(site, tmp_path):
    site.command("theme", "new", "kept")
    site.command("backup", tmp_path / "blog.tar.gz")
    subprocess.run([served.BUILD / "pamphlet", "-C", tmp_path / "copy", "restore",
                           tmp_path / "blog.tar.gz"], check=True, capture_output=True)
    assert (tmp_path / "copy" / "themes" / "kept" / "public" / "theme.css").exists()
