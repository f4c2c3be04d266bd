"""Templates in the admin: copied, edited as a draft, published; what is published is only looked at."""

import pytest

from mentorship.roadmap import workflow
from mentorship.roadmap.models import RoadmapTemplate
from tests.roadmap.conftest import words_of

BASE = "/admin/roadmap/roadmaptemplate"


@pytest.fixture
def copy(templates, municipality) -> RoadmapTemplate:
    """A draft of the municipality."""
    return workflow.copy_template(
        template=templates["school_003"], title="Наш шаблон", municipality=municipality, by=None
    )


def test_methodist_copies_edits_and_publishes(client_as, templates, municipality):
    client = client_as("methodist")
    built_in = templates["school_003"]
    page = words_of(client.get(f"{BASE}/{built_in.pk}/change/"))
    assert "поставляется с порталом" in page
    data = {"title": "Наш шаблон", "municipality": municipality.pk}
    response = client.post(f"{BASE}/{built_in.pk}/step/copy/", data, follow=True)
    assert "Копия готова" in words_of(response)
    own = RoadmapTemplate.objects.get(title="Наш шаблон")
    event = own.stages.first().events.first()
    form = client.get(f"/admin/roadmap/templateevent/{event.pk}/change/").context["adminform"].form
    posted = {
        name: value for name, value in form.initial.items() if value is not None and name in form.fields
    }
    client.post(f"/admin/roadmap/templateevent/{event.pk}/change/", {**posted, "title": "Педсовет"})
    event.refresh_from_db()
    assert event.title == "Педсовет"
    client.post(f"{BASE}/{own.pk}/step/publish/", {"note": ""})
    own.refresh_from_db()
    assert own.state == "published"


def test_published_parts_are_only_looked_at(client_as, copy):
    template = workflow.publish(template=copy, note="", by=None)
    stage = template.stages.first()
    event = stage.events.first()
    client = client_as("methodist")
    for address in (f"templatestage/{stage.pk}", f"templateevent/{event.pk}", f"roadmaptemplate/{copy.pk}"):
        assert client.get(f"/admin/roadmap/{address}/change/").status_code == 200
        assert client.post(f"/admin/roadmap/{address}/change/", {"title": "другое"}).status_code == 403
    assert client.post(f"{BASE}/{copy.pk}/delete/", {"post": "yes"}).status_code == 403


def test_refused_step_shows_the_form_again(client_as, copy):
    client = client_as("methodist")
    copy.stages.first().events.all().delete()
    response = client.post(f"{BASE}/{copy.pk}/step/publish/", {"note": ""})
    assert response.status_code == 400
    assert "Нет мероприятий на этапах 1." in words_of(response)
    assert client.get(f"{BASE}/{copy.pk}/step/explode/").status_code == 404


def test_draft_is_thrown_away(client_as, copy):
    client_as("methodist").post(f"{BASE}/{copy.pk}/delete/", {"post": "yes"})
    assert not RoadmapTemplate.objects.filter(pk=copy.pk).exists()


def test_head_only_looks_at_templates(client_as, copy):
    client = client_as("head")
    assert client.get(f"{BASE}/{copy.pk}/change/").status_code == 200
    assert client.get(f"{BASE}/{copy.pk}/step/publish/").status_code == 403


def test_another_municipality_s_draft_is_not_found(client_as, templates, foreign_school):
    foreign = workflow.copy_template(
        template=templates["school_003"], title="Чужой", municipality=foreign_school.municipality, by=None
    )
    assert client_as("methodist").get(f"{BASE}/{foreign.pk}/change/").status_code == 404


def test_pages_of_a_draft_ask_few_queries(client_as, copy, django_assert_max_num_queries):
    client = client_as("methodist")
    stage = copy.stages.first()
    for address in (f"roadmaptemplate/{copy.pk}", f"templatestage/{stage.pk}"):
        with django_assert_max_num_queries(25):
            assert client.get(f"/admin/roadmap/{address}/change/").status_code == 200
