"""The act of destroying a pupil's data, and drafts that the timer destroys."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.privacy.cleaning import clean_up
from mentorship.pupils import workflow
from mentorship.pupils.destroyed import act_of
from mentorship.pupils.models import Pupil
from tests.pupils.conftest import sign

pytestmark = pytest.mark.django_db


def words(client, pupil):
    response = client.get(f"/pupils/{pupil.pk}/destroyed/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def erased(pair, mentee, on, users):
    """A pupil with a consent, a pair and a meeting, whose data the curator has destroyed."""
    workflow.log_meeting(pair=pair, day=on, topic="study", on=on, by=None)
    return workflow.erase_pupil(pupil=mentee, on=on, by=users["curator"])


def test_act_counts_what_is_gone_and_what_is_left(erased, on):
    act = act_of(erased)
    assert act.gone == [
        ("Имя или псевдоним, буква класса", 1),
        ("Согласия: кто подписал, номер", 1),
        ("Сканы согласий", 0),
    ]
    assert act.kept == [("Пары без имени", 1), ("Встречи без имени", 1)]
    assert act.entry.data["was"] == "участвует"
    assert act.backups_until == act.day + timedelta(days=35)
    assert (act.keep_until.year, act.day) == (on.year + 3, on)


def test_act_is_printed_with_its_extract_and_without_a_name(client_as, erased):
    curator = client_as("curator")
    page = words(curator, erased)
    assert f"Ученик № {erased.pk}, 7 класс" in page
    assert "Рябинина Нина Юрьевна" in page
    for name in ("Ольхин", "Ольхина", "Лука"):
        assert name not in page
    told = Entry.objects.filter(target_model="pupils.pupil", target_id=erased.pk).exclude(kind="view")
    assert told.count() == 2
    for entry in (*told, Entry.objects.get(action="pupils.consent_given")):
        assert f"№ {entry.pk}" in page
    assert f"/pupils/{erased.pk}/destroyed/" in curator.get(f"/pupils/{erased.pk}/").content.decode()


def test_there_is_no_act_before(client_as, mentee):
    address = f"/pupils/{mentee.pk}/destroyed/"
    assert act_of(mentee) is None
    assert client_as("curator").get(address).status_code == 404
    assert client_as("head").get(address).status_code == 403


def test_timer_destroys_drafts_nobody_brought_a_consent_for(make_pupil, on):
    old, young, signed = (make_pupil(name, consent=False) for name in ("Вязов Ким", "Ивин Ян", "Липин Лев"))
    sign(signed, on)
    Pupil.objects.filter(pk__in=[old.pk, signed.pk]).update(created_on=on - timedelta(days=30))
    Pupil.objects.filter(pk=young.pk).update(created_on=on - timedelta(days=29))
    counts = {item.term.code: item.number for item in clean_up(timezone.now(), dry_run=True)}
    assert counts["pupil_draft"] == 1
    assert not Pupil.objects.filter(state="erased").exists()
    call_command("clean_up", stdout=StringIO())
    assert Pupil.objects.get(state="erased").pk == old.pk
    assert (act_of(old).entry.by, act_of(old).entry.data["was"]) == (None, "черновик")
    assert [item.number for item in clean_up(timezone.now()) if item.term.code == "pupil_draft"] == [0]
