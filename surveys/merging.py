"""The part of the questionnaires in merging two people: who takes part, personal links; never an answer."""

from datetime import date

from schools import years
from schools.merging import Merge, take_over
from schools.models import Person
from surveys import confidential
from surveys.enums import Phase, Respondent
from surveys.models import PersonalLink

RELATIONS = frozenset({"surveys.participation.person", "surveys.personallink.person"})
COUNTS = (("Личные ссылки на анкеты", "survey_links"),)


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """A form of a year that both have answered: one person answers it once (contract §6)."""
    return [_refusal(form) for form in confidential.begun_by_both(keep, drop)]


def _refusal(form: confidential.Form) -> str:
    named = f"{Respondent(form.role).label}, «{Phase(form.phase).label}», {years.label(form.year)}"
    return (
        f"По обеим записям есть ответы на одну анкету: {named}. Один человек отвечает на неё один раз, "
        "а чьи ответы верны, портал не решает. Если это разные люди, отметьте «Не двойники»; если один — "
        "обратитесь к администратору портала."
    )


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """Nothing is decided about questionnaires."""
    return []


def move(merge: Merge) -> None:
    """Carry over the forms begun and sent, and the links; a second live link to a campaign opens no more."""
    confidential.hand_over(keep=merge.keep, drop=merge.drop)
    for link in take_over(merge, PersonalLink, "person", recorded=False):
        link.revoked_at, link.person = merge.at, merge.keep
        link.save(update_fields=["revoked_at", "person"])
