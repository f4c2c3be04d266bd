"""Finding schools and people by the codes of a workbook, within the municipality of the import.

Only what a file names is loaded whole: a file of one district stays cheap in the portal of a country.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string

from mentorship.spreadsheets.layout import Context, Row
from mentorship.spreadsheets.lookup import Lookup
from mentorship.spreadsheets.words import fold
from schools.models import Municipality, Person, PersonAlias, School

# SQLite takes 999 parameters a statement.
BATCH = 900

M = TypeVar("M", bound=Model)


def schools_named(rows: Iterable[Row], context: Context, column: str = "school") -> Lookup[School]:
    """Schools of the import's municipality by the codes that stand in a column, whatever their spelling."""
    schools = School.objects.select_related("municipality").of_municipality(context.municipality)
    return by_code(schools, (row.get(column) for row in rows))


def people_named(rows: Iterable[Row], context: Context, *columns: str) -> Lookup[Person]:
    """People of the import's municipality by the codes that stand in columns, whatever their spelling."""
    people = Person.objects.select_related("school", "municipality").of_municipality(context.municipality)
    return people_by_code(people, [row.get(column) for row in rows for column in columns])


def people_by_code(people: QuerySet[Person], codes: Iterable[str | None]) -> Lookup[Person]:
    """People of the queryset by their codes; the code of a record that was merged leads to the one left.

    Of a code whose person's data were destroyed the look-up says so.
    """
    wanted = {fold(code) for code in codes if code}
    found = by_code(people, wanted)
    holders = {person.pk: person for person in found}
    unknown = wanted - {fold(person.code) for person in holders.values()}
    aliases = PersonAlias.objects.values_list("code", "person") if unknown else []
    old = {code: person for code, person in aliases if fold(code) in unknown}
    holders |= {person.pk: person for person in _those(people, sorted(set(old.values()) - set(holders)))}
    for code, person in old.items():
        if person in holders:
            found.add_alias(holders[person], code)
    for code, why in import_string(settings.DESTROYED_CODES)(unknown).items() if unknown else ():
        found.add_gone(why, code)
    return found


def _those(queryset: QuerySet[M], keys: list[int]) -> Iterable[M]:
    """The objects of these keys, in statements that every database takes."""
    for start in range(0, len(keys), BATCH):
        yield from queryset.filter(pk__in=keys[start : start + BATCH])


def by_code(queryset: QuerySet[M], codes: Iterable[str | None]) -> Lookup[M]:
    """Objects of the queryset whose `code` is among the codes: codes first, then what is needed of them."""
    wanted = {fold(code) for code in codes if code}
    found = [pk for pk, code in queryset.values_list("pk", "code") if fold(code) in wanted]
    return Lookup(_those(queryset, found), "code")


def no_school(context: Context) -> str:
    """What is said of a school code that is not stored."""
    return f"Школы с таким кодом{_place(context)} нет: проверьте код или сначала загрузите школы."


def no_person(context: Context) -> str:
    """What is said of a person's code that is not stored."""
    return f"Сотрудника с таким кодом{_place(context)} нет: проверьте код или сначала загрузите педагогов."


def _place(context: Context) -> str:
    return f" в муниципалитете «{context.municipality}»" if context.municipality else ""


def only_municipality(context: Context) -> Municipality | None:
    """The import's municipality, else the only one there is; None where that is not clear."""
    if context.municipality:
        return context.municipality
    first = list(Municipality.objects.all()[:2])
    return first[0] if len(first) == 1 else None


def named(words: Any) -> list[str]:
    """The names of related words, sorted as they are shown."""
    return sorted((word.name for word in words.all()), key=fold)
