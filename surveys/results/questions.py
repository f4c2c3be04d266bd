"""The questions of a role's two forms as they are published now, by what may be done with them."""

from collections.abc import Iterator

from surveys.catalogue import FormDefinition, ItemDefinition
from surveys.enums import Phase
from surveys.models import QuestionnaireVersion
from surveys.versions import forms_of

COMPARED = "expected_actual"
IMPORTANCE = "importance_actual"
ATTITUDE = "attitude_pair"
# The fact of earlier experience is no judgement of the programme (contract §1).
NOT_REPORTED = "had_prior_experience"
PHASES = (Phase.BEFORE, Phase.AFTER)


def published_forms(role: str) -> dict[str, FormDefinition]:
    """Return what is asked of a role before and after, by phase."""
    codes = [f"{role}_{phase}" for phase in PHASES]
    versions = QuestionnaireVersion.objects.published().filter(questionnaire__code__in=codes)
    return {version.questionnaire.phase: form for version, form in forms_of(versions).items()}


def single_form(code: str) -> dict[str, FormDefinition]:
    """Return what a form that is asked once asks as it is published now, by phase; {} for no such form."""
    versions = QuestionnaireVersion.objects.published().filter(
        questionnaire__code=code, questionnaire__phase=Phase.ONCE
    )
    return {version.questionnaire.phase: form for version, form in forms_of(versions).items()}


def compared_items(role: str) -> list[ItemDefinition]:
    """Scale items of the second form whose partner asks what was expected."""
    return related(published_forms(role)[Phase.AFTER], COMPARED)


def yes_items(role: str) -> list[ItemDefinition]:
    """Yes/no items of the second form."""
    return judged(published_forms(role)[Phase.AFTER])


def judged(form: FormDefinition) -> list[ItemDefinition]:
    """Yes/no items of a form that judge the programme."""
    return [item for item in form.items if item.kind == "yes_no" and item.code != NOT_REPORTED]


def related(form: FormDefinition, relation: str, kind: str = "scale") -> list[ItemDefinition]:
    """Items of a second form that stand in a relation to the first."""
    return [item for item in form.items if item.relation == relation and item.kind == kind]


def partner_code(item: ItemDefinition) -> str:
    """Return the code of the item in the other form: «mentee_before.code» → «code»."""
    return item.paired_with.partition(".")[2]


def partners(items: list[ItemDefinition], before: FormDefinition) -> Iterator[ItemDefinition]:
    """The questions of the first form that the items of the second are compared with."""
    by_code = {item.code: item for item in before.items}
    return (by_code[partner_code(item)] for item in items)
