"""The pulse: one question to each side, answered in two taps; a low answer asks the curator to act."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.notices.enums import Topic
from mentorship.notices.posting import post
from mentorship.pairs.life.schedule import latest_due
from mentorship.pairs.models import Pair, PairMember, Pulse
from mentorship.pairs.models.voices import BEST, WORST, PulseQuerySet
from mentorship.spreadsheets.words import tidy
from schools.enums import Role
from schools.models import Person, RoleAssignment, User
from schools.sentences import require_words

BATCH = 500


def ask(on: date) -> int:
    """Ask whoever is due on the day and has not been; return how many were asked. Safe to repeat."""
    asked = 0
    working = Pair.objects.active().order_by("pk").prefetch_related("members__mentee", "mentor__person")
    for pair in working.iterator(chunk_size=BATCH):
        for person, due in _due(pair, on):
            asked += _ask(pair, person, due)
    return asked


def _due(pair: Pair, on: date) -> Iterator[tuple[Person, date]]:
    """Whom the pair's days concern: a mentee by the own start, the mentor by the first one."""
    members = [member for member in pair.members.all() if member.start_date and member.is_current(on)]
    starts = [(member.mentee, member.start_date) for member in members]
    first = min((start for _, start in starts if start), default=None)
    for person, start in [(pair.mentor.person, first), *starts]:
        due = latest_due(start, on) if start else None
        if due is not None:
            yield person, due


@transaction.atomic
def _ask(pair: Pair, person: Person, due: date) -> bool:
    # A start that was corrected meanwhile does not bring an earlier question back.
    if Pulse.objects.filter(pair=pair, person=person, due_date__gte=due).exists():
        return False
    pulse, is_new = Pulse.objects.get_or_create(pair=pair, person=person, due_date=due)
    if is_new:
        post(
            Topic.PAIR,
            [person],
            f"Как идёт работа: {pair}",
            "Один вопрос о вашей паре, два касания. Ответ увидят куратор школы и методист, "
            "другая сторона пары — нет.",
            path=f"/pairs/pulse/{pulse.pk}/",
            key=f"pulse-{pulse.pk}",
        )
    return is_new


@transaction.atomic
def answer(*, pulse: Pulse, score: int, wish: str, by: User | None, on: date) -> Pulse:
    """Keep the answer; who is to help gets a letter when it is low. The score stays out of the journal."""
    pulse = _locked(pulse)
    if pulse.answered_at is not None:
        raise ValidationError("Вы уже ответили на этот вопрос, спасибо.")
    if pulse.pair.is_over:
        raise ValidationError("Пара уже прекращена: ответ больше не нужен.")
    if not WORST <= score <= BEST:
        raise ValidationError({"score": f"Оценка — от {WORST} до {BEST}."})
    pulse.score, pulse.wish, pulse.answered_at = score, tidy(wish), timezone.now()
    pulse.full_clean(exclude=["pair", "person", "reacted_by"])
    pulse.save()
    record(by=by, action="pulses.answer", target=pulse, text="Дан ответ на вопрос о паре")
    if pulse.is_low:
        words = "Одна из сторон оценила работу низко. Поговорите с ней и запишите, что сделано."
        subject = f"Низкий пульс: {pulse.pair}"
        post(Topic.PAIR, _who_helps(pulse.pair, on), subject, words, path=pulse.pair.get_absolute_url())
    return pulse


@transaction.atomic
def react(*, pulse: Pulse, reaction: str, by: User | None) -> Pulse:
    """Write what was done about a low answer: the task is over."""
    pulse = _locked(pulse)
    if not pulse.is_low:
        raise ValidationError("Записывать, что сделано, нужно только при низкой оценке.")
    if pulse.reacted_at is not None:
        raise ValidationError(f"Уже записано, что сделано: {pulse.reaction}")
    pulse.reaction = require_words(tidy(reaction), "Напишите одной строкой, что сделано.")
    pulse.reacted_at, pulse.reacted_by = timezone.now(), by.person if by else None
    pulse.full_clean(exclude=["pair", "person", "reacted_by"])
    pulse.save()
    record(by=by, action="pulses.react", target=pulse, text="Записано, что сделано по низкой оценке")
    return pulse


def low_pulses(user: User) -> PulseQuerySet:
    """Low answers that wait for the account as a curator or methodist; never of a pair it is a side of."""
    desk = replace(user.access.scope("pairs", change=True), person=None)
    if desk.is_empty:
        return Pulse.objects.none()
    own = Q(pair__mentor=user.person_id) | Q(pair__members__mentee=user.person_id)
    foreign = Pulse.objects.low().exclude(pk__in=Pulse.objects.filter(own).values("pk"))
    return foreign.filter(pair__in=Pair.objects.within(desk))


def may_read(pair: Pair, members: Iterable[PairMember], person: int | None, is_desk: bool) -> bool:
    """Whether the answers are for the account: a curator or methodist who is no side of the pair."""
    return is_desk and person not in sides(pair, members)


def sides(pair: Pair, members: Iterable[PairMember]) -> set[int]:
    """Everyone who is or was a side of the pair: the other side's answers are not for them."""
    return {pair.mentor_id, *(member.mentee_id for member in members)}


def _locked(pulse: Pulse) -> Pulse:
    fresh = Pulse.objects.select_for_update(of=("self",)).select_related("pair__mentor__person", "person")
    return fresh.get(pk=pulse.pk)


def _who_helps(pair: Pair, on: date) -> list[Person]:
    """The curators of the pair's schools, or the methodists where there are none; never a side of it."""
    members = list(pair.members.select_related("mentee"))
    schools = {pair.mentor.person.school_id, *(member.mentee.school_id for member in members)} - {None}
    office = RoleAssignment.objects.in_force(on).exclude(person__in=sides(pair, members))
    curators = office.curators().filter(school__in=schools).select_related("person")
    methodists = office.filter(role=Role.METHODIST, municipality=pair.municipality_id)
    found = list(curators) or list(methodists.select_related("person"))
    return [assignment.person for assignment in found]
