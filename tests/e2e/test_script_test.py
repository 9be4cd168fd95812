"""script/test reports the parts that it skipped, and ends tests that hang."""
import os
import shutil
import subprocess

import served


def script_test(folder, source, *steps, **environment):
    """Runs steps of a copy of script/test whose only lint test is the source given. Its
    temporary folders are elsewhere, because pytest keeps only those of the last runs."""
    shutil.copytree(served.ROOT / "script", folder / "script")
    (folder / "tests" / "lint").mkdir(parents=True)
    (folder / "tests" / "lint" / "test_x.py").write_text(source)
    return subprocess.run([folder / "script" / "test", *steps], text=True, capture_output=True,
                          env={**os.environ, "PYTEST_DEBUG_TEMPROOT": str(folder),
                               **environment}, stdin=subprocess.DEVNULL,
                          timeout=120)


def test_what_was_not_run_is_named(tmp_path):
    (tmp_path / "bin").mkdir()
    other = tmp_path / "bin" / "clang-format"
    other.write_text("#!/bin/sh\necho clang-format version 99.0\n")
    other.chmod(0o755)
    told = script_test(tmp_path, "import pytest\n\ndef test_a():\n"
                       "    pytest.skip('the moon is full')\n\n"
                       "def test_b():\n    pass\n", "format", "lint",
                       PATH=f"{tmp_path}/bin:{os.environ['PATH']}")
    lines = told.stdout.splitlines()
    assert told.returncode == 0 and lines[-1] == "3 passed, 0 failed"
    assert lines[-3].startswith("not checked: the tree is laid out")
    assert lines[-2].startswith("not run: tests/lint/test_x.py") and "the moon is full" in lines[-2]


def test_a_test_that_hangs_is_named(tmp_path):
    told = script_test(tmp_path, "import time\n\ndef test_waits():\n    time.sleep(60)\n\n"
                       "def test_b():\n    pass\n", "lint", PAMPHLET_TEST_SECONDS="1")
    assert told.returncode == 1 and told.stdout.endswith("\n1 passed, 2 failed\n")
    assert "FAILED tests/lint/test_x.py::test_waits - Failed: Timeout >1.0s" in told.stdout


def test_a_failure_of_the_moment_gets_a_last_try_by_itself(tmp_path):
    """With a file for a memory: the test passes when it is run for the third time."""
    source = ("import pathlib\n\ndef test_a():\n    pass\n\ndef test_b():\n"
              f"    seen = pathlib.Path({str(tmp_path)!r}, 'seen')\n"
              "    n = len(seen.read_text()) if seen.exists() else 0\n"
              "    seen.write_text('x' * (n + 1))\n    assert n == 2\n")
    folder = tmp_path / "copy"
    shutil.copytree(served.ROOT / "script", folder / "script")
    script = folder / "script" / "test"
    script.write_text(script.read_text("utf-8").replace("step_build || return 1", "")
                      .replace("if [ -e tests/package-lock.json ]", "if false"), "utf-8")
    (folder / "tests" / "e2e").mkdir(parents=True)
    (folder / "tests" / "e2e" / "test_x.py").write_text(source)
    told = subprocess.run([script, "browser"], text=True, capture_output=True,
                          env={**os.environ, "PYTEST_DEBUG_TEMPROOT": str(tmp_path)},
                          stdin=subprocess.DEVNULL, timeout=120)
    assert told.returncode == 0 and told.stdout.endswith("\n3 passed, 0 failed\n"), told.stdout
    assert "failed: tests/e2e/test_x.py::test_b" in told.stdout
