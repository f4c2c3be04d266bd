"""Targets, thresholds and papers in the admin: own municipality only, papers only looked up."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from mentorship.programmes.models import Programme
from reports.models import IndicatorTarget
from schools.models import Municipality

pytestmark = pytest.mark.django_db


def test_targets_of_another_municipality_are_not_seen(
    client_as: Callable[[str], Client], programme: Programme, other_municipality: Municipality
) -> None:
    foreign = Programme.objects.create(
        code="stepnoy", municipality=other_municipality, title="Чужая программа", start_date=date(2023, 9, 1),
        end_date=date(2026, 8, 31), baseline_year=2023, sets=["municipal_programme"],
    )  # fmt: skip
    own, other = (
        IndicatorTarget.objects.create(
            programme=owner, indicator="p000_mentor_share", value="0.1", due_date=date(2026, 8, 31)
        )
        for owner in (programme, foreign)
    )
    client = client_as("methodist")

    assert "Чужая программа" not in client.get("/admin/reports/indicatortarget/").content.decode()
    assert client.get(f"/admin/reports/indicatortarget/{own.pk}/change/").status_code == 200
    assert client.get(f"/admin/reports/indicatortarget/{other.pk}/change/").status_code == 404


@pytest.mark.parametrize("model", ["snapshot", "scoresheet", "statistic"])
def test_papers_are_only_looked_up(model: str, client_as: Callable[[str], Client]) -> None:
    client = client_as("methodist")

    assert client.get(f"/admin/reports/{model}/").status_code == 200
    assert client.get(f"/admin/reports/{model}/add/").status_code == 403
