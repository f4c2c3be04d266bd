"""A run of an index as its page and its workbook show it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from schools.enums import IndexKind
from schools.indices.runs import HIGHER
from schools.indices.spelling import rounded
from schools.models import IndexRun
from schools.russian import MINUS

SHOWN_PLACES = 4
MOST_NAMES = 10

Cells = list[Any]


class Weight(NamedTuple):
    """An indicator of ИОР: its weight as set, its share of all weights, direction and bounds in words."""

    name: str
    weight: str
    share: Fraction
    direction: str
    bounds: str


class Contribution(NamedTuple):
    """A characteristic of ИСБШ; figures are text of four places, `share` is its part of R²."""

    name: str
    beta: str
    correlation: str
    contribution: str
    coefficient: str
    side: str
    is_reversed: bool


def figure(text: str) -> str:
    """«0.937500000000» → «0,9375»."""
    return rounded(Fraction(text), SHOWN_PLACES).replace(".", ",").replace("-", MINUS)


def spelled(text: str) -> str:
    """A stored number for people: «-0.5» → «−0,5»."""
    return text.replace(".", ",").replace("-", MINUS)


def weights(run: IndexRun) -> list[Weight]:
    """The set of indicators of a run of ИОР."""
    found = {row["source"]: row for row in run.results.get("indicators", [])}
    return [_weight(row, found[row["source"]]) for row in run.parameters.get("indicators", [])]


def _weight(row: dict[str, Any], found: dict[str, Any]) -> Weight:
    given = [row["low"] is not None, row["high"] is not None]
    origin = {2: "заданы", 1: "одна задана, другая по школам"}.get(sum(given), "по школам расчёта")
    return Weight(
        name=row["name"],
        weight=spelled(row["weight"]),
        share=Fraction(found["share"]),
        direction="чем больше, тем лучше" if row["direction"] == HIGHER else "чем меньше, тем лучше",
        bounds=f"{spelled(found['low'])}–{spelled(found['high'])}, {origin}",
    )


def contributions(run: IndexRun) -> list[Contribution]:
    """The characteristics of a run of ИСБШ, the greatest contribution first."""
    terms = sorted(
        run.results.get("terms", []), key=lambda term: (-Fraction(term["contribution"]), term["name"])
    )
    return [_contribution(term) for term in terms]


def _contribution(term: dict[str, str]) -> Contribution:
    shown = {name: figure(term[name]) for name in ("beta", "correlation", "contribution", "coefficient")}
    side = "ниже" if Fraction(term["correlation"]) < 0 else "выше"
    is_reversed = Fraction(term["contribution"]) < 0
    return Contribution(term["name"], **shown, side=f"где её больше, ИОР {side}", is_reversed=is_reversed)


def listed(names: Sequence[str]) -> str:
    """Names in one line; of a long list the first ten and how many more there are."""
    words = ", ".join(names[:MOST_NAMES])
    return f"{words} и ещё {len(names) - MOST_NAMES}" if len(names) > MOST_NAMES else words


def source_names(run: IndexRun) -> dict[str, str]:
    """What the run was computed from: code → name, in the order of the columns."""
    if run.index == IndexKind.RESULTS:
        return {row["source"]: row["name"] for row in run.parameters["indicators"]}
    chosen = {row["source"]: row["name"] for row in run.parameters["characteristics"]}
    return {"results_index": "ИОР", **chosen}


def sheet_headings(run: IndexRun) -> list[str]:
    """The headings of the workbook: the school, what went in, what came out."""
    return ["Код ОО", "Школа", *source_names(run).values(), run.get_index_display(), "Почему не посчитан"]


def sheet_rows(run: IndexRun) -> Iterator[Cells]:
    """Every school of the population, then the parameters and the model with all the digits kept."""
    indices = {row["code"]: Decimal(row["index"]) for row in run.results["indices"]}
    reasons = {row["code"]: row["why"] for row in run.results["left_out"]}
    for row in run.inputs["schools"]:
        values = [_number(row["values"][source]) for source in source_names(run)]
        yield [row["code"], row["name"], *values, indices.get(row["code"]), reasons.get(row["code"])]
    yield []
    yield ["Расчёт", str(run)]
    yield ["Совокупность", run.population]
    yield ["Кто и когда", f"{author(run)}, {run.created_at:%d.%m.%Y %H:%M} (UTC)"]
    yield from _model_rows(run)


def _model_rows(run: IndexRun) -> Iterator[Cells]:
    if run.index == IndexKind.RESULTS:
        yield ["Показатель", "", "Вес", "Доля веса", "Направление", "Низ", "Верх"]
        found = {row["source"]: row for row in run.results["indicators"]}
        for row, shown in zip(run.parameters["indicators"], weights(run), strict=True):
            kept = found[row["source"]]
            figures = [_number(row["weight"]), _number(kept["share"])]
            yield [row["name"], "", *figures, shown.direction, _number(kept["low"]), _number(kept["high"])]
        return
    yield ["R²", _number(run.results["r_squared"])]
    yield ["Характеристика", "", "β", "r", "Вклад β·r", "Коэффициент β·|r|"]
    for term in run.results["terms"]:
        names = ("beta", "correlation", "contribution", "coefficient")
        yield [term["name"], "", *(_number(term[name]) for name in names)]


def author(run: IndexRun) -> str:
    """Who computed the run."""
    return run.created_by.get_full_name() if run.created_by else "сервер"


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
