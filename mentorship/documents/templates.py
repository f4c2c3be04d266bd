"""Which template a paper is made of: the municipality's own where there is one, else the portal's."""

import hashlib
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from mentorship.audit.log import record
from mentorship.documents.builtin import template_of
from mentorship.documents.enums import Kind
from mentorship.documents.gate import MAX_FILE, check_docx
from mentorship.documents.models import DocumentTemplate
from mentorship.documents.rendering import render
from mentorship.documents.sandbox import check_template
from mentorship.documents.vocabulary import VOCABULARY, Names, Rows
from schools.models import Municipality, User

NAME_LENGTH = 250
SAMPLE = "Образец"


class Chosen(NamedTuple):
    """The bytes of a template, and its row where it is the municipality's own."""

    data: bytes
    row: DocumentTemplate | None


def template_for(kind: Kind, municipality: Municipality) -> Chosen:
    """The template that papers of the kind are made of today."""
    row = DocumentTemplate.objects.in_use().filter(municipality=municipality, kind=kind).first()
    if row is None:
        return Chosen(template_of(kind), None)
    with row.file.open("rb") as stream:
        return Chosen(stream.read(), row)


@transaction.atomic
def upload_template(
    *, municipality: Municipality, kind: Kind, upload: Any, by: User | None
) -> DocumentTemplate:
    """Keep a new version of the municipality's template after it has been checked and tried on a sample."""
    if upload.size > MAX_FILE:
        raise ValidationError(
            f"«{upload.name}» больше {MAX_FILE // 1024 // 1024} МБ: уберите лишние рисунки."
        )
    data = upload.read()
    try_out(data, upload.name, kind)
    # two uploads at once wait for each other
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    known = DocumentTemplate.objects.filter(municipality=municipality, kind=kind)
    last = known.aggregate(last=Max("version"))["last"] or 0
    known.in_use().update(is_current=False)
    row = DocumentTemplate(
        municipality=municipality,
        kind=kind,
        version=last + 1,
        file=ContentFile(data, name="template.docx"),
        file_name=upload.name[-NAME_LENGTH:],
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=by,
    )
    row.full_clean(exclude=["file"])
    row.save()
    record(
        by=by,
        action="documents.template",
        target=row,
        text=f"Загружен шаблон: {row}, файл {row.file_name}",
        data={"sha256": row.sha256},
    )
    return row


@transaction.atomic
def restore_builtin(*, municipality: Municipality, kind: Kind, by: User | None) -> None:
    """Make papers of the kind from the portal's template again; the versions stay in the history."""
    row = DocumentTemplate.objects.in_use().filter(municipality=municipality, kind=kind).first()
    if row is None:
        raise ValidationError(f"«{kind.label}»: шаблон портала и так действует.")
    row.is_current = False
    row.save(update_fields=["is_current"])
    record(by=by, action="documents.template", target=row, text=f"Возвращён шаблон портала вместо: {row}")


def try_out(data: bytes, name: str, kind: Kind) -> None:
    """Raise ValidationError unless the file is a plain .docx, says only what it may, and can be filled in."""
    names = VOCABULARY[kind]
    check_docx(data, name)
    try:
        check_template(data, names)
        render(data, sample_of(names), names)
    except ValidationError:
        raise
    except (KeyError, ValueError, AttributeError, TypeError, IndexError) as error:
        # python-docx and docxtpl meet a file that Word would not have written
        raise ValidationError(
            f"«{name}» не читается как документ Word: откройте его в Word, сохраните заново и загрузите."
        ) from error


def sample_of(names: Names) -> dict[str, Any]:
    """Data of one row in every list, to try a template on."""
    return {
        name: [sample_of(item.fields)] if isinstance(item, Rows) else SAMPLE for name, item in names.items()
    }
