"""Code with colours, formulas and diagrams."""
import json
import re
import subprocess

import pytest
import served
from served import matter
from selenium.webdriver.common.by import By
from test_browser import started
from test_judges import AXE, look

ARTICLE = """Before `x`.

```c {2 linenos}
#include <stdio.h> /* "&" */
int main(void) { return 0; }
```

```js{1}
const x = "</code></pre><script>alert(1)</script>"; // unclosed "
```

```nosuchlanguage
a < b
```

```
plain
```

```python
def tide():
    '''Never closed
```

```diff
-gone
+new
```

```math
\\sum_{i=1}^n x_i < \\infty
```

```dot {alt="A leads to B"}
digraph { a -> b [label="x & y"] }
```
"""
BAD = """Words.

```math
\\nosuch{x}
```

```dot
digraph { a -> }
```
"""
PATH = "/2026/01/code/"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    articles = {**served.standard_articles(),
                "posts/code.md": matter("Code", ARTICLE, date="2026-01-21")}
    site = served.Served(tmp_path_factory.mktemp("code"), {}, articles).start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    driver = started(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


def test_the_page_shows_it_richly(site):
    page = site.get(PATH).text
    assert '<span class="line" data-line="1"><span class="hl-p">#include' in page
    assert '<span class="line marked" data-line="2"><span class="hl-t">int </span>' in page
    assert '<span class="line marked"><span class="hl-k">const </span>x' in page
    assert '<code class="language-nosuchlanguage">a &lt; b\n</code>' in page
    assert "<code>plain\n</code>" in page
    assert '<span class="hl-d">-gone' in page and '<span class="hl-i">+new' in page
    assert '<math display="block">' in page and "<munderover>" in page
    assert '<figure class="diagram" tabindex="0"><svg ' in page
    assert 'role="img" aria-label="A leads to B"' in page
    assert "<script>alert" not in page and "style=" not in page
    assert not re.search(r"<svg[^>]* id=|xlink|xmlns", page)


def test_feeds_search_and_excerpts_have_the_text(site):
    feed = site.get("/feed/").text
    assert "hl-" not in feed and "&lt;svg" not in feed and "data-line" not in feed
    assert "int main(void)" in feed and "digraph" in feed
    assert "Code" in site.get("/?s=digraph").text
    assert "hl-" not in site.get("/").text


def test_an_export_is_the_same_site(site, tmp_path):
    site.command("export", tmp_path / "out")
    text = next((tmp_path / "out").rglob("*code*.md")).read_text("utf-8")
    assert ARTICLE.strip() in text
    assert "unchanged" in site.command("import", tmp_path / "out")
    page = site.get(PATH).text
    other = served.Served(tmp_path / "other", {}, {})
    other.command("import", tmp_path / "out")
    assert (other.rows("SELECT number, size, is_whole, html FROM article_part ORDER BY number") ==
            site.rows("SELECT number, size, is_whole, html FROM article_part ORDER BY number"))
    assert site.get(PATH).text == page


def test_what_fails_stays_text_and_is_named(site):
    site.write("posts/bad.md", matter("Bad", BAD, date="2026-01-22"))
    done = subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, "import",
                           site.sources / "posts" / "bad.md"], capture_output=True, text=True,
                          check=False, env=site.environment)
    said = done.stdout + done.stderr
    assert re.search(r"bad\.md:8: .*the formula is shown as text: Undefined control sequence", said)
    assert re.search(r"bad\.md:12: .*the diagram is shown as text: syntax error", said)
    page = site.get("/2026/01/bad/").text
    assert '<code class="language-math">\\nosuch{x}\n</code>' in page
    assert '<code class="language-dot">digraph { a -&gt; }\n</code>' in page


def test_formulas_of_blogs_are_set(site):
    """All but two, which docs/code.md names."""
    formulas = (served.ROOT / "tests/corpus/formulas.tex").read_text("utf-8").splitlines()
    assert len(formulas) >= 60
    site.write("posts/formulas.md", matter(
        "Formulas", "\n".join(f"```math\n{f}\n```\n" for f in formulas), date="2026-01-23"))
    site.command("import", site.sources / "posts" / "formulas.md")
    page = site.get("/2026/01/formulas/").text
    left = re.findall(r'<code class="language-math">(.*?)</code>', page, re.S)
    assert page.count('<math display="block">') == len(formulas) - len(left)
    assert len(left) <= 2, left


