"""What remains after an article is deleted."""


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
