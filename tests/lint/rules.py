"""Rules that no compiler checks. Each takes a file's path, relative to
the repository, and its text, and returns the complaints."""
import re

# Which folders of cgi/ a folder may include, besides itself. A folder that is not listed
# counts as the nearest one above it that is. docs/architecture.md explains the arrows.
_DB = {"db", "db/model", "db/search", "db/transfer"}
_MARKUP = {"markup/names", "markup/html", "markup/markdown", "markup/frontmatter",
           "markup/wordpress", "markup/rich", "markup/xml"}
_CORE = _DB | _MARKUP | {"base", "view"}
_SITE = {"site", "site/core", "site/publish", "site/comments", "site/mail", "site/pages",
         "site/webmention", "site/pictures", "site/cache"}
_IMPORT = _DB | _MARKUP | _SITE | {"base", "export"}
_COMMANDS = _DB | _MARKUP | _SITE | {
    "base", "export", "import", "import/common", "import/compose", "ops", "pagecache"}
ARROWS = {
    "base": set(),
    "http": {"base"},
    "db": {"base"},
    "db/model": {"base", "db"},
    "db/search": {"base", "db", "db/model"},
    "db/transfer": {"base", "db", "db/search"},
    "markup/names": {"base"},
    "markup/html": {"base", "markup/names"},
    "markup/markdown": {"base", "markup/names", "markup/html"},
    "markup/frontmatter": {"base", "markup/names"},
    "markup/rich": {"base"},
    "markup/xml": {"base", "markup/frontmatter"},
    "markup/wordpress": {"base"} | _MARKUP,
    "pagecache": {"base"},
    "mime": {"base"},
    "net": {"base"},
    "view": {"base"},
    "site/core": _CORE,
    "site/publish": _CORE | {"site/core"},
    "site/comments": _CORE | {"site/core"},
    "site/mail": _CORE | {"mime", "site/core", "site/comments"},
    "site/webmention": _CORE | {"net", "site/core", "site/comments"},
    "site/pictures": _CORE | {"site/core"},
    "site/pages": _CORE | {"site/core", "site/comments"},
    "site/cache": _CORE | {"site/core", "site/pages", "pagecache"},
    "site": _CORE | _SITE | {"pagecache"},
    "web": {"base", "http"} | _SITE,
    "outbox": {"base"} | _SITE,
    "picture": {"base"},
    "import/common": _IMPORT,
    "import/hosted": _IMPORT | {"import/common"},
    "import/files": _IMPORT | {"import/common", "import/hosted"},
    "import/wordpress": _IMPORT | {"import/common", "import/files"},
    "import/threads": _IMPORT | {"import/common"},
    "import/blogs": _IMPORT | {"import/common", "import/wordpress"},
    "import/compose": _IMPORT | {"import/common", "import/files"},
    "import": _IMPORT | {"import/blogs", "import/common", "import/files",
                         "import/threads", "import/wordpress"},
    "export": _DB | _MARKUP | _SITE | {"base"},
    "ops": _DB | _SITE | {"base", "net", "view", "markup/html", "markup/names", "markup/rich"},
    "cli/output": {"base"},
    "cli/command": _COMMANDS | {"cli/output"},
    "cli/help": _COMMANDS | {"cli/output", "cli/command"},
    "cli": _COMMANDS | {"cli/output", "cli/command", "cli/help"},
}
ATTRIBUTES = ("style", "srcset", "formaction", "xlink:href", "srcdoc")
SQL = re.compile(
    r'"\s*(SELECT\s|INSERT\s+(OR|INTO)\s|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\s'
    r"|REPLACE\s+INTO\s|BEGIN\b|COMMIT\b|ROLLBACK\b)")
SQL_ALLOWED = {"cgi/db/migration.c", "cgi/db/sqlite/fts_functions.c", "cgi/db/db.c",
               "cgi/db/postgres/postgres_database.c", "cgi/db/postgres/postgres_statement.c",
               "cgi/db/transfer/transfer_table.c", "cgi/db/transfer/transfer_side.c",
               "cgi/db/transfer/transfer_query.c", "cgi/db/transfer/transfer.c"}
COMMIT_ALLOWED = {"cgi/db/txn.c", "cgi/db/migration.c", "cgi/db/postgres/postgres_database.c",
                  "cgi/db/postgres/postgres_statement.c", "cgi/db/transfer/transfer_side.c"}
