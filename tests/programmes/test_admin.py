"""The admin of programmes and forms."""

import pytest

from mentorship.programmes.models import Focus, FormVariant, MentoringForm

NO_BUDGET = {"budget_lines-TOTAL_FORMS": "0", "budget_lines-INITIAL_FORMS": "0"}
PAGES = ["programme", "mentoringform", "formvariant", "focus"]


@pytest.mark.parametrize("model", PAGES)
@pytest.mark.parametrize(
    ("role", "status"), [("methodist", 200), ("head", 200), ("curator", 403), ("department", 403)]
)
def test_lists_open_to_the_methodist_and_the_head_only(client_as, programme, model, role, status):
    assert client_as(role).get(f"/admin/programmes/{model}/").status_code == status


def test_programme_shows_its_sets_and_keeps_code_and_municipality(client_as, programme):
    page = client_as("methodist").get(f"/admin/programmes/programme/{programme.pk}/change/")
    text = page.content.decode()
    assert "Целевые показатели муниципального уровня (документ 004)" in text
    assert 'name="code"' not in text
    assert 'name="municipality"' not in text


def test_programme_is_not_made_in_the_admin(client_as, programme):
    assert client_as("methodist").get("/admin/programmes/programme/add/").status_code == 403


def test_programme_of_another_municipality_is_not_found(client_as, programme, other_municipality):
    programme.municipality = other_municipality
    programme.save()
    page = client_as("methodist").get(f"/admin/programmes/programme/{programme.pk}/change/")
    assert page.status_code == 404


def test_passport_is_changed(client_as, programme):
    client = client_as("methodist")
    data = {
        "title": "Новое наименование",
        "start_date": "01.09.2023",
        "end_date": "31.08.2026",
        "baseline_year": "2023/2024",
        "goal": "Поддержка",
        **NO_BUDGET,
    }
    response = client.post(f"/admin/programmes/programme/{programme.pk}/change/", data)
    assert response.status_code == 302
    programme.refresh_from_db()
    assert (programme.title, programme.goal, programme.baseline_year) == (
        "Новое наименование",
        "Поддержка",
        2023,
    )


def test_programme_that_ends_before_it_starts_is_refused_in_words(client_as, programme):
    data = {
        "title": "Т",
        "start_date": "01.09.2026",
        "end_date": "31.08.2026",
        "baseline_year": "2023/2024",
        **NO_BUDGET,
    }
    page = client_as("methodist").post(f"/admin/programmes/programme/{programme.pk}/change/", data)
    assert "Последний день программы должен быть позже первого." in page.content.decode()


def test_search_finds_cyrillic_in_any_case(client_as):
    page = client_as("methodist").get("/admin/programmes/focus/", {"q": "КЛАССНОЕ"})
    assert [str(row) for row in page.context["cl"].queryset] == ["классное руководство"]


def test_variant_is_added_to_a_form(client_as):
    form = MentoringForm.objects.get(code="tt")
    data = {"form": form.pk, "name": "«Методист – педагог»", "goal": ""}
    assert client_as("methodist").post("/admin/programmes/formvariant/add/", data).status_code == 302
    assert FormVariant.objects.get(name="«Методист – педагог»").form == form


def test_direction_is_added(client_as):
    data = {"name": "Работа с родителями"}
    assert client_as("methodist").post("/admin/programmes/focus/add/", data).status_code == 302
    assert Focus.objects.get(name="Работа с родителями").key == "работа с родителями"
