"""Changes of papers: prepared, generated, registered, ended (domain.md §4.7).

`by` is the account that acts (None: a command), `today` the day it acts on. ValidationError says in Russian
what stands in the way.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.documents import registering
from mentorship.documents.enums import OPEN_STATES, Kind, PaperState, Part
from mentorship.documents.facts import data_of, material_of, wanted_names
from mentorship.documents.models import Paper, PaperPerson
from mentorship.documents.naming import remember
from mentorship.documents.rendering import render
from mentorship.documents.templates import template_for
from mentorship.documents.vocabulary import VOCABULARY
from mentorship.pairs.enums import FINAL_STATES
from mentorship.pairs.models import Pair
from mentorship.roadmap.models import Roadmap
from schools import attachments
from schools.models import Municipality, Person, School, User
from schools.sentences import require_words

NAME_LENGTH = 250


@dataclass
class Content:
    """What a form has gathered for a paper."""

    inputs: dict[str, Any]
    pairs: list[Pair] = field(default_factory=list)
    people: dict[Part, list[Person]] = field(default_factory=dict)
    roadmap: Roadmap | None = None
    supersedes: list[Paper] = field(default_factory=list)


@transaction.atomic
def prepare(
    *,
    kind: Kind,
    municipality: Municipality,
    school: School | None,
    content: Content,
    by: User | None,
) -> Paper:
    """Begin a paper; nothing is rendered yet."""
    paper = Paper(kind=kind, municipality=municipality, school=school, created_by=by)
    _write(paper, content)
    record(by=by, action="documents.prepared", target=paper, text=f"Начат документ: {paper.title}")
    return paper


@transaction.atomic
def change(*, paper: Paper, content: Content, by: User | None) -> Paper:
    """Change what a paper says before it is registered; its file has to be made again."""
    paper = lock(paper)
    _check_open(paper, "изменить")
    content.inputs["names"] = paper.inputs.get("names", {})
    paper.state = PaperState.DRAFT
    _write(paper, content)
    record(by=by, action="documents.changed", target=paper, text="Изменены тексты документа")
    return paper


@transaction.atomic
def generate(*, paper: Paper, names: Mapping[str, str], by: User | None) -> Paper:
    """Make the file with these names in their cases, and keep it with its hash and its data."""
    paper = lock(paper)
    _check_open(paper, "сформировать")
    paper.inputs["names"] = {key: text.strip() for key, text in names.items() if text.strip()}
    material = material_of(paper)
    remember(wanted_names(material), paper.inputs["names"])
    template = template_for(Kind(paper.kind), paper.municipality)
    paper.data = data_of(material)
    data = render(template.data, paper.data, VOCABULARY[Kind(paper.kind)])
    _forget(paper.file)
    paper.file = ContentFile(data, name="paper.docx")
    paper.sha256 = hashlib.sha256(data).hexdigest()
    paper.template, paper.generated_at = template.row, timezone.now()
    paper.state = PaperState.GENERATED
    paper.save()
    record(
        by=by,
        action="documents.generated",
        target=paper,
        text=f"Сформирован файл, шаблон: {template.row or 'портала'}",
        data={"sha256": paper.sha256},
    )
    return paper


@transaction.atomic
def register(
    *, paper: Paper, number: str, paper_date: date, signer: str, by: User | None, today: date
) -> Paper:
    """Put a signed paper in force by number and date; an order on pairs moves its pairs, all or none."""
    paper = lock(paper)
    if paper.state != PaperState.GENERATED:
        raise _refusal(paper, "зарегистрировать")
    registering.put_in_force(paper, number=number, paper_date=paper_date, signer=signer, by=by, today=today)
    return paper


@transaction.atomic
def attach_scan(*, paper: Paper, upload: Any, by: User | None) -> Paper:
    """Keep the scan of the signed paper; a new one takes the place of the earlier."""
    paper = lock(paper)
    if paper.state in (PaperState.DRAFT, PaperState.CANCELLED):
        raise _refusal(paper, "дополнить сканом")
    attachments.check(upload)
    _forget(paper.scan)
    paper.scan, paper.scan_name = upload, upload.name[-NAME_LENGTH:]
    paper.save()
    record(by=by, action="documents.scan", target=paper, text=f"Приложен скан: {paper.scan_name}")
    return paper


@transaction.atomic
def supersede(*, paper: Paper, reason: str, by: User | None) -> Paper:
    """Mark a registered paper as no longer in force, by an order the portal does not hold."""
    paper = lock(paper)
    if paper.state != PaperState.REGISTERED:
        raise _refusal(paper, "признать утратившим силу")
    registering.end(paper, PaperState.SUPERSEDED, require_words(reason, "Напишите, каким документом."), by=by)
    return paper


@transaction.atomic
def cancel(*, paper: Paper, reason: str, by: User | None) -> Paper:
    """Cancel a paper; an order on pairs only while none of its pairs stands under it."""
    paper = lock(paper)
    if paper.state not in (*OPEN_STATES, PaperState.REGISTERED):
        raise _refusal(paper, "отменить")
    reason = require_words(reason, "Напишите, почему документ отменяется.")
    if paper.state == PaperState.REGISTERED and paper.kind == Kind.PAIRS:
        standing = paper.pairs.exclude(state__in=FINAL_STATES).order_by("pk").first()
        if standing is not None:
            raise ValidationError(
                f"Пара № {standing.number} закреплена этим приказом. Сначала завершите или расторгните её, "
                "или издайте новый приказ, который признаёт этот утратившим силу."
            )
    registering.end(paper, PaperState.CANCELLED, reason, by=by)
    return paper


def lock(paper: Paper) -> Paper:
    """Return the paper as it stands now, its row locked until the transaction ends."""
    fresh = Paper.objects.select_for_update(of=("self",))
    return fresh.select_related("municipality", "school", "roadmap").get(pk=paper.pk)


def is_intact(paper: Paper) -> bool:
    """Whether the kept file is the very one that was generated."""
    if not paper.file or not paper.file.storage.exists(str(paper.file.name)):
        return False
    with paper.file.open("rb") as stream:
        return hashlib.sha256(stream.read()).hexdigest() == paper.sha256


def _write(paper: Paper, content: Content) -> None:
    paper.inputs = content.inputs
    paper.roadmap = content.roadmap
    paper.title = _title(paper, content)
    paper.full_clean(exclude=["file", "scan"])
    paper.save()
    paper.pairs.set(content.pairs)
    paper.supersedes.set(content.supersedes)
    paper.people.all().delete()
    PaperPerson.objects.bulk_create(
        PaperPerson(paper=paper, person=person, part=part)
        for part, people in content.people.items()
        for person in dict.fromkeys(people)
    )


def _title(paper: Paper, content: Content) -> str:
    """What the paper is called in lists: a paper about one person names the person."""
    label = Kind(paper.kind).label
    title = f"{label[0].upper()}{label[1:]}"
    named = content.people.get(Part.SUBJECT) or [
        pair.mentor.person for pair in content.pairs if not paper.is_order
    ]
    return f"{title}: {named[0].short_name}" if named else title


def _check_open(paper: Paper, verb: str) -> None:
    if paper.state not in OPEN_STATES:
        raise _refusal(paper, verb)


def _refusal(paper: Paper, verb: str) -> ValidationError:
    way_out = {
        PaperState.DRAFT: "Сначала сформируйте файл.",
        PaperState.GENERATED: "Сначала зарегистрируйте его.",
    }.get(PaperState(paper.state), "Подготовьте новый документ.")
    return ValidationError(f"Документ нельзя {verb}: сейчас он {PaperState(paper.state).label}. {way_out}")


def _forget(file: Any) -> None:
    """Delete a replaced file once the change is certain."""
    if file:
        transaction.on_commit(partial(file.storage.delete, str(file.name)))
