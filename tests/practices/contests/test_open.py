"""What everybody sees: results with consent, a code that tells whether an award is genuine."""

import pytest
from django.test import Client
from django.utils import timezone

from mentorship.practices.contests.entering import refuse_entry
from mentorship.practices.contests.enums import ContestKind
from mentorship.practices.contests.issuing import revoke_award
from mentorship.practices.contests.views.open import CHECK
from schools.models import Consent
from tests.practices.contests.rows import (
    all_agree,
    enter,
    give_place,
    lead,
    let_publish,
    make_award,
    make_contest,
)
from tests.practices.section import make_pair

pytestmark = pytest.mark.django_db

PAGE = "/public/contests/"


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def results():
    """The public page of contests as a visitor reads it: `results()`."""
    return lambda: text_of(Client().get(PAGE))


def test_winner_is_named_while_both_consents_stand(results, announced, mentor):
    assert "Наставник года — 2026" in results()
    assert "Победители пока не согласились" in results()
    all_agree(announced)
    assert mentor.last_name not in results()
    let_publish(mentor)
    assert f"{mentor.last_name} {mentor.first_name}" in results()
    Consent.objects.filter(person=mentor, kind="publication").update(withdrawn_date=timezone.localdate())
    assert mentor.last_name not in results()


def test_refusal_hides_the_winner_at_once(results, announced, mentor):
    all_agree(announced)
    let_publish(mentor)
    assert mentor.last_name in results()
    refuse_entry(part=announced.people.get(), by=None, on=timezone.localdate())
    assert mentor.last_name not in results()


def test_pair_is_named_when_both_agree(results, municipality, people):
    contest = make_contest(municipality, "open", kind=ContestKind.BEST_PAIR, title="Лучшая пара — 2026")
    entry = enter(contest, make_pair(people))
    lead(contest, "close")
    give_place(entry, "second")
    lead(contest, "announce")
    all_agree(entry)
    let_publish(people["mentor"])
    assert people["mentor"].last_name not in results()
    let_publish(people["mentee"])
    shown = results()
    assert "Второе место" in shown
    assert people["mentor"].last_name in shown
    assert people["mentee"].last_name in shown


@pytest.mark.parametrize("steps", [(), ("open",), ("open", "close")])
def test_contest_is_not_public_before_its_results(results, municipality, mentor, steps):
    contest = make_contest(municipality)
    for step in steps:
        lead(contest, step)
        if step == "open":
            enter(contest, mentor)
    assert contest.title not in results()


def test_recalled_results_leave_the_page(results, announced):
    lead(announced.nomination.contest, "recall", words="Ошибка")
    assert "Итогов пока нет" in results()


def test_genuine_award_tells_kind_number_and_day_without_a_name(client, municipality, mentor):
    award = make_award(municipality, mentor)
    response = client.get(f"/public/check/{award.shown_code}/")
    shown = text_of(response)
    for words in ("Подлинная", "благодарственное письмо", "2025/26-001", "16.03.2026", "Лесной район"):
        assert words in shown
    assert mentor.last_name not in shown
    assert "за помощь" not in shown
    assert 'name="robots" content="noindex"' in shown


def test_name_is_told_by_consent(client, municipality, mentor):
    let_publish(mentor)
    award = make_award(municipality, mentor)
    assert mentor.full_name in text_of(client.get(f"/public/check/{award.code}/"))
    Consent.objects.filter(kind="publication").update(withdrawn_date=timezone.localdate())
    assert mentor.last_name not in text_of(client.get(f"/public/check/{award.code}/"))


@pytest.mark.parametrize("is_open", [True, False])
def test_outsider_is_named_where_he_agreed(client, municipality, is_open):
    award = make_award(municipality, recipient="ООО «Мастер»", is_name_open=is_open)
    assert ("ООО «Мастер»" in text_of(client.get(f"/public/check/{award.code}/"))) == is_open


def test_revoked_award_says_so(client, municipality, mentor):
    award = make_award(municipality, mentor)
    revoke_award(award=award, reason="Выдана по ошибке", by=None, on=timezone.localdate())
    shown = text_of(client.get(f"/public/check/{award.code}/"))
    assert "Отозвана" in shown
    assert "Подлинная" not in shown
    assert "по ошибке" not in shown


def test_typed_code_leads_to_its_answer(client, municipality, mentor):
    award = make_award(municipality, mentor)
    response = client.get("/public/check/", {"code": f" {award.code.lower()} "})
    assert response["Location"] == f"/public/check/{award.shown_code}/"
    refused = client.get("/public/check/", {"code": "K7QM"})
    assert refused.status_code == 400
    assert "шестнадцать букв и цифр" in text_of(refused)


@pytest.mark.parametrize("code", ["0" * 16, "K7QM", "Ж" * 16, "9" * 200])
def test_unknown_code_is_not_found(client, code):
    response = client.get(f"/public/check/{code}/")
    assert response.status_code == 404
    assert "Награды с таким кодом нет" in text_of(response)


def test_guessing_is_stopped_and_genuine_codes_still_answer(client, municipality, mentor):
    for _ in range(CHECK.tries):
        assert client.get(f"/public/check/{'0' * 16}/").status_code == 404
    stopped = client.get(f"/public/check/{'1' * 16}/")
    assert stopped.status_code == 429
    assert int(stopped["Retry-After"]) > 0
    award = make_award(municipality, mentor)
    assert client.get(f"/public/check/{award.code}/").status_code == 200
