"""What a process that a test starts is told."""

import os


def bare_environment() -> dict[str, str]:
    """What every process needs, and nothing of the tests' own settings."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
