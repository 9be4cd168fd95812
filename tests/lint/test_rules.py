"""The rules applied to the repository, and each shown to catch what it is for."""
import pathlib
import re
import subprocess

import pytest

import rules

ROOT = pathlib.Path(__file__).resolve().parents[2]


def names(*patterns):
    """What git knows or would add, so that build folders stay out of it."""
    found = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-zco", "--exclude-standard", "--", *patterns],
        check=True, capture_output=True, text=True).stdout.split("\0")
    return sorted(name for name in found if name and (ROOT / name).is_file())


def files(*patterns):
    for name in names(*patterns):
        path = ROOT / name
        if "/fuzz/seeds/" in name:
            continue
        try:
            yield name, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize("rule,patterns", [
    (rules.arrows, ("cgi/",)),
    (rules.statements, ("cgi/",)),
    (rules.errors, ("cgi/",)),
    (rules.prefixes, ("cgi/",)),
    (rules.template, ("templates/*.html", "templates/*.xml")),
    (rules.shape, (".",)),
])
def test_repository(rule, patterns):
    found = list(files(*patterns))
    assert found
    assert not [c for name, text in found for c in rule(name, text)]


def test_words_of_the_repository():
    """Not the sample articles: they are stories, and have houses in them."""
    found = files("cgi/", "schema/", "templates/", "docs/", "script/", "cmake/", "tests/",
                  ".ci/", "*.md", "CMakeLists.txt")
    assert not [c for name, text in found if not name.startswith(("script/sample/",
                "tests/corpus/")) for c in rules.words(name, text)]


def test_includes_make_no_circle():
    tree = dict(files("cgi/*.c", "cgi/*.h", "cgi/*.cc"))
    assert rules.circles(tree) == []
    circle = {"cgi/base/a.h": '#include "base/b.h"\n', "cgi/base/b.h": "",
              "cgi/base/b.c": '#include "base/c.h"\n', "cgi/base/c.c": '#include "base/a.h"\n'}
    assert rules.circles(circle) == ["circle: base/a -> base/b -> base/c -> base/a"]
    assert rules.circles({**circle, "cgi/base/c.c": ""}) == []


def test_a_header_serves_one_source():
    assert rules.headers(dict(files("cgi/*.c", "cgi/*.h", "cgi/*.cc"))) == []
    header = {"cgi/base/a.h": "int a_one(int x);\nenum err a_two(\n    int x) MUST_USE;\n"}
    good = {**header, "cgi/base/a.c": "int a_one(int x) {\n}\nenum err a_two(int x) {\n}\n"}
    bad = {**header, "cgi/base/a.c": "int a_one(int x) {\n}\n",
           "cgi/base/b.c": "enum err a_two(\n    int x) {\n}\n"}
    assert rules.headers(good) == []
    assert rules.headers(bad) == ["cgi/base/a.h: a_two is defined in cgi/base/b"]
    assert rules.headers({**good, "cgi/base/b.h": "void *b_three(\n    int x);\n"}) == [
        "cgi/base/b.h: b_three is not defined anywhere"]


def test_documents_name_what_exists():
    known = names(".")
    for name, text in files("*.md"):
        assert not rules.paths(name, text, known)
    known = ["cgi/base/buf.c", "cgi/base/buf.h", "tests/unit/base/buf_test.c"]
    for good in ("`cgi/base/buf.c`, cgi/base/, `buf.h` and tests/unit/FOLDER/NAME_test.c.",
                 "https://example.org/docs/none.md, build/tests/none and /usr/share/docs/none"):
        assert not rules.paths("docs/x.md", good, known)
    for bad in ("cgi/base/none.c", "`none.h`", "see tests/none/.", "cgi/base/buf.cc"):
        assert len(rules.paths("docs/x.md", "\n" + bad, known)) == 1, bad


def test_a_source_includes_its_own_header_first():
    """So that compiling the source shows that the header compiles alone."""
    tree = dict(files("cgi/*.c", "cgi/*.h"))
    assert rules.not_alone(tree) == []
    bad = {"cgi/base/a.c": '#include <stdio.h>\n#include "base/a.h"\n', "cgi/base/a.h": ""}
    assert rules.not_alone(bad) == ["cgi/base/a.c: does not include its own header first"]
    assert rules.not_alone({"cgi/web/main.c": "#include <stdio.h>\n"}) == []


def test_each_source_has_a_test():
    sources = [name for name, _ in files("cgi/*.c", "cgi/*.cc")]
    tests = [name for name, _ in files("tests/unit/*_test.c")]
    excused = (ROOT / "tests/lint/untested.txt").read_text()
    assert rules.untested(sources, tests, excused) == []
    one = ["cgi/base/a.c"]
    assert rules.untested(one, [], "") and rules.untested(one, [], "cgi/base/a.c: \n")
    assert not rules.untested(one, ["tests/unit/base/a_test.c"], "")
    assert not rules.untested(one, [], "cgi/base/a.c: only tables\n")
    assert rules.untested([], [], "cgi/base/a.c: only tables\n")


