"""Rules of the house that no compiler checks. Each takes a file's path, relative to
the repository, and its text, and returns the complaints."""
import re

ARROWS = {
    "base": set(),
    "http": {"base"},
    "store": {"base"},
    "text": {"base"},
    "view": {"base"},
    "shelf": {"base"},
    "site": {"store", "text", "view", "shelf", "base"},
    "web": {"site", "http", "base"},
    # store: the structures that site speaks in (docs/architecture.md)
    "authoring": {"site", "store", "text", "base"},
    "care": {"site", "store", "base"},
    "cli": {"authoring", "care", "site", "store", "base"},
}
ATTRIBUTES = ("style", "srcset", "formaction", "xlink:href", "srcdoc")
SQL = re.compile(
    r'"\s*(SELECT\s|INSERT\s+(OR|INTO)\s|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\s'
    r"|REPLACE\s+INTO\s|BEGIN\b|COMMIT\b|ROLLBACK\b)")
SQL_ALLOWED = {"cgi/store/migration.c", "cgi/store/search_register.c", "cgi/store/store.c"}
COMMIT_ALLOWED = {"cgi/store/gate.c", "cgi/store/migration.c"}
EXEC_ALLOWED = {"cgi/store/store.c", "cgi/store/migration.c"}
ERRNO_ALLOWED = {"cgi/base/err.c"}


def folder(path):
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "cgi" else None


def without_comments(text):
    """Line numbers stay; strings are kept, and a comment's mark in one is no comment."""
    def blank(match):
        s = match.group(0)
        return s if s[0] in "\"'" else re.sub(r"[^\n]", " ", s)
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*',
                  blank, text, flags=re.S)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def arrows(path, text):
    here = folder(path)
    if here is None:
        return []
    out = []
    for m in re.finditer(r'^\s*#\s*include\s+"([^"/]+)/', text, re.M):
        there = m.group(1)
        if there != here and there not in ARROWS.get(here, set()):
            out.append(f"{path}:{line_of(text, m.start())}: {here} includes {there}/")
    if here != "store" and re.search(r"#\s*include\s+<sqlite3\.h>", text):
        out.append(f"{path}: only store/ includes sqlite3.h")
    return out


def inside(text):
    """The folder of a header whose first line says "Inside FOLDER/ only" or likewise."""
    found = re.match(r"/\* Inside (\w+)/", text)
    return found and found.group(1)


def private(path, text, headers):
    """`headers`: {"db/model/listing_bucket.h": "store"}, those for the inside of a folder."""
    out = []
    for m in re.finditer(r'^\s*#\s*include\s+"([^"]+)"', text, re.M):
        owner = headers.get(m.group(1))
        if folder(path) and owner and owner != folder(path):
            out.append(f"{path}:{line_of(text, m.start())}: {m.group(1)} is inside {owner}/")
    return out


def statements(path, text):
    """SQL stands in statement tables; COMMIT and sqlite3_exec in a file or two."""
    if folder(path) is None:
        return []
    code = without_comments(text)
    out = []
    if path not in SQL_ALLOWED:
        rest = code
        if folder(path) == "store":
            rest = re.sub(r"static const struct statement \w+\[[^\]]*\]\s*=\s*\{.*?^\};",
                          lambda m: re.sub(r"[^\n]", " ", m.group(0)), code,
                          flags=re.S | re.M)
            # Columns that several statements of a table share.
            rest = re.sub(r"^#define (?:\w+_)?COLUMNS\b(?:[^\n]*\\\n)*[^\n]*",
                          lambda m: re.sub(r"[^\n]", " ", m.group(0)), rest, flags=re.M)
        for m in SQL.finditer(rest):
            out.append(f"{path}:{line_of(rest, m.start())}: SQL outside a statement table")
    if path not in COMMIT_ALLOWED and re.search(r'"[^"\n]*\bCOMMIT\b', code):
        out.append(f"{path}: COMMIT outside the gate")
    if path not in EXEC_ALLOWED and re.search(r"\bsqlite3_exec\s*\(", code):
        out.append(f"{path}: sqlite3_exec")
    return out


def errors(path, text):
    """What a full disk is called is said once."""
    if folder(path) is None or path in ERRNO_ALLOWED:
        return []
    code = without_comments(text)
    return [f"{path}:{line_of(code, m.start())}: {m.group(0)}: use err_of_errno"
            for m in re.finditer(r"\b(ENOSPC|EDQUOT)\b", code)]


def template(path, text):
    out = []
    first = text.split("\n", 1)[0]
    if not re.fullmatch(r'\{\{%AUTOESCAPE context="[A-Z]+"[^}]*\}\}.*', first):
        out.append(f"{path}: the first line has to be AUTOESCAPE")
    for tag in re.finditer(r"<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|\{\{[^}]*\}\}|[^<>])*>?", text):
        s, line = tag.group(0), line_of(text, tag.start())
        if re.match(r"<iframe\b", s, re.I):
            out.append(f"{path}:{line}: <iframe>")
        data = s == '<script type="application/ld+json">'
        if re.match(r"<script\b", s, re.I) and not data and not re.search(r"\ssrc=", s, re.I):
            out.append(f"{path}:{line}: inline script")
        bare = re.sub(r"=\s*(\"[^\"]*\"|'[^']*')", "= ", s)
        for m in re.finditer(r"[\s\"'/]([a-zA-Z:_-]+)\s*=", bare):
            name = m.group(1).lower()
            if name in ATTRIBUTES or name.startswith("on"):
                out.append(f"{path}:{line}: attribute {name}")
    for m in re.finditer(r"\{\{([A-Za-z0-9_]+)((?::[^}]*)?)\}\}", text):
        if re.search(r":none\b", m.group(2)) and not m.group(1).endswith("_HTML"):
            out.append(f"{path}:{line_of(text, m.start())}: {m.group(1)} is not escaped")
    return out


def shape(path, text):
    out = []
    if text and not text.endswith("\n"):
        out.append(f"{path}: no newline at the end")
    if folder(path) and text.count("\n") > 500:
        out.append(f"{path}: more than 500 lines")
    if re.search(r"\.\./" + r"shared\b|/" + r"work/(main|shared)\b", text):
        out.append(f"{path}: refers to something outside the repository")
    return out
