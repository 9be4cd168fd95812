"""The template of the translations, po/pamphlet.pot, from cgi/view/messages_list.h.

Run this file after a change of the list. It writes the template and carries the change
into each po/*.po: docs/translating.md.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIST = ROOT / "cgi/view/messages_list.h"
PO = ROOT / "po"
POT = PO / "pamphlet.pot"

HEADER = r'''# The messages of Pamphlet, which readers of a blog see. Written by tests/lint/catalogue.py
# from cgi/view/messages_list.h: do not edit.
#
msgid ""
msgstr ""
"Project-Id-Version: pamphlet\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
'''

STRING = r'"((?:[^"\\]|\\.)*)"'
ITEM = re.compile(
    r"/\*(?P<note>.*?)\*/|(?P<kind>[XP])\((?P<id>\w+),\s*(?P<texts>(?:" + STRING +
    r"[\s,]*)+)\)", re.S)


def messages(source=None):
    """The messages of the list: (id, texts, note), two texts if there are plurals."""
    source = source or LIST.read_text()
    body = re.sub(r"\\\n", "\n", source[source.index("#define MESSAGES_LIST"):])
    body = body[body.index("\n"):]
    note = ""
    found = []
    for item in ITEM.finditer(body):
        if item["note"] is not None:
            note = " ".join(item["note"].replace("\n   *", " ").split())
            continue
        texts = [""]
        for token in re.finditer(STRING + r"|,", item["texts"]):
            if token[0] == ",":
                texts.append("")
            else:
                texts[-1] += token[1]
        if len(texts) != (2 if item["kind"] == "P" else 1):
            raise ValueError(f"{item['id']}: {texts}")
        found.append((item["id"], texts, note))
        note = ""
    return found


def pot(source=None):
    """The text of the template."""
    out = [HEADER]
    for name, texts, note in messages(source):
        out.append("")
        if note:
            out.append(f"#. {note}")
        if "{" in "".join(texts):
            # msgfmt checks placeholders of this form: ours are a subset of Python's.
            out.append("#, python-brace-format")
        out.append(f'msgctxt "{name}"')
        out.append(f'msgid "{texts[0]}"')
        if len(texts) == 2:
            out.append(f'msgid_plural "{texts[1]}"')
            out.append('msgstr[0] ""\nmsgstr[1] ""')
        else:
            out.append('msgstr ""')
    return "\n".join(out) + "\n"


def entries(name):
    """{msgctxt: ([msgid, msgid_plural], [msgstr, ...], flags)} of a catalogue."""
    text = subprocess.run(["msgcat", "--no-wrap", PO / name], check=True,
                          capture_output=True, text=True).stdout
    out = {}
    for block in text.split("\n\n"):
        context = re.search(r'^msgctxt "(.*)"$', block, re.M)
        if context:
            def line(key):
                return re.findall(rf'^{key} "(.*)"$', block, re.M)
            out[context[1]] = (line("msgid") + line("msgid_plural"),
                               line(r"msgstr(?:\[\d\])?"), re.findall(r"^#,(.*)$", block, re.M))
    return out


def main():
    POT.write_text(pot())
    for po in sorted(PO.glob("*.po")):
        subprocess.run(["msgmerge", "--quiet", "--update", "--backup=none", "--previous",
                        "--no-wrap", po, POT], check=True)
        left = subprocess.run(["msgattrib", "--untranslated", "--no-obsolete", "--no-wrap",
                               po], capture_output=True, text=True, check=True)
        fuzzy = subprocess.run(["msgattrib", "--only-fuzzy", "--no-obsolete", "--no-wrap",
                                po], capture_output=True, text=True, check=True)
        for text, what in ((left, "to translate"), (fuzzy, "to check")):
            count = len(re.findall(r"^msgctxt", text.stdout, re.M))
            if count:
                print(f"{po.name}: {count} messages {what}")


if __name__ == "__main__":
    sys.exit(main())
