"""Two windows on one record of the admin: the second is told, with both texts, and decides."""

import re

import pytest
from django.urls import reverse

from mentorship.audit.models import Entry
from mentorship.programmes.models import BudgetLine
from schools.models import School

pytestmark = pytest.mark.django_db


def opened(client, row):
    """The fields of the form as a window got them."""
    kind = row._meta.model_name
    page = client.get(reverse(f"admin:{row._meta.app_label}_{kind}_change", args=[row.pk])).content.decode()
    form = page[page.index(f'id="{kind}_form"') :]
    held = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        if not name or 'type="submit"' in tag or ('type="checkbox"' in tag and "checked" not in tag):
            continue
        value = re.search(r'value="([^"]*)"', tag)
        held[name[1]] = value[1] if value else ""
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]*selected', body)
        held[name] = chosen[1] if chosen else ""
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        held[name] = body.strip()
    return held


def test_second_window_is_told_what_is_stored_and_may_insist(client_as, school):
    client, address = client_as("methodist"), reverse("admin:schools_school_change", args=[school.pk])
    first, second = opened(client, school), opened(client, school)
    assert first["stamp"]

    assert client.post(address, {**first, "name": "Ёлкинская школа"}).status_code == 302
    refused = client.post(address, {**second, "name": "Ёлкинский лицей"})

    page = " ".join(refused.content.decode().split())
    assert refused.status_code == 409
    assert "изменили в другом окне" in page
    assert "Сохранено сейчас: Ёлкинская школа" in page
    assert 'value="Ёлкинский лицей"' in page
    assert School.objects.get(pk=school.pk).name == "Ёлкинская школа"

    again = re.search(r'name="stamp" value="([^"]+)"', page)[1]
    assert client.post(address, {**second, "name": "Ёлкинский лицей", "stamp": again}).status_code == 302
    assert School.objects.get(pk=school.pk).name == "Ёлкинский лицей"


def test_window_sent_twice_unchanged_is_no_conflict(client_as, school):
    client, address = client_as("methodist"), reverse("admin:schools_school_change", args=[school.pk])
    window = opened(client, school)

    assert [client.post(address, window).status_code for _ in range(2)] == [302, 302]
    assert Entry.objects.filter(action="admin.change", text__contains="stamp").count() == 0


def test_second_window_on_a_row_under_a_record_is_told(client_as, programme):
    row = BudgetLine.objects.create(programme=programme, year=2025, source="Бюджет района", amount=100)
    client = client_as("methodist")
    address = reverse("admin:programmes_programme_change", args=[programme.pk])
    first, second = opened(client, programme), opened(client, programme)
    amount = next(name for name in first if name.endswith("-0-amount"))

    assert client.post(address, {**first, amount: "200"}).status_code == 302
    refused = client.post(address, {**second, amount: "300"})

    page = " ".join(refused.content.decode().split())
    assert refused.status_code == 409
    assert "Сохранено сейчас: 200" in page
    row.refresh_from_db()
    assert row.amount == 200

    again = re.search(r'name="budget_lines-0-stamp" value="([^"]+)"', page)[1]
    insisting = {**second, amount: "300", "budget_lines-0-stamp": again}
    assert client.post(address, insisting).status_code == 302
    row.refresh_from_db()
    assert row.amount == 300
