"""What the questionnaires ask of a person on a day, for the workplace."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse

from schools.models import User
from schools.workplace import Task
from surveys.audience import owed_by
from surveys.enums import CampaignState, ResponseState
from surveys.models import Campaign

# A last day so near is pressing.
PRESSING = timedelta(days=3)
CLOSING_SOON = timedelta(days=7)


def tasks_for(user: User, on: date) -> list[Task]:
    """Forms to fill in; for methodists the campaigns that close within a week. At most four queries."""
    return [*_own(user, on), *_closing(user, on)]


def _own(user: User, on: date) -> Iterator[Task]:
    person = user.access.person
    if person is None or not user.access.may_change("surveys"):
        return
    for campaign in owed_by(person, on):
        yield Task(
            title=campaign.questionnaire.title,
            text="Ответы видите только вы. Займёт 5–7 минут, прерваться можно в любом месте.",
            url=reverse("surveys:fill", args=[campaign.pk]),
            action="Заполнить анкету",
            due=campaign.closes_date,
            tone="warn" if campaign.closes_date - on <= PRESSING else "",
        )


def _closing(user: User, on: date) -> Iterator[Task]:
    if not user.access.may_change("campaigns"):
        return
    soon = Campaign.objects.changeable_by(user).filter(
        state=CampaignState.OPEN, closes_date__range=(on, on + CLOSING_SOON)
    )
    sent = Count("responses", filter=Q(responses__state=ResponseState.SUBMITTED))
    begun = Count("responses", filter=Q(responses__state=ResponseState.DRAFT))
    for campaign in soon.annotate(sent=sent, begun=begun).select_related("questionnaire"):
        yield Task(
            title=f"Кончается приём: {campaign.questionnaire.title}",
            text=f"Отправили {campaign.sent}, начали и не отправили {campaign.begun}.",
            url=reverse("surveys:campaign", args=[campaign.pk]),
            action="Посмотреть, кто ответил",
            due=campaign.closes_date,
            tone="warn",
        )
