"""Man pages and completion: generated from the tables, and valid."""
import os
import re
import shutil
import subprocess

import on_terminal
import pytest
import served
from test_command import USAGE, done, pamphlet

PAGES = ("pamphlet.1", "site.ini.5", "pamphlet.fcgi.8")
SHELLS = ("bash", "zsh", "fish")


def commands():
    """The commands in the help, with their options and the words these take."""
    out = {}
    for line in done("--help").splitlines():
        found = re.match(r"  pamphlet ((?:[a-z]+ )?[a-z]+)(?: |$)", line)
        words = found and found.group(1).split()
        if words:
            text = done(*words, "--help")
            out[" ".join(words)] = re.findall(r"(?m)^  --(\S+)", text)
    return out


def test_every_page_is_built():
    for name in PAGES:
        assert (served.BUILD / "man" / name).stat().st_size > 500
    for shell in SHELLS:
        built = (served.BUILD / "completion" / f"pamphlet.{shell}").read_text("utf-8")
        assert built == done("completion", shell)
    for words in (["completion", "tcsh"], ["manual", "x"], ["completion"], ["manual"]):
        assert pamphlet(*words).returncode == USAGE


def test_the_command_prints_every_page():
    for name in PAGES:
        assert done("manual", name) == (served.BUILD / "man" / name).read_text("utf-8"), name


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_clean(name):
    page = served.BUILD / "man" / name
    tools = [["man", "--warnings", "-l"], ["mandoc", "-T", "lint", "-W", "warning"]]
    found = [t for t in tools if shutil.which(t[0])]
    if not found:
        pytest.skip("needs man or mandoc")
    for tool in found:
        result = subprocess.run([*tool, page], capture_output=True, text=True,
                                env={**os.environ, "LC_ALL": "C.UTF-8", "MANPAGER": "cat",
                                     "MANWIDTH": "72"})
        assert (result.returncode, result.stderr) == (0, ""), (tool, result.stderr)
        assert tool[0] == "man" or result.stdout == ""


def shown(name):
    """A man page as man(1) shows it."""
    if not shutil.which("mandoc"):
        pytest.skip("needs mandoc")
    text = subprocess.run(["mandoc", "-T", "utf8", "-O", "width=400", served.BUILD / "man" / name],
                          capture_output=True, text=True, check=True).stdout
    return re.sub(".\b", "", text)


def test_the_command_page_has_every_command():
    text = shown("pamphlet.1")
    for name, options in commands().items():
        assert re.search(rf"(?m)^ +pamphlet {name}( |$)", text), name
        for option in options:
            # A long choice is a sentence of its own in the page.
            sentence = "One of " + option.partition("=")[2].replace("|", ", ") + "."
            assert f"--{option}" in text or \
                f"--{option.partition('=')[0]}=WORD" in text and sentence in text, option
    for word in ("NO_COLOR", "PAGER", "EDITOR", "PAMPHLET_SITE", "$(pamphlet post list"):
        assert word in text


def test_exit_codes_are_in_order():
    text = done("manual", "pamphlet.1").partition("EXIT STATUS")[2].partition(".SH")[0]
    codes = [int(code) for code in re.findall(r"(?m)^\.TP\n\D*(\d+)", text)]
    assert codes[:3] == [0, 1, 64] and codes == sorted(set(codes))


def test_the_settings_page_has_every_setting(tmp_path):
    done("init", tmp_path / "blog")
    text, names = shown("site.ini.5"), re.findall(
        r"(?m)^(\w+) = ", (tmp_path / "blog" / "site.ini").read_text("utf-8"))
    assert len(names) > 10
    for name in names:
        assert re.search(rf"(?m)^ +{name}( |$)", text), name


def test_the_service_page_has_every_option():
    text = shown("pamphlet.fcgi.8")
    usage = subprocess.run([served.BUILD / "pamphlet.fcgi", "--help"], capture_output=True,
                           text=True, check=True).stdout
    options = re.findall(r"(?m)^  (-\S+?),?(?: (--\S+))? ", usage)
    assert len(options) == 3
    for option in (o for both in options for o in both if o):
        assert option in text


@pytest.mark.parametrize("shell", SHELLS)
def test_completions_parse(shell):
    if not shutil.which(shell):
        pytest.skip(f"needs {shell}")
    result = subprocess.run([shell, "-n", served.BUILD / "completion" / f"pamphlet.{shell}"],
                            capture_output=True, text=True)
    assert (result.returncode, result.stdout + result.stderr) == (0, "")


