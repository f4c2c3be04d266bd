"""The pairs of the demonstration at work: plan, journal, meetings to come, products, diary, pulse."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from functools import partial

from mentorship.pairs.enums import MeetingKind
from mentorship.pairs.life import plan as plans
from mentorship.pairs.life import pulse as pulses
from mentorship.pairs.life.diary import write_entry
from mentorship.pairs.life.products import add_product
from mentorship.pairs.models import Pair, PlanItem, PlanTemplate, ProductKind, Pulse
from mentorship.pairs.workflow import Appointment, ask_to_dissolve, confirm_meeting, log_meeting, plan_meeting
from reports.demo import lists
from reports.demo.invention import People
from schools.models import Municipality, User

# Of so many pairs one has not met yet, one has fallen silent, the others go on.
TURNS = 8
UNMET, SILENT = 5, 6
# Days after the start: the named kinds in their order, then the regular ones.
FIRST_MEETINGS = ((3, MeetingKind.INTRODUCTION), (10, MeetingKind.TRIAL), (21, MeetingKind.PLANNING))
REGULAR_DAYS = 16
FRIDAY = 4


def let_pairs_work(people: People, municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """What mentors and mentees have done since the start of their pairs."""
    active = Pair.objects.active().filter(municipality=municipality).order_by("pk")
    for place, pair in enumerate(active.select_related("mentor__person")):
        # The pair that is shown to those who sign in has everything.
        number = 0 if pair.mentor_id == accounts["mentor"].person_id else place
        start = plans.start_of(pair)
        if start is None:
            continue
        _plan(pair, people.on, number)
        if number % TURNS != UNMET:
            _meet(pair, start, people.on, number)
        if number % 3 == 0:
            _make_something(pair, people.on, number)
        if number % 2 == 0:
            _agree_on_the_next(pair, people.on, number)
    _live_in_the_shown_pair(people, accounts)
    _feel_the_pulse(people, municipality, accounts)
    _want_out(people, municipality, accounts)


def _plan(pair: Pair, on: date, number: int) -> None:
    """Three pairs of four have a plan; of what was due one line of four still waits."""
    template = PlanTemplate.objects.for_pair(pair).first()
    if number % 4 == 3 or template is None:
        return
    plans.use_template(pair=pair, template=template, start_date=None, by=None)
    for place, item in enumerate(PlanItem.objects.filter(pair=pair, due_date__lte=on).order_by("order")):
        if (number + place) % 4 != 3:
            result = lists.PLAN_RESULTS[place % len(lists.PLAN_RESULTS)]
            plans.mark_done(item=item, done_date=item.due_date or on, result=result, by=None, today=on)


def _meet(pair: Pair, start: date, on: date, number: int) -> None:
    """The journal up to the day; the mentee has confirmed all but the last line."""
    mentee = pair.members.select_related("mentee").order_by("pk")[0].mentee
    held = [(start + timedelta(days=after), kind) for after, kind in FIRST_MEETINGS]
    if number % TURNS != SILENT:
        first = held[-1][0]
        held += [(first + timedelta(days=REGULAR_DAYS * turn), MeetingKind.REGULAR) for turn in range(1, 5)]
    held = [(school_day(day), kind) for day, kind in held if school_day(day) <= on]
    for place, (day, kind) in enumerate(held):
        topics = lists.MEETING_TOPICS[kind]
        topic = topics[(number + place) % len(topics)]
        meeting = log_meeting(pair=pair, meeting_date=day, kind=kind, topic=topic, by=None, today=on)
        if place + 1 < len(held):
            confirm_meeting(meeting=meeting, person=mentee, by=None)


def school_day(day: date) -> date:
    """The day, or the Monday after it: nobody meets at the weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > FRIDAY else 0)


def _make_something(pair: Pair, on: date, number: int) -> None:
    start = plans.start_of(pair)
    kinds = list(ProductKind.objects.order_by("pk"))
    title, slug = lists.PRODUCTS[number // 3 % len(lists.PRODUCTS)]
    if start is not None and kinds:
        add_product(
            pair=pair, kind=kinds[number // 3 % len(kinds)], title=title, by=None, today=on,
            day=min(on, start + timedelta(days=30)), link=f"https://centre.example.org/products/{slug}",
        )  # fmt: skip


def _agree_on_the_next(pair: Pair, on: date, number: int) -> None:
    topics = lists.MEETING_TOPICS[MeetingKind.REGULAR]
    what = Appointment(
        date=school_day(on + timedelta(days=2 + number % 9)),
        time=time(14 + number % 3, 30 * (number % 2)),
        minutes=45,
        kind=MeetingKind.REGULAR,
        topic=topics[number % len(topics)],
        place="Кабинет наставника",
    )
    plan_meeting(pair=pair, what=what, by=None, today=on)


def _live_in_the_shown_pair(people: People, accounts: Mapping[str, User]) -> None:
    """The pair of the two who sign in keeps a diary."""
    mentor, mentee = accounts["mentor"].person, accounts["mentee"].person
    pair = Pair.objects.active().filter(mentor=mentor.pk, members__mentee=mentee).first()
    start = plans.start_of(pair) if pair else None
    if pair is None or start is None:
        return
    write = partial(write_entry, pair=pair, today=people.on)
    for number, text in enumerate(lists.DIARY):
        day = min(people.on, start + timedelta(days=7 + 14 * number))
        write(author=mentee if number % 2 else mentor, day=day, text=text)


def _feel_the_pulse(people: People, municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """Most have answered the question of the day thirty; one answer of the shown school is low."""
    pulses.ask(people.on)
    own = {accounts["mentor"].person_id, accounts["mentee"].person_id}
    asked = Pulse.objects.unanswered().filter(pair__municipality=municipality).exclude(person__in=own)
    school = accounts["curator"].person.school
    low = asked.filter(person__school=school).order_by("pk").first() or asked.order_by("pk").first()
    for number, pulse in enumerate(asked.order_by("pk")):
        if low is not None and pulse.pk == low.pk:
            wish = "Не успеваем встречаться: часы расходятся"
            pulses.answer(pulse=pulse, score=2, wish=wish, by=None, on=people.on)
        elif number % 5:
            pulses.answer(pulse=pulse, score=4 + number % 2, wish="", by=None, on=people.on)


def _want_out(people: People, municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """One mentee asks to dissolve the pair: somebody has to talk to both."""
    shown = {accounts["mentor"].person_id, accounts["mentee"].person_id}
    pairs = Pair.objects.active().filter(municipality=municipality).exclude(mentor__in=shown)
    pair = pairs.exclude(members__mentee__in=shown).order_by("-pk").first()
    if pair is not None:
        mentee = pair.members.select_related("mentee").order_by("pk")[0].mentee
        reason = "Перехожу на другую нагрузку, с этого месяца веду другой предмет."
        ask_to_dissolve(pair=pair, person=mentee, reason=reason, by=None, today=people.on)
