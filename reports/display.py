"""How a figure is shown: states as tone and icon, values and gaps in words, bars of a chart."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from reports.enums import Status
from reports.indicators.definitions import YES_NO
from reports.indicators.readings import Reading
from schools.russian import MINUS, NBSP, NO_VALUE, percent

# design/README.md §5: the states of indicators.
STATUS_LOOK: dict[str, tuple[str, str]] = {
    Status.MET: ("ok", "done"),
    Status.NOT_MET: ("bad", "missed"),
    Status.IN_PROGRESS: ("", "clock"),
    Status.KEPT: ("ok", "kept"),
    Status.LOST: ("bad", "lost"),
    Status.NO_TARGET: ("quiet", "info"),
    Status.NO_DATA: ("quiet", "none"),
    Status.HIDDEN: ("quiet", "hidden"),
}

AT_RISK = ("warn", "warning", "под угрозой")

# In chart units: the titles must fit over the bars on a phone, too.
BAR_WIDTH, BAR_STEP, BAR_HEIGHT = 620, 50, 14

# So many indicators open the page as tiles; the tables hold all of them.
MAIN_COUNT = 6


def shown(value: Fraction | None, *, is_share: bool) -> str:
    """A value in the indicator's unit: «85,0 %», «3», «—»."""
    if value is None:
        return NO_VALUE
    if is_share:
        return percent(value)
    return f"{round(float(value), 2):g}".replace(".", ",")


def gap_words(gap: Fraction | None, *, is_share: bool) -> str:
    """The distance to the target: «−8,6 п.п.», «+1»; rounded down like the value itself."""
    if gap is None:
        return NO_VALUE
    sign = "+" if gap >= 0 else MINUS
    if not is_share:
        return f"{sign}{float(abs(gap)):g}".replace(".", ",")
    points = percent(abs(gap)).removesuffix(f"{NBSP}%")
    return f"{sign}{points}{NBSP}п.п."


@dataclass(frozen=True)
class Tile:
    """An indicator as a page shows it, with the value of a year before where it is known."""

    reading: Reading
    before: Fraction | None = None

    @property
    def look(self) -> tuple[str, str, str]:
        """Tone, icon and words of the state; what falls behind its pace is told apart."""
        status = self.reading.status
        return AT_RISK if self.reading.is_at_risk else (*STATUS_LOOK[status], status.label)

    @property
    def tone(self) -> str:
        """The design's tone of the state."""
        return self.look[0]

    @property
    def icon(self) -> str:
        """The icon of the state."""
        return self.look[1]

    @property
    def words(self) -> str:
        """The state in words."""
        return self.look[2]

    @property
    def last_year(self) -> str:
        """The value on the same day a year before."""
        return shown(self.before, is_share=self.reading.is_share)

    @property
    def expected(self) -> str:
        """What a steady pace would have brought by the day."""
        return shown(self.reading.expected, is_share=self.reading.is_share)

    @property
    def pace(self) -> str:
        """The same in words where the indicator falls behind; "" where it keeps its pace."""
        if not self.reading.is_at_risk:
            return ""
        if self.reading.indicator.is_level:
            return f"{self.expected} ждут сразу: удовлетворённость не копится"
        return f"при ровном темпе к этому дню было бы {self.expected}"

    @property
    def value(self) -> str:
        """The value in words."""
        if self.reading.indicator.unit == YES_NO and self.reading.ratio.value is not None:
            return "да" if self.reading.ratio.value else "нет"
        return shown(self.reading.ratio.value, is_share=self.reading.is_share)

    @property
    def parts(self) -> str:
        """«34 из 40»; "" where the indicator is no share or hidden."""
        ratio = self.reading.ratio
        if ratio.is_hidden or ratio.part is None or not ratio.whole:
            return ""
        return f"{ratio.part} из {ratio.whole}"

    @property
    def target(self) -> str:
        """The target in words with its day."""
        goal = self.reading.goal
        if goal is None:
            return "не задана"
        value = shown(Fraction(goal.value), is_share=self.reading.is_share)
        after = ", далее не ниже" if goal.rule == "maintained" else ""
        return f"{value} к {goal.due:%d.%m.%Y}{after}"

    @property
    def gap(self) -> str:
        """The distance to the target in words."""
        return gap_words(self.reading.gap, is_share=self.reading.is_share)

    @property
    def coverage(self) -> str:
        """«данные 12 из 14 школ»; "" where every figure is at hand."""
        coverage = self.reading.ratio.coverage
        if coverage is None or coverage.schools_with_data == coverage.schools:
            return ""
        return f"данные {coverage.schools_with_data} из {coverage.schools} школ"


@dataclass(frozen=True)
class Bar:
    """One line of a chart: a bar to the value, a tick at the target, in chart units."""

    title: str
    words: str
    y: int
    width: float
    goal: float | None

    @property
    def text_y(self) -> int:
        """The base line of the words over the bar."""
        return self.y - 8

    @property
    def goal_end(self) -> int:
        """Where the tick of the target ends."""
        return self.y + BAR_HEIGHT + 2


def main_tiles(tiles: Iterable[Tile]) -> list[Tile]:
    """What opens the page: the lost and missed first, then what is in progress farthest from its target."""
    spoken = [tile for tile in tiles if tile.reading.gap is not None]
    order = (Status.LOST, Status.NOT_MET, Status.IN_PROGRESS, Status.KEPT, Status.MET)
    spoken.sort(
        key=lambda tile: (order.index(tile.reading.status), not tile.reading.is_at_risk, tile.reading.gap)
    )
    return spoken[:MAIN_COUNT]


def bars(tiles: Iterable[Tile]) -> list[Bar]:
    """Shares of a set as bars from 0 to 100 %; what is no share, hidden or negative is left to the table."""
    shares = [tile for tile in tiles if tile.reading.is_share and tile.reading.ratio.value is not None]
    lines: list[Bar] = []
    for tile in shares:
        value, goal = tile.reading.ratio.value or Fraction(0), tile.reading.goal
        lines.append(
            Bar(
                title=tile.reading.indicator.title,
                words=tile.value,
                y=30 + len(lines) * BAR_STEP,
                width=round(BAR_WIDTH * float(min(max(value, Fraction(0)), Fraction(1))), 1),
                goal=round(BAR_WIDTH * float(goal.value), 1) if goal else None,
            )
        )
    return lines
