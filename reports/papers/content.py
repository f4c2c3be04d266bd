"""What a document says, read from the stored figures of a snapshot alone: words and numbers. No query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from mentorship.programmes.models import IndicatorSet
from reports.display import gap_words, shown
from reports.enums import Status
from reports.indicators.definitions import SHARE
from reports.indicators.registry import REGISTRY
from reports.indicators.satisfaction import TOO_FEW_ANSWERS
from schools.russian import NO_VALUE

UNCONFIRMED = "без подтверждения"
NOT_STORED = "Отчёт зафиксирован прежней версией портала: этих сведений в нём нет."
OTHER_SET = "Прочие показатели"


@dataclass(frozen=True)
class Line:
    """An indicator of the snapshot as a row of a table."""

    figure: dict[str, Any]

    @property
    def is_share(self) -> bool:
        """Whether it is shown as per cents."""
        return bool(self.figure["unit"] == SHARE)

    @property
    def value(self) -> str:
        """The value in words, the same as the page's."""
        return shown(_exact(self.figure["value"]), is_share=self.is_share)

    @property
    def target(self) -> str:
        """«85,0 % к 31.08.2026»; a dash where none is set."""
        if self.figure["target"] is None:
            return NO_VALUE
        value = shown(_exact(self.figure["target"]), is_share=self.is_share)
        return f"{value} к {date.fromisoformat(self.figure['target_due']):%d.%m.%Y}"

    @property
    def difference(self) -> Fraction | None:
        """Value − target; None where either is missing."""
        value, target = _exact(self.figure["value"]), _exact(self.figure["target"])
        return None if value is None or target is None else value - target

    @property
    def gap(self) -> str:
        """The same in words: «−8,6 п.п.»."""
        return gap_words(self.difference, is_share=self.is_share)

    @property
    def state(self) -> str:
        """The state in words."""
        return str(Status(self.figure["status"]).label)

    @property
    def remarks(self) -> list[str]:
        """What a reader must know beside the figure: where it is weak, and how far it reaches."""
        said, coverage = str(self.figure["method"]), self.figure["coverage"]
        given, schools = coverage["schools_with_data"], coverage["schools"]
        found = [words for words in (UNCONFIRMED, TOO_FEW_ANSWERS) if words in said]
        if given is not None and given != schools:
            found.append(f"данные {given} из {schools} школ")
        return found

    @property
    def is_quotient(self) -> bool:
        """Whether the value is exactly numerator ÷ denominator."""
        top, bottom, value = (self.figure[name] for name in ("numerator", "denominator", "value"))
        return None not in (top, bottom, value) and bool(bottom) and float(Fraction(top, bottom)) == value


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def number(value: int | None) -> str:
    """A count in words."""
    return NO_VALUE if value is None else str(value)


def sets_of(figures: list[dict[str, Any]]) -> Iterator[tuple[str, list[Line]]]:
    """The indicators under the titles of their sets, in the order they were stored."""
    for name, group in groupby(figures, key=_set_of):
        yield (str(IndicatorSet(name).label) if name else OTHER_SET), [Line(figure) for figure in group]


def _set_of(figure: dict[str, Any]) -> str:
    indicator = REGISTRY.get(figure["code"])
    return str(indicator.set) if indicator else ""


def notes_of(lines: list[Line]) -> list[str]:
    """The footnotes that the table needs: only of what it shows."""
    remarks = {remark for line in lines for remark in line.remarks}
    states = {line.figure["status"] for line in lines}
    found = []
    if UNCONFIRMED in remarks:
        found.append("«Без подтверждения»: цифру внесли, не назвав источника.")
    if TOO_FEW_ANSWERS in remarks:
        found.append("«Недостаточно ответов»: ответила меньше половины приглашённых.")
    if Status.HIDDEN in states:
        found.append(
            "«Скрыто»: ответивших слишком мало, или число можно было бы получить вычитанием; "
            "правила — решение о малых группах (не меньше пяти человек)."
        )
    if Status.NO_DATA in states:
        found.append("«Нет данных»: показатель не внесён или его знаменатель равен нулю.")
    return found


class Missing(Exception):
    """The snapshot does not hold what is asked; the message is a Russian sentence."""


def school_of(figures: dict[str, Any], code: str) -> dict[str, Any]:
    """The stored sheet of a school; raises Missing."""
    schools = figures.get("facts", {}).get("schools", [])
    found = next((school for school in schools if school["code"] == code), None)
    if found is None:
        raise Missing("В этом отчёте нет листа школы: зафиксируйте показатели ещё раз.")
    return dict(found)
