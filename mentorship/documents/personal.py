"""The part of the papers in own data and in destroying them.

The portal keeps working copies: a signed order is kept on paper in the institution's archive, as the law on
archives asks, and is no longer a matter of this portal. A copy that names the person alone is destroyed here;
one that names others too is on the act's list until a methodist has destroyed it. The row with number, date
and checksum stays, so that the original can be found and compared.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from mentorship.documents.cases import in_case
from mentorship.documents.enums import ORDER_KINDS, Case
from mentorship.documents.models import NameForm, Paper
from mentorship.pairs.personal import pairs_of
from schools.models import Person
from schools.personal import Erasing, Fate, Holding, clear

ARCHIVE = "подлинник приказа на бумаге хранится в архиве учреждения"
HOLDINGS = (
    Holding("documents.NameForm", "person", "Имя в падежах", Fate.DELETED),
    Holding("documents.PaperPerson", "person", "Документы", Fate.KEPT, ARCHIVE),
)


def words(person: Person) -> list[str]:
    """The full name in every case, by the rules and as somebody has set it right."""
    parts = (person.last_name, person.first_name, person.middle_name)
    return [
        *(in_case(*parts, case) for case in Case),
        *NameForm.objects.filter(person=person).values_list("text", flat=True),
    ]


def shared_files(person: Person) -> Iterable[str]:
    """Files and scans of papers that name the person."""
    rows = _naming(person).values_list("file", "scan")
    return [path for paths in rows for path in paths if path]


def file_destroyed(row: Paper, field: str, words: str) -> dict[str, Any]:
    """Where the paper says why it does not hold, it says why there is no copy."""
    return {} if field == "scan" or row.ending_reason else {"ending_reason": words}


def erase(erasing: Erasing) -> None:
    """Destroy the copies of papers that name nobody else; of papers about the person alone, all they say."""
    person = erasing.person
    rows = _naming(person)
    own = rows.filter(people__person=person).exclude(kind__in=ORDER_KINDS)
    alone = Paper.objects.filter(
        Q(pk__in=own.values("pk")) | Q(pk__in=rows.exclude(pk__in=_with_others(rows, person)).values("pk"))
    )
    count = clear(erasing, alone, ("file", "scan", "scan_name"))
    erasing.note("Копии документов на портале", "файлы уничтожены", count, ARCHIVE)
    count = clear(erasing, own, ("inputs", "data", "title", "signer", "ending_reason"))
    erasing.note("Согласия и соглашения: содержание", Fate.CLEARED, count)


def _naming(person: Person) -> QuerySet[Paper]:
    """The papers that name somebody, each once."""
    named = Paper.objects.filter(Q(people__person=person) | Q(pairs__in=pairs_of(person)))
    return Paper.objects.filter(pk__in=named.values("pk"))


def _with_others(rows: QuerySet[Paper], person: Person) -> list[int]:
    """Keys of those that name a living record apart from the person's."""
    others = Person.objects.known().exclude(pk=person.pk)
    named = (
        Q(people__person__in=others)
        | Q(pairs__mentor__person__in=others)
        | Q(pairs__members__mentee__in=others)
    )
    return list(rows.filter(named).values_list("pk", flat=True))
