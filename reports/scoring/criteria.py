"""The ten criteria of document 004, in its words and in the portal's own short ones."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Criterion:
    """One row of the sheet; `evidence` names what the portal itself lays beside (see `evidence`)."""

    code: str
    title: str
    wording: str
    looks_at: str
    instrument: str
    evidence: tuple[str, ...]


def _load() -> dict[str, Criterion]:
    text = (Path(__file__).parent / "criteria.toml").read_text(encoding="utf-8")
    rows = (
        Criterion(**{**row, "evidence": tuple(row["evidence"])}) for row in tomllib.loads(text)["criterion"]
    )
    return {row.code: row for row in rows}


CRITERIA = _load()
MARKS = {
    0: "0 — не соответствует",
    1: "1 — соответствует частично",
    2: "2 — соответствует обоснованной системе",
}
