"""The page of a school whose code ends like the address of another page (`/history`, `/override`…)."""

import pytest
from django.urls import reverse

from schools.models import School

ENDINGS = ("history", "override", "take-off", "record.xlsx", "papers/1", "override/1/withdraw")


@pytest.mark.parametrize("ending", ENDINGS)
def test_code_with_an_ending_opens_its_own_page(client_as, municipality, ending):
    school = School.objects.create(municipality=municipality, code=f"Ш/7/{ending}", name="Дальняя СОШ")
    response = client_as("methodist").get(reverse("reports:school", args=[school.code]))
    assert response.status_code == 200
    assert "Дальняя СОШ" in response.content.decode()


def test_endings_of_a_code_that_exists_lead_to_its_pages(client_as, municipality):
    school = School.objects.create(municipality=municipality, code="Ш/7", name="Дальняя СОШ")
    response = client_as("methodist").get(reverse("reports:school_history", args=[school.code]))
    assert response.status_code == 200
    assert "reports/school_history.html" in [template.name for template in response.templates]


@pytest.mark.parametrize("code", ["нет-такой", "1" * 400])
def test_nobodys_code_is_not_found(client_as, municipality, code):
    assert client_as("methodist").get(f"/reports/schools/{code}/history/").status_code == 404
