"""The report on questionnaires in words: what stands in its tables, on the page and in the terminal alike.

«Ожидание → итог» compares what was expected with what came out; it is never called growth (decisions.md §4).
"""

from dataclasses import dataclass

from reports.record.dumbbell import Dumbbell
from reports.survey_reports.drawing import Column, ShareBar, columns, dumbbell, share_bar
from schools.russian import NBSP, NO_VALUE, percent, plural
from surveys.catalogue import ItemDefinition
from surveys.enums import Phase
from surveys.item_details import ItemDetail, SideBySide, TwoByTwo
from surveys.results import RoleReport
from surveys.results.questions import ATTITUDE, COMPARED, IMPORTANCE, judged, partners, related
from surveys.statistics import non_response_bounds
from surveys.suppression import ItemSummary, YesSummary

# Fewer than so large a share of those asked: the figures carry a warning (decisions.md §3).
ENOUGH = (1, 2)
NO_DETAIL = ItemDetail()


def number(value: float | None, places: int = 1) -> str:
    """A figure with a comma and a proper minus: 8.5 → «8,5», 7.0 → «7»; None → «—»."""
    if value is None:
        return NO_VALUE
    text = f"{round(value, places) + 0.0:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"
    return text.replace(".", ",").replace("-", "−")


def p_value(value: float | None) -> str:
    """A probability: 0.0312 → «0,031», below a thousandth «< 0,001»."""
    if value is None:
        return NO_VALUE
    return f"<{NBSP}0,001" if value < 0.001 else f"{value:.3f}".replace(".", ",")  # noqa: PLR2004


@dataclass(frozen=True)
class ComparedRow:
    """One question asked both before and after, with what may be said of it by the number of pairs (§5)."""

    item: ItemDefinition
    expected: str
    figures: ItemSummary
    detail: ItemDetail = NO_DETAIL

    @property
    def medians(self) -> str:
        """«7 → 8,5»."""
        if self.figures.hidden:
            return NO_VALUE
        return f"{number(self.figures.median_before)} → {number(self.figures.median_after)}"

    @property
    def counts(self) -> str:
        """«выше 7 · совпало 4 · ниже 1»; the direction alone where the counts are masked."""
        if self.figures.hidden:
            return "скрыто: мало пар ответов"
        if self.figures.higher is None:
            return self._direction
        figures = self.figures
        return f"выше {figures.higher} · совпало {figures.same} · ниже {figures.lower}"

    @property
    def _direction(self) -> str:
        change = self.figures.median_change or 0
        if change == 0:
            return "чаще совпало с ожиданием"
        return "чаще выше ожидания" if change > 0 else "чаще ниже ожидания"

    @property
    def change(self) -> str:
        """The median of the persons' own differences."""
        return number(self.figures.median_change)

    @property
    def interval(self) -> str:
        """The interval of that median: «0 … 3»."""
        found = self.detail.interval
        return f"{number(found.low)} … {number(found.high)}" if found else NO_VALUE

    @property
    def shift(self) -> str:
        """Hodges and Lehmann's shift."""
        return number(self.figures.hodges_lehmann, 2)

    @property
    def effect(self) -> str:
        """The rank-biserial correlation, −1…1."""
        return number(self.figures.rank_biserial, 2)

    @property
    def p(self) -> str:
        """The p-value of the signed ranks."""
        return p_value(self.figures.p_value)

    @property
    def p_holm(self) -> str:
        """The same, adjusted by Holm."""
        return p_value(self.figures.p_holm)

    @property
    def sign_p(self) -> str:
        """The p-value of the sign test, which counts and does not measure."""
        return p_value(self.detail.sign_p)

    @property
    def dumbbell(self) -> Dumbbell | None:
        """The two medians as a drawing."""
        return dumbbell(self.figures)

    @property
    def columns(self) -> list[Column]:
        """The distribution as a drawing and a table."""
        return columns(self.detail)

    @property
    def ceiling(self) -> str:
        """«10 баллов ожидали 3 из 24: превзойти такое ожидание нельзя»; "" where nobody did."""
        if not self.detail.at_top:
            return ""
        return f"10 баллов ожидали {self.detail.at_top} из {self.figures.n}: выше такой оценки не бывает."


@dataclass(frozen=True)
class YesRow:
    """One yes/no question of the second form; `invited` gives what the silent ones allow (§4)."""

    item: ItemDefinition
    figures: YesSummary
    invited: int = 0

    @property
    def parts(self) -> str:
        """«28 из 31»."""
        if self.figures.hidden:
            return f"скрыто, ответили {self.figures.answered}"
        return f"{self.figures.yes} из {self.figures.answered}"

    @property
    def share(self) -> str:
        """«90,3 %»."""
        return percent(self.figures.share)

    @property
    def interval(self) -> str:
        """Wilson's interval."""
        if self.figures.hidden:
            return NO_VALUE
        return f"{percent(self.figures.wilson_low)} – {percent(self.figures.wilson_high)}"

    @property
    def bounds(self) -> str:
        """«70,0 % – 92,5 %»: the share among all invited, whatever the silent ones would have said."""
        figures = self.figures
        if figures.yes is None or figures.answered >= self.invited:
            return NO_VALUE
        bounds = non_response_bounds(figures.yes, figures.answered, self.invited)
        return f"{percent(bounds.low)} – {percent(bounds.high)}"

    @property
    def bar(self) -> ShareBar | None:
        """The share and its interval as a drawing."""
        return share_bar(self.figures)


@dataclass(frozen=True)
class SideRow:
    """An importance and what came of it: two medians, no difference."""

    item: ItemDefinition
    asked: str
    figures: SideBySide


@dataclass(frozen=True)
class AttitudeRow:
    """Two attitudes of the same persons: a table of four counts."""

    item: ItemDefinition
    asked: str
    figures: TwoByTwo

    @property
    def p(self) -> str:
        """The exact p of McNemar's test."""
        return p_value(self.figures.p_value)


def compared_rows(report: RoleReport) -> list[ComparedRow]:
    """The questions asked both times, each with the wording of both."""
    return [
        ComparedRow(item, asked, report.items[item.code], report.details[item.code])
        for item, asked in _asked(report, COMPARED)
    ]


def yes_rows(report: RoleReport) -> list[YesRow]:
    """The yes/no questions of the second form."""
    items = judged(report.forms[Phase.AFTER])
    return [YesRow(item, report.yes[item.code], report.invited) for item in items]


def side_rows(report: RoleReport) -> list[SideRow]:
    """Importance beside what came of it."""
    return [SideRow(item, asked, report.importance[item.code]) for item, asked in _asked(report, IMPORTANCE)]


def attitude_rows(report: RoleReport) -> list[AttitudeRow]:
    """The pairs of attitudes."""
    found = _asked(report, ATTITUDE, "yes_no")
    return [AttitudeRow(item, asked, report.attitude[item.code]) for item, asked in found]


def _asked(report: RoleReport, relation: str, kind: str = "scale") -> list[tuple[ItemDefinition, str]]:
    items = related(report.forms[Phase.AFTER], relation, kind)
    return [
        (item, first.text)
        for item, first in zip(items, partners(items, report.forms[Phase.BEFORE]), strict=True)
    ]


def too_few(invited: int, after: int) -> str:
    """«недостаточно ответов» where fewer than half of those asked have sent the second form, else ""."""
    part, whole = ENOUGH
    if after == 0 or after * whole >= invited * part:
        return ""
    words = plural(invited, "приглашённого", "приглашённых", "приглашённых")
    return f"Недостаточно ответов: вторую анкету отправили {after} из {invited} {words}."
