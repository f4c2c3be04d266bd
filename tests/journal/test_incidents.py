"""Incidents: the hours, the notices, the steps, two windows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.journal import notice, workflow
from mentorship.journal.models import Incident
from mentorship.journal.terms import term

NOTICED = datetime(2026, 3, 16, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "sent", "tone", "words"),
    [
        (timedelta(), None, "quiet", "осталось 24 ч 00 мин"),
        (timedelta(hours=18), None, "warn", "осталось 6 ч 00 мин"),
        (timedelta(hours=17, minutes=59), None, "quiet", "осталось 6 ч 01 мин"),
        (timedelta(hours=24), None, "warn", "осталось 0 ч 00 мин"),
        (timedelta(hours=25, minutes=5), None, "bad", "просрочено на 1 ч 05 мин"),
        (timedelta(hours=30), timedelta(hours=24), "ok", "отправлено в срок"),
        (timedelta(hours=30), timedelta(hours=24, seconds=1), "warn", "отправлено позже срока"),
    ],
)
def test_hours_of_the_first_notice(after, sent, tone, words):
    due = NOTICED + timedelta(hours=24)
    found = term("24", due, NOTICED + sent if sent is not None else None, NOTICED + after)
    assert (found.tone, found.words) == (tone, words)


@pytest.fixture
def told():
    """The least that is told at first."""
    return {
        "title": "Утерян ноутбук методиста",
        "noticed_at": NOTICED,
        "data_words": "Фамилии и почта",
        "people_words": "Наставники трёх школ",
        "cause": "",
    }


@pytest.fixture
def incident(told, users, municipality):
    """An open incident of the municipality."""
    return workflow.register(
        municipality=municipality, told=told, by=users["head"], now=NOTICED + timedelta(hours=1)
    )


FULL = {
    "cause": "Оставлен в автобусе",
    "harm": "Письма",
    "measures": "Сменены пароли",
    "contact": "Руководитель",
}
FOUND = {"findings": "Диск зашифрован", "culprits": "Не установлены"}


def at(hours):
    return NOTICED + timedelta(hours=hours)


@pytest.mark.django_db
class TestWorkflow:
    """The steps and their refusals."""

    def test_goes_to_its_end_and_stands_in_the_journal(self, incident, users):
        head = users["head"]
        workflow.change(incident=incident, told=FULL | FOUND, version=1, by=head, now=at(2))
        workflow.tell_first(incident=incident, at=at(3), by=head, now=at(3))
        workflow.tell_second(incident=incident, at=at(50), by=head, now=at(51))
        held = workflow.close(incident=incident, conclusion="Ущерба нет", by=head, now=at(60))
        assert (held.state, held.closed_at, held.version) == ("closed", at(60), 5)
        entries = Entry.objects.filter(target_model="journal.incident").order_by("pk")
        assert [entry.action for entry in entries] == [
            "incident.registered",
            "incident.changed",
            "incident.notified",
            "incident.investigated",
            "incident.closed",
        ]
        assert {entry.municipality for entry in entries} == {incident.municipality_id}

    def test_first_notice_wants_what_the_law_asks(self, incident, users):
        with pytest.raises(ValidationError) as refusal:
            workflow.tell_first(incident=incident, at=at(3), by=users["head"], now=at(3))
        assert len(refusal.value.messages) == 4

    @pytest.mark.parametrize("hours", [-1, 6])
    def test_notice_is_sent_between_the_find_and_now(self, incident, users, hours):
        workflow.change(incident=incident, told=FULL, version=1, by=users["head"], now=at(2))
        with pytest.raises(ValidationError, match="не в будущем"):
            workflow.tell_first(incident=incident, at=at(hours), by=users["head"], now=at(5))

    def test_second_follows_the_first_and_the_end_follows_both(self, incident, users):
        with pytest.raises(ValidationError, match="Сначала"):
            workflow.tell_second(incident=incident, at=at(3), by=users["head"], now=at(3))
        with pytest.raises(ValidationError, match="после двух уведомлений"):
            workflow.close(incident=incident, conclusion="Всё", by=users["head"], now=at(3))

    def test_is_not_found_in_the_future(self, told, users, municipality):
        with pytest.raises(ValidationError, match="в будущем"):
            workflow.register(municipality=municipality, told=told, by=users["head"], now=at(-1))

    def test_is_kept_by_the_head_of_the_place(self, told, users, municipality, other_municipality):
        for place, login in ((municipality, "methodist"), (other_municipality, "head")):
            with pytest.raises(ValidationError, match="ведёт руководитель"):
                workflow.register(municipality=place, told=told, by=users[login], now=at(1))

    def test_late_window_is_told(self, incident, users):
        workflow.change(incident=incident, told={"cause": "Первая"}, version=1, by=users["head"], now=at(2))
        with pytest.raises(workflow.ChangedMeanwhile):
            workflow.change(
                incident=incident, told={"cause": "Вторая"}, version=1, by=users["head"], now=at(2)
            )

    def test_notice_leaves_lines_for_what_is_not_known(self, incident):
        text = notice.first(incident)
        assert "Обнаружен: 16.03.2026 12:00" in text
        assert "Предполагаемый вред: ________" in text
        assert "Действия каких лиц стали причиной: ________" in notice.second(incident)


@pytest.mark.django_db
class TestPages:
    """The pages of the head."""

    def form(self, **changes):
        hour = timezone.localtime(timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
        told = {
            "title": "Утерян ноутбук",
            "noticed_at": hour,
            "data_words": "Почта",
            "people_words": "Наставники",
        }
        return told | changes

    def test_registers_and_shows(self, client_as, municipality):
        client = client_as("head")
        response = client.post("/journal/incidents/new/", self.form(municipality=municipality.pk))
        incident = Incident.objects.get()
        assert response["Location"] == incident.get_absolute_url()
        page = " ".join(client.get(incident.get_absolute_url()).content.decode().split())
        assert "осталось 22 ч" in page or "осталось 23 ч" in page
        assert "Уведомление о неправомерной" in page
        assert "Утерян ноутбук" in client.get("/journal/incidents/").content.decode()

    def test_what_is_missing_is_named_and_the_rest_kept(self, client_as, municipality):
        sent = self.form(municipality=municipality.pk, title="", data_words="Почта и телефоны")
        response = client_as("head").post("/journal/incidents/new/", sent)
        assert response.status_code == 400
        assert "Почта и телефоны" in response.content.decode()

    def test_second_window_gets_both_texts(self, client_as, incident, users):
        workflow.change(
            incident=incident, told={"cause": "Сохранённая"}, version=1, by=users["head"], now=at(2)
        )
        client = client_as("head")
        url = f"{incident.get_absolute_url()}edit/"
        sent = self.form(cause="Набранная", version=1)
        response = client.post(url, sent)
        page = response.content.decode()
        assert response.status_code == 409
        assert "Сохранённая" in page
        assert "Набранная" in page
        assert (
            client.post(url, sent | {"version": response.context["form"]["version"].value()}).status_code
            == 302
        )

    def test_step_that_is_refused_says_why(self, client_as, incident):
        client = client_as("head")
        response = client.post(f"{incident.get_absolute_url()}notify/", {"at": "2026-03-16T13:00"})
        assert response.status_code == 400
        assert "Запишите предполагаемые причины" in response.content.decode()
        assert client.post(f"{incident.get_absolute_url()}burn/").status_code == 404

    def test_extract_belongs_to_the_incident(self, client_as, incident):
        client = client_as("head")
        response = client.post("/journal/extracts/new/", {"incident": incident.pk})
        assert response["Location"].startswith("/journal/extracts/")
        kept = Entry.objects.get(action="journal.exported")
        assert (kept.target_model, kept.target_id) == ("journal.incident", incident.pk)
        assert f"Выписка № {kept.pk}" in client.get(incident.get_absolute_url()).content.decode()

    def test_incident_of_another_place_is_not_found(self, client_as, incident, other_municipality):
        Incident.objects.update(municipality=other_municipality)
        for end in ("", "edit/"):
            assert client_as("head").get(f"{incident.get_absolute_url()}{end}").status_code == 404
        assert client_as("head").post(f"{incident.get_absolute_url()}notify/").status_code == 404
        sent = {"incident": incident.pk}
        assert client_as("head").post("/journal/extracts/new/", sent).status_code == 404

    @pytest.mark.parametrize("key", ["x", "9" * 20, "-1"])
    def test_key_of_no_incident_is_not_found(self, client_as, incident, key):
        assert client_as("head").post("/journal/extracts/new/", {"incident": key}).status_code == 404

    @pytest.mark.parametrize("login", ["methodist", "curator", "mentor", "department"])
    def test_other_roles_are_refused(self, client_as, incident, login):
        assert client_as(login).get("/journal/incidents/").status_code == 403
