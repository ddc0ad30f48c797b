"""The HTTP interface of payments."""

from datetime import UTC, datetime

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse

from app.health import Check, default_checks, run_checks
from app.metrics import exposition, measure
from app.settings import Settings, read_settings


def create_app(
    settings: Settings | None = None, checks: dict[str, Check] | None = None
) -> FastAPI:
    settings = settings or read_settings()
    checks = checks if checks is not None else default_checks(settings)
    app = FastAPI(title=settings.service, version=settings.version)
    app.middleware("http")(measure)

    @app.get("/")
    async def root() -> dict[str, str]:
        return {"service": settings.service, "version": settings.version}

    @app.get("/health")
    async def health() -> JSONResponse:
        results = await run_checks(checks)
        healthy = all(result.problem is None for result in results)
        body = {
            "status": "ok" if healthy else "unhealthy",
            "service": settings.service,
            "id": settings.instance,
            "version": settings.version,
            "timestamp": datetime.now(UTC).isoformat(),
            "checks": {result.name: result.problem or "ok" for result in results},
        }
        return JSONResponse(body, status_code=200 if healthy else 503)

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return exposition()

    return app


app = create_app()