def test_headers_for_the_inside_stay_there():
    headers = {name.removeprefix("cgi/"): rules.inside(text)
               for name, text in files("cgi/*.h") if rules.inside(text)}
    assert headers["db/connection.h"] == "db"
    assert not [c for name, text in files("cgi/") for c in rules.private(name, text, headers)]
    bad = '#include "db/db.h"\n#include "db/connection.h"\n'
    assert rules.private("cgi/site/x.c", bad, headers)
    assert not rules.private("cgi/db/x.c", bad, headers)
    assert not rules.private("tests/unit/site/x_test.c", bad, headers)


AUTOESCAPE = '{{%AUTOESCAPE context="HTML"}}\n'


@pytest.mark.parametrize("rule,path,bad", [
    (rules.arrows, "cgi/base/x.c", '#include "db/db.h"\n'),
    (rules.arrows, "cgi/text/x.c", '#include "view/messages.h"\n'),
    (rules.arrows, "cgi/site/core/x.c", '#include "http/request.h"\n'),
    (rules.arrows, "cgi/web/x.c", '#include "db/db.h"\n'),
    (rules.arrows, "cgi/web/x.c", "#include <sqlite3.h>\n"),
    (rules.statements, "cgi/db/x.c", 'x("SELECT 1 FROM y");\n'),
    (rules.statements, "cgi/site/x.c", 'x("delete", "DELETE FROM y");\n'),
    (rules.statements, "cgi/site/x.c",
     'static const struct statement_sql a[] = {\n{1, "UPDATE a SET b = 1"},\n};\n'),
    (rules.statements, "cgi/db/x.c",
     'static const struct statement_sql a[] = {\n{1, "COMMIT"},\n};\n'),
    (rules.statements, "cgi/db/txn.c", "sqlite3_exec(db, s, 0, 0, 0);\n"),
    (rules.statements, "cgi/db/model/x.c", "sqlite3_reset(st);\n"),
    (rules.statements, "cgi/db/search/x.c", "e = sqlite_step(st);\n"),
    (rules.errors, "cgi/site/x.c", "e = errno == ENOSPC ? ERR_FULL : ERR_IO;\n"),
    (rules.prefixes, "cgi/db/page_cache.c", "static int cache_add(int x) {\n}\n"),
    (rules.prefixes, "cgi/db/page_cache.c", "static const char *\nadd(\n    int x) {\n}\n"),
    (rules.prefixes, "cgi/db/page_cache.c", "static int pagecache_add(int x);\n"),
    (rules.template, "templates/x.html", "<p>\n"),
    (rules.template, "templates/x.html", "\n" + AUTOESCAPE),
    (rules.template, "templates/x.html", AUTOESCAPE + '<p style="x">'),
    (rules.template, "templates/x.html", AUTOESCAPE + '<p class="a"ONCLICK=x>'),
    (rules.template, "templates/x.html", AUTOESCAPE + "<img\n srcset='{{A}}'>"),
    (rules.template, "templates/x.html", AUTOESCAPE + '<button formaction="{{A}}">'),
    (rules.template, "templates/x.html", AUTOESCAPE + '<use xlink:href="{{A}}">'),
    (rules.template, "templates/x.html", AUTOESCAPE + "<iframe>"),
    (rules.template, "templates/x.html", AUTOESCAPE + "<script>x</script>"),
    (rules.template, "templates/x.html", AUTOESCAPE + "{{TITLE:none}}"),
    (rules.template, "templates/x.html", AUTOESCAPE + "{{TITLE:h:none}}"),
    (rules.shape, "cgi/base/x.c", "int x;"),
    (rules.shape, "cgi/base/x.c", "\n" * 501),
    (rules.shape, "docs/x.md", "see ../" + "shared/x\n"),
])
def test_bad_is_found(rule, path, bad):
    assert rule(path, bad)


