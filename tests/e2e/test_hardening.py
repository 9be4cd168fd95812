"""The programs are linked as they should be: what a compiler flag promises is looked for in
the file that is installed."""
import re
import subprocess

import pytest

import served

PROGRAMS = ["pamphlet", "pamphlet.fcgi", "pamphlet-outbox", "pamphlet-picture"]
# What only these programs may load: parsers of strangers' formats, and TLS.
LARGE = re.compile(r"lib(curl|gmime|vips|archive|ncurses\w*)[-.]")


def tool(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True,
                          env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stdout


@pytest.fixture(params=PROGRAMS)
def program(request):
    path = served.BUILD / request.param
    if not path.exists():
        pytest.skip("libvips is not installed")
    if "libasan" in tool("ldd", path):
        pytest.skip("a build for the sanitizers")
    return path


def test_addresses_are_random_and_fixed_early(program):
    """PIE, and all addresses of functions are written before main and then read-only."""
    assert re.search(r"Type:\s+DYN", tool("readelf", "-hW", program))
    dynamic = tool("readelf", "-dW", program)
    assert "BIND_NOW" in dynamic and "PIE" in dynamic
    assert "TEXTREL" not in dynamic and "RUNPATH" not in dynamic and "RPATH" not in dynamic
    segments = tool("readelf", "-lW", program)
    assert "GNU_RELRO" in segments
    stack, = re.findall(r"GNU_STACK.*", segments)
    assert "RWE" not in stack and " RW " in stack
    assert not re.search(r"^\s+LOAD.* RWE ", segments, re.M)


def test_the_stack_and_buffers_are_checked(program):
    symbols = tool("readelf", "--dyn-syms", "-W", program)
    assert "__stack_chk_fail" in symbols
    assert re.search(r"__\w+_chk", symbols.replace("__stack_chk_fail", "")), "_FORTIFY_SOURCE"


def test_the_shadow_stack_is_announced(program):
    """The mark for IBT is missing: the start files of Debian's C library have none, and the
    linker gives it only if all objects do. Our own functions are ready for it."""
    if "X86-64" not in tool("readelf", "-hW", program):
        pytest.skip("a feature of x86")
    assert "SHSTK" in tool("readelf", "-nW", program)
    code = tool("objdump", "-d", "--no-show-raw-insn", "-j", ".text", program)
    first = dict(re.findall(r"^[0-9a-f]+ <(\w+)>:\n\s+[0-9a-f]+:\s+(\S+)", code, re.M))
    assert first["main"] == "endbr64"


def test_few_libraries_face_the_readers(program):
    """The program that answers readers loads no library for mails, TLS or pictures."""
    large = set(LARGE.findall(tool("ldd", program)))
    assert {"pamphlet.fcgi": large == set(),
            "pamphlet-outbox": large == {"curl", "gmime"},
            "pamphlet-picture": "vips" in large,
            "pamphlet": "vips" not in large}[program.name], large
