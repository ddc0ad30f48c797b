"""What the service is told from outside, read once."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TEMPORARY = Path(tempfile.gettempdir())


@dataclass(frozen=True)
class Settings:
    service: str = "payments"
    version: str = "development"
    #: Which of several copies answers: the name of its pod.
    instance: str = "local"
    #: Where the service may write; it checks that it can.
    scratch: Path = TEMPORARY
    #: While this file is there the service says that it is unhealthy, to rehearse it.
    health_break: Path = TEMPORARY / "HEALTH_BREAK"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    defaults = Settings()
    scratch = Path(environment.get("SCRATCH_DIR", defaults.scratch))
    return Settings(
        service=environment.get("SERVICE_NAME", defaults.service),
        version=environment.get("APP_VERSION", defaults.version),
        instance=environment.get("HOSTNAME", defaults.instance),
        scratch=scratch,
        health_break=Path(environment.get("HEALTH_BREAK", scratch / "HEALTH_BREAK")),
    )
