"""Programs of the project that run beside the tests, on throw-away var folders."""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@contextmanager
def temporary_var():
    """Yield a var folder with spaces in its name; where root runs the tests, the server's user may enter."""
    with tempfile.TemporaryDirectory(prefix="kipp test var ") as folder:
        var = Path(folder)
        var.chmod(0o755)
        yield var


@contextmanager
def program(*arguments, var, **variables):
    """Run a Python program of the project on this var folder, its output in a pipe; kill it at the end."""
    environment = {"PATH": os.environ["PATH"], "KIPP_VAR": str(var), **variables}
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(process, text):
    """Return the output up to the line with this text; fails when the program ends before."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if text in line:
            return "".join(lines)
    pytest.fail(f"Ended without “{text}”:\n{''.join(lines)}")
