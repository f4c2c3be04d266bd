"""The second factor: set up, asked for, used once, forced on staff, taken off by who may."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.entrance import totp
from mentorship.entrance.models import RecoveryCode, SecondFactor
from mentorship.entrance.sealing import seal, unseal
from mentorship.entrance.workflow import accept_code, renew_codes, reseal_factors
from mentorship.notices.models import Notice
from tests.entrance.conftest import SECRET, code_now, is_signed_in

STEP = "/accounts/code/"
SETUP = "/accounts/second-factor/"
CODE = re.compile(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>")


def send_code(client, code, **fields):
    return client.post(STEP, {"code": code, **fields})


def test_password_alone_does_not_sign_in(factor_of, sign_in):
    factor_of("head")
    client, answer = sign_in("head", next="/bank/?free=1")
    assert answer["Location"] == "/accounts/code/?next=%2Fbank%2F%3Ffree%3D1"
    assert is_signed_in(client) is False
    assert client.get("/bank/").status_code == 302
    answer = send_code(client, code_now(timezone.now()), next="/bank/?free=1")
    assert (answer["Location"], is_signed_in(client)) == ("/bank/?free=1", True)


def test_code_step_leads_to_no_other_site(factor_of, sign_in):
    factor_of("head")
    client, _ = sign_in("head")
    answer = send_code(client, code_now(timezone.now()), next="https://example.org/")
    assert answer["Location"] == "/"


def test_code_works_once(factor_of, sign_in):
    factor_of("head")
    code = code_now(timezone.now())
    assert send_code(sign_in("head")[0], code).status_code == 302
    again = sign_in("head")[0]
    assert (send_code(again, code).status_code, is_signed_in(again)) == (400, False)


def test_earlier_code_is_no_good_after_a_later_one(factor_of, users):
    factor_of("head")
    now = timezone.now()
    taken = [accept_code(user=users["head"], code=code_now(now, shift), now=now) for shift in (0, -1, 1)]
    assert taken == [True, False, True]


def test_eleventh_code_is_refused_with_the_right_one_too(factor_of, sign_in):
    factor_of("head")
    client, _ = sign_in("head")
    codes = [send_code(client, "not-it").status_code for _ in range(10)]
    assert codes == [400] * 10
    assert send_code(client, code_now(timezone.now())).status_code == 429
    assert is_signed_in(client) is False


def test_code_waits_ten_minutes(factor_of, sign_in):
    factor_of("head")
    client, _ = sign_in("head")
    session = client.session
    pk, at, *rest = session["entrance_pending"]
    session["entrance_pending"] = [pk, at - 600, *rest]
    session.save()
    assert send_code(client, code_now(timezone.now()))["Location"].startswith("/accounts/login/")


def test_code_without_a_password_is_asked_for_the_password(db):
    assert Client().get(STEP)["Location"] == "/accounts/login/?next=%2F"


def test_setting_up_takes_a_code_and_gives_recovery_codes(client_as, users):
    client = client_as("methodist")
    page = client.get(SETUP)
    assert page.context["spelled"] in page.content.decode()
    factor = SecondFactor.objects.get(user=users["methodist"])
    assert factor.confirmed_at is None
    assert client.post(SETUP, {"code": "000000x"}).status_code == 400
    code = totp.code_at(unseal(factor.secret), totp.step_of(int(timezone.now().timestamp())))
    codes = CODE.findall(client.post(SETUP, {"code": f"{code[:3]} {code[3:]}"}).content.decode())
    factor.refresh_from_db()
    assert (len(set(codes)), factor.confirmed_at is not None) == (10, True)
    assert Notice.objects.get().subject == "Подключён второй фактор"
    assert Entry.objects.filter(action="entrance.factor_on", by=users["methodist"]).count() == 1
    assert "spelled" not in client.get(SETUP).context


def test_secret_and_codes_are_not_stored_as_they_are(users, factor_of):
    factor = factor_of("head")
    codes = renew_codes(user=users["head"])
    stored = " ".join(RecoveryCode.objects.values_list("digest", flat=True)) + factor.secret
    assert not any(code.replace("-", "") in stored for code in codes)
    assert SECRET.decode() not in stored


def test_recovery_code_works_once(users, factor_of, sign_in):
    factor_of("head")
    first, second, *_ = renew_codes(user=users["head"])
    assert send_code(sign_in("head")[0], f" {first.upper()} ").status_code == 302
    again = sign_in("head")[0]
    assert send_code(again, first).status_code == 400
    assert send_code(again, second).status_code == 302
    assert RecoveryCode.objects.count() == 8


def test_new_recovery_codes_replace_the_old_ones(users, factor_of):
    factor_of("head")
    old = renew_codes(user=users["head"])[0]
    renew_codes(user=users["head"])
    assert accept_code(user=users["head"], code=old, now=timezone.now()) is False


@pytest.mark.parametrize("login", ["methodist", "curator", "department", "admin"])
def test_required_factor_is_set_up_before_anything_else(client_as, settings, login):
    settings.REQUIRE_MFA = True
    client = client_as(login)
    assert [client.get(page)["Location"] for page in ("/", "/notices/")] == [SETUP, SETUP]
    assert "обязателен для вашей роли" in " ".join(client.get(SETUP).content.decode().split())
    assert client.post(SETUP, {"remove": "1"})["Location"] == SETUP
    assert client.post("/accounts/logout/").status_code == 302


def test_required_factor_leaves_teachers_alone(client_as, settings):
    settings.REQUIRE_MFA = True
    assert client_as("mentor").get("/").status_code == 200


def test_factor_that_is_set_up_opens_the_portal(client_as, factor_of, settings):
    settings.REQUIRE_MFA = True
    factor_of("methodist")
    client = client_as("methodist")
    assert client.get("/").status_code == 200
    assert client.post(SETUP, {"remove": "1"}).status_code == 302
    assert SecondFactor.objects.count() == 1


def test_own_factor_is_taken_off(client_as, factor_of):
    factor_of("mentor")
    assert client_as("mentor").post(SETUP, {"remove": "1"})["Location"] == "/accounts/"
    assert SecondFactor.objects.count() == 0


@pytest.mark.parametrize(
    ("by", "of", "left"),
    [
        ("admin", "head", 0),
        ("head", "methodist", 0),
        ("head", "curator", 0),
        ("head", "admin", 1),
        ("head", "head", 1),
        ("methodist", "curator", 1),
    ],
)
def test_factor_of_another_is_taken_off_by_role(client_as, users, factor_of, by, of, left):
    factor_of(of)
    data = {"action": "remove_factors", "_selected_action": [users[of].pk]}
    client_as(by).post(reverse("admin:schools_user_changelist"), data)
    assert SecondFactor.objects.count() == left
    told = Notice.objects.filter(person=users[of].person, subject="Второй фактор снят").count()
    entries = Entry.objects.filter(action="entrance.factor_off", by=users[by]).count()
    assert (told, entries) == (1 - left, 1 - left)


def test_secrets_move_to_a_new_key_while_both_are_named(users, factor_of, settings):
    factor, other = factor_of("head"), factor_of("curator")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-key-of-the-installation"
    settings.SECRET_KEY_FALLBACKS = [old]
    other.secret = seal(SECRET)
    other.save()
    said = StringIO()
    call_command("reseal_secrets", stdout=said)
    assert "Запечатано нынешним ключом секретов: 1." in said.getvalue()
    settings.SECRET_KEY_FALLBACKS = []
    for row in (factor, other):
        row.refresh_from_db()
        assert unseal(row.secret) == SECRET
    settings.SECRET_KEY = "a-third-key"
    assert reseal_factors() == 0
