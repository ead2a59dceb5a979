"""`dev.py run` for real: it answers, and one signal ends server and worker without a traceback."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tools.building import has_packages
from tools.cluster import free_port

ROOT = Path(__file__).resolve().parents[2]


def status(port):
    """The HTTP status of the front page."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.server
@pytest.mark.skipif(not has_packages(tests=True), reason="this .venv was not made by dev.py")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_one_signal_ends_it(tmp_path, sign):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, ROOT / "dev.py", "run", "--no-demo", "--port", str(port)],
        cwd=tmp_path,
        env=os.environ | {"LINLI_VAR": str(tmp_path / "var"), "DATABASE_URL": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    try:
        assert status(port) < 500, said
    finally:
        os.killpg(process.pid, sign)
        rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0, rest
    assert "Traceback" not in rest
    with pytest.raises(urllib.error.URLError):
        status(port)
