"""How much memory the worker of a served town holds, and which heavy libraries are in it."""

from pathlib import Path
from typing import Final

_KILOBYTES_IN_MEGABYTE: Final = 1024
# By a part of the path of their files: matching and PDF.
HEAVY: Final = ("numpy", "scipy", "pango")


def worker_of(master: int) -> int:
    """The number of gunicorn's only worker; its other child is the shell that ends it with the tests."""
    for child in Path(f"/proc/{master}/task/{master}/children").read_text().split():
        if "python" in Path(f"/proc/{child}/exe").readlink().name:
            return int(child)
    raise ProcessLookupError(f"no worker under {master}")


def megabytes(process: int) -> float:
    """Resident memory, with what is shared."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / _KILOBYTES_IN_MEGABYTE


def heavy_libraries(process: int) -> set[str]:
    """Those of HEAVY that the process has loaded."""
    mapped = Path(f"/proc/{process}/maps").read_text()
    return {name for name in HEAVY if name in mapped}
