"""What tests of the entrance share: sign-in through the form, moments moved in stored stamps."""

import pytest
from django.test import Client

from mentorship.entrance import stamps, totp
from mentorship.entrance.models import Bucket, SecondFactor
from mentorship.entrance.sealing import seal
from tests.cast import PASSWORD

SECRET = b"12345678901234567890"
LOGIN = "/accounts/login/"


@pytest.fixture
def sign_in():
    """`sign_in("curator", address="10.0.0.7")` posts the form; the client and its answer."""

    def post(username="curator", password=PASSWORD, *, client=None, address="10.0.0.1", **fields):
        client = client or Client(REMOTE_ADDR=address)
        return client, client.post(LOGIN, {"username": username, "password": password, **fields})

    return post


@pytest.fixture
def age_session():
    """Let everything a session remembers have happened so many seconds earlier."""

    def age(client, seconds, *names):
        session = client.session
        for name in names or (stamps.STARTED, stamps.SEEN, stamps.PROVED):
            session[name] -= seconds
        session.save()

    return age


@pytest.fixture
def age_tries(db):
    """Let every counted try have happened so many seconds earlier."""

    def age(seconds):
        for bucket in Bucket.objects.all():
            bucket.stamps = [stamp - seconds for stamp in bucket.stamps]
            bucket.save()

    return age


@pytest.fixture
def factor_of(users):
    """A confirmed second factor with a known secret: `factor_of("head")`."""

    def make(login):
        return SecondFactor.objects.create(
            user=users[login], secret=seal(SECRET), confirmed_at=users[login].date_joined
        )

    return make


def code_now(now, shift=0):
    """The code of the known secret at a moment, `shift` steps away."""
    return totp.code_at(SECRET, totp.step_of(int(now.timestamp())) + shift)


def is_signed_in(client):
    """Whether the client's session belongs to anybody."""
    return "_auth_user_id" in client.session
