"""Which forms the people of a pair owe at its start and end: a warning, never a bar (domain.md §4.3)."""

from collections.abc import Collection
from datetime import date

from mentorship.pairs.models import Pair
from schools import years
from surveys.confidential import sent_forms
from surveys.enums import Phase, Respondent
from surveys.models import Campaign


def missing_forms(pair: Pair, on: date, *, is_end: bool) -> list[str]:
    """Say by role who has not sent the form that is asked by now; five queries, no answer is read.

    A form that the municipality does not ask in that school year is not missed.
    """
    phase = Phase.AFTER if is_end else Phase.BEFORE
    year = years.year_of(on)
    campaigns = Campaign.objects.published().filter(
        municipality=pair.municipality_id, year=year, questionnaire__phase=phase
    )
    asked = set(campaigns.values_list("questionnaire__role", flat=True))
    mentees = {member.mentee_id for member in pair.members.all() if member.is_current(on)}
    sides = {Respondent.MENTOR: {pair.mentor_id}, Respondent.MENTEE: mentees}
    found = []
    for role, people in sides.items():
        if role in asked and (owed := people - _senders(people, role, phase, year)):
            found.append(_words(phase, role, len(owed), len(people)))
    return found


def _senders(people: Collection[int], role: str, phase: Phase, year: int) -> set[int]:
    return {person for person, sent in sent_forms(people, role, year) if sent == phase}


def _words(phase: Phase, role: Respondent, owed: int, count: int) -> str:
    """«Анкета «до» не заполнена: наставляемые, 1 из 2.»"""
    who = str(role.label) if count == 1 else f"наставляемые, {owed} из {count}"
    return f"Анкета «{phase.label}» не заполнена: {who}."
