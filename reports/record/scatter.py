"""The map of schools, ИОР over ИСБШ: coordinates, shapes and labels; no ORM (docs/adr/0004)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, cos, floor, pi, sin
from typing import NamedTuple

from reports.record.school_kinds import KINDS, Medians
from schools.figures import number

LEFT, RIGHT, TOP, BOTTOM = 64.0, 704.0, 34.0, 496.0
# How large a mark is drawn: the more schools, the smaller; more than these are not named on the chart.
SIZES = ((60, 8.0), (300, 5.5))
SMALLEST = 3.5
MOST_NAMED = 24
LONGEST_NAME = 22
LETTER, LINE = 7.2, 15.0
MOST_LEVELS = 5
EFFECTIVE = "effective"


class Placed(NamedTuple):
    """A school on the map: its name and address, both indices, its kind, whether it is effective."""

    name: str
    address: str
    results: Decimal
    wellbeing: Decimal
    kind: str
    is_effective: bool


class Label(NamedTuple):
    """A text at a point; `anchor` is SVG's text-anchor."""

    x: str
    y: str
    words: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Mark:
    """A school's mark: the path of its shape, the class of its look, what pointing at it tells."""

    path: str
    look: str
    title: str
    address: str


@dataclass(frozen=True)
class Scatter:
    """What the template draws; coordinates are ready strings with a point, whatever the locale."""

    marks: list[Mark]
    names: list[Label]
    x_levels: list[Label]
    y_levels: list[Label]
    corners: list[Label]
    median_x: str
    median_y: str
    median_labels: list[Label]
    left: str = f"{LEFT:.1f}"
    right: str = f"{RIGHT:.1f}"
    top: str = f"{TOP:.1f}"
    bottom: str = f"{BOTTOM:.1f}"


def scatter(schools: Sequence[Placed], middle: Medians) -> Scatter | None:
    """Draw the schools; None where none has both indices."""
    if not schools or middle.results is None or middle.wellbeing is None:
        return None
    across = _Scale.around([school.wellbeing for school in schools], middle.wellbeing, LEFT, RIGHT)
    upward = _Scale.around([school.results for school in schools], middle.results, BOTTOM, TOP)
    size = next((size for most, size in SIZES if len(schools) <= most), SMALLEST)
    points = [(across.at(school.wellbeing), upward.at(school.results)) for school in schools]
    x, y = across.at(middle.wellbeing), upward.at(middle.results)
    lines = [_Box(x - 1, TOP, x + 1, BOTTOM), _Box(LEFT, y - 1, RIGHT, y + 1)]
    return Scatter(
        marks=[_mark(school, point, size) for school, point in zip(schools, points, strict=True)],
        names=_names(schools, points, size, lines) if len(schools) <= MOST_NAMED else [],
        x_levels=[Label(_spelled(across.at(level)), "522", number(level)) for level in across.levels()],
        y_levels=[
            Label("54", _spelled(upward.at(level) + 4), number(level), "end") for level in upward.levels()
        ],
        corners=_corners(),
        median_x=_spelled(x),
        median_y=_spelled(y),
        median_labels=[
            Label(_spelled(x), "22", f"медиана ИСБШ {number(round(middle.wellbeing, 4))}"),
            Label(
                _spelled(RIGHT - 4), _spelled(y - 6), f"медиана ИОР {number(round(middle.results, 4))}", "end"
            ),
        ],
    )


