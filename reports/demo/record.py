"""The demonstration's schools beside the workbooks: orders, sources of indices, papers, characteristics."""

from collections.abc import Iterator
from datetime import date
from random import Random

from reports.demo.invention import YEARS_BACK, People, Row
from schools import years
from schools.enums import IndexKind, ListKind, PaperKind, PaperState
from schools.index_sources import record_source
from schools.lists import OrderWords, adopt, draft_list
from schools.models import Municipality, School, SchoolPaper
from schools.papers import keep_paper

ISSUER = "Минобр области"
CHARACTERISTICS = {
    "Доля обучающихся, у которых оба родителя с высшим образованием": 0.7,
    "Доля обучающихся из неполных семей": -0.3,
    "Доля педагогов высшей категории": 0.4,
}


def context(people: People) -> Iterator[Row]:
    """Context characteristics of this year that go along with the results: ИСБШ can be computed."""
    random = Random(people.year)  # noqa: S311 - demonstration data, not secrets
    for school in people.schools:
        for name, slope in CHARACTERISTICS.items():
            middle = 0.35 + slope * (school.level - 0.5)
            yield {
                "Код ОО": school.code, "Учебный год": years.label(people.year), "Характеристика": name,
                "Значение": round(min(max(middle + random.uniform(-0.08, 0.08), 0.02), 0.95), 3),
            }  # fmt: skip


def keep_record(municipality: Municipality, people: People) -> None:
    """Sources of the imported indices, this year's list of ШНОР as an order, papers of its schools."""
    for back in range(1, YEARS_BACK + 1):
        for index in IndexKind:
            record_source(
                municipality=municipality, year=people.year - back, index=index,
                study="Оценка качества образования области", population="все школы области",
                order=f"{ISSUER}, № {300 + back}", by=None, on=people.on,
            )  # fmt: skip
    low = School.objects.filter(municipality=municipality).low_results(people.year)
    _adopt(municipality, people, list(low))
    for number, school in enumerate(low.order_by("code")):
        _papers(school, people, number)


def _adopt(municipality: Municipality, people: People, low: list[School]) -> None:
    issued = min(date(people.year, 9, 15), people.on)
    drafted = draft_list(
        municipality=municipality, kind=ListKind.LOW_RESULTS, year=people.year,
        order=OrderWords("812", issued, ISSUER), schools=low, by=None, on=people.on,
    )  # fmt: skip
    adopt(school_list=drafted, by=None, on=people.on)


def _papers(school: School, people: People, number: int) -> None:
    """Every listed school has examined itself; the programme of the last one is still being written."""
    link = f"https://school{number + 1}.example.org/docs"
    for kind, state in (
        (PaperKind.SELF_EXAMINATION, PaperState.AGREED),
        (PaperKind.TRANSITION, PaperState.DRAFT if number == 2 else PaperState.AGREED),
    ):
        paper = SchoolPaper(school=school, year=people.year, kind=kind, state=state, link=f"{link}/{kind}")
        keep_paper(paper=paper, by=None)
