"""Destroying a person's data: every app's part, every trace of the name, the act with its extract."""

from collections import Counter
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.audit.models import Entry
from mentorship.audit.redaction import permit, redact
from mentorship.privacy.enums import Ground
from mentorship.privacy.leftovers import list_left, shared_files
from mentorship.privacy.models import Act
from mentorship.privacy.parts import parts, targets_of
from mentorship.privacy.retention import ACT_YEARS
from mentorship.privacy.traces import Swept, Traces, files_with, sweep
from mentorship.privacy.wiping import wipe
from mentorship.spreadsheets import uploads
from mentorship.spreadsheets.models import ImportTask
from schools.models import Person, User
from schools.personal import CLEARED, Erasing, Fate, clear

SYSTEM = "Портал наставничества"
LOG_STAYS = "журнал учёта действий не изменяют (152-ФЗ, ст. 19, ч. 2, п. 8); имя и логин из него стёрты"


def refusals(person: Person, on: date) -> list[str]:
    """What stands in the way: sentences with the way out."""
    if person.erased_date is not None:
        return [f"Данные уже уничтожены {person.erased_date:%d.%m.%Y}."]
    asked = (part.refusals(person, on) for part in parts() if hasattr(part, "refusals"))
    return [words for found in asked for words in found]


@transaction.atomic
def erase(
    *,
    person: Person,
    reason: str,
    ground: Ground,
    by: User | None,
    now: datetime,
    proposed_by: User | None = None,
) -> Act:
    """Destroy the person's data everywhere and return the act; files go once everything is stored.

    `by` is None for the command of the server. ValidationError with every refusal: then nothing has changed.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=person.pk)
    on = timezone.localdate(now)
    if not reason.strip():
        raise ValidationError("Напишите причину: она войдёт в акт.")
    if by is not None and by.person_id == person.pk:
        raise ValidationError("Свои данные уничтожает другой человек.")
    if standing := refusals(person, on):
        raise ValidationError(standing)
    traces, targets, shared = Traces.of(person), targets_of(person), shared_files(person)
    act = _begun(person, ground, reason.strip(), now, by, proposed_by)
    erasing = Erasing(person, by, on, now)
    with permit(act=str(act), by=by):
        _empty(erasing)
        _drop_long_imports(erasing)
        swept = sweep(traces)
        _tell_swept(erasing, swept)
    redacted = redact(names=traces.texts, persons_targets=targets, stand_in=CLEARED, act=str(act), by=by)
    erasing.note("Журнал действий", "имена и тексты стёрты, записи остались", redacted)
    _tell_addresses(erasing)
    named = _finish(act, erasing, traces)
    list_left(act, named=named, swept=swept, shared=shared, going={name for _, name in erasing.files})
    return act


def _tell_swept(erasing: Erasing, swept: Swept) -> None:
    """Where the name stood in words of others."""
    for model, keys in sorted(swept.items(), key=lambda item: str(item[0]._meta.verbose_name_plural)):
        erasing.note(f"Имя в текстах: {model._meta.verbose_name_plural}", "заменено", len(keys))


def _tell_addresses(erasing: Erasing) -> None:
    """Who did what from where is never changed: the act says so, and why."""
    acted = Entry.objects.filter(by__person=erasing.person, address__isnull=False).count()
    erasing.note("Адреса компьютеров в записях журнала о действиях человека", Fate.KEPT, acted, LOG_STAYS)


def _begun(
    person: Person, ground: Ground, reason: str, now: datetime, by: User | None, proposed_by: User | None
) -> Act:
    """The act with its number; two at once cannot take the same."""
    day = timezone.localdate(now)
    last = Act.objects.filter(year=day.year).aggregate(last=Max("number"))["last"] or 0
    return Act.objects.create(
        year=day.year,
        number=last + 1,
        municipality=person.municipality,
        operator=_operator(person),
        subject_code=person.code,
        former_codes=list(person.aliases.order_by("code").values_list("code", flat=True)),
        ground=ground,
        reason=reason,
        proposed_by=proposed_by,
        done_by=by,
        done_at=now,
        backups_until=day + timedelta(days=settings.BACKUP_DAYS),
        keep_until=day.replace(year=day.year + ACT_YEARS, day=min(day.day, 28)),
    )


def _operator(person: Person) -> str:
    return f"Муниципальный наставнический центр, {person.municipality}" if person.municipality else SYSTEM


def _empty(erasing: Erasing) -> None:
    """Go through the table from the upper apps down, each app's own steps after its lines."""
    for part in parts():
        for line in part.HOLDINGS:
            rows = line.rows(erasing.person)
            if line.fate == Fate.DELETED:
                count, of = rows.delete()
                erasing.note(line.in_act, line.fate, of.get(line.model_class._meta.label, count), line.why)
            elif line.clears:
                erasing.note(line.in_act, line.fate, clear(erasing, rows, line.clears), line.why)
            elif line.fate == Fate.KEPT:
                erasing.note(line.in_act, line.fate, rows.count(), line.why)
        if hasattr(part, "erase"):
            part.erase(erasing)


def _drop_long_imports(erasing: Erasing) -> None:
    """Those of the account; the app that keeps them stands under the one of the parts."""
    own = ImportTask.objects.filter(by__person=erasing.person)
    erasing.note("Долгие загрузки таблиц", Fate.DELETED, own.delete()[0])


def _finish(act: Act, erasing: Erasing, traces: Traces) -> list[str]:
    """Write the extract of the journal and the act's list; remove the files once all is stored.

    Return the kept files in which the name still stands.
    """
    act.items = _joined(erasing)
    going = {name for _, name in erasing.files}
    found = files_with(traces, but=going)
    # workbooks that wait for their confirmation: whoever needs one uploads it again
    waiting = [name for name in found if name.startswith(f"{uploads.FOLDER}/")]
    erasing.files += [(default_storage, name) for name in waiting]
    if erasing.files:
        act.items.append(_line("Файлы на диске", "удалены", len(going) + len(waiting)))
    entries = [_entry(act, erasing, item) for item in act.items]
    act.extract = [
        {
            "at": timezone.localtime(entry.at).isoformat(timespec="seconds"),
            "number": entry.pk,
            "action": entry.action,
            "by": entry.by_id,
            "text": entry.text,
        }
        for entry in entries
    ]
    act.save(update_fields=["items", "extract"])
    for storage, name in dict.fromkeys(erasing.files):
        transaction.on_commit(partial(storage.delete, name))
    transaction.on_commit(partial(wipe, connection))
    return [name for name in found if name not in waiting]


def _line(what: str, how: str, count: int, why: str = "") -> dict[str, object]:
    return {"what": what, "how": how, "count": count, "why": why}


def _entry(act: Act, erasing: Erasing, item: dict[str, object]) -> Entry:
    text = f"{SYSTEM}: {item['what']} — {item['how']}, {item['count']}"
    return record(by=erasing.by, action="personal.destroyed", target=act, text=text)


def _joined(erasing: Erasing) -> list[dict[str, object]]:
    """Lines of one title and one fate are one line of the act."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for item in erasing.items:
        counts[item["what"], item["how"], item["why"]] += item["count"]
    return [_line(what, how, count, why) for (what, how, why), count in counts.items()]
