"""Signing in through a provider of identities: who gets in, and every way of not being believed."""

from time import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from mentorship.audit.models import Entry
from mentorship.entrance.models import SecondFactor, Visit
from schools.models import User
from tests.entrance.conftest import is_signed_in
from tests.entrance.fake_provider import CLIENT, CODE, SECRET, FakeProvider

pytestmark = pytest.mark.django_db

BEGIN, BACK, LOGIN = "/accounts/provider/", "/accounts/provider/back/", "/accounts/login/"
MAIL = "Klenova@example.org"


@pytest.fixture(scope="module")
def server():
    """The provider, with keys made once."""
    provider = FakeProvider()
    yield provider
    provider.close()


@pytest.fixture
def provider(server, settings):
    """An honest provider that the portal is told of."""
    server.forget()
    cache.clear()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = server.issuer, CLIENT, SECRET
    return server


@pytest.fixture
def teacher(users):
    """The mentor, whose address the portal knows."""
    person = users["mentor"].person
    person.email = "klenova@example.org"
    person.save()
    return users["mentor"]


def begin(provider, target="/pairs/"):
    client = Client()
    return client, provider.lead(client.get(BEGIN, {"next": target})["Location"])


def come_back(client, state, code=CODE):
    return client.get(BACK, {"code": code, "state": state})


def way(provider, **says):
    """Go the whole way; what the token says besides."""
    provider.says = {"email": MAIL, **says}
    client, asked = begin(provider)
    return client, come_back(client, asked["state"])


def reason():
    return Entry.objects.filter(action="entrance.provider_failed").latest("pk").data["reason"]


def words(client):
    return " ".join(client.get(LOGIN).content.decode().split())


def test_nobody_sees_it_where_no_provider_is_named(db):
    assert [Client().get(page).status_code for page in (BEGIN, BACK)] == [404, 404]
    assert BEGIN not in words(Client())


def test_sign_in_page_offers_it(provider):
    page = words(Client())
    assert ("/accounts/provider/?next=" in page, "Единый вход" in page) == (True, True)


def test_browser_is_sent_with_fresh_words(provider):
    (_, first), (_, second) = begin(provider), begin(provider)
    plain = {
        "tenant": "1",
        "response_type": "code",
        "client_id": "portal",
        "redirect_uri": "http://testserver/accounts/provider/back/",
        "scope": "openid email profile",
        "code_challenge_method": "S256",
    }
    fresh = {"state", "nonce", "code_challenge"}
    assert {name: value for name, value in first.items() if name not in fresh} == plain
    assert len({asked[name] for asked in (first, second) for name in fresh}) == 6


@pytest.mark.parametrize("kid", ["rsa", "ec"])
def test_who_is_vouched_for_gets_in(provider, teacher, kid):
    provider.kid = kid
    client, answer = way(provider)
    assert (answer["Location"], client.session["_auth_user_id"]) == ("/pairs/", str(teacher.pk))
    assert Entry.objects.get(action="entrance.signed_in").text == "по единому входу"
    assert Visit.objects.filter(user=teacher).count() == 1


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_page_of_others_signs_nobody_in(provider, site):
    client = Client()
    assert client.get(BEGIN, headers={"Sec-Fetch-Site": site})["Location"] == LOGIN
    assert "entrance_provider" not in client.session


def test_foreign_address_is_not_gone_to(provider, teacher):
    provider.says = {"email": MAIL}
    client, asked = begin(provider, "https://elsewhere.example/")
    assert come_back(client, asked["state"])["Location"] == "/"


@pytest.mark.parametrize(
    ("says", "why"),
    [
        ({"exp": int(time()) - 3600}, "ExpiredSignatureError"),
        ({"exp": None}, "MissingRequiredClaimError"),
        ({"nonce": "another"}, "WrongNonce"),
        ({"nonce": None}, "MissingRequiredClaimError"),
        ({"aud": "another"}, "InvalidAudienceError"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "WrongParty"),
        ({"iss": "http://127.0.0.1:1"}, "InvalidIssuerError"),
        ({"iat": int(time()) + 3600}, "ImmatureSignatureError"),
    ],
)
def test_token_of_another_way_is_not_believed(provider, teacher, says, why):
    client, answer = way(provider, **says)
    assert (answer["Location"], is_signed_in(client), reason()) == (LOGIN, False, why)
    assert "Единый вход не ответил так, как должен" in words(client)


def stranger():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.mark.parametrize(
    ("forge", "why"),
    [
        (lambda one: one.signed(stranger()), "InvalidSignatureError"),
        (
            lambda one: jwt.encode(one.claims(), "", algorithm="none", headers={"kid": "rsa"}),
            "InvalidAlgorithmError",
        ),
        (lambda one: jwt.encode(one.claims(), "0" * 32, headers={"kid": "rsa"}), "InvalidAlgorithmError"),
        (lambda one: jwt.encode(one.claims(), "0" * 32, headers={"kid": "mac"}), "UnknownKey"),
        (lambda one: "no.token.here", "DecodeError"),
    ],
)
def test_forged_signature_is_not_believed(provider, teacher, forge, why):
    provider.says = {"email": MAIL}
    client, asked = begin(provider)
    provider.token = forge(provider)
    assert come_back(client, asked["state"])["Location"] == LOGIN
    assert (is_signed_in(client), reason()) == (False, why)


