"""How long a fuzzing test runs: half a minute in all in CI, an hour behind `make soak`."""

import os
import time
from collections.abc import Callable

import hypothesis

SECONDS = int(os.environ.get("SOAK_SECONDS", "15"))


def run_for(seconds: float, test: Callable[[], None]) -> None:
    """Run a test of hypothesis again and again with new examples until the time is over."""
    end = time.monotonic() + seconds
    seed = 0
    while time.monotonic() < end:
        hypothesis.seed(seed)(test)()
        seed += 1


def examples(count: int = 40) -> hypothesis.settings:
    """Settings of one round: the seed is given by `run_for`, failing bytes are printed, nothing is stored."""
    return hypothesis.settings(
        max_examples=count,
        derandomize=False,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
