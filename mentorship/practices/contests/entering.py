"""Entries of a contest: proposed by a school, agreed to by those who are named, placed by the jury."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.bank.models import Mentor
from mentorship.pairs.models import Pair
from mentorship.practices.contests import letters
from mentorship.practices.contests.enums import ContestState, Place, Takes
from mentorship.practices.contests.rights import PROPOSABLE
from mentorship.practices.contests.running import entries_of
from mentorship.practices.enums import AuthorPart
from mentorship.practices.models import Contest, ContestEntry, EntryPerson, Nomination
from mentorship.practices.workflow.moderation import lock
from schools.enums import ConsentWay
from schools.models import Person, School
from schools.sentences import require_words

if TYPE_CHECKING:
    from schools.models import User

People = list[tuple[Person, AuthorPart]]


@transaction.atomic
def propose(
    *,
    nomination: Nomination,
    nominee: Person | Pair,
    text: str,
    school: School | None,
    by: "User | None",
    on: date,
) -> ContestEntry:
    """Propose a mentor or a pair; everybody named is asked by letter to agree, the centre is told."""
    contest = Contest.objects.select_for_update(of=("self",)).get(pk=nomination.contest_id)
    if contest.state != ContestState.NOMINATING:
        raise ValidationError("Выдвижение сейчас не идёт.")
    people = _people_of(nomination, nominee)
    entry = ContestEntry(
        nomination=nomination,
        school=school,
        text=require_words(text, "Напишите, за что выдвигаете."),
        proposed_by=by,
        proposed_date=on,
        person=nominee if isinstance(nominee, Person) else None,
        pair=nominee if isinstance(nominee, Pair) else None,
    )
    entry.full_clean(exclude=["proposed_by"])
    entry.save()
    EntryPerson.objects.bulk_create(
        EntryPerson(entry=entry, person=person, part=part) for person, part in people
    )
    record(by=by, action="contests.proposed", target=entry, text=f"{contest}, «{nomination}»: {entry}")
    letters.tell_of_entry(entry, contest, [person for person, _ in people], by)
    return entry


def _people_of(nomination: Nomination, nominee: Person | Pair) -> People:
    """Who is named by an entry; ValidationError where the nominee does not fit the nomination."""
    if isinstance(nominee, Person):
        if nomination.takes != Takes.MENTOR or not Mentor.objects.listed().filter(pk=nominee.pk).exists():
            raise ValidationError("В этой номинации выдвигают наставника из банка.")
        return [(nominee, AuthorPart.MENTOR)]
    if nomination.takes != Takes.PAIR or nominee.state not in PROPOSABLE:
        raise ValidationError("В этой номинации выдвигают пару, которая работает или завершила работу.")
    members = nominee.members.select_related("mentee").order_by("start_date", "pk")
    named = [(nominee.mentor.person, AuthorPart.MENTOR)]
    named += [(member.mentee, AuthorPart.MENTEE) for member in members]
    return list({person.pk: (person, part) for person, part in reversed(named)}.values())[::-1]


@transaction.atomic
def remove_entry(*, entry: ContestEntry, version: int, by: "User | None") -> None:
    """Take an entry back while the nominating goes on; only the journal remembers it."""
    held: ContestEntry = lock(entry, version)
    contest = held.nomination.contest
    if contest.state != ContestState.NOMINATING:
        raise ValidationError("Выдвижение закрыто: снять кандидата уже нельзя.")
    record(
        by=by, action="contests.entry_removed", target=held, text=f"{contest}, «{held.nomination}»: {held}"
    )
    held.delete()


@transaction.atomic
def agree_to_entry(*, part: EntryPerson, way: ConsentWay, by: "User | None", on: date) -> None:
    """Agree to take part and to be named in the results; a refusal is taken back by it."""
    held = _held(part)
    if held.agrees:
        raise ValidationError("Согласие уже дано.")
    held.agreed_date, held.agreed_way, held.refused_date = on, way, None
    held.save()
    record(by=by, action="contests.agreed", target=held, text=f"{held.person.short_name}, {way.label}")


@transaction.atomic
def refuse_entry(*, part: EntryPerson, by: "User | None", on: date) -> None:
    """Refuse, or take a consent back: nothing stands in its way, announced results lose the name at once."""
    held = _held(part)
    if held.refused_date is not None:
        raise ValidationError("Отказ уже записан.")
    held.refused_date = on
    held.save()
    record(by=by, action="contests.refused", target=held, text=held.person.short_name)


@transaction.atomic
def set_place(*, entry: ContestEntry, version: int, place: str, by: "User | None") -> None:
    """Write down what the jury gave; "" takes it away. One winner a nomination."""
    held: ContestEntry = lock(entry, version)
    contest = Contest.objects.select_for_update(of=("self",)).get(pk=held.nomination.contest_id)
    if contest.state != ContestState.JUDGED:
        raise ValidationError(
            f"Результаты записывают, пока жюри подводит итоги; сейчас — «{contest.get_state_display()}»."
        )
    if place and held.people.filter(refused_date__isnull=False).exists():
        raise ValidationError("Кандидат отказался участвовать: результат ему не записывают.")
    held.place, held.version = place, held.version + 1
    held.full_clean(exclude=["proposed_by"])
    held.save()
    words = str(Place(place).label) if place else "без места"
    record(by=by, action="contests.placed", target=held, text=f"{contest}: {held}, {words}")


def unanswered(contest: Contest) -> int:
    """How many of those named have not answered yet."""
    parts = EntryPerson.objects.filter(entry__in=entries_of(contest))
    return parts.filter(agreed_date=None, refused_date=None).count()


def _held(part: EntryPerson) -> EntryPerson:
    return EntryPerson.objects.select_for_update(of=("self",)).select_related("person").get(pk=part.pk)
