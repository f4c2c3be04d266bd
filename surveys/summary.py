"""The kept results of a campaign, read for its page; `settings.CAMPAIGN_SUMMARY` has written them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from schools.models import User
from schools.russian import percent
from surveys.models import Campaign

HIDDEN = "скрыто"


@dataclass(frozen=True)
class Line:
    """A question and what was kept of it, in words."""

    text: str
    answered: int
    words: str


@dataclass(frozen=True)
class Summary:
    """Head-counts and lines of the report as it was on the day; `heading` says what the lines give."""

    on: date
    k: int
    heading: str
    counts: list[tuple[int, str]]
    items: list[Line]
    shares: list[Line]


def summary_for(user: User, campaign: Campaign) -> Summary | None:
    """What the campaign has kept, for those who may read the report of its whole municipality."""
    scope = user.access.scope("survey_reports")
    if not campaign.summary or not scope.reaches(municipality=campaign.municipality_id):
        return None
    kept = campaign.summary
    heading, read = ("Варианты", _once) if "once" in kept else ("Ожидание → итог", _role)
    return Summary(date.fromisoformat(kept["on"]), kept["k"], heading, *read(kept))


def _role(kept: dict[str, Any]) -> tuple[list[tuple[int, str]], list[Line], list[Line]]:
    report, texts = kept["report"], kept["texts"]
    counts = [
        (report["invited"], "приглашены"),
        (report["before"], "первая анкета, «до»"),
        (report["after"], "вторая анкета, «после»"),
        (report["both"], "ответили на обе"),
    ]
    items = [
        Line(texts.get(code, code), row["n"], HIDDEN if row["hidden"] else _medians(row))
        for code, row in report["items"].items()
    ]
    shares = [
        Line(texts.get(code, code), row["answered"], HIDDEN if row["hidden"] else percent(row["share"]))
        for code, row in report["yes"].items()
    ]
    return counts, items, shares


def _medians(row: dict[str, Any]) -> str:
    """«7 → 8,5»: never a difference (decisions.md §4)."""
    return f"{_score(row['median_before'])} → {_score(row['median_after'])}"


def _score(median: float) -> str:
    """A median of whole scores: 7.0 → «7», 8.5 → «8,5»."""
    return f"{median:g}".replace(".", ",")


def _once(kept: dict[str, Any]) -> tuple[list[tuple[int, str]], list[Line], list[Line]]:
    once = kept["once"]
    counts = [(once["asked"], "приглашены"), (once["sent"], "отправили анкету")]
    return counts, [Line(row["text"], row["answered"], _options(row)) for row in once["items"]], []


def _options(row: dict[str, Any]) -> str:
    if all(people is None for _, people in row["options"]):
        return HIDDEN
    return "; ".join(f"{label} — {HIDDEN if people is None else people}" for label, people in row["options"])
