"""Draft, review, published, withdrawn: the table of steps, who takes them, two windows."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.practices.enums import STEPS, MaterialKind, PublicState
from mentorship.practices.models import Honour, Material
from mentorship.practices.workflow.moderation import ChangedMeanwhile, take_step
from schools.enums import ConsentKind
from schools.models import Consent
from schools.workflow import withdraw_consent
from tests.practices.section import fresh, material, publish

TODAY = timezone.localdate


def step(row, name, **more):
    words = {"words": "Поправьте дату"} if name in ("return", "withdraw") else {}
    take_step(row=row, step=name, version=row.version, by=None, on=TODAY(), **words, **more)
    return fresh(row)


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("state", PublicState)
def test_table_of_steps(municipality, name, state):
    row = material(municipality, shown=False)
    Material.objects.update(state=state, publish_date=TODAY())
    row, (before, after) = fresh(row), STEPS[name]
    if state == before:
        assert step(row, name).state == after
    else:
        with pytest.raises(ValidationError, match="Так можно поступить"):
            step(row, name)
        assert fresh(row).state == state


@pytest.mark.parametrize("name", ["return", "withdraw"])
def test_who_refuses_says_why(municipality, name):
    row = material(municipality, shown=name == "withdraw")
    row = row if name == "withdraw" else step(row, "submit")
    with pytest.raises(ValidationError, match="Напишите"):
        take_step(row=row, step=name, version=row.version, by=None, on=TODAY(), words="  ")
    assert step(row, name).remark == "Поправьте дату"


def test_second_window_is_told(municipality):
    row = step(material(municipality, shown=False), "submit")
    step(row, "publish")
    with pytest.raises(ChangedMeanwhile):
        step(row, "return")
    assert fresh(row).state == PublicState.PUBLISHED


@pytest.mark.parametrize(("days", "is_shown"), [(0, True), (1, False), (-366, True)])
def test_day_of_publication_may_lie_ahead(client, municipality, days, is_shown):
    row = publish(material(municipality, shown=False), publish_date=TODAY() + timedelta(days=days))
    assert (client.get(f"/public/news/{row.pk}/").status_code == 200) is is_shown
    assert ("Ёлочный урок" in client.get("/public/").content.decode()) is is_shown


@pytest.mark.parametrize("days", [367, -367])
def test_day_of_publication_has_limits(municipality, days):
    with pytest.raises(ValidationError, match="не дальше года"):
        publish(material(municipality, shown=False), publish_date=TODAY() + timedelta(days=days))


@pytest.mark.parametrize("name", ["submit", "publish", "return", "withdraw", "reopen"])
def test_methodist_writes_and_the_head_publishes(client_as, municipality, name):
    row = material(municipality, shown=False)
    Material.objects.update(state=STEPS[name][0], publish_date=TODAY())
    data = {
        f"{name}-version": row.version, f"{name}-words": "Так надо", f"{name}-publish_date": TODAY(),
    }  # fmt: skip
    address = f"/editing/material/{row.pk}/{name}/"
    expected = 302 if name in ("submit", "reopen") else 403
    assert client_as("methodist").post(address, data).status_code == expected
    if expected == 403:
        assert client_as("head").post(address, data).status_code == 302
    assert fresh(row).state == STEPS[name][1]


def test_page_tells_of_the_second_window_with_409(client_as, municipality):
    row = step(material(municipality, shown=False), "submit")
    head = client_as("head")
    data = {"publish-version": row.version, "publish-publish_date": TODAY()}
    assert head.post(f"/editing/material/{row.pk}/publish/", data).status_code == 302
    answer = head.post(f"/editing/material/{row.pk}/publish/", data)
    assert (answer.status_code, "в другом окне" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("version", ["", "x", "9" * 20, "-1"])
def test_odd_versions_are_refused(client_as, municipality, version):
    row = material(municipality, shown=False)
    answer = client_as("methodist").post(f"/editing/material/{row.pk}/submit/", {"submit-version": version})
    assert answer.status_code == 400
    assert fresh(row).state == PublicState.DRAFT


def test_unknown_steps_and_kinds_are_not_found(client_as, municipality):
    row = material(municipality, shown=False)
    head = client_as("head")
    assert head.post(f"/editing/material/{row.pk}/burn/").status_code == 404
    assert head.get(f"/editing/person/{row.pk}/").status_code == 404


def test_material_of_another_municipality_is_not_found(client_as, other_municipality):
    row = material(other_municipality, shown=False)
    assert client_as("head").get(f"/editing/material/{row.pk}/").status_code == 404


@pytest.mark.parametrize("kind", MaterialKind)
def test_each_kind_needs_what_its_page_shows(municipality, kind):
    with pytest.raises(ValidationError):
        Material(municipality=municipality, kind=kind, title="Пустой").full_clean()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://school.example/", "file:///etc/passwd"])
def test_video_leads_by_http_only(municipality, link):
    with pytest.raises(ValidationError):
        material(municipality, MaterialKind.VIDEO, link=link)


class TestHonour:
    """/public/honour/"""

    @pytest.fixture
    def honour(self, people, municipality):
        row = Honour.objects.create(
            municipality=municipality, person=people["mentor"], year=2025, reason="За ёлочные уроки"
        )
        return publish(row)

    def test_only_a_live_consent_shows_the_person(self, client, honour, people, users):
        assert "Клёнова" not in client.get("/public/honour/").content.decode()
        given = Consent.objects.create(
            person=people["mentor"], kind=ConsentKind.PUBLICATION, given_date=TODAY()
        )
        assert "Клёнова" in client.get("/public/honour/").content.decode()
        assert "Клёнова" in client.get("/public/search/?q=елочные").content.decode()
        withdraw_consent(consent=given, by=users["mentor"], on=TODAY())
        assert "Клёнова" not in client.get("/public/honour/").content.decode()
        assert "Клёнова" not in client.get("/public/search/?q=елочные").content.decode()