EXEC_ALLOWED = {"cgi/db/db.c", "cgi/db/migration.c"}
# Counts the steps of SQLite, which have no counterpart in another engine.
ENGINE_ALLOWED = {"cgi/db/search/search_work.c"}
ERRNO_ALLOWED = {"cgi/base/err.c"}


def folder(path):
    """The folder of a file in cgi/, as ARROWS names it; None for other files."""
    if not path.startswith("cgi/"):
        return None
    here = path[len("cgi/"):].rpartition("/")[0]
    while here and here not in ARROWS:
        here = here.rpartition("/")[0]
    return here or None


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
    """Includes follow the arrows between folders."""
    here = folder(path)
    if here is None:
        return [f"{path}: its folder is not in ARROWS"] if path.startswith("cgi/") else []
    out = []
    for m in re.finditer(r'^\s*#\s*include\s+"([^"]+)"', text, re.M):
        there = folder("cgi/" + m.group(1))
        if there != here and there not in ARROWS[here]:
            out.append(f"{path}:{line_of(text, m.start())}: {here} includes {m.group(1)}: "
                       "the allowed includes are in docs/architecture.md")
    if here.split("/")[0] != "db" and re.search(r"#\s*include\s+<sqlite3\.h>", text):
        out.append(f"{path}: only db/ includes sqlite3.h")
    return out


def units(files):
    """{unit: units it includes}, where a unit is a header and the source of its name."""
    graph = {}
    for path, text in files.items():
        unit = path[len("cgi/"):].rpartition(".")[0]
        graph.setdefault(unit, set()).update(
            inc for inc in re.findall(r'^\s*#\s*include\s+"([^"]+)\.h"', text, re.M)
            if inc != unit)
    return graph


def circles(files):
    """Units that include each other, directly or through others. `files`: {path: text}
    of cgi/. A source that calls into a unit includes its header, so that this finds
    circles of calls as well as of headers."""
    graph, state, out = units(files), {}, []

    def walk(unit, trail):
        state[unit] = "open"
        for other in sorted(graph.get(unit, ())):
            if state.get(other) == "open":
                ring = trail[trail.index(other):] + [other]
                out.append("circle: " + " -> ".join(ring))
            elif other not in state:
                walk(other, trail + [other])
        state[unit] = "done"
    for unit in sorted(graph):
        if unit not in state:
            walk(unit, [unit])
    return out


def not_alone(files):
    """Sources that include another header before their own. `files`: {path: text}."""
    out = []
    for path, text in sorted(files.items()):
        own = path[:-2] + ".h"
        first = re.search(r'^\s*#\s*include\s+["<]([^">]+)', text, re.M)
        if path.endswith(".c") and own in files and first and "cgi/" + first[1] != own:
            out.append(f"{path}: does not include its own header first")
    return out


def _defined(files):
    """{function: the sources that define it, without their endings}"""
    out = {}
    for path, text in files.items():
        if path.endswith((".c", ".cc")):
            for m in re.finditer(r"^(?!static\b|typedef\b|extern\b)[a-z][\w \*\"]*?[\s\*]"
                                 r"([a-z]\w*)\((?:[^;{}]|\n)*?\)\s*\{",
                                 without_comments(text), re.M):
                out.setdefault(m.group(1), set()).add(path.rpartition(".")[0])
    return out


def headers(files):
    """What a header declares is defined in the source of its name: one header serves one
    source. `files`: {path: text} of cgi/."""
    defined, out = _defined(files), []
    for path, text in files.items():
        if not path.endswith(".h"):
            continue
        code = re.sub(r"\{[^{}]*\}", "{}", without_comments(text))
        for m in re.finditer(r"^(?!typedef\b|static\b|#)[a-z][\w \*]*?[\s\*]([a-z]\w*)\(",
                             code, re.M):
            homes = defined.get(m.group(1))
            if not homes:
                out.append(f"{path}: {m.group(1)} is not defined anywhere")
            elif path.rpartition(".")[0] not in homes:
                out.append(f"{path}: {m.group(1)} is defined in {sorted(homes)[0]}")
    return out


def prefixes(path, text):
    """The name of a static function begins with the first word of its file's name, in the
    singular or plural, so that a name in a debugger or a profile leads to its file."""
    if folder(path) is None or not path.endswith(".c"):
        return []
    word = path.rpartition("/")[2].removesuffix(".c").partition("_")[0].removesuffix("s")
    code = without_comments(text)
    return [f"{path}:{line_of(code, m.start())}: {m.group(1)} does not begin with {word}"
            for m in re.finditer(r"^static\b[\w \*]*?[\s\*]([a-z_]\w*)\(", code, re.M)
            if not re.match(rf"{word}s?(?:_|$)", m.group(1))]


