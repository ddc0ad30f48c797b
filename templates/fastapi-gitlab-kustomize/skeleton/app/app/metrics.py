"""Rate, errors and duration of requests, for Prometheus."""

import os
import time
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
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


async def measure(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    start = time.perf_counter()
    status = "500"
    try:
        response = await call_next(request)
        status = str(response.status_code)
        return response
    finally:
        # The route, not the path: paths that nobody serves would each make a series.
        route = getattr(request.scope.get("route"), "path", "none")
        REQUESTS.labels(request.method, route, status).inc()
        DURATION.labels(request.method, route).observe(time.perf_counter() - start)


def exposition() -> Response:
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        # Each worker is a process of its own; a scrape reaches one and wants all.
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
