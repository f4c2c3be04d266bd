"""Which municipalities stand side by side, and by which of their fixed reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from mentorship.programmes.models import Programme
from reports.enums import SnapshotState
from reports.list_forms import OfDayMixin
from reports.models import Snapshot
from reports.region.table import Row, rows_of
from schools.access import Scope
from schools.forms import PortalForm
from schools.models import Municipality, User

AREA = "region"


class RegionForm(OfDayMixin, PortalForm):
    """The day the reports are asked for."""

    as_of = forms.DateField(label="На дату", required=False)


@dataclass(frozen=True)
class Column:
    """A municipality and the report it stands by."""

    municipality: Municipality
    snapshot: Snapshot


@dataclass(frozen=True)
class Region:
    """The table; `without` are municipalities that had fixed no report by the day."""

    columns: list[Column]
    without: list[Municipality]
    rows: list[Row]


def running_in(scope: Scope, on: date) -> QuerySet[Programme]:
    """The programmes of the day within reach, one of each municipality."""
    return Programme.objects.last_running(on).filter(scope.q(municipality="municipality"))


def region_of(user: User, on: date) -> Region:
    """The latest report of each municipality up to the day, an approved one before a draft; three queries."""
    places = list(Municipality.objects.visible_to(user, AREA).order_by("key"))
    chosen = _latest(user, places, on)
    columns = [Column(place, chosen[place.pk]) for place in places if place.pk in chosen]
    stored: dict[int, Any] = dict(
        Snapshot.objects.filter(pk__in=[column.snapshot.pk for column in columns]).values_list(
            "pk", "figures__indicators"
        )
    )
    without = [place for place in places if place.pk not in chosen]
    return Region(columns, without, rows_of([stored[column.snapshot.pk] for column in columns]))


def _latest(user: User, places: Iterable[Municipality], on: date) -> dict[int, Snapshot]:
    """The report of each municipality by its key."""
    rows = Snapshot.objects.visible_to(user).filter(
        programme__municipality__in=[place.pk for place in places], as_of__lte=on
    )
    found: dict[int, Snapshot] = {}
    for row in rows.defer("figures").select_related("programme").order_by("as_of", "pk"):
        known = found.get(row.programme.municipality_id)
        is_step_back = known is not None and known.state == SnapshotState.APPROVED != row.state
        if not is_step_back:
            found[row.programme.municipality_id] = row
    return found