@pytest.mark.parametrize("word,text", [
    ("mend", "say the mend"), ("mend", "It mends itself"), ("mend", "mended"),
    ("mend", "mending"), ("but for", "all but for one"), ("anew", "made anew"),
    ("octet", "an octet"), ("octet", "12 Octets"), ("whence", "whence it came"),
    ("whoever", "Whoever asks"), ("whatsoever", "nothing whatsoever"),
    ("is to be had", "no memory is to be had"), ("comes about", "how it comes about"),
    ("stands by itself", "a page that stands by itself"),
    ("takes away", "takes away pages"), ("takes away", "to take the site away"),
    ("takes away", "is taken away"), ("beside", "a file beside it"),
    ("behind", "one behind the other"), ("page store", "the page store"),
    ("shelf", "on the shelf"), ("keeper", "the keeper"),
    ("slip of the pen", "a slip of the pen"), ("the house", "the plan of the house"),
    ("looks, as a noun", "a site with other looks"),
    ("it is not yours", "it is not yours to do"),
])
def test_a_word_to_avoid_is_found(word, text):
    """In comments and strings of C, in documents, and across the end of a line."""
    for path, whole in (
            ("cgi/base/x.c", f"/* {text}. */\n"), ("cgi/base/x.c", f'puts("{text}");\n'),
            ("cgi/base/x.c", "/* " + text.replace(" ", "\n * ") + " */\n"),
            ("cgi/base/x.c", 'puts("' + text.replace(" ", ' "\n  "') + '");\n'),
            ("tests/unit/base/x_test.c", f"/* {text}. */\n"), ("README.md", text + "\n"),
            ("docs/x.md", text + "\n"), ("templates/x.html", f"<p>{text}</p>\n"),
            ("schema/x.sql", f"x INTEGER -- {text}\n"), ("script/x", f"true # {text}\n"),
            ("cmake/x.cmake", f"# {text}\n"), ("tests/e2e/x.py", f'"""{text}"""\n'),
            ("tests/e2e/x.py", f"# {text}\n")):
        found = rules.words(path, "\n" + whole)
        assert len(found) == 1 and found[0].endswith(f'avoid "{word}"'), (path, whole)
        assert found[0].startswith(f"{path}:2:") or "\n " in whole


def test_every_word_to_avoid_is_tried():
    marks = test_a_word_to_avoid_is_found.pytestmark
    assert {word for word, _ in marks[0].args[1]} == set(rules.AVOIDED)


@pytest.mark.parametrize("path,text", [
    ("docs/x.md", "Besides, it recommends an amendment. It looks good."),
    ("docs/x.md", "behind a proxy, behind your own web server, behind nginx"),
    ("docs/x.md", "as application/octet-stream, and leaves behind a file"),
    ("cgi/view/x.h", "/* ctemplate behind a C interface. */"),
    ("cgi/base/x.c", "int anew = octet(whence); /* a name */"),
    ("tests/unit/base/x_test.c", 'assert_text("the keeper of the lighthouse");'),
    ("tests/e2e/x.py", 'assert "the keeper" in page'),
    ("schema/x.sql", "ALTER TABLE page_store RENAME TO cache_record; -- a name"),
    ("script/x", "echo ${#mend}"),
])
def test_other_words_pass(path, text):
    assert not rules.words(path, text)


@pytest.mark.parametrize("rule,path,good", [
    (rules.arrows, "cgi/site/x.c", '#include "db/db.h"\n#include "site/y.h"\n'),
    (rules.statements, "cgi/db/x.c",
     'static const struct statement_sql a[] = {\n    {1, "SELECT 1 "\n "FROM y"},\n};\n'),
    (rules.statements, "cgi/cli/x.c", '/* "SELECT 1" */ x("Delete a post");\n'),
    (rules.statements, "cgi/db/model/x.c", "statement_reset(st); /* not sqlite3_reset */\n"),
    (rules.errors, "cgi/base/err.c", "case ENOSPC:\n"),
    (rules.prefixes, "cgi/db/pages_cache.c",
     "static int page_add(int x) {\n  add(x);\n}\nstatic const int a[] = {b(1)};\n"),
    (rules.template, "templates/x.html",
     AUTOESCAPE + '<p class="one style=x" title="on=">{{BODY_HTML:none}} {{T}}</p>'),
])
def test_good_passes(rule, path, good):
    assert not rule(path, good)


def test_second_texts_are_listed():
    """docs/architecture.md counts and lists the statements with a text for PostgreSQL."""
    listed = (ROOT / "docs/architecture.md").read_text("utf-8")
    count = 0
    for name, text in files("cgi/db/"):
        array = re.search(r"statements_postgres\[[^\]]*\] = \{(.*?)^\};", text, re.S | re.M)
        for key, value in re.findall(r"\[(\w+)\] =\s*\{(\S+)", array[1]) if array else ():
            if not value.startswith("STATEMENT_SQLITE_ONLY"):
                count += 1
                assert re.search(rf"`{re.escape(name.removeprefix('cgi/'))}`.*\b{key}\b"
                                 rf"|`{re.escape(pathlib.Path(name).name)}`.*\b{key}\b", listed), key
    assert f"\n{count} statements have a second text" in listed
