"""A run as JSON: parameters and inputs in, results out; the same text every time.

`parameters` of ИОР: {"indicators": [{"source", "name", "weight", "direction", "low", "high"}], …};
of ИСБШ: {"characteristics": [{"source", "name"}], …}. Further keys are kept for the reader and not looked at.
`inputs`: {"schools": [{"code", "name", "values": {source: text or null}}]}, every school of the population.
Results of both: "schools" (how many were counted), "indices", "left_out"; of ИОР "indicators" with shares and
bounds, of ИСБШ "r_squared" and "terms".
"""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from schools.enums import IndexKind
from schools.indices.measured import LeftOut, Measured, Refused
from schools.indices.regression import Term, social_index
from schools.indices.spelling import COEFFICIENT_PLACES, plain, read, rounded, spoken
from schools.indices.weighted import Indicator, weighted_index

HIGHER, LOWER = "higher", "lower"

Json = dict[str, Any]


def compute(index: str, parameters: Json, inputs: Json) -> Json:
    """Return the results of a run; raises Refused."""
    schools = [
        Measured(row["code"], row["name"], {source: read(text) for source, text in row["values"].items()})
        for row in inputs["schools"]
    ]
    calculate = _results if index == IndexKind.RESULTS else _wellbeing
    return calculate(parameters, schools)


def differences(index: str, parameters: Json, inputs: Json, results: Json) -> list[str]:
    """Compute again and say in Russian what came out otherwise; nothing where every digit agrees."""
    try:
        again = compute(index, parameters, inputs)
    except Refused as error:
        return error.sentences
    if _as_text(again) == _as_text(results):
        return []
    names = {row["code"]: row["name"] for row in [*again["indices"], *results["indices"]]}
    was, now = (_by_code(table) for table in (results, again))
    found = [
        f"{names[code]}: записано {_shown(was.get(code))}, получилось {_shown(now.get(code))}."
        for code in sorted(names)
        if was.get(code) != now.get(code)
    ]
    return found or ["Индексы школ совпали, другие величины расчёта — нет."]


def _results(parameters: Json, schools: list[Measured]) -> Json:
    indicators = [_indicator(row) for row in parameters["indicators"]]
    found = weighted_index(indicators, schools)
    rows = [
        {
            "source": item.source,
            "name": item.name,
            "share": rounded(found.shares[item.source], COEFFICIENT_PLACES),
            "low": plain(found.bounds[item.source][0]),
            "high": plain(found.bounds[item.source][1]),
        }
        for item in indicators
    ]
    return {"indicators": rows, **_table(found.indices, found.left_out, schools)}


def _wellbeing(parameters: Json, schools: list[Measured]) -> Json:
    chosen = {row["source"]: row["name"] for row in parameters["characteristics"]}
    found = social_index(chosen, schools)
    return {
        "r_squared": rounded(found.r_squared, COEFFICIENT_PLACES),
        "terms": [_term(term) for term in found.terms],
        **_table(found.indices, found.left_out, schools),
    }


def _indicator(row: Json) -> Indicator:
    return Indicator(
        source=row["source"],
        name=row["name"],
        weight=Fraction(row["weight"]),
        higher_is_better=row["direction"] == HIGHER,
        low=read(row["low"]),
        high=read(row["high"]),
    )


def _term(term: Term) -> Json:
    figures = {
        "beta": Fraction(term.beta),
        "correlation": Fraction(term.correlation),
        "contribution": term.contribution,
        "coefficient": term.coefficient,
    }
    return {
        "source": term.source,
        "name": term.name,
        **{name: rounded(value, COEFFICIENT_PLACES) for name, value in figures.items()},
    }


def _table(indices: dict[str, Fraction], left_out: list[LeftOut], schools: list[Measured]) -> Json:
    names = {school.code: school.name for school in schools}
    rows = [
        {"code": code, "name": names[code], "index": rounded(value)}
        for code, value in sorted(indices.items())
    ]
    return {"schools": len(rows), "indices": rows, "left_out": [row._asdict() for row in left_out]}


def _by_code(results: Json) -> dict[str, str]:
    return {row["code"]: row["index"] for row in results["indices"]}


def _shown(text: str | None) -> str:
    return spoken(Fraction(Decimal(text))) if text else "ничего"


def _as_text(results: Json) -> str:
    """One text for equal results, in whatever order a database keeps the keys."""
    return json.dumps(results, ensure_ascii=False, sort_keys=True)
