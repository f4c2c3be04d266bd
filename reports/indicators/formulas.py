"""The formulas of the indicators (contract §4): each takes the facts of a day and gives a ratio."""

from fractions import Fraction

from reports.indicators.facts import Facts
from reports.indicators.ratio import Coverage, Ratio
from reports.models import Statistic
from reports.record.growth import growth_of


def low_mentee_share(facts: Facts) -> Ratio:
    """Mentees of ШНОР ÷ Σ «Педагогов всего» of all ШНОР, also those without mentees."""
    counts = facts.headcounts
    return Ratio(
        part=facts.length("low_mentees"),
        whole=counts["low_teachers"],
        coverage=Coverage(counts["low_teachers_given"], facts.low_counts.get(facts.year, (0, 0))[0]),
    )


def low_involved_share(facts: Facts) -> Ratio:
    """Teachers of ШНОР with an event attended or a pair ÷ the same; without lists by name the entered figure.

    surveys_and_indicators.md §8.1: «A if attendance by name is kept».
    """
    if not facts.keeps_attendance:
        return entered(facts, "p000_shnor_involved_share")
    counts = facts.headcounts
    return Ratio(
        part=facts.length("low_involved"),
        whole=counts["low_teachers"],
        coverage=Coverage(counts["low_teachers_given"], facts.low_counts.get(facts.year, (0, 0))[0]),
    )


def teacher_mentor_share(facts: Facts) -> Ratio:
    """Mentors who are teachers ÷ Σ «Педагогов всего» of all schools."""
    counts = facts.headcounts
    return Ratio(
        part=facts.length("teaching_mentors"),
        whole=counts["teachers"],
        coverage=Coverage(counts["teachers_given"], facts.school_count),
    )


def novice_mentee_share(facts: Facts) -> Ratio:
    """Mentees whose teaching started less than three years before ÷ Σ «Молодых специалистов»."""
    counts = facts.headcounts
    return Ratio(
        part=facts.length("novice_mentees"),
        whole=counts["novices"],
        coverage=Coverage(counts["novices_given"], facts.school_count),
    )


def low_share_decline(facts: Facts) -> Ratio:
    """(share of ШНОР last year − this year) ÷ last year's; share = ШНОР ÷ schools with a row in that year."""
    last, last_rows = facts.low_counts.get(facts.year - 1, (0, 0))
    this, this_rows = facts.low_counts.get(facts.year, (0, 0))
    coverage = Coverage(this_rows, facts.school_count)
    if not (last and this_rows):
        return Ratio(coverage=coverage)
    share = Fraction(last, last_rows)
    return Ratio(number=(share - Fraction(this, this_rows)) / share, coverage=coverage)


def low_count_decline(facts: Facts) -> Ratio:
    """(ШНОР in the baseline year − now) ÷ ШНОР in the baseline year; no rows of a year are no data."""
    baseline, baseline_rows = facts.low_counts.get(facts.programme.baseline_year, (0, 0))
    now, rows = facts.low_counts.get(facts.year, (0, 0))
    coverage = Coverage(rows, facts.school_count)
    if not (baseline_rows and rows):
        return Ratio(coverage=coverage)
    return Ratio(part=baseline - now, whole=baseline, coverage=coverage)


def competence_growth(facts: Facts) -> Ratio:
    """(mean of last − mean of first) ÷ mean of first, over teachers of ШНОР tested twice or more."""
    growth = growth_of(teacher.testings for teacher in facts.low_teachers)
    repeated = [teacher for teacher in facts.low_teachers if len(teacher.testings) > 1]
    given = {school for teacher in repeated for school in teacher.schools}
    coverage = Coverage(len(given), facts.low_counts.get(facts.year, (0, 0))[0])
    note = f"тестированы дважды: {growth.repeated} из {growth.tested} педагогов" if growth.tested else ""
    is_hidden = growth.repeated > 0 and facts.is_growth_hidden
    number = None if is_hidden else growth.relative
    return Ratio(number=number, coverage=coverage, note=note, is_hidden=is_hidden)


def fresh_pages(facts: Facts) -> Ratio:
    """Schools whose mentoring page was updated in the last 180 days ÷ all."""
    return _of_schools(facts, facts.length("fresh_pages"))


def resource_sections(facts: Facts) -> Ratio:
    """Schools with the section «Ресурсный центр наставнических практик» ÷ all."""
    return _of_schools(facts, facts.length("resource_sections"))


def _of_schools(facts: Facts, part: int) -> Ratio:
    total = facts.school_count
    return Ratio(part=part, whole=total, coverage=Coverage(total, total))


def trained_share(facts: Facts) -> Ratio:
    """(curators in office ∪ mentors who entered) with a training ÷ the same union."""
    return Ratio(
        part=facts.length("trained"),
        whole=facts.length("curators_and_mentors"),
        coverage=Coverage(facts.school_count, facts.school_count),
    )


def base_school_count(facts: Facts) -> Ratio:
    """How many base schools there are."""
    every = Coverage(facts.school_count, facts.school_count)
    return Ratio(number=Fraction(facts.length("base_schools")), coverage=every)


def mentor_bank_count(facts: Facts) -> Ratio:
    """One interactive bank: it is there when it shows at least one mentor."""
    every = Coverage(facts.school_count, facts.school_count)
    return Ratio(number=Fraction(facts.length("published_mentors")), coverage=every)


def entered(facts: Facts, code: str) -> Ratio:
    """An entered figure: the municipality's latest row wins over the sum of its schools' latest rows."""
    rows = facts.statistics.get(code, [])
    whole_row = next((row for row in rows if row.school_id is None), None)
    if whole_row is not None:
        return _from_rows([whole_row], Coverage(facts.school_count, facts.school_count))
    latest: dict[int | None, Statistic] = {}
    for row in rows:
        latest.setdefault(row.school_id, row)
    return _from_rows(list(latest.values()), Coverage(len(latest), facts.school_count))


def _from_rows(rows: list[Statistic], coverage: Coverage) -> Ratio:
    if not rows:
        return Ratio(coverage=coverage)
    part = sum(row.numerator for row in rows)
    source = next((row.source for row in rows if row.source), "")
    note = f"источник: {source}" if source else "без подтверждения"
    if all(row.denominator is None for row in rows):
        return Ratio(number=Fraction(part), coverage=coverage, note=note)
    whole = sum(row.denominator or 0 for row in rows)
    return Ratio(part=part, whole=whole, coverage=coverage, note=note)
