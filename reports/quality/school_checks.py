"""What is wrong with schools and their year: rows, indices, quartiles, lists, headcounts, curators."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from reports.quality.facts import Facts
from reports.quality.findings import Finding, Page
from schools import years
from schools.enums import IndexKind, ListKind, PaperKind
from schools.figures import number
from schools.models import School, SchoolYear
from schools.quartiles import Population

CHANGE_YEAR = "schools.change_schoolyear"
ROW_PAGE = "Открыть учебный год"


def _row_page(row: SchoolYear) -> Page:
    return Page("admin:schools_schoolyear_change", ROW_PAGE, CHANGE_YEAR, (row.pk,))


def _of(school: School, check: str, words: str, page: Page | None) -> Finding:
    return Finding(check, school.municipality_id, (school.pk,), words, page)


def no_year(facts: Facts) -> Iterator[Finding]:
    """Schools without a row of the year."""
    for place in facts.places:
        if place.row is None:
            query = f"school={place.school.pk}&year={years.label(facts.year)}"
            page = Page("admin:schools_schoolyear_add", "Внести учебный год", CHANGE_YEAR, query=query)
            words = f"За {years.label(facts.year)} у школы нет записи учебного года."
            yield _of(place.school, "no_year", words, page)


def no_index(facts: Facts) -> Iterator[Finding]:
    """Rows of the year without ИОР."""
    for place, row in facts.with_rows():
        if row.results_index is None:
            yield _of(
                place.school, "no_index", f"За {years.label(facts.year)} не внесён ИОР.", _row_page(row)
            )


def no_exams(facts: Facts) -> Iterator[Finding]:
    """Rows of the year without ГИА or ВПР: the gap between them cannot be judged."""
    for place, row in facts.with_rows():
        values = {"ГИА": row.final_exams, "ВПР": row.national_tests}
        missing = " и ".join(name for name, value in values.items() if value is None)
        if missing:
            words = f"За {years.label(facts.year)} нет результата: {missing}."
            yield _of(place.school, "no_exams", words, _row_page(row))


def no_headcount(facts: Facts) -> Iterator[Finding]:
    """Rows of the year without the number of teachers, the denominator of most indicators."""
    for place, row in facts.with_rows():
        if row.teacher_count is None:
            words = f"За {years.label(facts.year)} не внесено, сколько педагогов всего."
            yield _of(place.school, "no_headcount", words, _row_page(row))


def headcount(facts: Facts) -> Iterator[Finding]:
    """A headcount below the teachers who work in the school today by the register."""
    for place, row in facts.with_rows():
        if row.teacher_count is not None and row.teacher_count < place.teachers:
            words = f"Педагогов всего: {row.teacher_count}, а в списке педагогов школы их {place.teachers}."
            yield _of(place.school, "headcount", words, _row_page(row))


def novices(facts: Facts) -> Iterator[Finding]:
    """More young teachers than teachers."""
    for place, row in facts.with_rows():
        young, all_of_them = row.novice_count, row.teacher_count
        if young is not None and all_of_them is not None and young > all_of_them:
            words = f"Молодых специалистов {young}, а педагогов всего {all_of_them}."
            yield _of(place.school, "novices", words, _row_page(row))


def no_curator(facts: Facts) -> Iterator[Finding]:
    """Schools in which nobody is curator on the day."""
    for place in facts.places:
        if not place.has_curator:
            query = f"school__id__exact={place.school.pk}"
            page = Page(
                "admin:schools_person_changelist", "Выбрать сотрудника", "schools.change_person", query=query
            )
            yield _of(place.school, "no_curator", "Сегодня в школе нет школьного куратора.", page)


def flag_without_order(facts: Facts) -> Iterator[Finding]:
    """A flag of the year that no order stands behind: neither in the row nor in a list that was adopted."""
    for place, row in facts.with_rows():
        for kind in ListKind:
            if row.is_listed(kind.value) and not row.order and kind.value not in place.orders:
                words = f"Школа в перечне {kind.label} {years.label(facts.year)}, а приказ не записан."
                yield _of(place.school, "flag_without_order", words, _row_page(row))


def no_transition(facts: Facts) -> Iterator[Finding]:
    """ШНОР of the day without a programme of turning effective that is past its draft."""
    for place, row in facts.with_rows():
        if row.is_listed(ListKind.LOW_RESULTS.value, facts.on) and not place.has_programme:
            words = f"Программы перевода в эффективный режим за {years.label(facts.year)} нет."
            page = Page(
                "admin:schools_schoolpaper_add",
                "Внести документ",
                "schools.change_schoolpaper",
                query=f"school={place.school.pk}&kind={PaperKind.TRANSITION}&year={years.label(facts.year)}",
            )
            yield _of(place.school, "no_transition", words, page)


def index_without_source(facts: Facts) -> Iterator[Finding]:
    """An index of a municipality of which nobody has said which study gave it."""
    year = years.label(facts.year)
    for key, places in facts.in_municipality.items():
        if not facts.sees_municipality(key):
            continue
        name, rows = places[0].school.municipality, [place.row for place in places if place.row]
        for kind in IndexKind:
            if any(_index(row, kind) is not None for row in rows) and (key, kind.value) not in facts.sources:
                words = f"{name}: не записано, из какого исследования {kind.label} за {year}."
                query = f"municipality={key}&year={year}&index={kind.value}"
                page = Page(
                    "reports:index_source", "Записать источник", "school_analysis.change", query=query
                )
                yield Finding("index_without_source", key, (), words, page)


class Placed(NamedTuple):
    """A school with an index and the quartile that counts for it."""

    school: School
    row: SchoolYear
    value: Decimal
    quartile: int


def own_quartile(facts: Facts) -> Iterator[Finding]:
    """A quartile that was brought in, other than the one the index has by the cuts."""
    for kind in IndexKind if facts.has_own_quartiles else ():
        populations = _populations(facts, kind)
        for place, row in facts.with_rows():
            own = getattr(row, f"{kind.value}_quartile")
            population = populations[place.school.municipality_id]
            computed = population.place(_index(row, kind), None).quartile
            if own is not None and computed is not None and own != computed:
                words = f"Загружен {own}-й квартиль {kind.label}, а по значению индекса — {computed}-й."
                yield _of(place.school, "own_quartile", words, _row_page(row))


def quartile_order(facts: Facts) -> Iterator[Finding]:
    """A higher index with a lower quartile than another school of the municipality has."""
    for kind in IndexKind if facts.has_own_quartiles else ():
        for key, population in _populations(facts, kind).items():
            for higher, lower in _turned_round(_placed(facts, kind, key, population)):
                if higher.school.pk in facts.by_key:
                    words = _order_words(facts, kind, higher, lower)
                    yield _of(higher.school, "quartile_order", words, _row_page(higher.row))


def _index(row: SchoolYear, kind: IndexKind) -> Decimal | None:
    value: Decimal | None = getattr(row, f"{kind.value}_index")
    return value


def _populations(facts: Facts, kind: IndexKind) -> dict[int, Population]:
    """The schools that those of each municipality are held against, under its settings."""
    found = {}
    for key, parameters in facts.parameters.items():
        own = [place.row for place in facts.in_municipality[key] if place.row]
        rows = facts.portal_rows if parameters.is_portal else own
        values = [_index(row, kind) for row in rows]
        how = (parameters.fewest_schools, parameters.method, parameters.is_portal)
        found[key] = Population.of(kind.label, facts.year, values, *how)
    return found


def _placed(facts: Facts, kind: IndexKind, key: int, population: Population) -> list[Placed]:
    """The schools of a municipality with an index and a quartile, by index."""
    found = []
    for place in facts.in_municipality[key]:
        value = _index(place.row, kind) if place.row else None
        if place.row and value is not None:
            own = getattr(place.row, f"{kind.value}_quartile")
            quartile = population.place(value, own).quartile
            if quartile is not None:
                found.append(Placed(place.school, place.row, value, quartile))
    return sorted(found, key=lambda item: item.value)


def _turned_round(placed: Iterable[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Each school whose quartile is lower than one of a strictly lower index, with the best of those."""
    best: Placed | None = None
    waiting: list[Placed] = []
    for item in placed:
        if waiting and waiting[0].value < item.value:
            best = max([*([best] if best else []), *waiting], key=lambda held: held.quartile)
            waiting = []
        waiting.append(item)
        if best is not None and item.quartile < best.quartile:
            yield item, best


def _order_words(facts: Facts, kind: IndexKind, higher: Placed, lower: Placed) -> str:
    """Another school is named to those who see it."""
    if not facts.sees_municipality(higher.school.municipality_id):
        return f"{kind.label} выше, чем у другой школы, а квартиль ниже."
    return (
        f"{kind.label} {number(higher.value)} выше, чем у школы «{lower.school}» ({number(lower.value)}), "
        f"а квартиль ниже: {higher.quartile} против {lower.quartile}."
    )
