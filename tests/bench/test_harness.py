"""make bench, the smallest of it: every row comes out, the JSON is kept; how targets are reckoned."""

import json

import pytest
from django.db import connection

from bench.keeping import keep
from bench.measuring import Row, Target, bounded, compared, interleaved, nearly_slowest, table, told
from bench.run import everything
from bench.world import SIZES, Scale

pytestmark = pytest.mark.alike

WHAT = (
    "generate_municipality", "indicator page", "/bank/ of the bigger", "most queries", "heaviest",
    "submission of 25 questions", "questionnaire page", "matching 8 x 8", "matching 4 x 4",
    "import of 40 bank rows, dry", "import of 40 bank rows, real", "export of 50 rows",
)  # fmt: skip


@pytest.fixture
def kept(transactional_db, tmp_path, monkeypatch):
    """What a run of the least size leaves behind, without peers: its rows as they are kept."""
    monkeypatch.setenv("BENCH_PEERS", "")
    scale, said = Scale.of("smoke"), []
    rows, database = everything(scale, say=said.append)
    keep(scale, rows, database, tmp_path)
    assert [row.what for row in rows[1:]] == [line.rpartition(": ")[0] for line in said[1:]]
    return tmp_path


def test_every_row_comes_out_and_is_kept(kept):
    found = json.loads((kept / "latest.json").read_text(encoding="utf-8"))
    rows = {row["what"]: row for row in found["rows"]}
    assert [what for what in WHAT if not any(what in name for name in rows)] == []
    assert (found["size"], found["rounds"], found["database"]) == ("smoke", 1, connection.vendor)
    assert all(row["ours"] >= 0 and row["target"] for row in rows.values())
    dated = [path for path in kept.glob("*.json") if path.name != "latest.json"]
    assert [path.name.endswith(f"-smoke-{connection.vendor}.json") for path in dated] == [True]
    assert dated[0].read_bytes() == (kept / "latest.json").read_bytes()
    assert [row["ours"] for name, row in rows.items() if "writers at once" in name] in ([0], [])
    left_out = [row["met"] for row in rows.values() if "not installed here" in row["note"]]
    assert left_out == [None] * 9
    assert "bench_plain" not in connection.introspection.table_names()


def test_nearly_slowest_of_a_hundred_turns_is_the_ninety_fifth():
    seconds = iter([99.0, *range(100, 0, -1)])
    assert nearly_slowest(lambda: next(seconds), 100) == pytest.approx(95_950)


def test_contestants_take_turns_and_the_median_counts():
    seconds = {"a": iter([9.0, 1.0, 2.0, 6.0]), "b": iter([9.0, 4.0, 4.0, 4.0])}
    turns = []

    def turn(name):
        def run():
            turns.append(name)
            return next(seconds[name])

        return run

    assert interleaved({"a": turn("a"), "b": turn("b")}, 3) == {"a": 2000, "b": 4000}
    assert turns == ["a", "b", "b", "a", "a", "b", "b", "a"]


@pytest.mark.parametrize(
    ("target", "ours", "theirs", "ratio", "met"),
    [
        (Target("faster", 10), 1, 10, 10, True),
        (Target("faster", 10), 1, 9.9, 9.9, False),
        (Target("faster", 0.6), 10, 6, 0.6, True),
        (Target("slower", 2), 4, 2, 2, True),
        (Target("slower", 2), 4.1, 2, 2.05, False),
    ],
)
def test_ratios_are_held_to_their_targets(target, ours, theirs, ratio, met):
    row = compared("x", "s", ours, "reference", theirs, target)
    assert (row.ratio, row.met) == (ratio, met)


def test_bounds_are_met_on_the_line():
    assert bounded("x", "s", 25, Target("most", 25, "queries")).met
    assert not bounded("x", "s", 26, Target("most", 25, "queries")).met


def test_a_missing_reference_is_neither_met_nor_missed():
    row = told("x", "s", 3, ">= 3x faster", "not installed")
    assert (row.met, row.ratio) == (None, None)
    assert table([row]).splitlines()[2].split()[-1] == "-"
    assert "not installed" in table([row])


def test_a_missed_target_is_shown_so():
    row = Row("x", "s", 3, "ms", "<= 2 ms", met=False)
    assert table([row]).splitlines()[2].rstrip().endswith("NO")


def test_sizes_are_those_of_the_contract():
    totals = {name: (number * size.schools, number * size.teachers) for name, (number, size) in SIZES.items()}
    assert totals["municipality"] == (30, 700)
    assert totals["region"] == (1000, 30_000)
    assert totals["country"] == (40_000, 1_000_000)
    for _, size in SIZES.values():
        size.check()


def test_medians_are_made_of_five_rounds():
    assert {Scale.of(name).rounds for name in ("municipality", "region", "country")} == {5}
