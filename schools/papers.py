"""Papers of schools: self-examination and «программа перевода в эффективный режим», by school and year.

A paper is a file or a link with a state; `by` is the account that acts (None: a command of the server).
"""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Exists, OuterRef

from mentorship.audit.log import record
from schools import attachments
from schools.enums import PaperState
from schools.models import SchoolPaper, User
from schools.models.places import SchoolQuerySet

NAME_LENGTH = 250
_is_web_address = URLValidator(schemes=["http", "https"], message="Ссылка начинается с http:// или https://.")


@transaction.atomic
def keep_paper(
    *, paper: SchoolPaper, by: User | None, upload: Any = None, drop_file: bool = False
) -> SchoolPaper:
    """Store a new or a changed paper; a new upload replaces the file, a replaced file leaves the disk.

    Nothing reaches the disk before everything is in order. A change of the state goes into the journal.
    """
    before = SchoolPaper.objects.select_for_update().filter(pk=paper.pk).first()
    paper.file, paper.file_name = (before.file.name, before.file_name) if before else ("", "")
    if upload is not None:
        attachments.check(upload)
    elif drop_file:
        paper.file, paper.file_name = "", ""
    check_paper(paper, has_file=bool(upload or paper.file))
    paper.full_clean(exclude=["file"])
    if upload is not None:
        paper.file, paper.file_name = upload, upload.name[-NAME_LENGTH:]
    paper.save()
    if before is not None and before.file and before.file.name != paper.file.name:
        _forget(before)
    _record_state(before, paper, by)
    return paper


def check_paper(paper: SchoolPaper, *, has_file: bool) -> None:
    """Raise ValidationError for a link that is no web address, for a state without anything to show."""
    if paper.link:
        try:
            _is_web_address(paper.link)
        except ValidationError as error:
            raise ValidationError({"link": error.messages}) from error
    if paper.state != PaperState.DRAFT and not (has_file or paper.link or paper.comment.strip()):
        raise ValidationError(
            {
                "state": "Приложите файл или ссылку; если документ на бумаге, "
                "напишите в примечании, где он хранится."
            }
        )


def _record_state(before: SchoolPaper | None, paper: SchoolPaper, by: User | None) -> None:
    if before is not None and before.state == paper.state:
        return
    old = before.get_state_display() if before else "нет"
    data = {"from": before.state if before else None, "to": paper.state}
    record(by=by, action="paper.state", target=paper, text=f"{old} → {paper.get_state_display()}", data=data)


@transaction.atomic
def remove_paper(*, paper: SchoolPaper, by: User | None) -> None:
    """Delete a paper recorded by mistake; its file leaves the disk."""
    record(by=by, action="paper.removed", target=paper, text=paper.file_name or paper.link)
    _forget(paper)
    paper.delete()


def _forget(paper: SchoolPaper) -> None:
    """Delete the file once the change is certain."""
    if paper.file:
        transaction.on_commit(partial(paper.file.storage.delete, str(paper.file.name)))


def schools_without(kind: str, year: int, schools: SchoolQuerySet) -> SchoolQuerySet:
    """Those of the schools that have no paper of the kind for the year; one still in preparation is none."""
    papers = SchoolPaper.objects.filter(school=OuterRef("pk"), kind=kind, year=year)
    return schools.filter(~Exists(papers.exclude(state=PaperState.DRAFT)))
