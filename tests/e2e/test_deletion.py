"""What remains after an article or a comment is deleted."""
import json
import threading

import pytest
import served


def test_a_page_outlives_its_parent(open_site, tmp_path):
    for name, parent in (("above", ""), ("below", "parent: above\n")):
        (tmp_path / f"{name}.md").write_text(
            f"---\ntitle: {name}\ntype: page\n{parent}---\nx\n", "utf-8")
    open_site.command("import", tmp_path)
    assert open_site.get("/above/below/").status == 200
    number = next(line.split()[0] for line in
                  open_site.command("post", "list", "--type=page").splitlines()
                  if line.endswith("above"))
    open_site.command("post", "delete", number, "--yes")
    assert open_site.get("/above/").status == 410
    assert open_site.get("/above/below/").status == 200


def found(site, words):
    """The files of the database that contain them."""
    return [f.name for f in site.dir.glob("pamphlet.db*") if words in f.read_bytes()]


@pytest.mark.parametrize("how", ["comment delete", "post delete", "import"])
def test_addresses_are_gone(tmp_path, how):
    """Also from the write-ahead log of a database that is in use, and from freed pages."""
    address = b"nobody.needs.to.know@example.org"
    with served.running(tmp_path, moderation="none", flood_seconds=0) as site:
        site.write("own.md", served.matter("Own post", date="2026-01-21"))
        comment = {"id": 1, "author": "Ada", "text": "Hello", "date": "2026-01-22T10:00:00Z",
                   "email": address.decode()}
        site.write("own.comments.json", json.dumps({"comments": [comment]}))
        site.command("import", site.sources)
        post, path = site.article("Own post")
        for n in range(30):
            assert site.comment(post, f"Words {n}", email=f"reader{n}@example.org").status == 303
        ended = threading.Event()
        reader = threading.Thread(target=lambda: [
            site.get("/?s=tide") for _ in iter(ended.is_set, True)])
        reader.start()
        try:
            assert found(site, address)
            number, = site.rows("SELECT comment_id FROM comment_private WHERE email = ?",
                                address.decode())[0]
            if how == "comment delete":
                site.command("comment", "delete", number, "--yes")
            elif how == "post delete":
                site.command("post", "delete", post, "--yes")
            else:
                site.write("own.md", served.matter("Own post", "New words", date="2026-01-21"))
                site.write("own.comments.json", json.dumps({"comments": [
                    {**comment, "email": "", "text": "Hello again"}]}))
                site.command("import", site.sources)
            assert found(site, address) == []
            assert how == "post delete" or found(site, b"reader7@example.org")
        finally:
            ended.set()
            reader.join()
