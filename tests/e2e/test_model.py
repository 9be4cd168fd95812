"""The page cache's protocol, checked in every order in which its steps can happen."""
import pathlib
import re
import subprocess

import pytest
import served

MODEL = served.ROOT / "tests" / "model" / "page_cache.pml"
MIXES = ("TWO_WRITERS PUBLISHER", "TWO_WRITERS DIRECT", "PUBLISHER TWO_PUBLISHERS DIRECT")
MUTANTS = sorted(set(re.findall(r"MUTANT_[A-Z_]+", MODEL.read_text("utf-8"))))


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=250,
                          check=False)
    return done.stdout + done.stderr


def errors(folder, *switches):
    """Builds the checker and returns the number of errors that it has found, and states."""
    said = run(folder, "spin", *(f"-D{s}" for s in switches), "-a", str(MODEL))
    assert pathlib.Path(folder, "pan.c").exists(), said
    said = run(folder, "gcc", "-O2", "-w", "-DSAFETY", "-DCOLLAPSE", "-o", "pan", "pan.c")
    assert pathlib.Path(folder, "pan").exists(), said
    said = run(folder, "./pan", "-m100000")
    assert "max search depth too small" not in said, said
    return (int(re.search(r"errors: (\d+)", said)[1]),
            int(re.search(r"(\d+) states, stored", said)[1]))


@pytest.mark.parametrize("mix", MIXES)
def test_the_protocol_is_right(tmp_path, mix):
    found, states = errors(tmp_path, *mix.split())
    assert found == 0
    assert states > 100_000


@pytest.mark.parametrize("mutant", MUTANTS)
def test_each_rule_is_needed(tmp_path, mutant):
    """Without it, there is an order of steps that shows a reader an old page, or loses a
    comment that was acknowledged."""
    assert any(errors(tmp_path, mutant, *mix.split())[0] for mix in MIXES[:2])


def test_there_are_mutants():
    assert len(MUTANTS) >= 12
