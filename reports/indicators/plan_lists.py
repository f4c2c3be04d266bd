"""Lists behind the indicators of plans and of schools that left a category (surveys…md §8.1–8.3)."""

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from mentorship.roadmap.enums import RUNNING_STATES, Level, RoadmapState
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from mentorship.roadmap.models.events import RoadmapEventQuerySet
from schools.enums import ListKind
from schools.models import SchoolYear
from schools.models.places import SchoolQuerySet
from schools.models.years import SchoolYearQuerySet, listed

if TYPE_CHECKING:
    from reports.indicators.facts import Facts

# Indicator → the template of its document; plans made from copies of the template count, too.
PLANS = {
    "p000_stage_plan": "municipal_000",
    "p001_roadmap": "school_001",
    "q003_roadmap": "school_003",
}
# Agreed plans, also those that are closed by now.
AGREED_STATES = (*RUNNING_STATES, RoadmapState.CLOSED)


def is_school_plan(code: str) -> bool:
    """Whether schools have the plan, each its own; else the municipality has it."""
    return PLANS[code].startswith(Level.SCHOOL)


def _of_template(code: str, path: str) -> Q:
    """Plans made from the template or from a copy of it."""
    template = PLANS[code]
    own, copied = f"{path}template__code", f"{path}template__origin__code"
    return Q(**{own: template}) | Q(**{copied: template})


def due_events(facts: "Facts", code: str) -> RoadmapEventQuerySet:
    """Events of agreed plans whose day lies within the programme and up to the day of the facts."""
    events = RoadmapEvent.objects.in_plan().datable()
    events = events.filter(
        _of_template(code, "roadmap__"),
        roadmap__state__in=AGREED_STATES,
        roadmap__municipality=facts.programme.municipality_id,
        due_date__range=(facts.programme.start_date, facts.on),
    )
    return events.filter(roadmap__school=facts.school) if facts.school else events


def done_in_time(facts: "Facts", code: str) -> RoadmapEventQuerySet:
    """Of these, those done on or before their day."""
    return due_events(facts, code).done().filter(done_date__lte=F("due_date"))


def planning_schools(facts: "Facts", code: str) -> SchoolQuerySet:
    """Schools with such a plan in the year of the day."""
    plans = Roadmap.objects.of_year(facts.year).filter(
        _of_template(code, ""), state__in=AGREED_STATES, school=OuterRef("pk")
    )
    return facts.schools.filter(Exists(plans))


def _in_category(rows: SchoolYearQuerySet, facts: "Facts | None" = None) -> SchoolYearQuerySet:
    """Years of schools on the list of ШНОР or of ШССУ; with facts still on their day."""
    on = facts.on if facts else None
    return rows.filter(listed(ListKind.LOW_RESULTS, on) | listed(ListKind.HARD_CONDITIONS, on))


def category_schools(facts: "Facts") -> SchoolQuerySet:
    """Schools that were ШНОР or ШССУ in the baseline year."""
    baseline = SchoolYear.objects.filter(school=OuterRef("pk"), year=facts.programme.baseline_year)
    return facts.schools.filter(Exists(_in_category(baseline)))


def known_category_schools(facts: "Facts") -> SchoolQuerySet:
    """Of these, those with a row in the year of the day."""
    return category_schools(facts).filter(Exists(_rows_of_year(facts)))


def schools_that_left(facts: "Facts") -> SchoolQuerySet:
    """Of these, those on neither list on the day."""
    return known_category_schools(facts).filter(~Exists(_in_category(_rows_of_year(facts), facts)))


def _rows_of_year(facts: "Facts") -> SchoolYearQuerySet:
    return SchoolYear.objects.filter(school=OuterRef("pk"), year=facts.year)
