"""A small file system in memory."""
import contextlib
import os
import subprocess

import pytest


@contextlib.contextmanager
def mounted(folder, size):
    """`size` is in the syntax of mount. Skips the test if mounting is not permitted."""
    folder.mkdir()
    if os.getuid() or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "tmpfs", folder],
            capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def fill(file):
    """Writes until the file system is full."""
    with contextlib.suppress(OSError), open(file, "wb", buffering=0) as f:
        while True:
            f.write(b"x" * 1024)
