"""What a report says beside its indicators, counted once when the snapshot is taken and stored in it.

Parts of domain.md §5.9 and §5.10. A row is a list of what its table prints, so that the stored JSON is read
without any model; nobody stands in it by name.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q

from mentorship.bank.enums import MentorState
from mentorship.bank.models import MenteeRequest, Mentor, Training
from mentorship.pairs.enums import PairState
from mentorship.pairs.half_years.counts import overdue
from mentorship.pairs.models import HalfYearReport, Pair, PairMember, ReportingPeriod
from mentorship.programmes.models import Programme
from mentorship.roadmap.models import CoordinationMeeting
from reports.enums import Status
from reports.indicators.facts import Facts
from reports.indicators.readings import goals_of, read
from reports.indicators.registry import indicators_of
from reports.models import ScoreSheet
from reports.papers import frozen_roadmaps
from reports.record.coverage import NOBODY, Involvement, involvements
from reports.scoring.sheet import rows_of, total_of_rows
from reports.survey_reports.appendix import appendix_of
from reports.thresholds import thresholds
from schools import years
from schools.enums import ListKind
from schools.models import Municipality, School, SchoolYear
from schools.models.years import listed
from surveys.enums import Respondent
from surveys.results import Group, Rules, report_of

MOST_DIFFICULTIES = 20
ROLES = ((Respondent.MENTEE, "Наставляемые"), (Respondent.MENTOR, "Наставники"))


def facts_of(programme: Programme, on: date) -> dict[str, Any]:
    """Everything the documents print beside the indicators, as JSON."""
    place, year = programme.municipality, years.year_of(on)
    return {
        "participants": participants(programme, on),
        "municipal_stages": frozen_roadmaps.municipal_stages(place, year, on),
        "municipal_late": frozen_roadmaps.municipal_late(place, year, on),
        "school_roadmaps": frozen_roadmaps.of_schools(place, year, on),
        "half_years": half_years(place, year, on),
        "centre": centre(place, year, on),
        "surveys": [survey(place, role, words, year, on) for role, words in ROLES],
        "lists": lists(place, year, on),
        "difficulties": difficulties(place, year),
        "score": score(place, year),
        "schools": by_school(programme, on),
    }


def participants(programme: Programme, on: date) -> list[list[Any]]:
    """Schools, mentors by state, people who entered the programme, pairs by state and form: words, number."""
    facts, place = Facts(programme, on), programme.municipality_id
    low, _ = facts.low_counts.get(facts.year, (0, 0))
    hard = SchoolYear.objects.filter(listed(ListKind.HARD_CONDITIONS, on), school__municipality=place)
    mentors = Mentor.objects.filter(person__municipality=place)
    members = PairMember.objects.entered(programme.start_date, on).filter(pair__municipality=place)
    pairs = Pair.objects.filter(pk__in=members.order_by().values("pair"))
    return [
        ["Школ", facts.school_count],
        ["из них ШНОР", low],
        ["из них ШССУ", hard.filter(year=facts.year).count()],
        *_told("Наставники в банке", _by(mentors, "state"), dict(MentorState.choices)),
        ["Вошли в программу наставниками", facts.mentors.count()],
        ["Вошли в программу наставляемыми", facts.mentees.count()],
        ["Пар и групп", pairs.count()],
        *_told("Пары", _by(pairs, "state"), dict(PairState.choices)),
        *_told("Форма", _by(pairs, "form__title"), {"": "не указана"}),
    ]


def _by(rows: Any, field: str) -> list[tuple[str, int]]:
    """Rows counted by the value of a field, the most frequent first; one query."""
    counted = rows.order_by().values_list(field).annotate(rows=Count("pk", distinct=True))
    return sorted(((value or "", count) for value, count in counted), key=lambda one: (-one[1], one[0]))


def _told(what: str, counted: Iterable[tuple[str, int]], words: dict[Any, Any]) -> list[list[Any]]:
    return [[f"{what}: {words.get(value, value)}", count] for value, count in counted]


def half_years(place: Municipality, year: int, on: date) -> list[list[Any]]:
    """Each period of the year: reports, handed in, checked, overdue."""
    periods = ReportingPeriod.objects.filter(municipality=place, year=year, start_date__lte=on)
    late = Q(reports__in=HalfYearReport.objects.filter(overdue(on)).order_by().values("pk"))
    counted = periods.order_by("half").annotate(
        every=Count("reports", distinct=True),
        handed=Count("reports", distinct=True, filter=Q(reports__state__in=("submitted", "checked"))),
        checked=Count("reports", distinct=True, filter=Q(reports__state="checked")),
        late=Count("reports", distinct=True, filter=late),
    )
    return [[str(row), row.every, row.handed, row.checked, row.late] for row in counted]


def centre(place: Municipality, year: int, on: date) -> list[list[Any]]:
    """Coordination meetings of the year (document 004: at least two), trainings."""
    meetings = CoordinationMeeting.objects.filter(municipality=place, date__lte=on).of_year(year).held()
    trainings = Training.objects.done_by(on).filter(
        person__municipality=place, date__gte=years.first_day(year)
    )
    return [
        ["Координационных совещаний проведено (не меньше двух в учебном году)", meetings.count()],
        ["Прошли обучение в этом учебном году, человек", trainings.values("person").distinct().count()],
    ]


def survey(place: Municipality, role: str, words: str, year: int, on: date) -> dict[str, Any]:
    """«Приложение 2» of a role: what may be shown of it, in the words of its page."""
    held = thresholds(on, place.pk)
    rules = Rules(int(held["minimum_group"]), int(held["satisfied_from"]))
    appendix = appendix_of(report_of(Group(role, year, place), rules))
    lines = (appendix.joint, appendix.result, *appendix.lines)
    return {
        "role": words,
        "invited": appendix.report.invited,
        "answered": appendix.answered,
        "lines": [[line.text, line.words, line.note] for line in lines],
        "notes": list(appendix.footnotes),
    }


def lists(place: Municipality, year: int, on: date) -> list[list[Any]]:
    """Schools of the lists of the year on the day, with the order."""
    found = []
    for kind in ListKind:
        rows = SchoolYear.objects.filter(listed(kind, on), school__municipality=place, year=year)
        named = rows.order_by("school__name_key").values_list("school__code", "school__name", "order")
        found += [[str(kind.label), code, name, order or "приказ не указан"] for code, name, order in named]
    return found


def difficulties(place: Municipality, year: int) -> list[list[Any]]:
    """The most frequent difficulties of the year's requests that were handed in, with their number."""
    asked = MenteeRequest.objects.filter(person__municipality=place, year=year).exclude(state="draft")
    return [[name, count] for name, count in _by(asked, "difficulty__name")[:MOST_DIFFICULTIES]]


