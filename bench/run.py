"""The order of a run: generate, then the rows of each subject; how much of a run depends on its size."""

from collections.abc import Callable, Iterator

from django.db import connection

from bench import kept, matching, pages, questionnaires, served, together, workbooks
from bench.measuring import Row, told
from bench.world import SIZES, Scale, World, build

# What does not grow with the data is measured at the size of a municipality alone.
_ALWAYS: tuple[Callable[[World], Iterator[Row]], ...] = (
    pages.rows,
    together.rows,
    kept.rows,
    questionnaires.rows,
    served.rows,
)
_ONCE: tuple[Callable[[World], Iterator[Row]], ...] = (matching.rows, workbooks.rows)


def everything(scale: Scale, *, say: Callable[[str], None], only: str = "") -> tuple[list[Row], str]:
    """Return the rows and the database they were measured on; `only`: of the subjects of these modules."""
    if scale.size not in SIZES:
        raise SystemExit(f"BENCH_SIZE is one of {', '.join(SIZES)}, not {scale.size}.")
    say(f"Generating: {scale.size}")
    world = build(scale)
    rows = [_generation(world)] if world.seconds else []
    subjects = _ALWAYS if scale.size in {"region", "tenth", "country"} else (*_ALWAYS, *_ONCE)
    for subject in subjects:
        if only and subject.__module__.rpartition(".")[2] not in only.split(","):
            continue
        for row in subject(world):
            say(f"{row.what}: {row.ours:.3g} {row.unit}")
            rows.append(row)
    return rows, connection.vendor


def _generation(world: World) -> Row:
    number, size = SIZES[world.scale.size]
    note = f"{number * size.teachers} teachers, {number * size.responses} responses"
    return told("generate_municipality", world.label, world.seconds, "country < 1200 s", note, "s")
