"""The part of this app: fields, places of work, roles, consents, testings, account, doubles told apart."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from mentorship.audit.redaction import permit
from schools.enums import ConsentKind
from schools.merging import accounts
from schools.merging.contract import Merge, take_over
from schools.merging.fields import write_chosen
from schools.merging.stays import Stay, joined, settled
from schools.models import (
    Consent,
    Diagnostic,
    Employment,
    NotDoubles,
    Person,
    PersonAlias,
    RoleAssignment,
)
from schools.models.people import Subject

RELATIONS = frozenset(
    {
        "schools.person_subjects.person",
        "schools.employment.person",
        "schools.historicaldiagnostic.person",
        "schools.diagnostic.person",
        "schools.user.person",
        "schools.roleassignment.person",
        "schools.personalias.person",
        "schools.consent.person",
        "schools.notdoubles.person_a",
        "schools.notdoubles.person_b",
    }
)
COUNTS = (
    ("Роли", "roles"),
    ("Периоды работы", "employments"),
    ("Согласия", "consents"),
    ("Диагностики", "diagnostics"),
    ("Учётные записи", "user"),
)
REASON = "Объединение двойников"
_SCORES = ("subject_score", "method_score", "max_score")


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """What of this app stands in the way: sentences with the way out."""
    if keep.pk == drop.pk:
        return ["Это одна и та же запись: выберите две разные."]
    found = []
    if keep.municipality_id != drop.municipality_id:
        found.append(
            f"Записи из разных муниципалитетов: «{keep.municipality}» и «{drop.municipality}». "
            "Сначала переведите человека, потом объединяйте."
        )
    found += [accounts.refusal(*accounts.accounts_of(keep, drop)), *_contradicting_tests(keep, drop)]
    return [words for words in found if words]


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """What the portal decides by itself, for whoever is about to merge."""
    found = [accounts.note(*accounts.accounts_of(keep, drop))]
    for kind, given in _live_twice(keep, drop).items():
        label = ConsentKind(kind).label
        found.append(
            f"Согласие «{label}» дано по обеим записям: остаётся данное раньше, {min(given):%d.%m.%Y}."
        )
    return [words for words in found if words]


def move(merge: Merge) -> None:
    """Carry over everything this app keeps of the double, the chosen fields among it."""
    merge.record.update(record_of(merge.drop))
    _move_stays(merge)
    write_chosen(merge)
    accounts.move(merge)
    _move_roles(merge)
    _move_consents(merge)
    _move_tests(merge)
    _move_told_apart(merge)
    take_over(merge, PersonAlias, "person")


def record_of(person: Person) -> dict[str, Any]:
    """What a record holds, as plain values: it is kept with the code that is left of it."""
    subjects: Iterable[Subject] = person.subjects.all()
    return {
        "pk": person.pk,
        "code": person.code,
        "last_name": person.last_name,
        "first_name": person.first_name,
        "middle_name": person.middle_name,
        "school": person.school.code if person.school else None,
        "is_teacher": person.is_teacher,
        "position": person.position.name if person.position else None,
        "subjects": [subject.name for subject in subjects],
        "teaching_since": person.teaching_since.isoformat() if person.teaching_since else None,
        "category": person.category,
        "email": person.email,
        "employments": [
            {"school": row.school.code, "start": _iso(row.start_date), "end": _iso(row.end_date)}
            for row in person.employments.all()
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _move_stays(merge: Merge) -> None:
    """Write one history of work; the record whose place was chosen goes first."""
    first = merge.chosen("place")
    second = merge.drop if first is merge.keep else merge.keep
    chosen, other = (
        [Stay(row.school_id, row.start_date, row.end_date) for row in person.employments.all()]
        for person in (first, second)
    )
    stays = settled(joined(chosen, other), first.school_id, merge.on)
    Employment.objects.filter(person__in=[merge.keep, merge.drop]).delete()
    Employment.objects.bulk_create(
        Employment(person=merge.keep, school_id=stay.school, start_date=stay.start, end_date=stay.end)
        for stay in stays
    )


def _move_roles(merge: Merge) -> None:
    """A role given twice on one day holds to the later end of the two."""
    for row in take_over(merge, RoleAssignment, "person"):
        same = {"role": row.role, "school": row.school, "start_date": row.start_date}
        held = merge.keep.roles.get(municipality=row.municipality, **same)
        if held.end_date is not None and (row.end_date is None or row.end_date > held.end_date):
            held.end_date = row.end_date
            held.save(update_fields=["end_date"])


def _live_twice(keep: Person, drop: Person) -> dict[str, list[date]]:
    """The days on which a consent was given that is live in both records, by kind."""
    given: dict[str, list[date]] = {}
    for consent in Consent.objects.live().filter(person__in=[keep, drop]):
        given.setdefault(consent.kind, []).append(consent.given_date)
    return {kind: days for kind, days in given.items() if len(days) > 1}


def _move_consents(merge: Merge) -> None:
    """Of two live consents of a kind the earlier stays, the later goes on record: nothing is withdrawn."""
    for kind in _live_twice(merge.keep, merge.drop):
        live = Consent.objects.live().filter(person__in=[merge.keep, merge.drop], kind=kind)
        *_, later = live.order_by("given_date", "pk")
        merge.leave(later)
        later.delete()
    take_over(merge, Consent, "person")


def _contradicting_tests(keep: Person, drop: Person) -> list[str]:
    """Testings of one day with different scores: the portal does not know which is right."""
    rows = Diagnostic.objects.filter(person__in=[keep, drop]).order_by("date")
    held = {(row.person_id, row.date): row for row in rows}
    twice = {day for person, day in held if person == drop.pk and (keep.pk, day) in held}
    return [
        f"Диагностика {day:%d.%m.%Y} есть в обеих записях, а баллы разные: удалите неверную в админке."
        for day in sorted(twice)
        if not _same_scores(held[drop.pk, day], held[keep.pk, day])
    ]


def _same_scores(one: Diagnostic, other: Diagnostic) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _SCORES)


def _move_tests(merge: Merge) -> None:
    """Testings go over with their versions; one recorded twice leaves none behind."""
    twice = [row.pk for row in take_over(merge, Diagnostic, "person")]
    Diagnostic.objects.filter(pk__in=twice).delete()
    versions: Any = Diagnostic.history
    moved = set(versions.filter(person=merge.drop.pk).values_list("id", flat=True))
    with permit(act=f"Объединение двойников: {merge.drop.code} → {merge.keep.code}", by=merge.by):
        versions.filter(id__in=twice).delete()
        versions.filter(person=merge.drop.pk).update(person=merge.keep.pk)
    rows = list(Diagnostic.objects.filter(pk__in=moved))
    versions.bulk_history_create(rows, update=True, default_user=merge.by, default_change_reason=REASON)


def _move_told_apart(merge: Merge) -> None:
    """Whoever is not the double's double is not the other's either."""
    known = NotDoubles.objects.of(merge.keep).pairs()
    for row in NotDoubles.objects.of(merge.drop):
        other = row.person_b_id if row.person_a_id == merge.drop.pk else row.person_a_id
        first, second = sorted((merge.keep.pk, other))
        if first == second or (first, second) in known:
            row.delete()
        else:
            row.person_a_id, row.person_b_id = first, second
            row.save(update_fields=["person_a", "person_b"])