def with_command(**more):
    return {**os.environ, "PATH": f"{served.BUILD}:{os.environ['PATH']}", **more}


def bash(*words):
    """What bash would offer for the last of the words, split as bash does at "="."""
    script = served.BUILD / "completion" / "pamphlet.bash"
    typed = " ".join(f"'{w}'" for w in ("pamphlet", *words))
    text = (f"source {script}; compopt() {{ :; }}\nCOMP_WORDS=({typed})\n"
            f"COMP_CWORD={len(words)}\n_pamphlet\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"")
    result = subprocess.run(["bash", "--norc", "-c", text], capture_output=True, text=True,
                            env=with_command())
    assert result.stderr == ""
    return result.stdout.split()


def test_bash_completes(tmp_path):
    assert {"post", "comment", "init", "import", "cache"} <= set(bash(""))
    assert bash("po") == ["post"]
    assert bash("-C", str(tmp_path), "post", "unp") == ["unpublish"]
    assert "--status=" in bash("post", "list", "--")
    assert bash("post", "list", "--status", "=", "wi") == ["withdrawn"]
    assert bash("post", "list", "--status", "=") == [
        "publish", "draft", "future", "private", "withdrawn", "any"]
    assert bash("post", "list", "--format", "cs") == ["csv"]
    # As one word, without "=" in COMP_WORDBREAKS.
    assert bash("post", "list", "--status=wi") == ["--status=withdrawn"]
    assert bash("post", "list", "--format=") == [
        f"--format={f}" for f in ("table", "json", "csv", "yaml", "ids", "count")]
    assert bash("post", "create", "--title=x") == []
    assert bash("post", "create", "--title", "x") == []
    assert bash("completion", "z") == ["zsh"]
    assert bash("config", "get", "tag") == ["tagline"]
    assert bash("config", "set", "per_") == ["per_page"]
    assert bash("config", "set", "tagline", "t") == []
    (tmp_path / "tide.md").touch()
    assert bash("post", "create", f"{tmp_path}/ti") == [f"{tmp_path}/tide.md"]
    assert bash("import", "--dry-run", f"{tmp_path}/ti") == [f"{tmp_path}/tide.md"]
    assert bash("-C", str(tmp_path)) == [str(tmp_path)]


def test_bash_knows_every_command_and_option():
    for name, options in commands().items():
        words = name.split()
        assert words[-1] in bash(*words), name
        offered = bash(*words, "--")
        for option in options:
            flag = option.split("=")[0]
            assert f"--{flag}" + ("=" if "=" in option else "") in offered, (name, option)
            value = option.partition("=")[2]
            if "|" in value and value.islower():
                assert bash(*words, f"--{flag}", "=") == value.split("|")


def typed(shell, load, keys, wanted, cwd, **more):
    """Types keys into an interactive shell, and waits for the words wanted. Each line is typed
    after the one before has ended: a line editor that starts may drop what was typed ahead."""
    there = on_terminal.Terminal(shell, cwd=cwd, **with_command(TERM="dumb", **more))
    try:
        there.type(f"{load}; echo lo''aded\n")
        there.wait_for("\nloaded")
        # Whatever the prompt is, it ends the line.
        served.wait_for(lambda: not there.screen.endswith("\n"), what="a prompt")
        there.type(keys)
        there.wait_for(wanted)
        there.type("exit\n")
        assert there.end() == 0
    finally:
        there.child.kill()
    return there.screen


ZSH = (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u; source <(pamphlet completion zsh)")


@pytest.fixture
def blog(tmp_path):
    site = tmp_path / "my blog"
    done("init", site)
    for title in ("Low tide", 'Say "fog", twice'):
        done("post", "create", f"--title={title}", "--content=x", site=site)
    return site


def test_bash_completes_ids(blog, tmp_path):
    """Completes IDs of the site given by -C; silent if there is no site."""
    assert bash("-C", str(blog), "post", "edit", "") == ["2", "1"]
    assert bash("-C", str(blog), "post", "publish", "1", "2") == ["2"]
    assert bash("-C", str(blog), "comment", "list", "--post", "=") == ["2", "1"]
    assert bash("-C", str(blog), "comment", "count", "") == ["2", "1"]
    assert bash("-C", str(blog), "comment", "approve", "") == []
    assert "--tags=" in bash("-C", str(blog), "post", "update", "1", "--ta")
    assert bash("-C", str(tmp_path), "post", "edit", "") == []


def test_fish_completes_ids(blog, tmp_path):
    if not shutil.which("fish"):
        pytest.skip("needs fish")
    for site, wanted in ((blog, ['2\tSay "fog", twice', "1\tLow tide"]), (tmp_path, [])):
        text = (f"source {served.BUILD}/completion/pamphlet.fish; cd '{tmp_path}'\n"
                f"complete -C \"pamphlet -C '{site}' post edit \"")
        result = subprocess.run(["fish", "--no-config", "-c", text], capture_output=True,
                                text=True, env=with_command(HOME=str(tmp_path)))
        assert result.stderr == ""
        assert sorted(result.stdout.splitlines()) == sorted(wanted)


def test_zsh_completes_ids(blog, tmp_path):
    """On a terminal, the only ID completes the command."""
    if not shutil.which("zsh"):
        pytest.skip("needs zsh")
    done("post", "delete", "2", "--yes", site=blog)
    typed(*ZSH, "pamphlet post get \t--field=title\n", "\nLow tide", cwd=blog,
          HOME=str(tmp_path))


def test_zsh_completes_settings(blog, tmp_path):
    if not shutil.which("zsh"):
        pytest.skip("needs zsh")
    typed(*ZSH, "pamphlet config get per_\t\n", "\n10\r", cwd=blog, HOME=str(tmp_path))


def test_zsh_completes_values(blog, tmp_path):
    if not shutil.which("zsh"):
        pytest.skip("needs zsh")
    typed(*ZSH, "pamphlet post list --status=dra\t--format=cou\t\n", "\n2\r", cwd=blog,
          HOME=str(tmp_path))


def test_bash_completes_at_a_terminal(tmp_path):
    """With its own readline, typed keys become a complete command."""
    done("init", tmp_path / "blog")
    screen = typed(["bash", "--norc", "--noprofile", "-i"], "source <(pamphlet completion bash)",
                   "pamphlet comm\tcou\t--form\tjs\t\n", '"total": 0', cwd=tmp_path / "blog",
                   HOME=str(tmp_path), HISTFILE="/dev/null", PS1="> ", PAGER="")
    assert "pamphlet comment count --format=json" in screen


def test_fish_completes():
    if not shutil.which("fish"):
        pytest.skip("needs fish")
    script = served.BUILD / "completion" / "pamphlet.fish"

    def offered(line):
        result = subprocess.run(["fish", "--no-config", "-c",
                                 f"source {script}; complete -C '{line}'"],
                                capture_output=True, text=True, check=True)
        return [row.split("\t")[0] for row in result.stdout.splitlines()]

    assert offered("pamphlet po") == ["post"]
    assert offered("pamphlet post unp") == ["unpublish"]
    assert offered("pamphlet post list --status=wi") == ["--status=withdrawn"]
    assert offered("pamphlet config get tag") == ["tagline"]
    assert offered("pamphlet config set per_") == ["per_page"]
    assert offered("pamphlet config set tagline ti") == []
    assert "--porcelain" in offered("pamphlet post create --po")


def test_install(tmp_path):
    """Files are installed where shells and man look for them."""
    subprocess.run(["cmake", "--install", served.BUILD, "--prefix", "/usr/local"], check=True,
                   capture_output=True, env={**os.environ, "DESTDIR": str(tmp_path)})
    place = tmp_path / "usr" / "local"
    names = {str(p.relative_to(place)) for p in place.rglob("*") if p.is_file()}
    theme = {n for n in names if n.startswith("share/pamphlet/theme/")}
    assert {"share/pamphlet/theme/templates/foot.html",
            "share/pamphlet/theme/public/style.css"} <= theme
    # Without libvips, this program is not built.
    names.discard("libexec/pamphlet/pamphlet-picture")
    assert names - theme == {
        "bin/pamphlet", "sbin/pamphlet.fcgi", "libexec/pamphlet/pamphlet-outbox",
        "share/man/man1/pamphlet.1",
        "share/man/man5/site.ini.5", "share/man/man8/pamphlet.fcgi.8",
        "share/bash-completion/completions/pamphlet", "share/zsh/site-functions/_pamphlet",
        "share/fish/vendor_completions.d/pamphlet.fish"}
    assert os.access(place / "bin" / "pamphlet", os.X_OK)
