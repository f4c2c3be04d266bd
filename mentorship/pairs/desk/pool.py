"""The pool of a municipality: the requests that wait, the mentors of the bank, the conditions of the day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from mentorship.bank.models import MenteeRequest
from mentorship.bank.preferences import wishes
from mentorship.pairs.candidates import need_of, offers_of
from mentorship.pairs.desk.answers import Plan
from mentorship.pairs.desk.conditions import Conditions
from mentorship.pairs.desk.settings import conditions_of
from mentorship.pairs.desk.sides import Need, Offer
from mentorship.pairs.enums import Objective
from mentorship.pairs.models import PairMember
from mentorship.programmes.models import MentoringForm
from schools import years
from schools.enums import ConsentKind
from schools.models import Consent


@dataclass(frozen=True)
class Pool:
    """What a plan is made of; `requests` by key."""

    requests: dict[int, MenteeRequest]
    needs: tuple[Need, ...]
    offers: tuple[Offer, ...]
    conditions: Conditions

    def plan(self, objective: Objective, locked: Mapping[int, int | None] | None = None) -> Plan:
        """Find the best assignment; numpy and scipy are loaded here, by the first who asks."""
        from mentorship.pairs.desk.plan import make_plan

        return make_plan(self.needs, self.offers, self.conditions, objective, locked)


class Obstacle(NamedTuple):
    """Why a request cannot be answered whoever the mentor is, and what would change that."""

    words: str
    way_out: str


def usual_form() -> MentoringForm:
    """The form that is meant where none is named: the first one for adults, «Учитель – учитель»."""
    return MentoringForm.objects.filter(is_for_adults=True)[0]


def read_pool(municipality: int, form: MentoringForm, today: date) -> Pool:
    """Read the pool of a municipality for pairs of a form; in as many queries for few as for many."""
    rows = (
        MenteeRequest.objects.ageing(today)
        .filter(person__municipality=municipality)
        .select_related("person__school", "subject", "focus", "difficulty", "mentee_category")
    )
    requests = {row.pk: row for row in rows}
    wished = wishes(municipality, years.year_of(today))
    obstacles = obstacles_of(requests, form, today)
    return Pool(
        requests,
        tuple(_met(need_of(row, today, wished), obstacles.get(row.pk)) for row in requests.values()),
        tuple(offers_of(municipality, today)),
        conditions_of(municipality, today),
    )


def _met(need: Need, obstacle: Obstacle | None) -> Need:
    return need if obstacle is None else replace(need, obstacle=obstacle.words, way_out=obstacle.way_out)


def obstacles_of(
    requests: Mapping[int, MenteeRequest], form: MentoringForm, today: date
) -> dict[int, Obstacle]:
    """What stands in the way of requests, by the request's key; two queries."""
    people = {row.person_id for row in requests.values()}
    paired = PairMember.objects.live(today).filter(mentee__in=people, pair__form=form)
    numbers = dict(paired.order_by("-pk").values_list("mentee", "pair__number"))
    consents = Consent.objects.filter(kind=ConsentKind.PROCESSING, person__in=people)
    held = list(consents.values_list("person", "withdrawn_date"))
    withdrawn = {person for person, day in held if day} - {person for person, day in held if not day}
    found = {}
    for row in requests.values():
        words = _obstacle(row, numbers.get(row.person_id, ""), is_withdrawn=row.person_id in withdrawn)
        if words:
            found[row.pk] = Obstacle(*words)
    return found


def _obstacle(row: MenteeRequest, pair: str, *, is_withdrawn: bool) -> tuple[str, str] | None:
    """What stands in the way and the way out; `pair` is the number of the pair the teacher is in.

    The request of a management team is matched as that of its contact, who is the mentee of the pair.
    """
    if is_withdrawn:
        return "согласие на обработку данных отозвано", "новое согласие педагога"
    if pair:
        return (
            f"педагог уже в паре № {pair} этой формы",
            f"завершить пару № {pair} или выбрать другую форму",
        )
    if row.mentee_category_id is None:
        return "запрос ещё не принят в базу", "принять запрос, указав категорию наставляемого"
    return None
