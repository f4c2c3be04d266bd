"""Roadmaps in the admin: looked up, sent and started; meetings edited."""

import pytest

from mentorship.roadmap.models import CoordinationMeeting, Roadmap
from tests.cast import TODAY

MODELS = ("roadmaptemplate", "templateevent", "roadmap", "roadmapevent", "coordinationmeeting")


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("login", ["methodist", "head"])
def test_lists_open(client_as, running, login, model):
    assert client_as(login).get(f"/admin/roadmap/{model}/").status_code == 200


def test_pages_of_rows_open(client_as, running, django_assert_max_num_queries):
    client = client_as("methodist")
    event = running.events.first()
    template = running.template_id
    for address in (f"roadmap/{running.pk}", f"roadmapevent/{event.pk}", f"roadmaptemplate/{template}"):
        with django_assert_max_num_queries(25):
            assert client.get(f"/admin/roadmap/{address}/change/").status_code == 200


def test_roadmap_is_not_added_or_edited_here(client_as, running):
    client = client_as("methodist")
    assert client.get("/admin/roadmap/roadmap/add/").status_code == 403
    client.post(f"/admin/roadmap/roadmap/{running.pk}/change/", {"state": "closed"})
    running.refresh_from_db()
    assert running.state == "agreed"


def test_drafts_are_sent_by_the_action(client_as, draft):
    data = {"action": "submit", "_selected_action": [draft.pk]}
    response = client_as("methodist").post("/admin/roadmap/roadmap/", data, follow=True)
    assert "Отправлено: 1." in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_refused_action_names_the_roadmap_and_the_reason(client_as, running):
    data = {"action": "submit", "_selected_action": [running.pk]}
    page = client_as("methodist").post("/admin/roadmap/roadmap/", data, follow=True).content.decode()
    assert "Дорожная карта: Ёлкинская СОШ: Сейчас карта в состоянии «согласована»" in page


def test_head_only_looks(client_as, draft):
    data = {"action": "submit", "_selected_action": [draft.pk]}
    client_as("head").post("/admin/roadmap/roadmap/", data, follow=True)
    assert Roadmap.objects.get(pk=draft.pk).state == "draft"


def test_another_municipality_s_roadmap_is_not_found(client_as, make_roadmap, foreign_school):
    roadmap = make_roadmap(foreign_school)
    assert client_as("methodist").get(f"/admin/roadmap/roadmap/{roadmap.pk}/change/").status_code == 404


def test_meetings_are_looked_up(client_as, municipality):
    meeting = CoordinationMeeting.objects.create(municipality=municipality, date=TODAY, topic="Итоги")
    client = client_as("methodist")
    assert "Итоги" in client.get("/admin/roadmap/coordinationmeeting/").content.decode()
    assert client.get(f"/admin/roadmap/coordinationmeeting/{meeting.pk}/change/").status_code == 200
    assert client.get("/admin/roadmap/coordinationmeeting/add/").status_code == 403
