"""Checks that can fail, for /health: a probe that always passes protects nobody."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.settings import Settings


@dataclass(frozen=True)
class CheckResult:
    name: str
    #: What is wrong; None when nothing is.
    problem: str | None


Check = Callable[[], str | None]


def not_asked_to_break(path: Path) -> Check:
    def check() -> str | None:
        return f"{path} is there" if path.exists() else None

    return check


def can_write(folder: Path) -> Check:
    def check() -> str | None:
        try:
            handle, name = tempfile.mkstemp(dir=folder, prefix="health-")
            os.close(handle)
            os.unlink(name)
        except OSError as error:
            return f"cannot write to {folder}: {error.strerror}"
        return None

    return check


def default_checks(settings: Settings) -> dict[str, Check]:
    """Add what the service cannot serve without, such as its database."""
    return {
        "scratch": can_write(settings.scratch),
        "rehearsal": not_asked_to_break(settings.health_break),
    }


def run_checks(checks: dict[str, Check]) -> list[CheckResult]:
    results = []
    for name, check in checks.items():
        try:
            results.append(CheckResult(name, check()))
        # A check that breaks is a check that fails.
        except Exception as error:  # pylint: disable=broad-exception-caught
            results.append(CheckResult(name, f"{type(error).__name__}: {error}"))
    return results
