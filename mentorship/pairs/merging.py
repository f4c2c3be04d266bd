"""The part of the pairs in merging two people: who mentors, who is mentored, who met and who reported."""

from datetime import date

from django.db.models import Q

from mentorship.bank.merging import twin_of
from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.pairs.desk import merging as desk
from mentorship.pairs.enums import PairState
from mentorship.pairs.history import assign_places, members_taking
from mentorship.pairs.models import DiaryEntry, HalfYearReport, Meeting, Pair, PairMember, Pulse
from schools.merging import Merge, take_over
from schools.models import Person

RELATIONS = frozenset(
    {
        "pairs.pair.mentor",
        "pairs.pair.ending_asked_by",
        "pairs.pairmember.mentor",
        "pairs.pairmember.mentee",
        "pairs.pairmember.request",
        "pairs.meeting.logged_by",
        "pairs.meeting.confirmed_by",
        "pairs.halfyearreport.submitted_by",
        "pairs.halfyearreport.checked_by",
        "pairs.diaryentry.author",
        "pairs.pulse.person",
        "pairs.pulse.reacted_by",
        *desk.RELATIONS,
    }
)
COUNTS = (("Пары как наставник", "mentor__pairs"), ("Пары как наставляемый", "memberships"))


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """A pair of the two with each other, a pair that holds both, more mentees than places."""
    return [*_with_each_other(keep, drop), *_in_one_pair(keep, drop), *_over_capacity(keep, drop, on)]


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """Two pairs at work in one form: allowed as history, but somebody has to end one of them."""
    running = PairMember.objects.filter(
        Q(end_date__isnull=True) | Q(end_date__gte=on), pair__state=PairState.ACTIVE
    ).exclude(pair__form__isnull=True)
    numbers: dict[int | None, dict[int, str]] = {}
    for member in running.filter(mentee__in=[keep, drop]).select_related("pair"):
        numbers.setdefault(member.pair.form_id, {})[member.mentee_id] = member.pair.number
    twice = [" и № ".join(sorted(held.values())) for held in numbers.values() if len(held) > 1]
    return [
        f"Наставляемый окажется в двух действующих парах одной формы: № {listed}. Завершите одну из них."
        for listed in twice
    ]


def move(merge: Merge) -> None:
    """Carry over pairs, memberships, meetings, reports, diaries and answers to the pulse."""
    pairs = Pair.objects.filter(mentor=merge.drop.pk)
    mentored = PairMember.objects.filter(mentor=merge.drop.pk)
    if pairs.exists():
        places_moved = not Mentor.objects.get(pk=merge.drop.pk).places.exists()
        if not places_moved:
            mentored.update(place=None)
        pairs.update(mentor=merge.keep.pk)
        mentored.update(mentor=merge.keep.pk)
        assign_places([Mentor.objects.get(pk=merge.keep.pk)], merge.on)
    for request in MenteeRequest.objects.filter(person=merge.drop):
        PairMember.objects.filter(request=request).update(request=twin_of(request, merge.keep))
    _drop_equal_memberships(merge)
    PairMember.objects.filter(mentee=merge.drop).update(mentee=merge.keep)
    for model, name in (
        (Pair, "ending_asked_by"),
        (Meeting, "logged_by"),
        (Meeting, "confirmed_by"),
        (HalfYearReport, "submitted_by"),
        (HalfYearReport, "checked_by"),
        (DiaryEntry, "author"),
        (Pulse, "reacted_by"),
    ):
        model.objects.filter(**{name: merge.drop}).update(**{name: merge.keep})
    take_over(merge, Pulse, "person", recorded=False)
    desk.move(merge)


def _with_each_other(keep: Person, drop: Person) -> list[str]:
    both = [keep.pk, drop.pk]
    met = PairMember.objects.filter(mentor__in=both, mentee__in=both).select_related("pair")
    return [
        f"В паре № {member.pair.number} одна запись — наставник, другая — наставляемый: человек стал бы "
        "наставником самому себе. Проверьте, одно ли это лицо; если да, исправьте состав пары."
        for member in met.order_by("pair")
    ]


def _in_one_pair(keep: Person, drop: Person) -> list[str]:
    """Two memberships of one pair with other dates; those with the same dates become one."""
    first = {member.pair_id: member for member in PairMember.objects.filter(mentee=keep)}
    twice = PairMember.objects.filter(mentee=drop, pair__in=first).select_related("pair").order_by("pair")
    return [
        f"Обе записи — наставляемые пары № {member.pair.number}, а даты разные: портал не решает, чьи верны. "
        "Сделайте их одинаковыми загрузкой таблицы «Пары и группы»."
        for member in twice
        if _dates(member) != _dates(first[member.pair_id])
    ]


def _dates(member: PairMember) -> tuple[date | None, date | None]:
    return member.start_date, member.end_date


def _drop_equal_memberships(merge: Merge) -> None:
    """A pair that holds both records on the same dates holds the kept one alone."""
    kept = PairMember.objects.filter(mentee=merge.keep)
    for member in PairMember.objects.filter(mentee=merge.drop, pair__in=kept.values("pair")):
        if member.request_id is not None:
            kept.filter(pair=member.pair_id, request__isnull=True).update(request=member.request_id)
        merge.leave(member)
        member.delete()


def _over_capacity(keep: Person, drop: Person, on: date) -> list[str]:
    mentors = list(Mentor.objects.filter(pk__in=[keep.pk, drop.pk]))
    if not mentors:
        return []
    taking = members_taking(mentors, on)
    count, places = sum(map(len, taking.values())), max(mentor.capacity for mentor in mentors)
    if count <= places:
        return []
    words = f"После объединения у наставника стало бы наставляемых: {count}, а мест {places}. "
    return [f"{words}Увеличьте число мест одной из записей или завершите пару."]
