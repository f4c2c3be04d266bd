"""The papers of security keep step with the code: each test and file they name is there, each
requirement is answered.
"""

import re
from collections import Counter

import pytest

from tests.architecture.files import ROOT

PAPERS = sorted(
    [ROOT / "SECURITY.md", *(ROOT / "docs/security").glob("*.md"), *(ROOT / "docs/operation").glob("*.md")]
)
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (met|does not apply|not met) \| (.+?) \| (.*?) ?\|$", re.MULTILINE
)
NAMED = re.compile(
    r"`((?:tests|schools|surveys|reports|mentorship|deploy|docs|scripts|static|templates)/[\w./-]+)(?:::(\w+))?`"
)
# how many requirements of both levels each chapter has, from the first to the seventeenth
CHAPTERS = (27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7)


@pytest.fixture(scope="module")
def rows():
    text = (ROOT / "docs/security/asvs.md").read_text(encoding="utf-8")
    found = ROW.findall(text)
    assert len(found) == len(re.findall(r"^\| \d", text, re.MULTILINE)), "every row is read"
    return found


def test_whatever_the_papers_name_is_there():
    missing = []
    for paper in PAPERS:
        for path, test in NAMED.findall(paper.read_text(encoding="utf-8")):
            place = ROOT / path
            if not place.exists() or (test and f"def {test}(" not in place.read_text(encoding="utf-8")):
                missing.append(f"{paper.name}: {path}::{test}")
    assert missing == []


def test_every_threat_names_a_test():
    text = (ROOT / "docs/security/threats.md").read_text(encoding="utf-8")
    threats = re.findall(r"^\| (T\d+) \|.*\| (.*?) \|$", text, re.MULTILINE)
    assert [number for number, _ in threats] == [f"T{number}" for number in range(1, 18)]
    assert [number for number, shown in threats if "`tests/" not in shown] == []


def test_all_requirements_of_levels_1_and_2_are_answered_once(rows):
    """OWASP ASVS 5.0: 70 of level 1 and 183 of level 2."""
    numbers = [number for number, *_ in rows]
    assert len(numbers) == len(set(numbers)) == 253
    assert Counter(level for _, level, *_ in rows) == {"1": 70, "2": 183}
    assert Counter(int(number.partition(".")[0]) for number in numbers) == Counter(
        dict(enumerate(CHAPTERS, start=1))
    )
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])


def test_what_is_met_is_shown_and_the_rest_has_a_reason(rows):
    for number, _, answer, words, where in rows:
        assert len(words) >= 8, number
        if answer == "met":
            assert NAMED.search(where), number
            for path, _ in NAMED.findall(where):
                assert (ROOT / path).exists(), (number, path)


def test_nothing_of_level_1_is_left_open_unnoticed(rows):
    assert [number for number, level, answer, *_ in rows if level == "1" and answer == "not met"] == []
