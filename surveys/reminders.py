"""Reminders of questionnaires: three at most a person and form, each computed on the day it is posted."""

from collections.abc import Iterator
from datetime import date, timedelta

from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter, post_all
from schools.russian import day_month
from surveys import confidential
from surveys.audience import answering
from surveys.enums import Status
from surveys.models import Campaign

# Days before the last one; a missed timer still reminds, the latest of them only.
DAYS_BEFORE = (14, 7, 2)


def remind(on: date) -> int:
    """Post what is due on the day to those who have not sent the form; return how many letters."""
    last = on + timedelta(days=max(DAYS_BEFORE))
    running = Campaign.objects.taking_answers(on).filter(closes_date__lte=last)
    letters = (
        letter for row in running.select_related("questionnaire", "programme") for letter in _of(row, on)
    )
    return len(post_all(letters))


def _of(campaign: Campaign, on: date) -> Iterator[Letter]:
    """One letter to everybody who still owes the form."""
    stage = min(days for days in DAYS_BEFORE if (campaign.closes_date - on).days <= days)
    people = confidential.with_status(answering(campaign, on), campaign).exclude(status=Status.SUBMITTED)
    owing = tuple(people)
    if owing:
        yield Letter(
            Topic.SURVEY,
            owing,
            f"Напоминание: {campaign.questionnaire}",
            f"Анкету можно заполнить до {day_month(campaign.closes_date)} включительно. Прерваться можно в "
            "любом месте, начатое сохраняется. Кто и что ответил, не видит никто, кроме самого отвечающего.",
            path=f"/surveys/{campaign.pk}/",
            key=f"survey-{campaign.pk}-{stage}",
        )
