"""What the workplace asks for: an answer, a candidate, the end of the nominating."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.practices.contests.tasks import SOON_DAYS, tasks_for
from mentorship.practices.models import Contest
from tests.practices.contests.rows import all_agree, enter, make_contest

pytestmark = pytest.mark.django_db


def titles(user, on=None):
    return [task.title for task in tasks_for(user, on or timezone.localdate())]


def test_somebody_proposed_is_asked_until_the_answer(municipality, mentor, users):
    entry = enter(make_contest(municipality, "open"), mentor)
    assert titles(users["mentor"]) == ["Вас выдвинули на конкурс"]
    assert titles(users["mentee"]) == []
    all_agree(entry)
    assert titles(users["mentor"]) == []


def test_school_is_asked_in_the_last_days_and_the_centre_after_them(municipality, mentor, school, users):
    contest, last = make_contest(municipality, "open"), timezone.localdate() + timedelta(days=40)
    Contest.objects.update(nominate_until=last)
    days = {
        day: titles(users["curator"], last - timedelta(days=day)) for day in (SOON_DAYS + 1, SOON_DAYS, 0, -1)
    }
    asked = ["Выдвиньте на конкурс: Наставник года — 2026"]
    assert days == {SOON_DAYS + 1: [], SOON_DAYS: asked, 0: asked, -1: []}
    assert titles(users["methodist"], last) == []
    over = titles(users["methodist"], last + timedelta(days=1))
    assert over == ["Закройте выдвижение: Наставник года — 2026"]
    enter(contest, mentor, school)
    assert titles(users["curator"], last) == []
