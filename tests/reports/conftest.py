"""What tests of the reports share."""

from collections.abc import Callable
from datetime import date

import pytest

from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.roadmap.enums import EventState, Level, RoadmapState, TermKind
from mentorship.roadmap.models import Roadmap, RoadmapEvent, RoadmapTemplate
from schools.models import Municipality, Person, School

ON = date(2026, 3, 16)


@pytest.fixture
def pair_up() -> Callable[..., PairMember]:
    """A membership: `pair_up(mentor, mentee, start=…, state=…)`."""

    def make(
        mentor: Person, mentee: Person, start: date | None = ON, state: str = PairState.ACTIVE
    ) -> PairMember:
        in_bank, _ = Mentor.objects.get_or_create(person=mentor)
        number = f"{Pair.objects.count() + 1}"
        pair = Pair.objects.create(
            municipality=mentor.municipality, number=number, mentor=in_bank, state=state
        )
        return PairMember.objects.create(pair=pair, mentor=in_bank, mentee=mentee, start_date=start)

    return make


@pytest.fixture
def make_plan(municipality: Municipality, other_school: School, school: School) -> Callable[..., Roadmap]:
    """An agreed plan of 2025/2026: `make_plan("school_001", [(due, done or None), …])`, one school each."""
    owners = {"municipal_000": None, "school_001": other_school, "school_003": school}

    def make(
        template: str, events: list[tuple[date, date | None]], state: str = RoadmapState.AGREED
    ) -> Roadmap:
        of_document = RoadmapTemplate.objects.get(code=template, version=1)
        owner = owners[template]
        plan = Roadmap.objects.create(
            municipality=municipality, school=owner, template=of_document, year=2025, state=state,
            level=Level.SCHOOL if owner else Level.MUNICIPAL,
        )  # fmt: skip
        stage = of_document.stages.first()
        RoadmapEvent.objects.bulk_create(
            RoadmapEvent(
                roadmap=plan, stage=stage, order=number, code=f"E{number}", title=f"Мероприятие {number}",
                term_kind=TermKind.MONTH, due_date=due, done_date=done,
                state=EventState.DONE if done else EventState.PLANNED,
            )
            for number, (due, done) in enumerate(events)
        )  # fmt: skip
        return plan

    return make
