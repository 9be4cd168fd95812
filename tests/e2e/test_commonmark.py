"""The examples of the CommonMark specification. Importing the Markdown of an example must
give the same result as importing its expected HTML. Both go through the sanitiser, which
has its own tests, so that its changes cancel out."""
import re

import pytest
import served

SPEC = served.ROOT / "tests" / "node_modules" / "commonmark-spec" / "spec.txt"
FENCE = "`" * 32

# Examples that intentionally differ from the specification, and the part of the output that
# shows it: autolinks without brackets, as on GitHub, and a Markdown block inside <table>,
# which HTML does not allow.
OTHERWISE = {
    160: "<table>", 598: ">http://foo.bar/baz</a>", 602: ">foo+@bar.example.com</a>",
    604: ">http://foo.bar</a>", 607: ">http://example.com</a>", 608: ">foo@bar.example.com</a>",
}


# The output of Debian 13's cmark-gfm, which parses comments as HTML 5 does.
NEWER = {
    622: "<p>foo </p>", 623: "<p>foo  foo --&gt;</p>\n<p>foo &lt;!-- foo---&gt;</p>",
}


def examples():
    """All examples, as (number, Markdown, HTML)."""
    text = SPEC.read_text("utf-8")
    found = re.findall(rf"^{FENCE} example\n(.*?)^\.\n(.*?)^{FENCE}$", text, re.M | re.S)
    assert len(found) == 649
    return [(n, markdown.replace("→", "\t"), html.replace("→", "\t"))
            for n, (markdown, html) in enumerate(found, 1)]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """{"markdown" or "html": {number: HTML}}"""
    site = served.Served(tmp_path_factory.mktemp("commonmark") / "site")
    for number, markdown, html in examples():
        for ending, body in (("md", markdown), ("html", html)):
            site.write(f"{number}.{ending}", "---\n"
                       f"title: Number {number}\nslug: {ending}-{number}\n---\n{body}")
    site.command("import", "--quiet", site.sources)
    out = {"md": {}, "html": {}}
    for slug, html in site.rows(
            "SELECT slug, html FROM article JOIN article_body ON article_id = article.id"):
        kind, _, number = slug.partition("-")
        out[kind][int(number)] = html
    return out


def flat(html):
    """Removes <strong> nested in <strong>, which Debian 13's cmark-gfm omits."""
    depth, out = 0, []
    for part in re.split(r"(</?strong>)", html.strip()):
        depth -= part == "</strong>"
        out.append(part if part not in ("<strong>", "</strong>") or depth == 0 else "")
        depth += part == "<strong>"
    assert depth == 0
    return "".join(out)


def test_examples(rendered):
    wrong = {n: (markdown, rendered["md"][n], rendered["html"][n])
             for n, markdown, _ in examples()
             if n not in OTHERWISE and flat(rendered["md"][n]) not in
             (flat(rendered["html"][n]), NEWER.get(n))}
    assert not wrong


def test_what_is_otherwise(rendered):
    """Every exception is needed: one that is not would hide a bug."""
    for number, part in OTHERWISE.items():
        assert part in rendered["md"][number] and part not in rendered["html"][number]
