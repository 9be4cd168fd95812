"""The names of templates: what sets them, what uses them, and the tables of docs/themes.md.
Run it after a change of templates: python3 tests/support/theme_names.py"""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "themes.md"
BEGIN, END = "<!-- begin: names -->\n", "<!-- end: names -->\n"
NAME = r"[A-Z][A-Z_0-9]*"


def meanings():
    """name -> meaning, in the order of the list."""
    text = (ROOT / "cgi/view/template_names_list.h").read_text("utf-8")
    text = re.sub(r"\\\n", " ", text)
    rows = re.findall(rf'X\(\s*({NAME}),\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)', text)
    return {name: "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', said)).replace('\\"', '"')
            for name, said in rows}


def templates():
    return {f.name: f.read_text("utf-8") for f in sorted((ROOT / "templates").iterdir())
            if f.is_file()}


def used(text):
    """The names in a template; True for those that are sections."""
    text = re.sub(r"\{\{!.*?\}\}", "", text, flags=re.S)
    found = {}
    for mark, name in re.findall(rf"\{{\{{([#]?)({NAME})", text):
        found[name] = found.get(name, False) or mark == "#"
    return found


def set_by_views():
    """The names in the C sources of view/, which are constants in capital letters."""
    found = set()
    for source in (ROOT / "cgi/view").glob("*.c"):
        if source.stem.startswith("view_") or source.stem == "nesting":
            found |= set(re.findall(rf'"({NAME})"', source.read_text("utf-8")))
    return found


def includes(text):
    return re.findall(r"\{\{include:([\w.]+)\}\}", text)


def tables():
    said, out = meanings(), []
    for name, text in templates().items():
        out.append(f"### {name}\n\n")
        parts = includes(text)
        if parts:
            out.append("Includes " + ", ".join(f"`{p}`" for p in parts) + ".\n\n")
        rows = sorted(used(text).items())
        if rows:
            out.append("| name | meaning |\n|---|---|\n")
        for variable, section in rows:
            shown = f"{{{{#{variable}}}}}" if section else f"{{{{{variable}}}}}"
            out.append(f"| `{shown}` | {said[variable]} |\n")
        out.append("\n" if rows else "")
    return "".join(out)


def page(text):
    head, _, rest = text.partition(BEGIN)
    return head + BEGIN + tables() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
