"""How many formulas of tests/corpus/formulas.tex each program turns into MathML, in one run; what
is not installed is left out: python3 tests/bench/formulas.py"""
import pathlib
import shutil
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FORMULAS = (ROOT / "tests/corpus/formulas.tex").read_text("utf-8").splitlines()


def katex():
    """All in one process, as the importer does it (cgi/markup/rich/math.js)."""
    asked = b"".join(f"d {len(f.encode())}\n".encode() + f.encode() for f in FORMULAS)
    said = subprocess.run(["node", ROOT / "cgi/markup/rich/math.js"], input=asked,
                          capture_output=True, check=True, timeout=60,
                          env={"NODE_PATH": "/usr/share/nodejs:/usr/lib/nodejs"}).stdout
    failed = []
    for formula in FORMULAS:
        size, _, said = said.partition(b"\n")
        if said[:1] != b"+":
            failed.append(formula)
        said = said[int(size):]
    return failed


def pandoc():
    def fails(formula):
        told = subprocess.run(["pandoc", "-f", "markdown", "-t", "html", "--mathml"],
                              input=f"$${formula}$$", text=True, capture_output=True, check=False,
                              timeout=60)
        return "<math" not in told.stdout or "Could not convert" in told.stderr
    return [f for f in FORMULAS if fails(f)]


def blahtexml():
    def fails(formula):
        told = subprocess.run(["blahtexml", "--mathml"], input=formula, text=True,
                              capture_output=True, check=False, timeout=60)
        return "<error>" in told.stdout or "<mathml>" not in told.stdout
    return [f for f in FORMULAS if fails(f)]


def main():
    print(f"| of {len(FORMULAS)} formulas | set | fails | seconds |")
    print("|---|---|---|---|")
    for name, program, run in (("KaTeX", "node", katex), ("Pandoc", "pandoc", pandoc),
                               ("Blahtexml", "blahtexml", blahtexml)):
        if not shutil.which(program):
            continue
        began = time.monotonic()
        failed = run()
        took = time.monotonic() - began
        shown = ", ".join(f"`{f}`" for f in failed[:4]) + (", ..." if len(failed) > 4 else "")
        print(f"| {name} | {len(FORMULAS) - len(failed)} | {shown} | {took:.1f} |")


if __name__ == "__main__":
    main()
