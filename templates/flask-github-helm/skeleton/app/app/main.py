"""The HTTP interface of ${{ values.name }}."""

from datetime import UTC, datetime

from flask import Flask, Response, jsonify

from app.health import Check, default_checks, run_checks
from app.metrics import exposition, measure
from app.settings import Settings, read_settings


def create_app(
    settings: Settings | None = None, checks: dict[str, Check] | None = None
) -> Flask:
    settings = settings or read_settings()
    checks = checks if checks is not None else default_checks(settings)
    flask = Flask(settings.service)
    measure(flask)

    @flask.get("/")
    def root() -> Response:
        return jsonify(service=settings.service, version=settings.version)

    @flask.get("/health")
    def health() -> tuple[Response, int]:
        results = run_checks(checks)
        healthy = all(result.problem is None for result in results)
        body = {
            "status": "ok" if healthy else "unhealthy",
            "service": settings.service,
            "id": settings.instance,
            "version": settings.version,
            "timestamp": datetime.now(UTC).isoformat(),
            "checks": {result.name: result.problem or "ok" for result in results},
        }
        return jsonify(body), 200 if healthy else 503

    @flask.get("/metrics")
    def metrics() -> Response:
        return exposition()

    return flask


app = create_app()
