"""Checks that can fail, for /health: a probe that always passes protects nobody."""

import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from app.settings import Settings

#: A loop that is later than this is not answering users either.
LONGEST_LAG_SECONDS = 1.0


@dataclass(frozen=True)
class CheckResult:
    name: str
    #: What is wrong; None when nothing is.
    problem: str | None


Check = Callable[[], Awaitable[str | None]]


def not_asked_to_break(path: Path) -> Check:
    async def check() -> str | None:
        return f"{path} is there" if path.exists() else None

    return check


def can_write(folder: Path) -> Check:
    def write() -> str | None:
        try:
            handle, name = tempfile.mkstemp(dir=folder, prefix="health-")
            os.close(handle)
            os.unlink(name)
        except OSError as error:
            return f"cannot write to {folder}: {error.strerror}"
        return None

    async def check() -> str | None:
        return await asyncio.to_thread(write)

    return check


async def loop_is_responsive() -> str | None:
    start = time.perf_counter()
    await asyncio.sleep(0)
    lag = time.perf_counter() - start
    return f"the event loop is {lag:.1f} s late" if lag > LONGEST_LAG_SECONDS else None


def default_checks(settings: Settings) -> dict[str, Check]:
    """Add what the service cannot serve without, such as its database."""
    return {
        "scratch": can_write(settings.scratch),
        "event-loop": loop_is_responsive,
        "rehearsal": not_asked_to_break(settings.health_break),
    }


async def run_checks(checks: dict[str, Check]) -> list[CheckResult]:
    results = []
    for name, check in checks.items():
        try:
            results.append(CheckResult(name, await check()))
        except Exception as error:  # a check that breaks is a check that fails
            results.append(CheckResult(name, f"{type(error).__name__}: {error}"))
    return results
