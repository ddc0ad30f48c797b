"""Starts the real server, as the image does, and breaks it on purpose."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.smoke
root = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def ask(url: str) -> tuple[int, dict]:
    try:
        with urllib.request.urlopen(url, timeout=3) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@pytest.fixture
def server(tmp_path):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "app.main:app", "--workers", "2"]
        + ["--host", "127.0.0.1", "--port", str(port)],
        cwd=root,
        env={
            **os.environ,
            "APP_VERSION": "1a2b3c4d-7",
            "SCRATCH_DIR": str(tmp_path),
        },
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            assert process.poll() is None, "the server has ended"
            try:
                ask(f"{url}/health")
                break
            except OSError:
                time.sleep(0.1)
        yield url, tmp_path
    finally:
        process.terminate()
        assert process.wait(timeout=15) is not None


def test_turns_unhealthy_when_broken_and_well_again(server):
    url, scratch = server
    status, body = ask(f"{url}/health")
    assert (status, body["status"], body["version"]) == (200, "ok", "1a2b3c4d-7")

    (scratch / "HEALTH_BREAK").touch()
    status, body = ask(f"{url}/health")
    assert (status, body["status"]) == (503, "unhealthy")
    assert probe(url) == 1

    (scratch / "HEALTH_BREAK").unlink()
    assert ask(f"{url}/health")[0] == 200
    assert probe(url) == 0


def test_probe_fails_where_nothing_listens():
    assert probe(f"http://127.0.0.1:{free_port()}") == 1


def probe(url: str) -> int:
    command = [sys.executable, "-m", "app.probe", f"{url}/health"]
    return subprocess.run(command, cwd=root, capture_output=True, timeout=20).returncode
