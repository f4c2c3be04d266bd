"""Lists in the admin: orders are looked up, a removal's day lies within its school year."""

from datetime import date

import pytest
from django.urls import reverse

from schools.enums import ListKind
from schools.lists import OrderWords, draft_list
from schools.models import SchoolList, SchoolYear
from tests.cast import TODAY, YEAR


def drafted(school) -> SchoolList:
    return draft_list(
        municipality=school.municipality, kind=ListKind.LOW_RESULTS, year=YEAR,
        order=OrderWords("145", date(2025, 8, 14), "Минобр"), schools=[school], by=None, on=TODAY,
    )  # fmt: skip


def change(row) -> str:
    return reverse(f"admin:schools_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize("login", ["methodist", "head"])
def test_orders_are_looked_up_with_their_schools(client_as, school, foreign_school, login):
    own, foreign, client = drafted(school), drafted(foreign_school), client_as(login)
    page = client.get(change(own)).content.decode()
    assert "Ёлкинская СОШ" in page
    assert client.post(change(own), {"number": "1"}).status_code == 403
    assert client.get(change(foreign)).status_code == 404
    assert client.get(reverse("admin:schools_schoollist_add")).status_code == 403
    found = client.get(reverse("admin:schools_schoollist_changelist"), {"q": "145"})
    assert list(found.context["cl"].queryset) == [own]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"has_low_results": "on", "low_results_ended": "2026-02-01"}, ""),
        ({"has_low_results": "on", "low_results_ended": "2025-08-31"}, "от 01.09.2025 до 31.08.2026"),
        ({"has_low_results": "on", "low_results_ended": "2026-09-01"}, "от 01.09.2025 до 31.08.2026"),
        ({"low_results_ended": "2026-02-01"}, "только у школы, которая в перечне"),
    ],
)
def test_day_of_a_removal_is_checked(client_as, school, school_year, fields, refused):
    typed = {"school": school.pk, "year": "2025/2026", **fields}
    response = client_as("methodist").post(change(school_year), typed)
    ended = SchoolYear.objects.get().low_results_ended
    if refused:
        assert refused in response.content.decode()
        assert ended is None
    else:
        assert (response.status_code, ended) == (302, date(2026, 2, 1))
