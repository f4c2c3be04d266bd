"""The report on questionnaires in words: what stands in its tables, on the page and in the terminal alike.

«Ожидание → итог» compares what was expected with what came out; it is never called growth (decisions.md §4).
"""

from dataclasses import dataclass
from typing import Any

from schools.russian import NBSP, NO_VALUE, percent, plural
from surveys.catalogue import ItemDefinition

# Fewer than so large a share of those asked: the figures carry a warning (decisions.md §3).
ENOUGH = (1, 2)


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
    """One question asked both before and after."""

    item: ItemDefinition
    expected: str
    figures: dict[str, Any]

    @property
    def medians(self) -> str:
        """«7 → 8,5»."""
        if self.figures["hidden"]:
            return NO_VALUE
        return f"{number(self.figures['median_before'])} → {number(self.figures['median_after'])}"

    @property
    def counts(self) -> str:
        """«выше 7 · совпало 4 · ниже 1»; the direction alone where the counts are masked."""
        if self.figures["hidden"]:
            return "скрыто: мало пар ответов"
        if self.figures["higher"] is None:
            return self._direction
        return "выше {higher} · совпало {same} · ниже {lower}".format(**self.figures)

    @property
    def _direction(self) -> str:
        change = self.figures["median_change"]
        if change == 0:
            return "чаще совпало с ожиданием"
        return "чаще выше ожидания" if change > 0 else "чаще ниже ожидания"

    @property
    def change(self) -> str:
        """The median of the persons' own differences."""
        return number(self.figures["median_change"])

    @property
    def shift(self) -> str:
        """Hodges and Lehmann's shift."""
        return number(self.figures["hodges_lehmann"], 2)

    @property
    def effect(self) -> str:
        """The rank-biserial correlation, −1…1."""
        return number(self.figures["rank_biserial"], 2)

    @property
    def p(self) -> str:
        """The p-value of the signed ranks."""
        return p_value(self.figures["p_value"])

    @property
    def p_holm(self) -> str:
        """The same, adjusted by Holm."""
        return p_value(self.figures["p_holm"])


@dataclass(frozen=True)
class YesRow:
    """One yes/no question of the second form."""

    item: ItemDefinition
    figures: dict[str, Any]

    @property
    def parts(self) -> str:
        """«28 из 31»."""
        if self.figures["hidden"]:
            return f"скрыто, ответили {self.figures['answered']}"
        return f"{self.figures['yes']} из {self.figures['answered']}"

    @property
    def share(self) -> str:
        """«90,3 %»."""
        return percent(self.figures["share"])

    @property
    def interval(self) -> str:
        """Wilson's interval."""
        if self.figures["hidden"]:
            return NO_VALUE
        return f"{percent(self.figures['wilson_low'])} – {percent(self.figures['wilson_high'])}"


def too_few(report: dict[str, Any]) -> str:
    """«недостаточно ответов» where fewer than half of those asked have sent the second form, else ""."""
    part, whole = ENOUGH
    invited, after = report["invited"], report["after"]
    if after == 0 or after * whole >= invited * part:
        return ""
    words = plural(invited, "приглашённого", "приглашённых", "приглашённых")
    return f"Недостаточно ответов: вторую анкету отправили {after} из {invited} {words}."
