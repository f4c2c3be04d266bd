"""Taking back a publication: at once, whole, and only while nobody has answered."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from zeal import zeal_ignore

from mentorship.audit.models import Entry
from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest
from mentorship.pairs import workflow
from mentorship.pairs.desk import runs, taking_back
from mentorship.pairs.desk.pool import usual_form
from mentorship.pairs.desk.runs import Aim
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair
from schools.comfort import undo
from tests.cast import TODAY

pytestmark = pytest.mark.usefixtures("mentor")


@pytest.fixture
def run(mentor, mentees, make_request, municipality):
    """A draft for three teachers."""
    for person in mentees[:3]:
        make_request(person)
    return runs.draft_run(municipality=municipality, aim=Aim(usual_form()), by=None, now=timezone.now())


def words(response) -> str:
    return " ".join(response.content.decode().split())


@zeal_ignore()
def test_publication_is_taken_back_whole(client_as, run):
    client = client_as("methodist")
    published = client.post(f"/matching/runs/{run.pk}/publish/", follow=True)
    assert "Можно отменить всё разом до" in words(published)
    assert "Можно отменить" not in words(client.get("/matching/runs/"))
    count = Pair.objects.filter(state=PairState.PROPOSED).count()
    assert count > 0

    back = client.post("/undo/", follow=True)

    assert back.redirect_chain == [(run.get_absolute_url(), 302)]
    assert "Публикация отменена" in words(back)
    assert "Можно отменить всё разом" not in words(back)
    assert set(Pair.objects.values_list("state", flat=True)) == {PairState.CANCELLED}
    assert set(MenteeRequest.objects.values_list("state", flat=True)) == {RequestState.ACCEPTED}
    assert Entry.objects.filter(action="pairs.take_back_run").count() == 1
    assert "Теперь меняйте записи по одной" in words(client.post("/undo/", follow=True))


@zeal_ignore()
def test_publication_that_somebody_answered_stays(client_as, run):
    client = client_as("methodist")
    client.post(f"/matching/runs/{run.pk}/publish/")
    pair = Pair.objects.order_by("pk").first()
    workflow.confirm(pair=pair, person=pair.mentor.person, by=None, today=TODAY)
    before = list(Pair.objects.order_by("pk").values_list("state", flat=True))

    refused = client.post("/undo/", follow=True)

    assert f"Отменить всё разом уже нельзя: пара № {pair.number} изменилась" in words(refused)
    assert list(Pair.objects.order_by("pk").values_list("state", flat=True)) == before


@zeal_ignore()
def test_time_runs_out(client_as, run, monkeypatch):
    client = client_as("methodist")
    monkeypatch.setattr(undo, "MINUTES", -1)
    published = client.post(f"/matching/runs/{run.pk}/publish/", follow=True)
    assert "Можно отменить" not in words(published)
    assert "Теперь меняйте записи по одной" in words(client.post("/undo/", follow=True))
    assert Pair.objects.filter(state=PairState.PROPOSED).exists()


@zeal_ignore()
def test_only_who_matches_takes_back(client_as, run, users):
    client_as("methodist").post(f"/matching/runs/{run.pk}/publish/")
    for role in ("head", "curator"):
        with pytest.raises(PermissionDenied):
            taking_back.undo(run.pk, users[role])
    assert Pair.objects.filter(state=PairState.PROPOSED).exists()
