"""Every entry says who, in which roles, from where, by which request, about whose object."""

import pytest
from django.test import Client, RequestFactory

from mentorship.audit.addresses import client_address
from mentorship.audit.kinds import Kind, kind_of
from mentorship.audit.log import record, record_export, record_view
from mentorship.audit.models import Entry
from mentorship.bank.models import Mentor
from mentorship.pairs.models import PairMember
from schools.models import User


@pytest.mark.parametrize(
    ("proxies", "told", "seen"),
    [
        (0, "10.1.1.1", "10.0.0.1"),
        (1, "10.1.1.1", "10.1.1.1"),
        (1, "6.6.6.6, 10.1.1.1", "10.1.1.1"),
        (2, "6.6.6.6, 10.1.1.1, 10.2.2.2", "10.1.1.1"),
        (2, "10.1.1.1", "10.0.0.1"),
        (1, "10.0.0.9, 2001:DB8::1", "2001:db8::1"),
        (1, "", "10.0.0.1"),
        (1, "<script>", "10.0.0.1"),
    ],
)
def test_address_is_believed_as_far_as_own_proxies_vouch(settings, proxies, told, seen):
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": told, "x-real-ip": "198.51.100.1"}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.1")) == seen


@pytest.mark.parametrize(
    ("proxies", "near", "seen"),
    [(0, "127.0.0.1", "127.0.0.1"), (0, "", ""), (1, "", "203.0.113.5"), (1, "127.0.0.1", "203.0.113.5")],
)
def test_socket_and_loopback_are_like_any_other_neighbour(settings, proxies, near, seen):
    """A server behind a socket tells no address: without proxies of our own nobody does."""
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": "203.0.113.5"}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=near)) == seen


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("view.interview", Kind.VIEW),
        ("export", Kind.EXPORT),
        ("schools.exported", Kind.EXPORT),
        ("register.history_exported", Kind.EXPORT),
        ("snapshot.printed", Kind.EXPORT),
        ("entrance.signed_in", Kind.SIGN_IN),
        ("person.moved", Kind.CHANGE),
        ("import", Kind.CHANGE),
    ],
)
def test_sort_of_an_entry_follows_from_its_action(action, kind):
    assert kind_of(action) == kind


@pytest.mark.django_db
class TestEntry:
    """What an entry says of the actor and the object."""

    def test_names_roles_place_and_person(self, users, people, school, municipality):
        mentor = Mentor.objects.create(person=people["mentor"])
        entry = record(by=users["curator"], action="mentor.suspend", target=mentor)
        assert (entry.roles, entry.by_school, entry.by_municipality) == (
            "curator",
            school.pk,
            municipality.pk,
        )
        assert (entry.school, entry.municipality, entry.person) == (
            school.pk,
            municipality.pk,
            people["mentor"].pk,
        )
        assert (entry.request, entry.address) == ("", None)

    def test_school_and_municipality_stand_for_themselves(self, school, municipality):
        entry = record(by=None, action="list.adopted", target=school)
        assert (entry.school, entry.municipality, entry.person) == (school.pk, municipality.pk, None)
        entry = record(by=None, action="list.adopted", target=municipality)
        assert (entry.school, entry.municipality, entry.person) == (None, municipality.pk, None)

    def test_request_gives_number_and_address(self, client_as, people):
        client = client_as("methodist")
        url = f"/admin/schools/person/{people['mentor'].pk}/change/"
        response = client.get(url, REMOTE_ADDR="203.0.113.5", HTTP_X_REQUEST_ID="abcd-1234")
        entry = Entry.objects.looks().get()
        assert (entry.request, entry.address) == ("abcd-1234", "203.0.113.5")
        assert response["X-Request-ID"] == "abcd-1234"

    def test_number_of_a_stranger_is_not_taken(self, client):
        response = Client().get("/healthz", HTTP_X_REQUEST_ID="x" * 300)
        assert len(response["X-Request-ID"]) == 32

    def test_export_keeps_filter_and_rows(self, users, school):
        entry = record_export(
            by=users["head"], action="schools.exported", rows=3, chosen="год — 2025", target=school
        )
        assert entry.kind == Kind.EXPORT
        assert entry.data == {"rows": 3, "filter": "год — 2025"}

    def test_export_without_words_keeps_the_query(self, client_as, school_year):
        response = client_as("head").get("/reports/school-map.xlsx?q=Ёлка+1")
        assert response.status_code == 200
        assert Entry.objects.get(action="school_map.exported").data["rows"] == 1

    def test_place_of_an_account_is_its_persons(self, users, people, school):
        entry = record(by=None, action="account.invited", target=users["mentor"])
        assert (entry.target_model, entry.person, entry.school) == (
            User._meta.label_lower,
            people["mentor"].pk,
            school.pk,
        )


@pytest.mark.django_db
class TestViews:
    """Looks at protected records."""

    def test_are_noted_once_an_hour(self, users, people):
        for _ in range(3):
            record_view(by=users["methodist"], target=people["mentor"], what="person")
        record_view(by=users["methodist"], target=people["mentee"], what="person")
        record_view(by=users["head"], target=people["mentor"], what="person")
        seen = Entry.objects.looks().values_list("by__username", "person")
        assert set(seen) == {
            ("methodist", people["mentor"].pk),
            ("methodist", people["mentee"].pk),
            ("head", people["mentor"].pk),
        }
        assert len(seen) == 3

    def test_of_oneself_are_not_noted(self, users, people):
        record_view(by=users["mentor"], target=people["mentor"], what="person")
        assert not Entry.objects.looks().exists()


def test_member_of_a_pair_is_the_mentee():
    from mentorship.audit.places import ways  # noqa: PLC0415

    assert ways(PairMember).person == "mentee"
