"""Fixing the indicators of every municipality on one day: then they stand side by side as of any day."""

from datetime import date

from mentorship.programmes.models import Programme
from reports.models import Snapshot
from reports.region.choice import running_in
from reports.workflow import take_snapshot
from schools.models import User

# A report is a few seconds' work; who answers for more municipalities presses again.
AT_ONCE = 10


def to_fix(user: User, on: date) -> list[Programme]:
    """The programme of the day of each municipality within reach that has no report of that day."""
    rows = running_in(user.access.scope("snapshots", change=True), on).select_related("municipality")
    fixed = set(Snapshot.objects.filter(as_of=on).values_list("programme", flat=True))
    wanted = (programme for programme in rows if programme.pk not in fixed)
    return sorted(wanted, key=lambda programme: programme.municipality.key)


def fix(*, by: User, on: date) -> tuple[int, int]:
    """Take the reports that are missing, the first few; how many were taken and how many are left."""
    wanted = to_fix(by, on)
    for programme in wanted[:AT_ONCE]:
        take_snapshot(by=by, programme=programme, on=on)
    return len(wanted[:AT_ONCE]), len(wanted[AT_ONCE:])
