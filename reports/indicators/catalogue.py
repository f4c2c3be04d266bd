"""«Справочник показателей»: every row of the four documents with its source and where it is answered."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from mentorship.programmes.models import IndicatorSet
from reports.indicators.beyond import BEYOND, KNOWN
from reports.indicators.decisions import HERE
from reports.indicators.definitions import Indicator
from reports.scoring.criteria import CRITERIA
from reports.survey_reports.appendix import JOINT, LINES, TITLES

DOCUMENTS = {
    "000": "Документ 000 — муниципальная программа",
    "001": "Документ 001 — приказ о внедрении целевой модели",
    "003": "Документ 003 — программа школы",
    "004": "Документ 004 — показатели муниципальной программы и оценка методической службы",
}
_OF_SETS = {
    IndicatorSet.MUNICIPAL_PROGRAMME: "000",
    IndicatorSet.DISTRICT_ORDER: "001",
    IndicatorSet.MUNICIPAL_TARGETS: "004",
    None: "003",
}


class How(Enum):
    """How a figure comes about; tone and icon are the design's."""

    COUNTED = ("считает портал", "ok", "done")
    MIXED = ("считает портал или вносится", "", "edit")
    ENTERED = ("вносится", "", "edit")
    ELSEWHERE = ("считается на другой странице", "quiet", "forward")
    WORDS = ("описывается словами", "quiet", "info")

    def __init__(self, words: str, tone: str, icon: str) -> None:
        self.words, self.tone, self.icon = words, tone, icon


@dataclass(frozen=True)
class Entry:
    """A row of the catalogue; `page` is the name of the address where it is answered.

    `page_area`: the area of that page, where it is not for every reader of the catalogue.
    """

    code: str
    document: str
    title: str
    source: str
    how: How
    formula: str
    wording: str = ""
    target: str = ""
    unit: str = ""
    direction: str = ""
    page: str = ""
    page_title: str = ""
    page_area: str = ""
    is_beside: bool = False

    @property
    def has_own_page(self) -> bool:
        """Whether there is a definition page."""
        return self.code in KNOWN


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


PRINTED: dict[str, dict[str, Any]] = _toml("documents.toml")


def _of_indicator(indicator: Indicator) -> Entry:
    printed = PRINTED[indicator.code]
    how = How.ENTERED if indicator.is_entered else How.COUNTED
    parts = (indicator.numerator, indicator.denominator)
    return Entry(
        code=indicator.code,
        document=_OF_SETS[indicator.set],
        title=indicator.title,
        source=indicator.source,
        how=How.MIXED if indicator.or_entered else how,
        formula=" ÷ ".join(filter(None, parts)),
        wording=printed["wording"],
        target=printed["target"],
        unit=indicator.unit,
        direction=indicator.direction.value,
        is_beside=indicator.code in BEYOND,
    )


def _of_appendix() -> Iterator[Entry]:
    """Приложение 2: a row for each line of both tables (surveys_and_indicators.md §3.5)."""
    for role, lines in LINES.items():
        joint = (JOINT, "Довольны совместной работой")
        for item, words in (*lines, joint, ("result", "Довольны результатом")):
            yield Entry(
                code=f"p000_pe_{role}_{item}",
                document="000",
                title=f"{TITLES[role]}: {words[:1].lower()}{words[1:]}",
                source="Документ 000, Приложение 2",
                how=How.ELSEWHERE,
                formula="число отметивших среди ответивших",
                wording=words,
                unit="чел.",
                page="reports:survey_appendix",
                page_title="Приложение 2",
            )


def _of_score() -> Iterator[Entry]:
    """The ten criteria of the methodical service."""
    for number, criterion in enumerate(CRITERIA.values(), start=1):
        yield Entry(
            code=criterion.code,
            document="004",
            title=criterion.title,
            source=f"Документ 004, оценка методической службы, критерий {number}",
            how=How.ELSEWHERE,
            formula="0, 1 или 2 балла; сумма десяти — от 0 до 20",
            wording=criterion.wording,
            unit="балл",
            page="reports:score",
            page_title="Лист оценки",
        )


def _all() -> Iterator[Entry]:
    yield from (_of_indicator(indicator) for indicator in KNOWN.values())
    yield from _of_appendix()
    for row in _toml("described.toml")["row"]:
        yield Entry(**{**row, "how": How[row["how"].upper()]})
    yield from _of_score()


ENTRIES: tuple[Entry, ...] = tuple(sorted(_all(), key=lambda entry: entry.document))


def entries(document: str = "", how: str = "") -> list[Entry]:
    """The rows of a document and a kind; all of them where nothing is chosen."""
    return [
        entry
        for entry in ENTRIES
        if (not document or entry.document == document) and (not how or entry.how.name.lower() == how)
    ]