def score(place: Municipality, year: int) -> dict[str, Any]:
    """The 0–20 sheet of the year: criteria with their points, the sum, the level."""
    rows = rows_of(ScoreSheet.objects.filter(municipality=place, year=year).first())
    total = total_of_rows(rows)
    return {
        "rows": [[row.number, row.criterion.wording, row.points] for row in rows],
        "total": total.words,
        "level": total.level or "не определена",
    }


def by_school(programme: Programme, on: date) -> list[dict[str, Any]]:
    """Each school's own sheet: who takes part, its roadmap, the indicators of its own people.

    Indicators that the school has no data for are left out. The others are masked for who sees no names: the
    sheet may be handed on.
    """
    schools = School.objects.filter(municipality=programme.municipality_id)
    year, goals = years.year_of(on), goals_of(programme)
    taking_part = involvements(schools, [year], on)
    given = {row.school_id: row for row in SchoolYear.objects.filter(school__in=schools, year=year)}
    municipal = Facts(programme, on, has_names=False)
    found = []
    for school in schools.order_by("name_key"):
        facts = Facts(programme, on, school, has_names=False)
        # the answers of all schools mask each other: they are read once
        vars(facts)["verdicts"] = municipal.verdicts
        readings = [read(row, facts, goals) for row in indicators_of(programme.sets)]
        counts = _counts(given.get(school.pk), taking_part.get((school.pk, year), NOBODY))
        indicators = [row.as_json() for row in readings if row.status != Status.NO_DATA]
        found.append({"code": school.code, "name": school.name, "counts": counts, "indicators": indicators})
    return found


def _counts(of_year: SchoolYear | None, counted: Involvement) -> list[list[Any]]:
    return [
        ["Педагогов всего", of_year.teacher_count if of_year else None],
        ["Пар и групп с участием школы", counted.pairs],
        ["Наставников", counted.mentors],
        ["Наставляемых", counted.mentees],
    ]
