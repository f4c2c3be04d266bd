"""A peer in a process and an environment of its own: asked line by line, it answers with its seconds."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "peers"


class Peer:
    """A script of bench/peers run by the python of the peer's own environment; None of it in ours."""

    def __init__(self, name: str, python: Path, *arguments: str, **environment: str) -> None:
        script = FOLDER / f"{name.replace('-', '_')}.py"
        self._process = subprocess.Popen(
            [python, script, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**_own_environment(), **environment},
        )

    def ask(self, job: str) -> dict[str, Any]:
        """Let it do a job and return what it says."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{job}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The peer ended with {self._process.wait()} at «{job}».")
        return json.loads(answer)

    def seconds(self, job: str) -> float:
        """How long the job took, measured by the peer itself."""
        return float(self.ask(job)["seconds"])

    def close(self) -> None:
        """End it."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=60)


def _own_environment() -> dict[str, str]:
    """Ours without the portal's database, which is nothing to a peer."""
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}


def python_of(name: str) -> Path | None:
    """The python of a peer's environment under BENCH_PEERS; None where it is not installed."""
    folder = os.environ.get("BENCH_PEERS", "")
    python = Path(folder) / name / "bin" / "python"
    return python if folder and python.exists() else None
