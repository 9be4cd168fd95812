# Tells the parts of program text: the other side is rich.c. A request is a
# line "LANGUAGE LENGTH" and the text; the answer is a line with its length and lines
# "KIND BYTES", which cover the text in order. "-" is text without a kind; the answer "?"
# means that the language is unknown. Only kinds and lengths are sent back, so that no
# error here can change the text.
import os
import sys

from pygments.lexers import get_lexer_by_name
from pygments.token import Token
from pygments.util import ClassNotFound

ALIASES = {
    "jsx": "javascript", "mjs": "javascript", "cjs": "javascript", "tsx": "typescript",
    "mts": "typescript", "vue": "html", "svelte": "html", "astro": "html",
    "patch": "diff", "jsonc": "javascript", "json5": "javascript", "gv": "dot",
    "shellscript": "bash", "terminal": "console", "shell-session": "console",
    "c#": "csharp", "f#": "fsharp", "plaintext": "text", "plain": "text", "txt": "text",
    "docker-compose": "yaml", "golang": "go", "node": "javascript", "wasm": "scheme",
    "wat": "scheme", "hcl": "terraform", "config": "ini", "conf": "nginx",
    "containerfile": "docker", "gradle": "groovy", "zsh": "bash", "md": "markdown",
}
# The first entry that a kind of token is part of counts.
KINDS = (
    (Token.Comment.Preproc, "p"), (Token.Comment.PreprocFile, "s"), (Token.Comment, "c"),
    (Token.Keyword.Type, "t"), (Token.Keyword.Constant, "v"), (Token.Keyword, "k"),
    (Token.Name.Function, "f"), (Token.Name.Class, "t"), (Token.Name.Namespace, "t"),
    (Token.Name.Exception, "t"), (Token.Name.Builtin, "f"), (Token.Name.Decorator, "p"),
    (Token.Name.Tag, "k"), (Token.Name.Attribute, "a"), (Token.Name.Variable, "v"),
    (Token.Name.Constant, "v"), (Token.Name.Entity, "e"), (Token.Name.Property, "a"),
    (Token.String.Escape, "e"), (Token.String.Interpol, "e"), (Token.String.Doc, "c"),
    (Token.Literal.String, "s"), (Token.Literal.Number, "n"), (Token.Literal.Date, "n"),
    (Token.Operator.Word, "k"), (Token.Generic.Inserted, "i"),
    (Token.Generic.Deleted, "d"), (Token.Generic.Heading, "h"),
    (Token.Generic.Subheading, "h"), (Token.Generic.Prompt, "p"),
    (Token.Generic.Output, "o"),
)
known = {}


def kind_of(token):
    if token not in known:
        known[token] = next((k for t, k in KINDS if token in t), "-")
    return known[token]


def answer(language, text):
    try:
        lexer = get_lexer_by_name(
            ALIASES.get(language, language), stripnl=False, ensurenl=False, stripall=False)
    except ClassNotFound:
        return "?"
    out, last, size = [], "-", 0
    for _, token, part in lexer.get_tokens_unprocessed(text):
        kind = kind_of(token)
        if kind != last and size and not part.isspace():
            out.append(f"{last} {size}\n")
            size = 0
        if not part.isspace() or not size:
            last = kind
        size += len(part.encode())
    if size:
        out.append(f"{last} {size}\n")
    return "".join(out)


def read(size):
    data = b""
    while len(data) < size:
        more = os.read(0, size - len(data))
        if not more:
            sys.exit()
        data += more
    return data


while True:
    line = b""
    while not line.endswith(b"\n"):
        line += read(1)
    name, length = line.split()
    try:
        text = answer(name.decode().lower(), read(int(length)).decode())
    # A lexer may fail in any way, and the next text has another one.
    except Exception:  # pylint: disable=broad-except
        text = "?"
    data = text.encode()
    data = b"%d\n%s" % (len(data), data)
    while data:
        data = data[os.write(1, data):]
