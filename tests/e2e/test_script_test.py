"""script/test reports the parts that it skipped."""
import os
import shutil
import subprocess

import served


def test_what_was_not_run_is_named(tmp_path):
    shutil.copytree(served.ROOT / "script", tmp_path / "script")
    (tmp_path / "tests" / "lint").mkdir(parents=True)
    (tmp_path / "tests" / "lint" / "test_x.py").write_text(
        "import pytest\n\ndef test_a():\n    pytest.skip('the moon is full')\n\n"
        "def test_b():\n    pass\n")
    (tmp_path / "bin").mkdir()
    other = tmp_path / "bin" / "clang-format"
    other.write_text("#!/bin/sh\necho clang-format version 99.0\n")
    other.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}/bin:{os.environ['PATH']}"}
    told = subprocess.run([tmp_path / "script" / "test", "format", "lint"], env=env, text=True,
                          capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
    lines = told.stdout.splitlines()
    assert told.returncode == 0 and lines[-1] == "3 passed, 0 failed"
    assert lines[-3].startswith("not checked: the tree is laid out")
    assert lines[-2].startswith("not run: tests/lint/test_x.py") and "the moon is full" in lines[-2]