def paths(path, text, known):
    """Documents name only files and folders that exist; a part in capitals stands for any
    name. `known`: the repository's files."""
    real = {"/".join(k.split("/")[:n]) for k in known for n in range(1, k.count("/") + 2)}
    names = {k.rpartition("/")[2] for k in known}
    out = []
    for m in re.finditer(r"(?<![\w./:-])((?:cgi|cmake|docs|public|schema|script|templates|tests"
                         r"|\.ci)/[\w./-]*|[\w-]+\.(?:c|cc|h)\b)", text):
        name = m.group(1).rstrip("./")
        if name not in (real if "/" in m.group(1) else names) and not re.search(
                r"/[A-Z]+(?:[/_.]|$)", name):
            out.append(f"{path}:{line_of(text, m.start())}: there is no {name}")
    return out


def untested(sources, tests, excused):
    """Each source has a unit test of its name, tests/unit/FOLDER/NAME_test.c, or stands in
    `excused`, tests/lint/untested.txt: lines "cgi/FOLDER/NAME.c: the reason"."""
    reasons = {}
    for line in excused.splitlines():
        if line and not line.startswith("#"):
            path, colon, reason = line.partition(": ")
            reasons[path] = reason.strip()
    out = []
    for path in sources:
        test = "tests/unit/" + path[len("cgi/"):].rpartition(".")[0] + "_test.c"
        if test not in tests and not reasons.get(path):
            out.append(f"{path}: neither {test} nor a reason in tests/lint/untested.txt")
        if test in tests and path in reasons:
            out.append(f"{path}: has a test and an excuse")
    out += [f"{path}: excused, but there is no such source"
            for path in reasons if path not in sources]
    return out


def inside(text):
    """The folder of a header whose first line says "Inside FOLDER/ only" or likewise."""
    found = re.match(r"/\* Inside ([\w/]+?)/? ?(?:only)?:", text)
    return found and found.group(1)


def private(path, text, headers):
    """`headers`: {"db/connection.h": "db"}, those for the inside of a folder."""
    out = []
    for m in re.finditer(r'^\s*#\s*include\s+"([^"]+)"', text, re.M):
        owner = headers.get(m.group(1))
        if owner and path.startswith("cgi/") and not path.startswith(f"cgi/{owner}/"):
            out.append(f"{path}:{line_of(text, m.start())}: {m.group(1)} is for {owner}/ only")
    return out


def statements(path, text):
    """SQL stands in statement tables; COMMIT and sqlite3_exec in a file or two."""
    if folder(path) is None:
        return []
    code = without_comments(text)
    out = []
    if path not in SQL_ALLOWED:
        rest = code
        if path.startswith("cgi/db/"):
            rest = re.sub(r"static const struct statement_(?:sql|text) \w+"
                          r"\[[^\]]*\]\s*=\s*\{.*?^\};",
                          lambda m: re.sub(r"[^\n]", " ", m.group(0)), code,
                          flags=re.S | re.M)
            # Columns, or all but a part, that several statements of a table share.
            rest = re.sub(r"^#define (?:\w+_)?(?:COLUMNS|SQL)\b(?:[^\n]*\\\n)*[^\n]*",
                          lambda m: re.sub(r"[^\n]", " ", m.group(0)), rest, flags=re.M)
        for m in SQL.finditer(rest):
            out.append(f"{path}:{line_of(rest, m.start())}: SQL outside a statement table: "
                       "it belongs in a table of cgi/db/")
    if path not in COMMIT_ALLOWED and re.search(r'"[^"\n]*\bCOMMIT\b', code):
        out.append(f"{path}: COMMIT outside db/txn.c")
    if path.startswith(("cgi/db/model/", "cgi/db/search/")) and path not in ENGINE_ALLOWED:
        found = re.search(r"\bsqlite3?_\w+", code)
        if found:
            out.append(f"{path}: {found[0]} is of the engine; use db/statement.h")
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


