"""Files that tell of an erased person and of others too: listed with the act, destroyed by decision.

Nobody but a person can read a scan or a photograph, and an order of a school is not the erased one's alone:
such files stay on the act's list until a methodist destroys them, or writes that the person is not there.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePath
from types import ModuleType
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.text import capfirst

from mentorship.audit.log import record
from mentorship.audit.places import place_of
from mentorship.privacy.enums import FileState, Sign
from mentorship.privacy.models import Act, LeftFile
from mentorship.privacy.parts import parts
from mentorship.privacy.retention import terms
from mentorship.privacy.traces import Swept
from schools.models import Person, User

# Whose words no program of the portal can read.
_UNREAD: Final = frozenset({".pdf", ".jpg", ".jpeg", ".png"})


def shared_files(person: Person) -> list[str]:
    """Kept files of what the person took part in, as the apps know them."""
    return [path for part in parts() if hasattr(part, "shared_files") for path in part.shared_files(person)]


def list_left(
    act: Act, *, named: Iterable[str], swept: Swept, shared: Iterable[str], going: Collection[str]
) -> None:
    """Put on the act's list what names the person, and what may: unread files of the rows that did."""
    signs = dict.fromkeys(named, Sign.NAMED)
    for path in (*shared, *_files_of(swept)):
        if PurePath(path).suffix.lower() in _UNREAD and default_storage.exists(path):
            signs.setdefault(path, Sign.UNREAD)
    due = timezone.localdate(act.done_at) + timedelta(days=terms()["left_file"].days)
    # what earlier acts left to a decision, and goes with this person
    gone = LeftFile.objects.filter(path__in=going, state=FileState.WAITING)
    gone.update(state=FileState.DESTROYED, decided_by=act.done_by, decided_at=act.done_at)
    left = sorted(path for path in signs if path not in going)
    towns = _municipalities(act, left)
    LeftFile.objects.bulk_create(
        LeftFile(act=act, municipality_id=towns[path], path=path, sign=signs[path], due_date=due)
        for path in left
    )


def kept_file(left: LeftFile) -> Any:
    """The file, as whatever row holds it gives it; of no row, as it lies on the disk."""
    for row, field in holders([left.path]):
        return getattr(row, field.name)
    return FieldFile(LeftFile(), models.FileField(storage=default_storage), left.path)


def told_of(files: Iterable[LeftFile]) -> dict[str, str]:
    """Where files stand, in words of their rows, by path; of a destroyed one the path alone is known."""
    paths = {left.path: left.path for left in files}
    for row, field in holders(list(paths)):
        paths[getattr(row, field.name).name] = f"{capfirst(row._meta.verbose_name)}: {row}"
    return paths


def _holding(model: type[models.Model], field: models.FileField, paths: list[str]) -> models.QuerySet[Any]:
    related = [item.name for item in model._meta.concrete_fields if isinstance(item, models.ForeignKey)]
    rows = model._default_manager.filter(**{f"{field.name}__in": paths})
    return rows.select_related(*related) if related else rows


def holders(paths: list[str]) -> Iterator[tuple[models.Model, models.FileField]]:
    """The rows whose files they are; one query for each field that holds files."""
    for model in apps.get_models():
        for field in _file_fields(model):
            for row in _holding(model, field, paths):
                yield row, field


@transaction.atomic
def destroy_file(*, left: LeftFile, by: User, now: datetime) -> LeftFile:
    """Destroy a file of the list: its rows are marked, the journal tells of it, the bytes go at commit."""
    held = _locked(left)
    _destroy(held, by, now)
    return held


