"""Others read an article before it is published, by a signed link that expires."""
import re

import pytest
import served
import tokens

PATH = "/comment/preview/"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("preview"), {},
                         served.standard_articles()).start()
    yield site
    site.stop()


def draft(site, title, *more):
    return site.command("post", "create", f"--title={title}", "--porcelain",
                        "--content=Not yet *ready*.\n\n## Mud\n", *more).strip()


def link(site, number, *more):
    url = site.command("post", "preview", number, *more).strip()
    assert url.startswith(site.base_url + PATH + "?t="), url
    return url[len(site.base_url):]


def is_not_found(site, path):
    answer = site.get(path)
    assert (answer.status, answer["Cache-Control"]) == (404, "no-store"), path
    assert "Not yet" not in answer.text
    return re.sub(r"\?t=[\w.]*", "", answer.text)


def test_a_draft_is_read_by_its_link(site):
    number = draft(site, "Draft of tides")
    path = link(site, number)
    page = site.get(path)
    assert page.status == 200
    assert page["Cache-Control"] == "no-store"
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Set-Cookie"] is None and page["ETag"] is None
    assert "Not yet <em>ready</em>." in page.text and "Draft of tides" in page.text
    assert "Preview: this article is not published. The link expires on " in page.text
    assert '<meta name="robots" content="noindex">' in page.text
    for absent in ("commentform", 'rel="canonical"', "og:", "application/ld+json"):
        assert absent not in page.text
    head = site.http("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert site.http("POST", path, b"").status == 405
    # Nothing leads to it.
    for public in ("/", "/sitemap.xml", "/feed/", "/?s=ready"):
        assert "Draft of tides" not in site.get(public).text


def test_other_links_tell_nothing(site):
    number = draft(site, "Nobody reads this")
    path = link(site, number, "--for=12h")
    token = path.partition("=")[2]
    parts = token.split(".")
    purpose = "preview 0 %d" % site.rows("SELECT created_at FROM article WHERE id = ?", number)[0]
    wrong = [PATH, PATH + "?t=", PATH + "?t=x", PATH + f"?t={number}", path + "0",
             PATH + f"?t={int(number) + 1}.{parts[1]}.{parts[2]}",
             PATH + f"?t={number}.{int(parts[1]) + 1}.{parts[2]}",
             PATH + "?t=" + tokens.sign(site, "own", number, 600),
             PATH + "?t=" + tokens.sign(site, "preview", number, 600),
             PATH + "?t=" + tokens.sign(site, purpose, number, -600),
             PATH + "?t=" + tokens.sign(site, "preview 0 0", 99999, 600)]
    answers = {is_not_found(site, p) for p in wrong}
    assert len(answers) == 1
    assert site.get(PATH + "?t=" + tokens.sign(site, purpose, number, 600)).status == 200


def test_revoking_ends_all_links(site):
    number, other = draft(site, "Revoked one"), draft(site, "Other one")
    first, second, third = link(site, number), link(site, number, "--for=2w"), link(site, other)
    site.command("post", "preview", number, "--revoke")
    is_not_found(site, first)
    is_not_found(site, second)
    assert site.get(third).status == 200
    assert site.get(link(site, number)).status == 200


def test_after_publication_the_link_leads_to_the_article(site):
    number = draft(site, "Published later")
    path = link(site, number)
    site.command("post", "schedule", number, "2999-01-01")
    assert site.get(path).status == 200
    site.command("post", "publish", number)
    moved = site.get(path)
    address = site.article("Published later")[1]
    assert (moved.status, moved["Location"]) == (303, address)
    assert moved["Cache-Control"] == "no-store"
    # There is nothing to preview.
    assert site.command("post", "preview", number).strip() == site.base_url + address
    site.command("post", "unpublish", number)
    path = link(site, number)
    assert site.get(path).status == 200
    site.command("post", "delete", number, "--yes")
    is_not_found(site, path)


def test_a_copy_from_a_backup_knows_its_links(site, tmp_path):
    path = link(site, draft(site, "Backed up"))
    site.command("backup", tmp_path / "copy.tar.gz")
    site.command("post", "create", "--title=Afterwards", "--content=x")
    assert site.get(path).status == 200


def test_what_was_withdrawn_stays_so(site):
    """A link from before the publication does not show the text again; a new one does."""
    number = draft(site, "Soon regretted")
    path = link(site, number, "--for=52w")
    site.command("post", "publish", number)
    site.command("post", "unpublish", number)
    is_not_found(site, path)
    assert site.get(link(site, number)).status == 200
