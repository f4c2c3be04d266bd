"""Targets of a new programme: values of the documents, days of the programme (contract §4)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from mentorship.programmes.models import IndicatorSet
from reports.enums import TargetRule
from reports.indicators.status import Goal
from schools import years

# Document 000: by the programme's last day.
PROGRAMME_TARGETS = {
    "p000_shnor_mentee_share": "0.70",
    "p000_shnor_involved_share": "0.70",
    "p000_mentor_share": "0.10",
    "p000_mentee_satisfaction": "0.85",
    "p000_mentor_satisfaction": "0.85",
    "p000_shnor_count_decline": "0.50",
    "p000_competence_growth": "0.30",
}
# Document 000, «ежегодно»: each 31 August of the programme.
YEARLY_PROGRAMME_TARGETS = {"p000_shnor_share_decline": "0.40"}
# Document 001: the columns 2022 and 2024, the first and the third calendar year; 2023 is not given.
ORDER_TARGETS = {
    "p001_addl_students_involved": ("0.50", "0.70"),
    "p001_children_mentee": ("0.35", "0.70"),
    "p001_youth_mentor": ("0.06", "0.10"),
    "p001_young_teacher_mentee": ("0.35", "0.70"),
    "p001_teacher_mentor": ("0.50", "0.80"),
    "p001_enterprises": ("0.10", "0.30"),
    "p001_mentee_satisfaction": ("0.65", "0.85"),
    "p001_mentor_satisfaction": ("0.65", "0.85"),
}
# Document 004, «июнь, далее – сохранение»: 30 June of the first school year, then maintained.
MAINTAINED_TARGETS = {
    "p004_01_orgs_implemented": "0.70",
    "p004_02_students_mentee": "0.25",
    "p004_03_young_teachers_mentee": "0.60",
    "p004_06_org_pages": "0.75",
    "p004_07_practice_bank": "1",
    "p004_08_mentor_bank": "1",
    "p004_09_event": "1",
    "p004_10_base_orgs": "1",
    "p004_12_resource_section": "0.50",
    "p004_13_trained": "0.50",
}
# Document 004, «первый год реализации»: one year after the programme's first day.
FIRST_YEAR_TARGETS = {"p004_04_centre": "1", "p004_05_dept_page": "1"}
# Document 004, «ежегодно, начиная с первого года».
YEARLY_FIRST_YEAR_TARGETS = {"p004_11_mentor_training": "2"}


def default_targets(sets: list[str], start: date, end: date) -> Iterator[tuple[str, Goal]]:
    """Yield (indicator code, goal) for a programme of these sets and days."""
    makers = {
        IndicatorSet.MUNICIPAL_PROGRAMME: _programme_targets,
        IndicatorSet.DISTRICT_ORDER: _order_targets,
        IndicatorSet.MUNICIPAL_TARGETS: _municipal_targets,
    }
    for name, make in makers.items():
        if name in sets:
            yield from make(start, end)


def _programme_targets(start: date, end: date) -> Iterator[tuple[str, Goal]]:
    for code, value in PROGRAMME_TARGETS.items():
        yield code, Goal(Decimal(value), end)
    augusts = [date(year, 8, 31) for year in range(start.year, end.year + 1)]
    for code, value in YEARLY_PROGRAMME_TARGETS.items():
        for due in augusts:
            if start < due <= end:
                yield code, Goal(Decimal(value), due, TargetRule.YEARLY)


def _order_targets(start: date, end: date) -> Iterator[tuple[str, Goal]]:
    for code, (first, third) in ORDER_TARGETS.items():
        yield code, Goal(Decimal(first), date(start.year, 12, 31))
        yield code, Goal(Decimal(third), date(start.year + 2, 12, 31))


def _municipal_targets(start: date, end: date) -> Iterator[tuple[str, Goal]]:
    june = date(years.year_of(start) + 1, 6, 30)
    for code, value in MAINTAINED_TARGETS.items():
        yield code, Goal(Decimal(value), june, TargetRule.MAINTAINED)
    for code, value in FIRST_YEAR_TARGETS.items():
        yield code, Goal(Decimal(value), years_after(start, 1))
    for code, value in YEARLY_FIRST_YEAR_TARGETS.items():
        for count in range(1, end.year - start.year + 1):
            yield code, Goal(Decimal(value), years_after(start, count), TargetRule.YEARLY)


def years_after(day: date, count: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + count)
    except ValueError:  # 29 February
        return day.replace(year=day.year + count, day=28)
