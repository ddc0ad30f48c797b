"""How Gunicorn serves the service; the number of workers is in WEB_CONCURRENCY."""

import os
from pathlib import Path

from prometheus_client import multiprocess

wsgi_app = "app.main:app"
bind = f"{os.environ.get('HOST', '0.0.0.0')}:{os.environ.get('PORT', '8080')}"
worker_class = "gthread"
threads = 4
timeout = 30
# Shorter than the time that Kubernetes gives a pod to end.
graceful_timeout = 20
keepalive = 5
accesslog = "-"


def on_starting(_server):
    """What workers of before a restart have counted is not this container's."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    for file in Path(folder).glob("*.db") if folder else []:
        file.unlink()


def child_exit(_server, worker):
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)