def test_state_serves_once_and_in_its_own_browser(provider, teacher):
    provider.says = {"email": MAIL}
    client, asked = begin(provider)
    assert come_back(Client(), asked["state"])["Location"] == LOGIN
    assert come_back(client, asked["state"])["Location"] == "/pairs/"
    client.post("/accounts/logout/")
    assert come_back(client, asked["state"])["Location"] == LOGIN
    assert (is_signed_in(client), provider.trades, reason()) == (False, 1, "stale")


@pytest.mark.parametrize(("state", "code"), [("another", CODE), ("", CODE), (None, "")])
def test_return_that_does_not_fit_asks_the_provider_nothing(provider, teacher, state, code):
    client, asked = begin(provider)
    assert come_back(client, asked["state"] if state is None else state, code)["Location"] == LOGIN
    assert (provider.trades, reason()) == (0, "state")
    assert "Начните его снова" in words(client)


def test_return_after_ten_minutes_is_too_late(provider, teacher):
    client, asked = begin(provider)
    session = client.session
    session["entrance_provider"] = {**session["entrance_provider"], "at": int(time()) - 600}
    session.save()
    assert come_back(client, asked["state"])["Location"] == LOGIN
    assert reason() == "stale"


def test_code_that_the_provider_refuses(provider, teacher):
    client, asked = begin(provider)
    assert come_back(client, asked["state"], "another")["Location"] == LOGIN
    assert reason() == "HTTPError"


@pytest.mark.parametrize(
    ("says", "why", "sentence"),
    [
        ({"email": "nobody@example.org"}, "unknown", "нет действующей учётной записи"),
        ({"email_verified": False}, "unverified", "не подтвердил вашу почту"),
        ({"email_verified": "true"}, "unverified", "не подтвердил вашу почту"),
        ({"email": None}, "unverified", "не подтвердил вашу почту"),
        ({"email": " "}, "unverified", "не подтвердил вашу почту"),
    ],
)
def test_who_is_not_known_reads_a_sentence_and_gets_no_account(provider, teacher, says, why, sentence):
    before = User.objects.count()
    client, answer = way(provider, **says)
    assert (answer["Location"], is_signed_in(client), reason()) == (LOGIN, False, why)
    assert sentence in words(client)
    assert User.objects.count() == before


def test_address_of_two_people_tells_nobody_apart(provider, teacher, users):
    other = users["mentee"].person
    other.email = "klenova@example.org"
    other.save()
    client, _ = way(provider)
    assert (is_signed_in(client), reason()) == (False, "ambiguous")


def test_closed_account_stays_closed(provider, teacher):
    User.objects.filter(pk=teacher.pk).update(is_active=False)
    client, _ = way(provider)
    assert (is_signed_in(client), reason()) == (False, "unknown")


def test_second_factor_of_the_portal_is_still_asked(provider, teacher, factor_of):
    factor_of("mentor")
    client, answer = way(provider)
    assert answer["Location"] == "/accounts/code/?next=%2Fpairs%2F"
    assert not is_signed_in(client)


def test_address_alone_opens_no_account_with_a_role(provider, users, factor_of):
    """A methodist writes addresses of staff: one's own on the head's card must not open that account."""
    head = users["head"].person
    head.email = "klenova@example.org"
    head.save()
    client, _ = way(provider)
    assert (is_signed_in(client), reason()) == (False, "no_factor")
    assert SecondFactor.objects.count() == 0
    assert "подключите его" in words(client)
    factor_of("head")
    assert way(provider)[1]["Location"].startswith("/accounts/code/")


def test_claim_of_the_sign_in_name(provider, users, settings):
    settings.OIDC_CLAIM = "preferred_username"
    client, _ = way(provider, preferred_username="head", email_verified=False)
    assert client.session["_auth_user_id"] == str(users["head"].pk)
    for name in ("nobody", None, 7, ""):
        assert not is_signed_in(way(provider, sub="8", preferred_username=name)[0])


def test_required_factor_is_set_up_after_a_claim_too(provider, users, settings):
    settings.OIDC_CLAIM, settings.REQUIRE_MFA = "preferred_username", True
    client, _ = way(provider, preferred_username="head")
    assert client.get("/")["Location"] == "/accounts/second-factor/"


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"issuer": "https://elsewhere.example"}, "WrongIssuer"),
        ({"token_endpoint": "http://elsewhere.example/token"}, "UnsafeAddress"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "UnsafeAddress"),
        ({"jwks_uri": None}, "UnsafeAddress"),
    ],
)
def test_paper_of_a_strange_provider_is_not_believed(provider, document, why):
    provider.document = document
    client = Client()
    assert (client.get(BEGIN)["Location"], reason()) == (LOGIN, why)


def test_provider_that_is_away_leaves_the_password(provider, settings):
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    client = Client()
    assert (client.get(BEGIN)["Location"], reason()) == (LOGIN, "URLError")
    assert "войдите по имени и паролю" in words(client)


def test_key_made_anew_is_asked_for_once_more(provider, teacher):
    assert is_signed_in(way(provider)[0])
    provider.keys["next"] = ("RS256", stranger())
    provider.kid = "next"
    assert is_signed_in(way(provider)[0])
    del provider.keys["next"]


def test_returns_are_counted(provider, teacher):
    for _ in range(30):
        way(provider, email_verified=False)
    before = provider.trades
    client, _ = way(provider)
    assert (is_signed_in(client), provider.trades, reason()) == (False, before, "often")
