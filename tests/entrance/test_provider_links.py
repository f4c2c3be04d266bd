"""The provider's own name of a person decides from the second time on (ASVS 10.5.2)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.entrance.models import ProviderLink
from schools.models import User
from tests.entrance.conftest import code_now, is_signed_in
from tests.entrance.test_provider import provider, reason, server, teacher, way, words

__all__ = ["provider", "server", "teacher"]

pytestmark = pytest.mark.django_db


def links():
    return list(ProviderLink.objects.values_list("user__username", "subject"))


def test_first_sign_in_links_and_is_entered(provider, teacher):
    way(provider, sub="a-1")
    assert links() == [("mentor", "a-1")]
    assert ProviderLink.objects.get().issuer == provider.issuer
    way(provider, sub="a-1")
    assert Entry.objects.filter(action="entrance.linked", by=teacher).count() == 1


def test_name_of_the_provider_outlives_the_address(provider, teacher):
    way(provider, sub="a-1")
    client, _ = way(provider, sub="a-1", email="another@example.org", email_verified=False)
    assert client.session["_auth_user_id"] == str(teacher.pk)


def test_who_got_the_address_later_gets_no_account(provider, teacher):
    way(provider, sub="a-1")
    client, _ = way(provider, sub="b-2")
    assert (is_signed_in(client), reason(), links()) == (False, "linked", [("mentor", "a-1")])
    assert "попросите администратора портала снять прежнюю связь" in words(client)


def test_same_name_at_another_provider_is_somebody_else(provider, teacher):
    way(provider, sub="a-1")
    ProviderLink.objects.update(issuer="https://earlier.example")
    client, _ = way(provider, sub="a-1", email="nobody@example.org")
    assert (is_signed_in(client), reason()) == (False, "unknown")


def test_closed_account_stays_closed_by_its_link(provider, teacher):
    way(provider, sub="a-1")
    User.objects.filter(pk=teacher.pk).update(is_active=False)
    client, _ = way(provider, sub="a-1")
    assert (is_signed_in(client), reason()) == (False, "unknown")


def test_link_made_by_an_address_opens_no_account_with_a_role(provider, users, teacher):
    ProviderLink.objects.create(
        user=users["head"], issuer=provider.issuer, subject="a-1", linked_at=users["head"].date_joined
    )
    client, _ = way(provider, sub="a-1")
    assert (is_signed_in(client), reason()) == (False, "no_factor")


def test_nothing_is_linked_before_the_code(provider, teacher, factor_of):
    factor_of("mentor")
    client, answer = way(provider, sub="a-1")
    assert (answer["Location"].partition("?")[0], links()) == ("/accounts/code/", [])
    client.post(answer["Location"], {"code": code_now(timezone.now())})
    assert (is_signed_in(client), links()) == (True, [("mentor", "a-1")])


@pytest.mark.parametrize("subject", ["", "x" * 256, 7])
def test_name_that_is_none_is_not_believed(provider, teacher, subject):
    client, _ = way(provider, sub=subject)
    assert (is_signed_in(client), links()) == (False, [])


def test_administrator_takes_the_link_off(provider, teacher, client_as, users):
    way(provider, sub="a-1")
    data = {"action": "unlink_provider", "_selected_action": [teacher.pk]}
    client_as("admin").post(reverse("admin:schools_user_changelist"), data)
    assert links() == []
    assert Entry.objects.filter(action="entrance.unlinked", by=users["admin"]).count() == 1
    assert is_signed_in(way(provider, sub="b-2")[0])
