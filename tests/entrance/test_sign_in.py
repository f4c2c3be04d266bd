"""Signing in and out, the first password by invitation."""

import pytest
from django.test import Client

from schools.invitations import invitation_path, invited_user
from schools.models import User
from tests.cast import PASSWORD

NEW = "новый-длинный-пароль-7"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def sign_in(client: Client, **fields: str):
    return client.post("/accounts/login/", {"username": "curator", "password": PASSWORD, **fields})


def test_sign_in_leads_to_the_workplace(users):
    client = Client()
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"], signed_in(client)) == (302, "/", True)


def test_sign_in_leads_to_the_page_that_was_asked_for(users):
    assert sign_in(Client(), next="/bank/?free=1")["Location"] == "/bank/?free=1"


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_sign_in_never_leads_to_another_site(users, address):
    assert sign_in(Client(), next=address)["Location"] == "/"


@pytest.mark.parametrize(
    "fields", [{"password": "не тот"}, {"username": "никто"}, {"username": "никто", "password": "не тот"}]
)
def test_every_failure_sounds_the_same(users, fields):
    client = Client()
    answer = sign_in(client, **fields)
    assert (answer.status_code, signed_in(client)) == (400, False)
    assert "Имя для входа и пароль не подошли друг к другу." in answer.content.decode()


def test_closed_account_stays_out(users):
    User.objects.filter(username="curator").update(is_active=False)
    client = Client()
    assert (sign_in(client).status_code, signed_in(client)) == (400, False)


def test_typed_name_stays_and_the_password_does_not(users):
    page = sign_in(Client(), password="не тот").content.decode()
    assert 'name="username" value="curator"' in page
    assert "не тот" not in page


def test_signing_out_is_a_post(client_as):
    client = client_as("curator")
    assert client.get("/accounts/logout/").status_code == 405
    answer = client.post("/accounts/logout/")
    assert (answer.status_code, answer["Location"], signed_in(client)) == (302, "/accounts/login/", False)


def test_signing_out_twice_is_no_error(db):
    assert Client().post("/accounts/logout/")["Location"] == "/accounts/login/"


@pytest.fixture
def newcomer(school, make_teacher):
    return User.objects.create_user("newcomer", None, person=make_teacher(school, "C-newcomer"))


def accept(client: Client, path: str, **fields: str):
    return client.post(path, {"new_password1": NEW, "new_password2": NEW, **fields})


def test_invitation_sets_the_password_and_signs_in(newcomer):
    client = Client()
    path = invitation_path(newcomer)
    assert client.get(path).status_code == 200
    answer = accept(client, path)
    newcomer.refresh_from_db()
    assert (answer["Location"], newcomer.check_password(NEW), signed_in(client)) == ("/", True, True)


def test_invitation_works_once(newcomer):
    path = invitation_path(newcomer)
    accept(Client(), path)
    client = Client()
    answer = accept(client, path)
    assert (answer.status_code, signed_in(client)) == (410, False)
    assert "Приглашение больше не действует" in answer.content.decode()


def test_invitation_grows_old(newcomer, settings):
    path = invitation_path(newcomer)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert Client().get(path).status_code == 410


def test_invitation_of_another_account_does_not_fit(newcomer, users):
    token = invitation_path(newcomer).rstrip("/").split("/")[-1].partition("-")[2]
    assert invited_user(users["head"].pk, token) is None


def test_closed_account_cannot_accept(newcomer):
    path = invitation_path(newcomer)
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    assert Client().get(path).status_code == 410


def test_weak_password_is_refused_with_its_reason(newcomer):
    answer = accept(Client(), invitation_path(newcomer), new_password1="12345", new_password2="12345")
    newcomer.refresh_from_db()
    assert (answer.status_code, newcomer.has_usable_password()) == (400, False)
    assert 'href="#id_new_password2"' in answer.content.decode()
