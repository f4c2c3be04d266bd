"""The assignment of mentors beside scipy on the bare matrix and beside mentor-match."""

from collections.abc import Iterator
from random import Random

import numpy as np
from scipy.optimize import linear_sum_assignment

from bench.measuring import Row, Target, compared, interleaved, told
from bench.peer import Peer, python_of
from bench.world import World
from mentorship.pairs.assignment import assign
from mentorship.pairs.enums import Objective

PEER = "mentor-match"
SEED, CAPACITY = 5, 3


def rows(world: World) -> Iterator[Row]:
    """With capacities beside scipy, one to one beside mentor-match."""
    size = world.scale.matching
    scores = np.random.default_rng(SEED).integers(0, 101, (size, size))
    allowed, waits = np.ones((size, size), dtype=bool), np.zeros(size, dtype=np.int64)
    places = np.full(size, CAPACITY)
    bare = np.repeat(scores, CAPACITY, axis=1)
    best: dict[str, int] = {}

    def ours() -> None:
        chosen = assign(scores, allowed, places, waits, Objective.FIT)
        best["ours"] = int(scores[np.arange(size), chosen].sum())

    def scipy() -> None:
        taken_rows, taken = linear_sum_assignment(bare, maximize=True)
        best["scipy"] = int(bare[taken_rows, taken].sum())

    found = interleaved({"ours": ours, "scipy": scipy}, world.scale.rounds)
    _check_equal(best)
    yield compared(
        f"matching {size} x {size}, capacity {CAPACITY}",
        world.scale.size,
        found["ours"],
        "scipy, bare matrix",
        found["scipy"],
        Target("slower", 2),
    )
    yield _peer(world)


def _peer(world: World) -> Row:
    size, what = world.scale.matching_peer, "matching {0} x {0}, one to one"
    dice = Random(SEED)  # noqa: S311 - scores of a benchmark, the same in the peer's process
    scores = np.array([[dice.randint(0, 100) for _ in range(size)] for _ in range(size)])
    allowed, ones = np.ones((size, size), dtype=bool), np.ones(size, dtype=np.int64)
    best: dict[str, int] = {}

    def ours() -> None:
        chosen = assign(scores, allowed, ones, ones * 0, Objective.FIT)
        best["ours"] = int(scores[np.arange(size), chosen].sum())

    python = python_of(PEER)
    if python is None:
        taken = interleaved({"ours": ours}, world.scale.rounds)["ours"]
        return told(
            what.format(size), world.scale.size, taken, ">= 100x faster", f"{PEER} is not installed here"
        )
    peer = Peer(PEER, python, str(size), str(SEED))

    def theirs() -> float:
        said = peer.ask("match")
        best["peer"] = said["total"]
        return float(said["seconds"])

    found = interleaved({"ours": ours, "peer": theirs}, world.scale.rounds, warm=False)
    peer.close()
    _check_equal(best)
    return compared(
        what.format(size),
        world.scale.size,
        found["ours"],
        PEER,
        found["peer"],
        Target("faster", 100),
        "equal optimum",
    )


def _check_equal(best: dict[str, int]) -> None:
    if len(set(best.values())) != 1:
        raise AssertionError(f"The optima differ: {best}")
