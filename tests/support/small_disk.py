"""A file system in memory with little room."""
import contextlib
import os
import subprocess

import pytest


@contextlib.contextmanager
def mounted(folder, size):
    """`size` as mount has it. Skips the test where nothing can be mounted."""
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
    """Writes until there is no room left."""
    with contextlib.suppress(OSError), open(file, "wb", buffering=0) as f:
        while True:
            f.write(b"x" * 1024)
