"""What questionnaires show of a roadmap's events: a campaign that is over, with how many took part."""

from functools import partial

from django.db.models import Count, Max
from django.urls import reverse

from mentorship.roadmap.proofs.asking import Asked, Finding, Question
from schools.russian import plural
from surveys.enums import Phase, Respondent, Stage
from surveys.models import Campaign, Response

# Fewer are not told apart, as in every report (decisions.md §4).
FEWEST = 5
NOT_OVER = (Stage.DRAFT, Stage.PLANNED, Stage.OPEN)
_WHO = {Respondent.MENTEE: "наставляемых", Respondent.MENTOR: "наставников"}


def asked_for(asked: Asked, *, phase: Phase, roles: tuple[Respondent, ...]) -> Finding | None:
    """The campaigns of these forms this school year, once all of them are over."""
    campaigns = Campaign.objects.filter(
        municipality=asked.roadmap.municipality_id,
        year=asked.roadmap.year,
        questionnaire__phase=phase,
        questionnaire__role__in=roles,
    )
    over = [campaign for campaign in campaigns if campaign.stage(asked.on) not in NOT_OVER]
    if len({campaign.questionnaire_id for campaign in over}) < len(roles):
        return None
    answered = Response.objects.submitted(asked.on).filter(campaign__in=over)
    if asked.roadmap.school_id:
        answered = answered.filter(school=asked.roadmap.school_id)
    row = answered.order_by().aggregate(count=Count("pk"), last=Max("answered_date"))
    if not row["count"]:
        return None
    who = " и ".join(_WHO[role] for role in roles)
    words = f"Анкетирование {who} «{phase.label}» завершено; {_counted(row['count'])} {asked.place}"
    return Finding(words, reverse("surveys:campaigns"), row["last"])


def _counted(count: int) -> str:
    """How many answered; a few are not told, since one could be recognised."""
    if count < FEWEST:
        return f"ответили меньше {FEWEST} человек"
    answered = plural(count, "ответил", "ответили", "ответили")
    return f"{answered} {count} {plural(count, 'человек', 'человека', 'человек')}"


PROOFS: dict[str, Question] = {
    "before_mentee": partial(asked_for, phase=Phase.BEFORE, roles=(Respondent.MENTEE,)),
    "before_mentor": partial(asked_for, phase=Phase.BEFORE, roles=(Respondent.MENTOR,)),
    "after": partial(asked_for, phase=Phase.AFTER, roles=(Respondent.MENTEE, Respondent.MENTOR)),
}
