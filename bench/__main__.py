"""python -m bench: measure, print the table, keep the JSON (see docs/performance.md)."""

import gc
import os
import sys
from pathlib import Path

import django


def main() -> int:
    """Run every row of the size; 0 also where a target is missed, for the table says so."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.config.settings")
    django.setup()
    from django.urls import resolve

    from bench import measuring, run
    from bench.keeping import keep
    from bench.world import Scale

    # as the server starts (mentorship/config/wsgi.py)
    resolve("/")
    gc.collect()
    gc.freeze()
    scale = Scale.of(os.environ.get("BENCH_SIZE", "municipality"))
    scale.rounds = int(os.environ.get("BENCH_ROUNDS", scale.rounds))
    only = os.environ.get("BENCH_ONLY", "")
    rows, database = run.everything(scale, say=_say, only=only)
    _say(measuring.table(rows))
    keep(scale, rows, database, Path(os.environ.get("BENCH_OUT", Path(__file__).parent)), only)
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
