"""What the service is told from outside, read once."""

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping


@dataclass(frozen=True)
class Settings:
    service: str = "${{ values.name }}"
    version: str = "development"
    #: Which of several copies answers: the name of its pod.
    instance: str = "local"
    #: Where the service may write; it checks that it can.
    scratch: Path = field(default_factory=lambda: Path(tempfile.gettempdir()))
    #: A file that makes the service report itself unhealthy while it is there, to rehearse it.
    health_break: Path = Path("/tmp/HEALTH_BREAK")


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
