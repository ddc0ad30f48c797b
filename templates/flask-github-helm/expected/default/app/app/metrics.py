"""Rate, errors and duration of requests, for Prometheus."""

import os
import time

from flask import Flask, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)

REQUESTS = Counter(
    "http_requests_total", "Requests answered", ["method", "route", "status"]
)
DURATION = Histogram(
    "http_request_duration_seconds", "Time to answer", ["method", "route"]
)


def measure(app: Flask) -> None:
    @app.before_request
    def start() -> None:
        g.start = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        # The route, not the path: paths that nobody serves would each make a series.
        route = request.url_rule.rule if request.url_rule else "none"
        REQUESTS.labels(request.method, route, str(response.status_code)).inc()
        DURATION.labels(request.method, route).observe(time.perf_counter() - g.start)
        return response


def exposition() -> Response:
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        # Each worker is a process of its own; a scrape reaches one and wants all.
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
