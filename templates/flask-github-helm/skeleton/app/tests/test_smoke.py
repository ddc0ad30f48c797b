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


def fetch(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=3) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def ask(url: str) -> tuple[int, dict]:
    status, text = fetch(url)
    return status, json.loads(text)


@pytest.fixture(name="server")
def start_server(tmp_path):
    port = free_port()
    # Left by the workers of a server before.
    (tmp_path / "counter_1.db").write_bytes(b"")
    with subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"],
        cwd=root,
        env={
            **os.environ,
            "APP_VERSION": "1a2b3c4-7",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "WEB_CONCURRENCY": "2",
            "SCRATCH_DIR": str(tmp_path),
            "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        },
    ) as process:
        url = f"http://127.0.0.1:{port}"
        try:
            for _ in range(150):
                assert process.poll() is None, "the server has ended"
                try:
                    fetch(f"{url}/health")
                    break
                except OSError:
                    time.sleep(0.1)
            yield url, tmp_path
        finally:
            process.terminate()
            assert process.wait(timeout=25) == 0


def test_turns_unhealthy_when_broken_and_well_again(server):
    url, scratch = server
    status, body = ask(f"{url}/health")
    assert (status, body["status"], body["version"]) == (200, "ok", "1a2b3c4-7")

    (scratch / "HEALTH_BREAK").touch()
    status, body = ask(f"{url}/health")
    assert (status, body["status"]) == (503, "unhealthy")
    assert probe(url) == 1

    (scratch / "HEALTH_BREAK").unlink()
    assert ask(f"{url}/health")[0] == 200
    assert probe(url) == 0


def test_counts_what_all_workers_answer(server):
    url, _ = server
    for _ in range(20):
        assert fetch(f"{url}/")[0] == 200
    line = 'http_requests_total{method="GET",route="/",status="200"} 20.0'
    assert line in fetch(f"{url}/metrics")[1]


def test_is_served_by_gunicorn(server):
    url, _ = server
    with urllib.request.urlopen(url, timeout=3) as response:
        assert response.headers["Server"] == "gunicorn"


def test_probe_fails_where_nothing_listens():
    assert probe(f"http://127.0.0.1:{free_port()}") == 1


def probe(url: str) -> int:
    command = [sys.executable, "-m", "app.probe", f"{url}/health"]
    return subprocess.run(
        command, cwd=root, capture_output=True, timeout=20, check=False
    ).returncode
