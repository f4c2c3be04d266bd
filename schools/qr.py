"""QR codes as one path of an SVG, so that a page carries them without a script or another host."""

from typing import NamedTuple

import segno

# White modules around the code: readers need four (ISO/IEC 18004).
QUIET = 4


class Code(NamedTuple):
    """A drawn code: the side of its square in modules, and the dark modules as an SVG path."""

    side: int
    path: str


def drawn(text: str) -> Code:
    """Draw a text; a corner that is torn or glossed over still leaves it readable (level M).

    Raises ValueError for more than a code can hold (2 331 bytes).
    """
    matrix = segno.make_qr(text, error="m").matrix
    runs = [
        f"M{start + QUIET} {row + QUIET}h{length}v1h-{length}z"
        for row, modules in enumerate(matrix)
        for start, length in _runs(modules)
    ]
    return Code(len(matrix) + 2 * QUIET, "".join(runs))


def _runs(modules: bytearray) -> list[tuple[int, int]]:
    """Where dark modules stand side by side: the first of them and how many there are."""
    runs: list[tuple[int, int]] = []
    for index, module in enumerate(modules):
        if not module:
            continue
        if runs and sum(runs[-1]) == index:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((index, 1))
    return runs