# Words that are not written here: archaic, riddling, or former names of things. In a
# phrase, a space matches the end of a line, too. AVOIDED_ALLOWED has the exceptions.
AVOIDED = {
    "mend": "mend(?:s|ed|ing)?",
    "but for": "but for",
    "anew": "anew",
    "octet": "octets?",
    "whence": "whence",
    "whoever": "whoever",
    "whatsoever": "whatsoever",
    "is to be had": "(?:is|are) (?:not )?to be had",
    "comes about": "(?:comes?|came) about",
    "stands by itself": "stands? by (?:itself|themselves)",
    "takes away": r"(?:takes?|took|taken|taking) (?:\w+ ){0,3}away",
    "beside": "beside",
    "behind": "behind",
    "page store": "page stores?",
    "shelf": "shel(?:f|ves)",
    "keeper": "keepers?",
    "slip of the pen": "slips? of the pen",
    "the house": "the house",
    "looks, as a noun": "(?:the|its|their|other|another|new|old|same|of|own) looks",
    "it is not yours": "it is not yours",
}
# Being behind a server, or hidden by an interface, is what those words are for.
AVOIDED_ALLOWED = [
    r"behind (?:\w+ ){0,3}(?:proxy|proxies|(?:web )?servers?|nginx|lighttpd|Apache)\b",
    r"behind (?:a|one) C (?:header|interface)\b",
    r"(?:leaves?|leaving|left) behind\b",
    r"octet-stream\b",
    r"called the page store\b",
]


def _phrase(pattern):
    """Spaces in a pattern match line ends, with what begins a comment's next line."""
    return pattern.replace(" ", r'(?:[\s*#"-]|\\n)+')


_AVOIDED = re.compile(
    "|".join(rf"(?P<w{i}>\b{_phrase(p)}\b)" for i, p in enumerate(AVOIDED.values())), re.I)
_AVOIDED_ALLOWED = re.compile("|".join(rf"\b{_phrase(p)}" for p in AVOIDED_ALLOWED), re.I)
_PROSE_PARTS = {
    # Which parts of a file people read, by the ending of its name.
    "c": r'(?P<text>"(?:\\.|[^"\\\n])*"|/\*.*?\*/|//[^\n]*)|\'(?:\\.|[^\'\\\n])*\'',
    "test": r'"(?:\\.|[^"\\\n])*"|(?P<text>/\*.*?\*/|//[^\n]*)|\'(?:\\.|[^\'\\\n])*\'',
    "sql": r"'[^'\n]*'|(?P<text>--[^\n]*)",
    "script": r"(?P<text>(?:^|(?<=\s))#[^\n]*)",
    "py": r'(?P<text>"""(?!\{).*?""")|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
          r"|(?P<text2>#[^\n]*)",
    "all": r"(?P<text>.+)",
}


def _prose_parts(path):
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2] if "." in name else ""
    if path.startswith("cgi/"):
        return "c"
    if path.startswith("tests/") and ending in ("c", "h", "lua"):
        return "test"
    if path.startswith(("templates/", "docs/")) or ending in ("md", "8", "in") and (
            not path.startswith("script/")):
        return "all"
    return {"sql": "sql", "py": "py", "cmake": "script", "conf": "script", "in": "script",
            "txt": "script", "sh": "script", "": "script"}.get(ending)


def prose(path, text):
    """What people read of a file: comments, messages, documents. The rest is blank, so
    that line numbers stay."""
    kind = _prose_parts(path)
    if kind is None:
        return ""
    out, end = [], 0
    for m in re.finditer(_PROSE_PARTS[kind], text, re.S | re.M):
        kept = m.group("text") is not None or m.groupdict().get("text2") is not None
        out.append(re.sub(r"[^\n]", " ", text[end:m.start()]))
        out.append(m.group(0) if kept else re.sub(r"[^\n]", " ", m.group(0)))
        end = m.end()
    return "".join(out) + re.sub(r"[^\n]", " ", text[end:])


def words(path, text):
    """Comments, messages and documents are in plain English."""
    shown = prose(path, text)
    fine = [m.span() for m in _AVOIDED_ALLOWED.finditer(shown)]
    names = list(AVOIDED)
    return [f"{path}:{line_of(shown, m.start())}: avoid \"{names[int(m.lastgroup[1:])]}\""
            for m in _AVOIDED.finditer(shown)
            if not any(a <= m.start() and m.end() <= b for a, b in fine)]


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
    # A .tsv is data.
    if folder(path) and not path.endswith(".tsv") and text.count("\n") > 500:
        out.append(f"{path}: more than 500 lines")
    if re.search(r"\.\./" + r"shared\b|/" + r"work/(main|shared)\b", text):
        out.append(f"{path}: refers to something outside the repository")
    return out
