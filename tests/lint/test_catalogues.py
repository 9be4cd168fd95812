"""The translations are complete, and made from the current list of messages."""
import re
import subprocess

import pytest

import catalogue

CATALOGUES = sorted(p.name for p in catalogue.PO.glob("*.po"))
FIX = "run python3 tests/lint/catalogue.py and translate: see docs/translating.md"


def test_the_template_is_up_to_date():
    assert catalogue.POT.read_text() == catalogue.pot(), FIX


def test_the_list_is_read_whole():
    names = re.findall(r"^  [XP]\((\w+),", catalogue.LIST.read_text(), re.M)
    assert [name for name, _, _ in catalogue.messages()] == names
    source = '''#define MESSAGES_LIST(X, P) \\
  /* A note \\
   * for translators. */ \\
  X(comma, ", ") \\
  X(long, "a " \\
      "b, \\"c\\"") \\
  P(two, "{N} x", \\
      "{N} y")
'''
    assert catalogue.messages(source) == [
        ("comma", [", "], "A note for translators."), ("long", ['a b, \\"c\\"'], ""),
        ("two", ["{N} x", "{N} y"], "")]


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_is_complete(name):
    path = catalogue.PO / name
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)
    found = catalogue.entries(name)
    listed = {message: texts for message, texts, _ in catalogue.messages()}
    base = name[:-3].partition("_")[0] + ".po"
    if base == name or not (catalogue.PO / base).exists():
        assert found.keys() == listed.keys(), FIX
    forms = int(re.search(r"nplurals=(\d)", path.read_text())[1])
    for message, (ids, texts, flags) in found.items():
        assert ids == listed[message], (message, FIX)
        assert "fuzzy" not in "".join(flags) and all(texts), (message, FIX)
        assert len(texts) == (forms if len(ids) == 2 else 1), message
        for text in texts:
            check_text(message, ids, text)


def check_text(message, ids, text):
    """What a translator gets wrong without seeing it."""
    wanted, given = (set(re.findall(r"\{\w*\}?", s)) for s in (ids[-1], text))
    # Forms of exactly one number may do without it: msgfmt knows which these are.
    assert given == wanted or (len(ids) == 2 and given == wanted - {"{COUNT}"}), (message, text)
    assert text.startswith(" ") == ids[0].startswith(" "), (message, text)
    if message != "list_separator":
        assert not text.endswith(" "), (message, text)
    mark = ids[0][-1] if ids[0][-1] in ".?!)" else ""
    marks = {".": ".。", "?": "?؟？", "!": "!！", ")": ")）", "": ""}[mark]
    assert not mark or text[-1] in marks, (message, text)
    for pattern in (r"https://(?!…)", r"[*`>#]", "pamphlet comment moderate"):
        assert len(re.findall(pattern, text)) == len(re.findall(pattern, ids[0])), (message, text)
    assert not re.search("[\u200e\u202a-\u202e\u2066-\u2069]", text), (message, text)
