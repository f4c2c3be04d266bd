"""The report on one role: figures of a slice, each lowered to what the slices beside it allow."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from schools.models import School
from surveys.catalogue import FormDefinition
from surveys.enums import Phase
from surveys.item_details import (
    Attrition,
    ItemDetail,
    SideBySide,
    TwoByTwo,
    attrition,
    item_detail,
    side_by_side,
    two_by_two,
)
from surveys.results.cuts import Cut
from surveys.results.groups import Group
from surveys.results.kept import counts_of
from surveys.results.questions import ATTITUDE, COMPARED, IMPORTANCE, judged, published_forms, related
from surveys.results.sheets import AnswerTable, Counts, PairTable, sheets_of
from surveys.role_report import item_summaries
from surveys.suppression import ItemSummary, K, YesSummary

PLEASED_FROM = 8
# «Довольны совместной работой», «довольны результатом» of Приложение 2 (domain.md §1.12, A-18).
PLEASED = ("joint_work_satisfaction", "expectations_met")


class Rules(NamedTuple):
    """Settings that the figures depend on: the smallest group, and the score that counts as pleased."""

    k: int = K
    pleased_from: int = PLEASED_FROM


@dataclass(frozen=True)
class RoleReport:
    """What may be shown of a group; nothing of it needs masking any more.

    `pleased` counts high scores as «да»; `attrition` is given for a whole municipality alone.
    """

    group: Group
    forms: Mapping[str, FormDefinition]
    rules: Rules
    invited: int
    before: int
    after: int
    both: int
    items: dict[str, ItemSummary]
    details: dict[str, ItemDetail]
    yes: dict[str, YesSummary]
    pleased: dict[str, YesSummary]
    importance: dict[str, SideBySide]
    attitude: dict[str, TwoByTwo]
    attrition: dict[str, Attrition]
    rescaled: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """The keys of contract §1, `survey_report`."""
        return {
            **{name: getattr(self, name) for name in ("invited", "before", "after", "both")},
            "items": {code: asdict(summary) for code, summary in self.items.items()},
            "yes": {code: asdict(summary) for code, summary in self.yes.items()},
        }


@dataclass(frozen=True)
class _Tables:
    """Every question counted by part: what the slices of a municipality are cut from."""

    compared: dict[str, PairTable]
    importance: dict[str, PairTable]
    attitude: dict[str, PairTable]
    yes: dict[str, AnswerTable]
    pleased: dict[str, AnswerTable]
    attrition: dict[str, Attrition]


def survey_report(group: Group, k: int = K) -> dict[str, Any]:
    """Return the keys of contract §1, masks applied; a few queries whatever the group's size."""
    return report_of(group, Rules(k)).as_json()


def report_of(group: Group, rules: Rules = Rules()) -> RoleReport:  # noqa: B008 - a NamedTuple never changes
    """Return the figures of a group, masked for its own size and for the groups beside it."""
    forms = published_forms(group.role)
    counts = counts_of(group, forms)
    return _report(group, forms, rules, counts, _tables(counts, forms, rules), group.invited())


def reports_by_school(group: Group, schools: Iterable[School], rules: Rules) -> list[RoleReport]:
    """Return the report of a municipality, then of each of its schools; no query more for a school more."""
    forms = published_forms(group.role)
    sheets = sheets_of(group, forms)
    tables = _tables(sheets, forms, rules)
    invited = group.invited_by_school()
    whole = _report(group, forms, rules, sheets, tables, sum(invited.values()))
    parts = [replace(group, school=school) for school in schools]
    return [
        whole,
        *(
            _report(part, forms, rules, sheets, tables, invited.get(part.school.pk, 0) if part.school else 0)
            for part in parts
        ),
    ]


def _tables(counts: Counts, forms: Mapping[str, FormDefinition], rules: Rules) -> _Tables:
    after = forms[Phase.AFTER]
    by_code = {item.code: item for item in after.items}
    compared = related(after, COMPARED)
    return _Tables(
        compared={item.code: counts.pairs(item) for item in compared},
        importance={item.code: counts.pairs(item) for item in related(after, IMPORTANCE)},
        attitude={item.code: counts.pairs(item) for item in related(after, ATTITUDE, "yes_no")},
        yes={item.code: counts.answers(item) for item in judged(after)},
        pleased={
            code: _as_yes(counts.answers(by_code[code]), rules.pleased_from)
            for code in PLEASED
            if code in by_code
        },
        attrition={item.code: attrition(*counts.expected(item), rules.k) for item in compared},
    )


def _as_yes(table: AnswerTable, least: int) -> AnswerTable:
    """High scores as «да», the others as «нет»."""
    found: AnswerTable = {}
    for part, answers in table.items():
        for value, count in answers.items():
            said = int(value >= least) if isinstance(value, int) else None
            found.setdefault(part, Counter())[said] += count
    return found


def _report(
    group: Group,
    forms: Mapping[str, FormDefinition],
    rules: Rules,
    counts: Counts,
    tables: _Tables,
    invited: int,
) -> RoleReport:
    cut = Cut(group, rules.k)
    heads = counts.heads(cut.part, whole=group.school is None)
    compared = {code: cut.of(table) for code, table in tables.compared.items()}
    most = {code: cut.pair_level(table) for code, table in tables.compared.items()}
    return RoleReport(
        group=group,
        forms=forms,
        rules=rules,
        invited=invited,
        **heads,
        items=item_summaries(compared, rules.k, most),
        details={code: item_detail(pairs, rules.k, most[code]) for code, pairs in compared.items()},
        yes=cut.yes(tables.yes),
        pleased=cut.yes(tables.pleased),
        importance={
            code: side_by_side(cut.of(table), rules.k, cut.pair_level(table))
            for code, table in tables.importance.items()
        },
        attitude={
            code: two_by_two(cut.of(table), rules.k, cut.pair_level(table))
            for code, table in tables.attitude.items()
        },
        attrition=tables.attrition if group.municipality and not group.school else {},
        rescaled=counts.rescaled,
    )
