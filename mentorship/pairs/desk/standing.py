"""How the lines of a draft stand now: what became impossible since it was solved."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mentorship.bank.models import MenteeRequest
from mentorship.bank.preferences import NO_WISHES
from mentorship.pairs.candidates import need_of, offers_of
from mentorship.pairs.desk.conditions import Conditions, breach
from mentorship.pairs.desk.pool import Obstacle, obstacles_of
from mentorship.pairs.desk.sides import Offer
from mentorship.pairs.models import MatchLine, MatchRun

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_IN_BANK = "наставник больше не в банке"
NO_PLACE = "все места наставника заняты или обещаны предложенным парам"


class Standing(NamedTuple):
    """The mentors and obstacles of the moment."""

    offers: "Mapping[int, Offer]"
    obstacles: dict[int, Obstacle]
    conditions: Conditions
    today: date

    def problem(self, line: MatchLine, places: dict[int, int]) -> str:
        """What keeps the line from being published («» — nothing); one that passes takes its place."""
        request = line.request
        if not request.is_waiting:
            return f"запрос больше не ждёт наставника: {request.get_state_display()}"
        if request.pk in self.obstacles:
            return self.obstacles[request.pk].words
        if line.mentor_id is None:
            return ""
        offer = self.offers.get(line.mentor_id)
        if offer is None:
            return NOT_IN_BANK
        words = breach(need_of(request, self.today, NO_WISHES), offer, self.conditions)
        if not words and places[offer.pk] < 1:
            return NO_PLACE
        if not words:
            places[offer.pk] -= 1
        return words

    def places(self) -> dict[int, int]:
        """Places to give away, by the mentor's key."""
        return {pk: offer.places for pk, offer in self.offers.items()}


def standing_of(run: MatchRun, lines: Iterable[MatchLine], today: date) -> Standing:
    """Read the moment for a run; eleven queries whatever the number of lines."""
    requests = {line.request_id: line.request for line in lines}
    offers = {offer.pk: offer for offer in offers_of(run.municipality_id, today)}
    obstacles = obstacles_of(requests, run.form, today)
    return Standing(offers, obstacles, Conditions.of_json(run.conditions), today)


def problems_of(run: MatchRun, lines: list[MatchLine], today: date) -> dict[int, str]:
    """What keeps lines from being published, by the line's key; locked lines take places first."""
    standing = standing_of(run, lines, today)
    places = standing.places()
    ordered = sorted(lines, key=lambda line: (not line.is_locked, line.pk))
    found = {line.pk: standing.problem(line, places) for line in ordered}
    return {pk: words for pk, words in found.items() if words}


def newcomers(run: MatchRun, lines: Iterable[MatchLine], today: date) -> int:
    """How many requests wait now that the run does not know."""
    waiting = MenteeRequest.objects.ageing(today).filter(person__municipality=run.municipality_id)
    return waiting.exclude(pk__in=[line.request_id for line in lines]).count()
