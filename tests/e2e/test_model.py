"""The page cache's protocol, checked in every order in which its steps can happen."""
import pathlib
import re
import subprocess

import pytest
import served

MODELS = served.ROOT / "tests" / "model"
CACHE, MACHINES = MODELS / "page_cache.pml", MODELS / "web_machines.pml"
MIXES = ("TWO_WRITERS PUBLISHER", "TWO_WRITERS DIRECT", "PUBLISHER TWO_PUBLISHERS DIRECT")


def mutants(model):
    return sorted(set(re.findall(r"MUTANT_[A-Z_]+", model.read_text("utf-8"))))


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=250,
                          check=False)
    return done.stdout + done.stderr


def errors(folder, model, *switches):
    """Builds the checker and returns the number of errors that it has found, and states."""
    said = run(folder, "spin", *(f"-D{s}" for s in switches), "-a", str(model))
    assert pathlib.Path(folder, "pan.c").exists(), said
    said = run(folder, "gcc", "-O2", "-w", "-DSAFETY", "-DCOLLAPSE", "-o", "pan", "pan.c")
    assert pathlib.Path(folder, "pan").exists(), said
    said = run(folder, "./pan", "-m100000")
    assert "max search depth too small" not in said, said
    return (int(re.search(r"errors: (\d+)", said)[1]),
            int(re.search(r"(\d+) states, stored", said)[1]))


@pytest.mark.parametrize("mix", MIXES)
def test_the_protocol_is_right(tmp_path, mix):
    found, states = errors(tmp_path, CACHE, *mix.split())
    assert found == 0
    assert states > 100_000


def test_the_protocol_of_several_machines_is_right(tmp_path):
    found, states = errors(tmp_path, MACHINES)
    assert found == 0
    assert states > 1_000_000


@pytest.mark.parametrize("mutant", mutants(CACHE))
def test_each_rule_is_needed(tmp_path, mutant):
    """Without it, there is an order of steps that shows a reader an old page, or loses a
    comment that was acknowledged."""
    assert any(errors(tmp_path, CACHE, mutant, *mix.split())[0] for mix in MIXES[:2])


@pytest.mark.parametrize("mutant", mutants(MACHINES))
def test_each_rule_of_several_machines_is_needed(tmp_path, mutant):
    assert errors(tmp_path, MACHINES, mutant)[0]


def test_there_are_mutants():
    assert len(mutants(CACHE)) >= 12 and len(mutants(MACHINES)) >= 9