@dataclass(frozen=True)
class _Scale:
    """An axis: from one tenth to another on so many units."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    @classmethod
    def around(cls, values: Sequence[Decimal], middle: Decimal, start: float, end: float) -> "_Scale":
        low = Decimal(floor(min(*values, middle) * 10)) / 10
        high = Decimal(ceil(max(*values, middle) * 10)) / 10
        if low == high:
            low, high = max(low - Decimal("0.1"), Decimal(0)), min(high + Decimal("0.1"), Decimal(1))
        return cls(low, high, start, end)

    def at(self, value: Decimal) -> float:
        return self.start + (self.end - self.start) * float((value - self.low) / (self.high - self.low))

    def levels(self) -> list[Decimal]:
        tenths = round((self.high - self.low) * 10)
        step = 1 if tenths <= MOST_LEVELS else 2
        return [self.low + Decimal(place) / 10 for place in range(0, tenths + 1, step)]


def _mark(school: Placed, point: tuple[float, float], size: float) -> Mark:
    look = EFFECTIVE if school.is_effective else school.kind
    figures = f"ИОР {number(school.results)}, ИСБШ {number(school.wellbeing)}"
    title = f"{school.name}: {figures}{', эффективная школа' if school.is_effective else ''}"
    return Mark(shape(look, *point, size), look, title, school.address)


def shape(look: str, x: float, y: float, size: float) -> str:
    """The path of a look's shape around a point: a shape of its own for each, so that none needs a colour."""
    if look == "both":
        half = f"a{size} {size} 0 1 0"
        return f"M{_spelled(x - size)} {_spelled(y)}{half} {2 * size} 0{half} {-2 * size} 0z"
    if look == EFFECTIVE:
        return _polygon(_star(x, y, size * 1.5))
    corners = {
        "results": ((0, -1.15), (1.05, 0.85), (-1.05, 0.85)),
        "conditions": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        "neither": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    }[look]
    return _polygon((x + across * size, y + down * size) for across, down in corners)


def _star(x: float, y: float, size: float) -> list[tuple[float, float]]:
    arms = 10
    turns = [(place, -pi / 2 + place * 2 * pi / arms) for place in range(arms)]
    reach = [(size if place % 2 == 0 else size * 0.45, turn) for place, turn in turns]
    return [(x + radius * cos(turn), y + radius * sin(turn)) for radius, turn in reach]


def _polygon(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_spelled(x)} {_spelled(y)}" for x, y in points) + "z"


def _corners() -> list[Label]:
    """The names of the four kinds in the corners of the drawing."""
    high, low = _spelled(TOP + 18), _spelled(BOTTOM - 10)
    left, right = _spelled(LEFT + 8), _spelled(RIGHT - 8)
    places = {
        "results": (left, high, "start"),
        "both": (right, high, "end"),
        "neither": (left, low, "start"),
        "conditions": (right, low, "end"),
    }
    return [Label(x, y, KINDS[kind][1], anchor) for kind, (x, y, anchor) in places.items()]


class _Box(NamedTuple):
    """A rectangle of the drawing."""

    x1: float
    y1: float
    x2: float
    y2: float

    def meets(self, other: "_Box") -> bool:
        return self.x1 < other.x2 and other.x1 < self.x2 and self.y1 < other.y2 and other.y1 < self.y2


def _names(
    schools: Sequence[Placed], points: Sequence[tuple[float, float]], size: float, lines: Sequence[_Box]
) -> list[Label]:
    """A name beside each mark where there is room for it; the others are named by the table.

    A place that crosses no line of a median is taken first.
    """
    taken = [_Box(x - size, y - size, x + size, y + size) for x, y in points]
    labels = []
    for school, (x, y) in zip(schools, points, strict=True):
        free = [
            (label, box)
            for label, box in _sides(_short(school.name), x, y, size)
            if box.x1 >= LEFT and box.x2 <= RIGHT and not any(box.meets(other) for other in taken)
        ]
        if free:
            label, box = min(free, key=lambda place: sum(place[1].meets(line) for line in lines))
            labels.append(label)
            taken.append(box)
    return labels


def _sides(words: str, x: float, y: float, size: float) -> list[tuple[Label, _Box]]:
    """The four places of a name: right, left, above, below."""
    width, gap = len(words) * LETTER, size + 4
    places = (
        (x + gap, y + 4, "start", x + gap),
        (x - gap, y + 4, "end", x - gap - width),
        (x, y - gap, "middle", x - width / 2),
        (x, y + gap + 10, "middle", x - width / 2),
    )
    return [
        (
            Label(_spelled(at), _spelled(base), words, anchor),
            _Box(left, base - 11, left + width, base - 11 + LINE),
        )
        for at, base, anchor, left in places
    ]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _spelled(coordinate: float) -> str:
    return f"{coordinate:.1f}"
