"""Answers against the questionnaires they were given to: counts only, never what somebody said."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, F

from mentorship.operation.examination import Finding, Status
from surveys.catalogue import FormDefinition, checksum
from surveys.enums import VersionState
from surveys.models import FreeText, QuestionnaireVersion, Response
from surveys.scales import DONT_KNOW, TEXT_LENGTHS
from surveys.versions import stored_form

_AT_ONCE: Final = 2000


def answers(now: datetime) -> Iterator[Finding]:
    """Responses with a code their version lacks, or a value outside the scale of its item."""
    forms = _forms()
    misfits = _misfits(forms)
    for version, count in sorted(misfits.items(), key=lambda pair: str(pair[0])):
        yield (
            Status.WRONG,
            (
                f"«{version}»: ответов, которые не подходят к вопросам этой версии: {count}. "
                "Их изменили мимо портала; сверьте с последней хорошей копией."
            ),
        )
    strayed = Response.objects.exclude(version=F("campaign__version")).count()
    if strayed:
        yield Status.WRONG, f"Ответов, чья версия анкеты не та, что у кампании: {strayed}. Сверьте с копией."


def published_forms(now: datetime) -> Iterator[Finding]:
    """Published versions whose rows no longer say what was published."""
    for version, form in _forms().items():
        if version.state != VersionState.DRAFT and checksum(form) != version.checksum:
            yield (
                Status.WRONG,
                (
                    f"«{version}» изменена после публикации: вопросы не те, на которые отвечали. Верните "
                    "их из копии."
                ),
            )


def _forms() -> dict[QuestionnaireVersion, FormDefinition]:
    """Every version with what its rows say now, whatever this process has read before."""
    versions = QuestionnaireVersion.objects.select_related("questionnaire").prefetch_related("items")
    return {version: stored_form(version) for version in versions}


def _misfits(forms: Mapping[QuestionnaireVersion, FormDefinition]) -> Counter[QuestionnaireVersion]:
    """How many responses of each version hold what it does not ask."""
    by_key = {version.pk: version for version in forms}
    closed = {version.pk: _closed(form) for version, form in forms.items()}
    texts = {
        version.pk: {item.code for item in form.items if item.kind in TEXT_LENGTHS}
        for version, form in forms.items()
    }
    bad: Counter[QuestionnaireVersion] = Counter()
    rows = Response.objects.order_by().values_list("version", "answers")
    for version, given in rows.iterator(chunk_size=_AT_ONCE):
        if not _fits(given, closed[version]):
            bad[by_key[version]] += 1
    codes = FreeText.objects.order_by().values_list("response__version", "item_code").annotate(Count("pk"))
    for version, code, count in codes:
        if code not in texts[version]:
            bad[by_key[version]] += count
    return bad


def _closed(form: FormDefinition) -> dict[str, set[int | str]]:
    """What each closed item may hold."""
    return {
        item.code: {option.value for option in item.options}
        | ({DONT_KNOW} if item.allows_dont_know else set())
        for item in form.items
        if item.kind not in TEXT_LENGTHS
    }


def _fits(given: Any, allowed: Mapping[str, set[int | str]]) -> bool:
    """Whether every answer stands among those its item allows; true is no 1."""
    return isinstance(given, dict) and all(
        type(value) in (int, str) and value in allowed.get(code, ()) for code, value in given.items()
    )
