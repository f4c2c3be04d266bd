"""Planting: every private text of every row of the demonstration becomes a canary."""

import hashlib
import re
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Field, FileField, JSONField, Model
from docx import Document

from mentorship.audit.redaction import permit
from reports.demo.canaries.fields import own_models, private_fields
from reports.demo.canaries.marks import Mark, mark_of, value_of
from reports.demo.canaries.owners import Owners
from reports.demo.canaries.sowing import sow
from reports.demo.logins import LOGINS
from schools.fields import FoldedField

# Words of people begin with a Russian capital or hold a space; keys and codes of a JSON document do not.
_WORDS = re.compile(r"^[А-ЯЁ]|[А-Яа-яЁё].* |.* .*[А-Яа-яЁё]")


def plant() -> None:
    """Mark every row there is, and first make those rows that the demonstration lacks."""
    with permit(act="load_demo --canaries"):
        sow()
        _plant_all()


def _plant_all() -> None:
    owners = Owners()
    for model in own_models():
        fields = private_fields(model)
        for row in model._default_manager.all() if fields else ():
            _plant_row(row, fields, owners)


def _plant_row(row: Model, fields: list[Field], owners: Owners) -> None:
    schools = owners.schools_of(row)
    marks = {field: mark_of(row, field, schools) for field in fields if not _is_login(row, field)}
    values = {field.name: _value(row, field, mark) for field, mark in marks.items()}
    if "sha256" in values and "file" in values and values["file"]:
        with row._meta.get_field("file").storage.open(values["file"]) as file:
            values["sha256"] = hashlib.sha256(file.read()).hexdigest()
    if _store(row, values):
        return
    for name, value in values.items():  # a text that the row's state forbids stays as it is
        _store(row, {name: value})


def _is_login(row: Model, field: Field) -> bool:
    """The demonstration's own logins open it."""
    return field.name == "username" and row.username in LOGINS  # type: ignore[attr-defined]


def _value(row: Model, field: Field, mark: Mark) -> Any:
    held = getattr(row, field.name)
    if isinstance(field, JSONField):
        return _marked(held, mark.text)
    if isinstance(field, FileField):
        return _file(held, mark.text)
    return value_of(mark, field)


def _marked(document: Any, text: str) -> Any:
    """A JSON document with a canary in place of people's words."""
    if isinstance(document, dict):
        return {key: _marked(value, text) for key, value in document.items()}
    if isinstance(document, list):
        return [_marked(value, text) for value in document]
    return text if isinstance(document, str) and _WORDS.search(document) else document


def _file(held: Any, text: str) -> str:
    """Keep a new file of the same kind that holds the canary; a row without one stays without."""
    if not held:
        return ""
    folder, _, name = held.name.rpartition("/")
    ending = name.rpartition(".")[2]
    content = _docx(text) if ending == "docx" else f"%PDF-1.4\n% {text}\n".encode()
    return str(held.storage.save(f"{folder}/canary.{ending}", ContentFile(content)))


def _docx(text: str) -> bytes:
    document, buffer = Document(), BytesIO()
    document.add_paragraph(text)
    document.save(buffer)
    return buffer.getvalue()


def _store(row: Model, values: dict[str, Any]) -> bool:
    """Write columns and their search keys past the workflow; False where a rule of the table refuses them."""
    for name, value in values.items():
        setattr(row, name, value)
    keys = {
        field.name: field.pre_save(row, add=False)
        for field in row._meta.local_fields
        if isinstance(field, FoldedField)
    }
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**values, **keys)
    except IntegrityError:
        row.refresh_from_db()
        return False
    return True