@transaction.atomic
def destroy_files(*, act: Act, by: User, now: datetime) -> int:
    """Destroy every file of an act that waits within the reach of the user; return how many went."""
    waiting = LeftFile.objects.visible_to(by).waiting().filter(act=act).values_list("pk", flat=True)
    count = 0
    locked = LeftFile.objects.select_for_update(of=("self",)).select_related("act")
    for held in locked.filter(pk__in=list(waiting)).order_by("pk"):
        # the file of one row may be that of another, which has gone with it
        if held.state == FileState.WAITING:
            _destroy(held, by, now)
            count += 1
    if not count:
        raise ValidationError("Решать больше нечего: обо всех файлах этого акта уже решено.")
    return count


@transaction.atomic
def keep_file(*, left: LeftFile, words: str, by: User, now: datetime) -> LeftFile:
    """Take a file off the list: whoever has read it writes why it says nothing of the person."""
    held = _locked(left)
    if not words.strip():
        raise ValidationError({"words": "Напишите, что в файле: почему человека в нём нет."})
    held.words = words.strip()
    _decide(held, FileState.KEPT, by, now)
    return held


def _destroy(held: LeftFile, by: User, now: datetime) -> None:
    words = f"Файл уничтожен {timezone.localtime(now):%d.%m.%Y}: {held.act}"
    for row, field in list(holders([held.path])):
        _mark(row, field, words)
    _decide(held, FileState.DESTROYED, by, now)
    # the same file may stand in the act of another person
    again = LeftFile.objects.filter(path=held.path, state=FileState.WAITING)
    again.update(state=FileState.DESTROYED, decided_by=by, decided_at=now, entry=held.entry)
    transaction.on_commit(partial(default_storage.delete, held.path))


def _decide(held: LeftFile, state: FileState, by: User, now: datetime) -> None:
    held.state, held.decided_by, held.decided_at = state, by, now
    action = "personal.file_destroyed" if state == FileState.DESTROYED else "personal.file_kept"
    told = f"Файл {held.path}: {state.label}" + (f". {held.words}" if held.words else "")
    held.entry = record(by=by, action=action, target=held.act, text=told).pk
    held.full_clean()
    held.save()


def _mark(row: models.Model, field: models.FileField, words: str) -> None:
    """Empty the row's file and leave the mark where its name stood; its app may have more to say."""
    changes: dict[str, Any] = {field.name: ""}
    names = {item.name: item for item in row._meta.concrete_fields}
    title = names.get(f"{field.name}_name")
    if title is not None:
        changes[title.name] = words[: title.max_length]
    part = _part_of(row)
    if part is not None and hasattr(part, "file_destroyed"):
        changes |= part.file_destroyed(row, field.name, words)
    row._meta.model._default_manager.filter(pk=row.pk).update(**changes)


def _part_of(row: models.Model) -> ModuleType | None:
    app = apps.get_app_config(row._meta.app_label).name
    return next((part for part in parts() if part.__name__.removesuffix(".personal") == app), None)


def _locked(left: LeftFile) -> LeftFile:
    held = LeftFile.objects.select_for_update(of=("self",)).select_related("act").get(pk=left.pk)
    if held.state != FileState.WAITING:
        raise ValidationError(
            f"Об этом файле уже решено {timezone.localtime(held.decided_at):%d.%m.%Y}: "
            f"{held.get_state_display()}."
        )
    return held


def _files_of(swept: Swept) -> Iterator[str]:
    """The files of rows whose words named the person."""
    for model, keys in swept.items():
        for field in _file_fields(model):
            rows = model._default_manager.filter(pk__in=keys).exclude(**{field.name: ""})
            yield from rows.values_list(field.name, flat=True)


def _file_fields(model: type[models.Model]) -> list[models.FileField]:
    return [item for item in model._meta.local_fields if isinstance(item, models.FileField)]


def _municipalities(act: Act, paths: list[str]) -> dict[str, int | None]:
    """Whose methodists decide, by path: those of the first row that has any, else those of the act."""
    found: dict[str, int] = {}
    for row, field in holders(paths):
        if (town := place_of(row).municipality) is not None:
            found.setdefault(getattr(row, field.name).name, town)
    return {path: found.get(path, act.municipality_id) for path in paths}
