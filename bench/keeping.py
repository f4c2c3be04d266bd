"""What is kept of a run: the rows with what they were measured on, under the day and as the latest."""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import django

from bench.measuring import Row
from bench.world import Scale


def keep(scale: Scale, rows: list[Row], database: str, folder: Path, only: str = "") -> None:
    """Write latest.json and the same under the day, the size and the database.

    A run of some subjects alone is kept under their names and is not the latest.
    """
    now = datetime.now(UTC)
    found = {
        "at": now.isoformat(timespec="seconds"),
        "size": scale.size,
        "rounds": scale.rounds,
        "database": database,
        "django": django.get_version(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "rows": [row.as_json() for row in rows],
    }
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    name = "-".join(filter(None, (f"{now:%Y-%m-%d}", scale.size, database, only.replace(",", "-"))))
    for file in (f"{name}.json", *([] if only else ["latest.json"])):
        (folder / file).write_text(text, encoding="utf-8")
