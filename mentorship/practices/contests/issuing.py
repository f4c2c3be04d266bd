"""Awards: one by one or to many at once, numbered in the year, taken back with a reason."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from mentorship.audit.log import record
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair
from mentorship.practices.contests.enums import Addressee, AwardKind, ContestState, Occasion, Place
from mentorship.practices.contests.letters import tell_of_awards
from mentorship.practices.contests.running import entries_of
from mentorship.practices.models import Award, Contest, ContestEntry, EntryPerson
from schools import years
from schools.models import Municipality, Person
from schools.personal import CLEARED
from schools.sentences import require_words

if TYPE_CHECKING:
    from schools.models import User

_RELATIONS = ("municipality", "person", "entry", "issued_by")


class Wording(NamedTuple):
    """What all awards of one issue share."""

    kind: AwardKind
    text: str
    date: date
    signer_position: str
    signer: str


@transaction.atomic
def issue_award(
    *,
    municipality: Municipality,
    wording: Wording,
    addressee: Addressee,
    person: Person | None = None,
    recipient: str = "",
    is_name_open: bool = False,
    by: "User | None",
) -> Award:
    """One award, to a person of the portal or to somebody who is only named on it."""
    if person is not None and person.municipality_id != municipality.pk:
        raise ValidationError("Этот педагог работает в другом муниципалитете.")
    award = _award(
        municipality,
        wording,
        by,
        addressee=addressee,
        person=person,
        recipient=" ".join(recipient.split()),
        is_name_open=is_name_open,
    )
    award.serial = _last_serial(municipality, award.year) + 1
    award.full_clean()
    award.save()
    record(by=by, action="awards.issued", target=award, text=f"{award}: {award.name}")
    tell_of_awards([award])
    return award


@transaction.atomic
def issue_for_contest(*, contest: Contest, wording: Wording, by: "User | None") -> list[Award]:
    """An award to everybody of each placed entry who has not refused; those who have one get no second.

    `{место}`, `{номинация}` and `{конкурс}` of the text stand for the entry's own.
    """
    contest = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if contest.state != ContestState.ANNOUNCED:
        raise ValidationError("Награды выдают, когда итоги объявлены.")
    placed = entries_of(contest).placed()
    parts = EntryPerson.objects.filter(entry__in=placed, refused_date__isnull=True)
    rows = [
        _award(
            contest.municipality,
            wording._replace(text=_filled(wording.text, part.entry, contest)),
            by,
            addressee=Addressee.PERSON,
            person=part.person,
            occasion=Occasion.CONTEST,
            entry=part.entry,
        )
        for part in parts.select_related("person", "entry__nomination").order_by("entry", "pk")
    ]
    text = f"{contest}, {wording.kind.label}"
    return _issue_together(contest.municipality, rows, text=text, target=contest, by=by)


@transaction.atomic
def issue_for_pairs(
    *, municipality: Municipality, year: int, wording: Wording, by: "User | None"
) -> list[Award]:
    """An award to each mentor of a pair completed in the school year, one a mentor however many pairs."""
    rows = [
        _award(
            municipality,
            wording,
            by,
            year=year,
            addressee=Addressee.PERSON,
            person=person,
            occasion=Occasion.PAIRS,
        )
        for person in mentors_of_year(municipality, year)
    ]
    text = f"Завершённые пары {years.label(year)}, {wording.kind.label}"
    return _issue_together(municipality, rows, text=text, target=municipality, by=by)


def mentors_of_year(municipality: Municipality, year: int) -> list[Person]:
    """Mentors of the pairs that were completed in the school year: by the last day of their members."""
    span = (years.first_day(year), years.last_day(year))
    completed = Pair.objects.filter(municipality=municipality, state=PairState.COMPLETED)
    ended = completed.annotate(ended=Max("members__end_date")).filter(ended__range=span)
    people = Person.objects.known().filter(pk__in=ended.values_list("mentor", flat=True))
    return list(people.order_by("name_key", "pk"))


@transaction.atomic
def revoke_award(*, award: Award, reason: str, by: "User | None", on: date) -> None:
    """Take an award back: its page of checking says so from now on."""
    held = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if held.revoked_date is not None:
        raise ValidationError("Награда уже отозвана.")
    held.revoked_reason = require_words(reason, "Напишите, почему отзываете.")
    held.revoked_date = on
    held.full_clean(exclude=["person", "municipality", "entry"])
    held.save()
    record(by=by, action="awards.revoked", target=held, text=f"{held}. {held.revoked_reason}")


@transaction.atomic
def erase_recipient(*, award: Award, by: "User | None") -> None:
    """Forget an outsider's name at his or her wish: number, kind and date stay, so that it can be checked."""
    held = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if held.addressee == Addressee.PERSON:
        raise ValidationError("Данные педагога уничтожают на странице «Персональные данные».")
    if held.recipient == CLEARED:
        raise ValidationError("Имя уже стёрто.")
    held.recipient, held.text, held.is_name_open = CLEARED, CLEARED, False
    held.save()
    record(by=by, action="awards.recipient_erased", target=held, text=str(held))


def _award(municipality: Municipality, wording: Wording, by: "User | None", **fields: Any) -> Award:
    """A row not stored yet; it is of the school year of its date, unless told otherwise."""
    fields.setdefault("year", years.year_of(wording.date))
    return Award(municipality=municipality, issued_by=by, **wording._asdict(), **fields)


def _issue_together(
    municipality: Municipality,
    rows: Iterable[Award],
    *,
    text: str,
    target: Contest | Municipality,
    by: "User | None",
) -> list[Award]:
    """Number and store the rows that are not given yet; one entry of the journal for all."""
    made: list[Award] = []
    rows = list(rows)
    if not rows:
        raise ValidationError("Награждать пока некого.")
    serial = _last_serial(municipality, rows[0].year)
    given = _given(rows[0])
    for row in rows:
        if (row.person_id, row.entry_id) in given:
            continue
        row.serial = serial + len(made) + 1
        # numbers are held by the lock of the municipality: no question a row
        row.full_clean(exclude=_RELATIONS, validate_unique=False, validate_constraints=False)
        made.append(row)
    Award.objects.bulk_create(made)
    if made:
        count = {"count": len(made)}
        record(by=by, action="awards.issued_together", target=target, text=text, data=count)
        tell_of_awards(made)
    return made


def _given(row: Award) -> set[tuple[int | None, int | None]]:
    """Who has such an award for such a thing already, as (person, entry)."""
    known = Award.objects.in_force().filter(
        municipality=row.municipality, kind=row.kind, occasion=row.occasion
    )
    if row.occasion == Occasion.PAIRS:
        known = known.filter(year=row.year)
    return set(known.values_list("person", "entry"))


def _last_serial(municipality: Municipality, year: int) -> int:
    """The last number of the year; whoever numbers next waits for this transaction."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    last = Award.objects.filter(municipality=municipality, year=year).aggregate(last=Max("serial"))["last"]
    return last or 0


def _filled(text: str, entry: ContestEntry, contest: Contest) -> str:
    words = {
        "{место}": str(Place(entry.place).label),
        "{номинация}": entry.nomination.title,
        "{конкурс}": contest.title,
    }
    for name, value in words.items():
        text = text.replace(name, value)
    return text
