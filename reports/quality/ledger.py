"""The ledger of one reader: findings within the scope, their counts, who mends them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from reports.quality.facts import Facts, Held
from reports.quality.findings import Finding, Owner
from reports.quality.registry import BY_CODE, CHECKS, Check
from schools.access import Scope
from schools.models import Municipality, RoleAssignment, School, User

AREA = "quality"


@dataclass(frozen=True)
class Counts:
    """How many findings there are: in all, by check, by school (its key), by municipality.

    A finding on two schools counts for each of them, and once in all.
    """

    total: int
    by_check: Counter[str]
    by_school: Counter[int]
    by_municipality: Counter[int | None]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Counts":
        """Count."""
        listed = list(findings)
        return cls(
            len(listed),
            Counter(finding.check for finding in listed),
            Counter(school for finding in listed for school in finding.schools),
            Counter(finding.municipality for finding in listed),
        )


@dataclass
class Ledger:
    """The findings that a reader's scope holds on a day."""

    user: User
    facts: Facts

    @classmethod
    def read(cls, user: User, on: date, held: Held | None = None) -> "Ledger":
        """The ledger of whoever may see the area; nothing is asked before it is needed."""
        return cls(user, Facts(user.access.scope(AREA, counts=True), on, held or {}))

    @cached_property
    def findings(self) -> list[Finding]:
        """Every finding, check by check, by school within each; doubles in their own order."""
        return [finding for check in CHECKS for finding in self.of_check(check)]

    def of_check(self, check: Check) -> list[Finding]:
        """The findings of one check."""
        found = list(check.find(self.facts))
        return found if check.code == "doubles" else sorted(found, key=self._place)

    def _place(self, finding: Finding) -> tuple[str, str]:
        names = [self.facts.by_key[key].name_key for key in finding.schools]
        return (names[0] if names else ""), finding.words

    @cached_property
    def named(self) -> Scope:
        """The rows whose findings are read in words, not only counted."""
        return self.user.access.scope(AREA)

    def is_named(self, finding: Finding) -> bool:
        """Whether the reader is told more than that there is such a finding."""
        if self.named.reaches(municipality=finding.municipality):
            return True
        return bool(finding.schools) and all(self.named.reaches(school=key) for key in finding.schools)

    @property
    def only_counts(self) -> bool:
        """Whether nothing is read in words."""
        return self.named.is_empty

    def schools_of(self, finding: Finding) -> list[School]:
        """The schools a finding speaks of."""
        return [self.facts.by_key[key] for key in finding.schools]

    def menders(self, finding: Finding) -> str:
        """Who mends: the role and, where known, who holds it: «методист: Липова З. М.»."""
        owner = BY_CODE[finding.check].owner
        held = self._holders
        keys: Iterable[int | None] = finding.schools if owner is Owner.CURATOR else [finding.municipality]
        names = sorted({name for key in keys for name in held.get((owner.role.value, key), ())})
        return f"{owner.words}: {', '.join(names)}" if names else owner.words

    @cached_property
    def _holders(self) -> dict[tuple[str, int | None], list[str]]:
        """Names by role and by school or municipality; one query."""
        scope, roles = self.facts.scope, [owner.role for owner in Owner]
        of_schools = Q(school__in=list(self.facts.by_key))
        of_places = Q(municipality__in=self.facts.in_municipality)
        rows = RoleAssignment.objects.in_force(self.facts.on).filter(of_schools | of_places, role__in=roles)
        found: dict[tuple[str, int | None], list[str]] = {}
        for row in rows.select_related("person") if not scope.is_empty else ():
            found.setdefault((row.role, row.school_id or row.municipality_id), []).append(
                row.person.short_name
            )
        return found


def counts(user: User, on: date, held: Held | None = None) -> Counts:
    """How many findings the reader's reports carry; none for who may not see the area.

    `held` are thresholds of today by municipality that are at hand: the others are asked for.
    """
    if not user.access.may_see(AREA):
        return Counts.of(())
    return Counts.of(Ledger.read(user, on, held).findings)


def count_of(
    user: User,
    on: date,
    *,
    municipality: Municipality | None = None,
    school: School | None = None,
    held: Held | None = None,
) -> int | None:
    """The count that a report on a school, else on a municipality, carries; None where it carries none."""
    if not user.access.may_see(AREA):
        return None
    found = counts(user, on, held)
    if school is not None:
        return found.by_school[school.pk]
    return found.total if municipality is None else found.by_municipality[municipality.pk]