def test_without_the_programs_all_stays_text(site, tmp_path):
    other = served.Served(tmp_path, {}, {})
    other.environment["PAMPHLET_TOOLS"] = "/nonexistent"
    other.write("code.md", matter("Code", ARTICLE, date="2026-01-21"))
    done = subprocess.run([served.BUILD / "pamphlet", "-C", other.dir, "import", other.sources],
                          capture_output=True, text=True, check=True, env=other.environment)
    said = done.stdout + done.stderr
    for package in ("python3-pygments", "nodejs and katex", "graphviz"):
        assert said.count(package) == 1
    assert other.rows("SELECT count(*) FROM article_part WHERE html NOT LIKE '%class=\"line%'") \
        == [(0,)]
    # Lines are numbered and marked by the program itself.
    assert other.rows("SELECT count(*) FROM article_part") == [(2,)]


def test_a_post_is_rendered_when_it_is_changed(site):
    number = site.command("post", "create", "--title=Made", "--status=publish", "--porcelain",
                          "--content=```c\nint x;\n```\n").strip()
    path = site.article("Made")[1]
    assert '<span class="hl-t">int </span>' in site.get(path).text
    site.command("post", "update", number, "--content=```c\nchar *y;\n```\n")
    assert '<span class="hl-t">char </span>' in site.get(path).text
    site.command("post", "update", number, "--content=Nothing.")
    assert "hl-" not in site.get(path).text
    site.command("post", "delete", number, "--yes")
    assert site.rows("SELECT count(*) FROM article_part WHERE article_id = ?", number) == [(0,)]


def test_numbers_of_lines_are_not_copied(site, browser):
    browser.get(site.base_url + PATH)
    copied = browser.execute_script(
        "const code = document.querySelector('pre code'), s = getSelection();"
        "s.removeAllRanges(); const r = document.createRange(); r.selectNodeContents(code);"
        "s.addRange(r); return s.toString();")
    assert copied.strip() == '#include <stdio.h> /* "&" */\nint main(void) { return 0; }'
    # Nothing is wider than the page, and formulas and pictures are drawn.
    assert browser.execute_script(
        "return document.documentElement.scrollWidth <= innerWidth &&"
        "document.querySelector('math').getBoundingClientRect().height > 20 &&"
        "document.querySelector('svg').getBoundingClientRect().width > 40")
    assert browser.find_element(By.CSS_SELECTOR, "svg text").text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(site, browser, scheme):
    look(browser, scheme)
    browser.get(site.base_url + PATH)
    browser.execute_script(AXE.read_text("utf-8"))
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run('article').then(r => done(r.violations))")
    assert found == [], json.dumps(found)[:2000]


MATH = """Euler: $e^{i\\pi} = -1$, for $5 and $6, in $HOME/$USER.

$$
a_1 * b_1 * c_1
$$

Chemistry: \\(\\ce{H2O}\\)
"""


def test_dollar_signs_are_formulas_where_they_are_wanted(site, tmp_path):
    """By a key of the article; a setting is for all. An export and its import keep them."""
    site.write("posts/plain.md", matter("Plain", MATH, date="2026-01-23"))
    site.write("posts/math.md", matter("Math", MATH, date="2026-01-24", math="true"))
    site.command("import", site.sources / "posts" / "plain.md", site.sources / "posts" / "math.md")
    assert "<math" not in site.get("/2026/01/plain/").text
    page = site.get("/2026/01/math/").text
    assert page.count("<math") == 3 and page.count('<math display="block">') == 1
    assert "for $5 and $6, in $HOME/$USER." in page
    assert "\\ce" not in re.sub(r'"[^"]*"', "", page.partition("<article")[2])
    # Text, for readers of feeds.
    assert "$e^{i\\pi} = -1$" in site.get("/feed/").text
    site.command("export", tmp_path / "out")
    assert "unchanged" in site.command("import", tmp_path / "out")
    other = served.Served(tmp_path / "other", {}, {})
    other.command("import", tmp_path / "out")
    assert other.rows("SELECT title, html FROM article_body JOIN article ON id = article_id"
                      " ORDER BY title") == \
        site.rows("SELECT title, html FROM article_body JOIN article ON id = article_id"
                  " ORDER BY title")
    site.set(math="yes")
    site.command("import", site.sources / "posts" / "plain.md")
    assert site.get("/2026/01/plain/").text.count("<math") == 3
    number = site.command("post", "create", "--title=By hand", "--status=publish", "--porcelain",
                          "--content=So $x^2$ it is.").strip()
    assert "<msup>" in site.get(site.rows("SELECT permalink FROM article WHERE id = ?",
                                          number)[0][0]).text
    site.set(math="no")
