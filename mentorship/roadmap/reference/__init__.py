"""The three templates that come with the portal: TOML files become rows after `migrate`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models

from mentorship.roadmap.enums import TemplateState
from mentorship.roadmap.models import RoadmapTemplate, TemplateEvent, TemplateStage

FOLDER = Path(__file__).parent
BUILTIN = {"is_builtin": True, "state": TemplateState.PUBLISHED}


@cache
def read() -> tuple[dict[str, Any], ...]:
    """The templates as their files say: fields of a template, `stages` with fields, `events` within each."""
    files = sorted(FOLDER.glob("*_00?.toml"))
    return tuple(tomllib.loads(path.read_text(encoding="utf-8")) for path in files)


def load() -> None:
    """Bring the rows into line with the files; run again, it changes nothing.

    Roadmaps hold copies of the events, so a mended wording never reaches a plan that was agreed.
    """
    for file in read():
        template = _store([_row(RoadmapTemplate, file, **BUILTIN)], "code", "version")[0]
        stages = [
            _row(TemplateStage, part, template=template, order=order)
            for order, part in enumerate(file["stages"], start=1)
        ]
        stored = _store(stages, "template", "order")
        _store(list(_events(stored, file["stages"])), "stage", "code")


def _events(stages: list[Any], parts: list[dict[str, Any]]) -> Any:
    """Rows of the events of one template, numbered through."""
    order = 0
    for stage, part in zip(stages, parts, strict=True):
        for event in part["events"]:
            order += 1
            yield _row(TemplateEvent, event, stage=stage, order=order)


def _row(model: type[models.Model], part: dict[str, Any], **own: Any) -> models.Model:
    """A row of the part's own fields; an unknown field of a file is an error of the file (TypeError)."""
    plain = {name: value for name, value in part.items() if not isinstance(value, list)}
    return model(**plain, **own)


def _store(rows: list[Any], *key: str) -> list[Any]:
    """Insert the rows or renew those with the same key, in one statement; returns them with primary keys."""
    model = type(rows[0])
    renewed = [
        field.name for field in model._meta.local_fields if not field.primary_key and field.name not in key
    ]
    return model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=list(key), update_fields=renewed
    )
