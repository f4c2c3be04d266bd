"""«Обезличить»: nothing leads from a person to the answers of a year any more, and there is no way back.

The key is cut, and so is what could be compared with the journal: moments and the order in which rows were
written. «До» and «после» of one person stay together, statistics do not change (surveys §1.4).
"""

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model, QuerySet

from mentorship.audit.log import record
from schools.models import Person, User
from surveys import confidential
from surveys.enums import CampaignState, Phase, ResponseState
from surveys.models import Campaign, FreeText, PersonalLink, Response, Revision, Tally
from surveys.workflow.campaigns import end_of

_SETTLED = (CampaignState.CLOSED, CampaignState.ANALYSED, CampaignState.ARCHIVED)


def couple_of(campaign: Campaign) -> QuerySet[Campaign]:
    """The campaigns whose answers share a key: «до» and «после» of a role and year, or the form alone."""
    form = campaign.questionnaire
    rows = Campaign.objects.filter(municipality=campaign.municipality_id, year=campaign.year)
    if form.phase == Phase.ONCE:
        return rows.filter(pk=campaign.pk)
    return rows.filter(questionnaire__role=form.role).exclude(questionnaire__phase=Phase.ONCE)


def hindrance(campaign: Campaign) -> str:
    """Why the campaign cannot be made anonymous now; "" where it can."""
    if campaign.anonymised_at is not None:
        return "Ответы этой кампании уже обезличены."
    couple = list(couple_of(campaign).select_related("questionnaire"))
    waiting = [str(row.questionnaire) for row in couple if row.state not in _SETTLED]
    if waiting:
        return f"Сначала закройте кампании, чьи ответы связаны между собой: {'; '.join(waiting)}."
    if campaign.questionnaire.phase == Phase.BEFORE and len(couple) == 1:
        return "Анкеты «после» ещё не было: обезличенные ответы «до» с ней не связать."
    return ""


@transaction.atomic
def anonymise(*, campaign: Campaign, now: datetime, by: User | None) -> int:
    """Cut the way from people to the answers of the campaign and of its partner; return how many answers.

    Irreversible. ValidationError where the partner still takes answers.
    """
    held = (
        Campaign.objects.select_for_update(of=("self",)).select_related("questionnaire").get(pk=campaign.pk)
    )
    refusal = hindrance(held)
    if refusal:
        raise ValidationError(refusal)
    couple = list(couple_of(held))
    responses = Response.objects.filter(campaign__in=couple)
    confidential.forget(responses.values("key"))
    _give_new_keys(responses)
    for row in couple:
        _blur(row)
    _shuffle(FreeText.objects.filter(response__campaign__in=couple))
    _shuffle(responses)
    PersonalLink.objects.filter(campaign__in=couple).delete()
    # the journal of one's changes would tell people apart
    Revision.objects.filter(response__campaign__in=couple).delete()
    Campaign.objects.filter(pk__in=[row.pk for row in couple]).update(anonymised_at=now)
    campaign.anonymised_at = now
    record(by=by, action="campaign.anonymised", target=held)
    return responses.count()


def let_go(person: Person) -> tuple[int, int]:
    """Leave a person's answers as figures that lead to nobody; return how many, and how many texts went.

    What was begun and not sent goes whole; of the rest words go, and moments that the journal knows.
    """
    rows = confidential.cut_off(person)
    for row in rows:
        row.started_at = row.updated_at = end_of(row.campaign.closes_date)
        row.submitted_at, row.source = None, ""
    Response.objects.bulk_update(rows, ["started_at", "updated_at", "submitted_at", "source"], batch_size=300)
    texts, _ = FreeText.objects.filter(response__in=rows).delete()
    former, _ = Revision.objects.filter(response__in=rows).delete()
    drafts = [row.pk for row in rows if row.state != ResponseState.SUBMITTED]
    Response.objects.filter(pk__in=drafts).delete()
    return len(rows) - len(drafts), texts + former + len(drafts)


def _give_new_keys(responses: QuerySet[Response]) -> None:
    """Nobody who has noted a key finds it again."""
    rows = list(responses.only("pk", "key"))
    # also of another municipality, whose forms were compared with these
    Tally.objects.touch({row.key for row in rows})
    new = {key: uuid.uuid4() for key in {row.key for row in rows}}
    for row in rows:
        row.key = new[row.key]
    Response.objects.bulk_update(rows, ["key"], batch_size=300)


def _blur(campaign: Campaign) -> None:
    """The journal knows when who has sent a form: the answers must not."""
    moment = end_of(campaign.closes_date)
    rows = Response.objects.filter(campaign=campaign)
    rows.update(started_at=moment, updated_at=moment, submitted_at=None, source="")
    rows.filter(answered_date__isnull=False).update(answered_date=campaign.closes_date)


def _shuffle(rows: QuerySet[Any]) -> None:
    """Number rows anew in an order nobody knows, with all that points to them."""
    model: type[Model] = rows.model
    old = list(rows.order_by("pk").values_list("pk", flat=True))
    last = QuerySet(model).aggregate(last=Max("pk"))["last"] or 0
    new = list(range(last + 1, last + 1 + len(old)))
    secrets.SystemRandom().shuffle(new)
    for before, after in zip(old, new, strict=True):
        for child, field in _children(model):
            QuerySet(child).filter(**{field: before}).update(**{field: after})
        QuerySet(model).filter(pk=before).update(id=after)


def _children(model: type[Model]) -> Iterable[tuple[type[Model], str]]:
    """What points to the model: the other model and its field."""
    for relation in model._meta.related_objects:
        yield relation.related_model, relation.field.attname
