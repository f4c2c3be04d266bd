"""Sign-in takes as long for a name that exists as for one that does not (security.md §0, row 11)."""

from statistics import median
from time import perf_counter

import pytest
from django.test import Client
from scipy.stats import mannwhitneyu

from tests.cast import PASSWORD

TRIES = 60
MOST_SECONDS = 0.010
LEAST_P = 0.01


@pytest.fixture
def real_hasher(settings):
    """Argon2 as in service: the tests' own hasher would hide what is measured."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_known_and_unknown_names_take_the_same_time(real_hasher, users):
    users["curator"].set_password(PASSWORD)
    users["curator"].save()
    taken = {"curator": [], "nocurat": []}
    for number in range(TRIES + 2):
        name = ("curator", "nocurat")[number % 2]
        client = Client(REMOTE_ADDR=f"10.0.{number}.1")
        start = perf_counter()
        answer = client.post("/accounts/login/", {"username": name, "password": "не тот"})
        taken[name].append(perf_counter() - start)
        assert answer.status_code == 400
    # the first of each fills caches
    known, unknown = (times[1:] for times in taken.values())
    difference = abs(median(known) - median(unknown))
    assert difference <= MOST_SECONDS or mannwhitneyu(known, unknown).pvalue >= LEAST_P
