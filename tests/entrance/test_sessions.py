"""When a session ends: idle, in all, with a role, a password, an account; what was typed stays."""

from datetime import timedelta
from html import unescape
from io import StringIO
from re import findall

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from mentorship.entrance import stamps
from mentorship.entrance.models import KnownAddress, Visit
from schools.models import User
from tests.cast import PASSWORD
from tests.entrance.conftest import is_signed_in

STAFF = ["admin", "head", "methodist", "curator", "director", "approver", "department"]
NEW = "совсем-другой-пароль-8"


@pytest.mark.parametrize(
    ("seconds", "staff", "end"),
    [(1799, True, None), (1800, True, stamps.Ending.IDLE), (1800, False, None), (40_000, False, None)],
)
def test_idle_limit_to_the_second(seconds, staff, end):
    session = {stamps.STARTED: 0, stamps.SEEN: 0}
    assert stamps.ending(session, now=seconds, is_staff=staff, held=[]) == end


@pytest.mark.parametrize(("seconds", "end"), [(28_799, None), (28_800, stamps.Ending.WHOLE)])
def test_whole_limit_to_the_second(seconds, end):
    session = {stamps.STARTED: 0, stamps.SEEN: seconds}
    assert stamps.ending(session, now=seconds, is_staff=True, held=[]) == end


@pytest.mark.parametrize("login", STAFF)
def test_idle_staff_signs_in_again(users, sign_in, age_session, login):
    client, _ = sign_in(login)
    age_session(client, 29 * 60, stamps.SEEN)
    assert client.get("/notices/").status_code == 200
    age_session(client, 30 * 60, stamps.SEEN)
    answer = client.get("/notices/")
    assert (answer["Location"], is_signed_in(client)) == ("/accounts/login/?next=/notices/", False)
    assert "вход закончился" in client.get(answer["Location"]).content.decode()


def test_busy_staff_signs_in_again_after_eight_hours(users, sign_in, age_session):
    client, _ = sign_in("methodist")
    age_session(client, 8 * 60 * 60, stamps.STARTED)
    assert client.get("/notices/").status_code == 302


def test_teacher_fills_in_between_lessons(users, sign_in, age_session):
    client, _ = sign_in("mentor")
    age_session(client, 11 * 60 * 60)
    assert client.get("/notices/").status_code == 200
    assert 12 * 60 * 60 - 60 <= client.session.get_expiry_age() <= 12 * 60 * 60


def test_first_page_tells_staff_that_the_session_ended(users, sign_in, age_session):
    client, _ = sign_in("methodist")
    age_session(client, 30 * 60)
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


def test_form_posted_too_late_waits_for_its_author(users, sign_in, age_session):
    client, _ = sign_in("methodist")
    age_session(client, 30 * 60)
    answer = client.post("/notices/?x=1", {"topics": ["pair", "survey"], "password": "тайна"})
    assert answer["Location"] == "/accounts/login/?next=/accounts/kept/"
    _, answer = sign_in("methodist", client=client, next="/accounts/kept/")
    page = client.get(answer["Location"]).content.decode()
    assert 'action="/notices/?x=1"' in page
    kept = [(name, unescape(value)) for name, value in findall(r'name="(\w+)" value="([^"]*)"', page)]
    assert [pair for pair in kept if pair[0] != "csrfmiddlewaretoken"] == [
        ("topics", "pair"),
        ("topics", "survey"),
    ]
    assert "тайна" not in page


def test_form_of_another_is_not_shown(users, sign_in, age_session):
    client, _ = sign_in("methodist")
    age_session(client, 30 * 60)
    client.post("/notices/", {"topics": "слова методиста"})
    sign_in("curator", client=client)
    answer = client.get("/accounts/kept/")
    assert (answer.status_code, "слова методиста" in answer.content.decode()) == (410, False)


def test_session_ends_with_a_role(users, sign_in):
    client, _ = sign_in("methodist")
    assert client.get("/bank/").status_code == 200
    users["methodist"].person.roles.update(end_date=timezone.localdate() - timedelta(days=1))
    answer = client.get("/bank/")
    assert (answer.status_code, is_signed_in(client)) == (302, False)
    assert "Одна из ваших ролей завершилась" in client.get(answer["Location"]).content.decode()


def test_rights_are_read_at_each_request(users, sign_in, municipality):
    client, _ = sign_in("mentor")
    assert client.get("/campaigns/").status_code == 403
    day = timezone.localdate()
    users["mentor"].person.roles.create(role="methodist", municipality=municipality, start_date=day)
    assert client.get("/campaigns/").status_code == 200
    users["mentor"].person.roles.all().delete()
    assert client.get("/campaigns/").status_code == 302


def test_session_ends_with_the_account(users, sign_in):
    client, _ = sign_in("curator")
    User.objects.filter(username="curator").update(is_active=False)
    assert client.get("/notices/").status_code == 302


def test_signing_in_changes_the_session_key(users, sign_in):
    client = Client()
    client.get("/appearance/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in("curator", client=client)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def change(client, old=PASSWORD, new=NEW):
    data = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/accounts/password/", data)


def test_new_password_ends_the_other_sessions(users, sign_in):
    here, there = sign_in("mentor")[0], sign_in("mentor")[0]
    assert change(here)["Location"] == "/accounts/"
    assert [client.get("/notices/").status_code for client in (here, there)] == [200, 302]
    assert Visit.objects.get().session_key == here.session.session_key
    assert sign_in("mentor", NEW)[1].status_code == 302


@pytest.mark.parametrize("new", ["одиннадцать", "123456789012", "password1234"])
def test_weak_password_is_refused(users, sign_in, new):
    client, _ = sign_in("mentor")
    assert change(client, new=new).status_code == 400
    assert User.objects.get(username="mentor").check_password(PASSWORD)


def test_present_password_is_guessed_ten_times_at_most(users, sign_in):
    client, _ = sign_in("mentor")
    assert [change(client, old="не тот").status_code for _ in range(11)] == [400] * 10 + [429]
    assert change(client).status_code == 429


def test_admin_has_no_page_of_its_own_for_the_password(client_as):
    assert client_as("methodist").get("/admin/password_change/")["Location"] == "/accounts/password/"


def test_account_lists_its_sessions_and_ends_the_others(users, sign_in):
    agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 YaBrowser/24"
    here = sign_in("mentor", client=Client(REMOTE_ADDR="10.0.0.1", headers={"user-agent": agent}))[0]
    there = sign_in("mentor", address="10.0.0.2")[0]
    page = here.get("/accounts/").content.decode()
    assert ("Яндекс Браузер, Windows (вы сейчас здесь)" in " ".join(page.split()), "10.0.0.2" in page) == (
        True,
        True,
    )
    assert here.post("/accounts/sessions/").status_code == 302
    assert [client.get("/notices/").status_code for client in (here, there)] == [200, 302]


def test_old_rows_are_swept(users, sign_in):
    sign_in("mentor")
    Session.objects.all().delete()
    KnownAddress.objects.update(last_at=timezone.now() - timedelta(days=401))
    call_command("clean_up", stdout=StringIO())
    assert (Visit.objects.count(), KnownAddress.objects.count()) == (0, 0)


@pytest.mark.parametrize("page", ["/", "/bank/", "/public/", "/accounts/", "/admin/", "/nowhere/"])
def test_pages_of_signed_in_people_are_stored_nowhere(client_as, page):
    assert "no-store" in client_as("methodist").get(page)["Cache-Control"]


def test_public_pages_may_be_stored(db):
    assert "no-store" not in Client().get("/public/").get("Cache-Control", "")
