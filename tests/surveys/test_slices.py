"""What lies side by side: random tables of schools and municipalities, read by somebody who subtracts."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.models import Municipality, School
from surveys.results.cuts import Cut
from surveys.results.groups import Group
from surveys.role_report import item_summaries
from surveys.suppression import Level, Said, complemented, hidden_parts, part_levels, total_level

# Municipalities, each with the numbers of pairs of its schools.
REGIONS = st.lists(st.lists(st.integers(0, 24), min_size=1, max_size=5), min_size=1, max_size=4)
LEAST = {Level.MEDIANS: 5, Level.DETAILS: 10, Level.EVERY_COUNT: 20}


def derivable(published: list[list[int]], wanted: list[int]) -> bool:
    """Is a sum of schools a combination of the published sums? Rows of 0 and 1, exact."""
    rows = [[Fraction(value) for value in row] for row in published]
    target = [Fraction(value) for value in wanted]
    for column in range(len(wanted)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        scaled = [value / pivot[column] for value in pivot]
        rows = [[a - row[column] * b for a, b in zip(row, scaled, strict=True)] for row in rows]
        target = [a - target[column] * b for a, b in zip(target, scaled, strict=True)]
    return not any(target)


def slices(region: list[list[int]]) -> list[tuple[Group, list[int]]]:
    """Every slice that may be asked for, with the schools it covers."""
    schools = [(place, index) for place, sizes in enumerate(region) for index in range(len(sizes))]
    found = [(Group("mentee", 2025), [1] * len(schools))]
    for place in range(len(region)):
        town = Municipality(pk=place + 1, name=str(place))
        found.append((Group("mentee", 2025, town), [int(at == place) for at, _ in schools]))
        found += [
            (
                Group("mentee", 2025, town, School(pk=index + 1)),
                [int(key == (place, index)) for key in schools],
            )
            for index in range(len(region[place]))
        ]
    return found


def table_of(group: Group, region: list[list[int]], count: Callable[[int], Counter]) -> dict:
    """The counts of a slice's own table: schools of its municipality, or municipalities."""
    if group.municipality is None:
        return {place + 1: sum(map(count, sizes), Counter()) for place, sizes in enumerate(region)}
    return {index + 1: count(size) for index, size in enumerate(region[group.municipality.pk - 1])}


def pairs(n: int) -> Counter:
    return Counter({(5, 6): n})


def published(region: list[list[int]]) -> dict[Level, list[list[int]]]:
    """By level the slices that show so much, as the schools they cover."""
    shown: dict[Level, list[list[int]]] = {level: [] for level in LEAST}
    for group, covered in slices(region):
        table = table_of(group, region, pairs)
        cut = Cut(group)
        level = cut.pair_level(table)
        summary = item_summaries({"item": cut.of(table)}, most={"item": level})["item"]
        shows = {
            Level.MEDIANS: not summary.hidden,
            Level.DETAILS: summary.higher is not None,
            Level.EVERY_COUNT: level == Level.EVERY_COUNT,
        }
        for reached in (level for level, is_shown in shows.items() if is_shown):
            shown[reached].append(covered)
    return shown


@given(REGIONS)
def test_no_small_group_is_shown_or_follows_by_subtraction(region):
    sizes = [size for place in region for size in place]
    filled = [int(size > 0) for size in sizes]
    groups = [[a * b for a, b in zip(covered, filled, strict=True)] for _, covered in slices(region)]
    for level, shown in published(region).items():
        known = [[a * b for a, b in zip(covered, filled, strict=True)] for covered in shown]
        assert all(_size(covered, sizes) >= LEAST[level] for covered in known)
        # what the level keeps back must not follow from what it publishes
        small = [covered for covered in groups if 0 < _size(covered, sizes) < LEAST[level]]
        assert not [covered for covered in small if derivable(known, covered)], level


def _size(covered: list[int], sizes: list[int]) -> int:
    return sum(size for size, is_here in zip(sizes, covered, strict=True) if is_here)


@given(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), min_size=1, max_size=7))
def test_no_masked_share_follows_from_the_municipality(drawn):
    said = {place: Said(min(pair), max(pair)) for place, pair in enumerate(drawn)}
    total = Said(sum(one.yes for one in said.values()), sum(one.answered for one in said.values()))
    hidden = hidden_parts(said)
    for place, (yes, answered) in said.items():
        if place not in hidden and answered:
            assert answered >= 5
            assert answered >= 20 or min(yes, answered - yes) >= 5
    is_total_shown = total.answered >= 5 and (
        total.answered >= 20 or min(total.yes, total.answered - total.yes) >= 5
    )
    kept = [place for place in hidden if said[place].answered]
    filled = [place for place in said if said[place].answered]
    if is_total_shown and kept and len(kept) < len(filled):
        assert len(kept) >= 2
        assert sum(said[place].answered for place in kept) >= 5


def test_two_way_vignette_of_gauss_suppression():
    """OECD vignette of §7: the empty cell is the sensitive one, any two cells cover each other."""
    sizes = {
        ("young", "Spain"): 5, ("young", "Iceland"): 2, ("young", "Portugal"): 0,
        ("old", "Spain"): 6, ("old", "Iceland"): 3, ("old", "Portugal"): 4,
    }  # fmt: skip
    lines = [
        [key for key in sizes if name in key] for name in ("young", "old", "Spain", "Iceland", "Portugal")
    ]
    assert complemented(sizes, lines, {("young", "Portugal")}, least=0) == {
        ("young", "Portugal"),
        ("young", "Iceland"),
        ("old", "Iceland"),
        ("old", "Portugal"),
    }


def test_parts_step_back_beside_a_total_and_keep_their_own_size_without_one():
    assert part_levels({1: 30, 2: 8, 3: 25}) == {
        1: Level.EVERY_COUNT,
        2: Level.MEDIANS,
        3: Level.MEDIANS,
    }
    assert part_levels({1: 30, 2: 30}) == {1: Level.EVERY_COUNT, 2: Level.EVERY_COUNT}
    assert part_levels({1: 4}) == {1: Level.NOTHING}


@pytest.mark.parametrize(
    ("sizes", "level"),
    [
        ({1: 30, 2: 3}, Level.NOTHING),
        ({1: 30, 2: 7}, Level.MEDIANS),
        ({1: 30, 2: 15}, Level.DETAILS),
        ({1: 30, 2: 20}, Level.EVERY_COUNT),
        ({1: 30, 2: 0}, Level.EVERY_COUNT),
        ({1: 30, 2: 2, 3: 4}, Level.EVERY_COUNT),
        ({1: 3, 2: 1}, Level.NOTHING),
        ({1: 12}, Level.DETAILS),
    ],
)
def test_everybody_together_step_back_for_a_tiny_municipality(sizes, level):
    assert total_level(sizes) == level
