"""Ten tries in a quarter of an hour: exact limits, several processes, the owner never shut out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from mentorship.audit.models import Entry
from mentorship.entrance import limits, sweeping, throttle
from mentorship.entrance.limits import Limit
from mentorship.entrance.models import Bucket
from mentorship.entrance.places import place_of
from mentorship.entrance.throttle import Toll
from mentorship.privacy.retention import terms
from tests.at_once import at_once
from tests.cast import PASSWORD
from tests.entrance.conftest import is_signed_in

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
TEN = Limit("ten", 10, 900)
TOLL = Toll(TEN, ("curator", "10.0.0.1"))


def spend(seconds=0, *tolls):
    return throttle.spend(tolls or [TOLL], now=NOW + timedelta(seconds=seconds))


def test_tenth_try_passes_and_the_eleventh_waits_for_the_first_to_grow_old(db):
    assert [spend(second) for second in range(10)] == [None] * 10
    refusal = spend(899)
    assert (refusal.until, refusal.limit, refusal.is_first) == (NOW + timedelta(seconds=900), TEN, True)
    assert spend(900) is None
    assert spend(900).until == NOW + timedelta(seconds=901)


def test_refused_tries_do_not_put_off_the_way_in(db):
    assert [spend(0) for _ in range(10)] == [None] * 10
    assert {spend(second).until for second in range(1, 900, 100)} == {NOW + timedelta(seconds=900)}
    assert spend(900) is None


def test_one_limit_that_refuses_leaves_the_others_uncounted(db):
    wide = Toll(Limit("wide", 100, 900), ("10.0.0.1",))
    for _ in range(12):
        spend(0, TOLL, wide)
    assert {bucket.kind: len(bucket.stamps) for bucket in Bucket.objects.all()} == {"ten": 10, "wide": 10}


def test_success_is_given_back(db):
    for _ in range(10):
        spend()
    throttle.give_back([TOLL], now=NOW)
    assert [spend(), spend() is None] == [None, False]


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_counted_one_by_one():
    passed = []

    def knock():
        passed.append(throttle.spend([TOLL], now=NOW) is None)

    assert at_once(*[knock] * 14) == ["done"] * 14
    assert sorted(passed) == [False] * 4 + [True] * 10


def test_old_buckets_are_swept(db):
    """Not before the longest limit has forgotten them."""
    spend()
    kept = timedelta(days=terms()["throttle"].days)
    assert kept.total_seconds() >= limits.DAY
    assert sweeping.tries(NOW, dry_run=False) == 0
    assert sweeping.tries(NOW + timedelta(seconds=1), dry_run=True) == 1
    assert sweeping.tries(NOW + timedelta(seconds=1), dry_run=False) == 1
    assert not Bucket.objects.exists()


def test_buckets_hold_neither_names_nor_addresses(db):
    spend()
    row = Bucket.objects.values_list("key", "kind").get()
    assert (len(row[0]), row[1]) == (64, "ten")


def test_eleventh_sign_in_is_refused_with_the_right_password_too(users, sign_in, age_tries):
    client, first = sign_in(password="не тот")
    assert first.status_code == 400
    assert {sign_in(password="не тот", client=client)[1].status_code for _ in range(9)} == {400}
    _, answer = sign_in(client=client)
    assert (answer.status_code, is_signed_in(client), 0 < int(answer["Retry-After"]) <= 900) == (
        429,
        False,
        True,
    )
    words = " ".join(answer.content.decode().split())
    assert "Слишком много попыток подряд." in words
    assert "С другого устройства в другой сети" in words
    age_tries(901)
    assert sign_in(client=client)[1].status_code == 302


def test_owner_gets_in_from_elsewhere_while_somebody_hammers(users, sign_in):
    for _ in range(12):
        sign_in(password="не тот", address="10.6.6.6")
    client, answer = sign_in(address="10.0.0.2")
    assert (answer.status_code, is_signed_in(client)) == (302, True)


def test_unknown_name_is_refused_alike(users, sign_in):
    known = [sign_in("curator", "не тот")[1] for _ in range(11)]
    unknown = [sign_in("nocurat", "не тот", address="10.0.0.2")[1] for _ in range(11)]
    assert [answer.status_code for answer in known] == [400] * 10 + [429]
    assert [answer.status_code for answer in unknown] == [400] * 10 + [429]
    bare = [
        " ".join(answer.content.decode().replace(name, "X").split())
        for name, answer in (("curator", known[0]), ("nocurat", unknown[0]))
    ]
    assert len(known[0].content) == len(unknown[0].content)
    assert _without_token(bare[0]) == _without_token(bare[1])


def _without_token(page):
    head, _, rest = page.partition('name="csrfmiddlewaretoken" value="')
    return head + rest.partition('"')[2]


def test_right_passwords_never_use_a_limit_up(users, sign_in):
    assert {sign_in()[1].status_code for _ in range(12)} == {302}
    assert sum(len(bucket.stamps) for bucket in Bucket.objects.all()) == 0


def test_names_of_other_accounts_are_tried_a_hundred_times_an_hour(users, sign_in, monkeypatch):
    monkeypatch.setattr(limits, "ADDRESS", Limit("address", 3, 3600))
    assert [sign_in(f"name{number}")[1].status_code for number in range(4)] == [400, 400, 400, 429]
    assert limits.ADDRESS.tries == 3


def test_day_of_an_account_spares_the_addresses_of_its_owner(users, sign_in, monkeypatch):
    sign_in(address="10.0.0.1")
    monkeypatch.setattr(limits, "ACCOUNT", Limit("account", 2, 86400))
    for number in range(3):
        sign_in(password="не тот", address=f"10.6.6.{number}")
    assert sign_in(address="10.0.0.9")[1].status_code == 429
    assert sign_in(address="10.0.0.1")[1].status_code == 302


def test_a_single_address_cannot_fill_the_day_of_an_account():
    quarters = limits.DAY // limits.PASSWORD.seconds
    assert quarters * limits.PASSWORD.tries < limits.ACCOUNT.tries


def test_links_that_do_not_fit_are_refused_after_thirty(db):
    client = Client()
    answers = [client.get("/accounts/invitation/1-wrong/").status_code for _ in range(31)]
    assert answers == [410] * 30 + [429]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_network_of_version_six_is_one_place(address, place):
    assert place_of(address) == place


def test_journal_names_known_accounts_only(users, sign_in):
    sign_in("curator", "не тот")
    sign_in(f"{PASSWORD}-вместо-имени", "не тот", address="10.0.0.2")
    known, unknown = Entry.objects.filter(action="entrance.failed").order_by("pk")
    assert (known.target_text, unknown.target_text) == ("curator", "")
    assert PASSWORD not in f"{unknown.data}{unknown.text}"
