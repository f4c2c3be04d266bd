"""Looking for a person's name in texts, tables and files, and putting a stand-in for it."""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from mentorship.privacy.parts import parts
from mentorship.privacy.spellings import Name, is_telling, pattern, spellings, surnames
from mentorship.spreadsheets.words import fold
from schools.fields import FoldedField
from schools.models import Person, User
from schools.personal import CLEARED
from schools.words import Word

# Rewritten by their own rules, or written once: the database refuses a change.
LEFT_ALONE: Final = {
    "audit.entry",
    "audit.permit",
    "privacy.act",
    "admin.logentry",
    "schools.person",
    "schools.user",
    "sessions.session",
    "contenttypes.contenttype",
    "auth.permission",
    "surveys.questionnaire",
    "surveys.questionnaireversion",
    "surveys.item",
}
# Named after somebody, maybe: the surname alone says nothing there.
_NAMED_AFTER: Final = {"schools.school", "schools.historicalschool"}
_SHORTEST_STEM: Final = 3
_LARGEST_PART: Final = 20 * 1024 * 1024


@dataclass(frozen=True)
class Traces:
    """What tells of one person: spellings of the name, surname, addresses and codes."""

    names: tuple[str, ...]
    last: tuple[str, ...]
    codes: tuple[str, ...]

    @classmethod
    def of(cls, person: Person) -> "Traces":
        """Gather them, leaving out what another person of the portal shares."""
        name, cases = _name(person), _cases(person)
        alike = (
            Person.objects.known()
            .exclude(pk=person.pk)
            .filter(name_key__startswith=fold(person.last_name)[:_SHORTEST_STEM])
        )
        others = [name for other in alike for name in (_name(other), *map(_name(other).like, _cases(other)))]
        user = User.objects.filter(person=person).first()
        codes = [person.code, *person.aliases.values_list("code", flat=True)]
        codes = [code for code in (*codes, user.username if user else "") if is_telling(code)]
        if (
            person.email
            and not Person.objects.filter(email__iexact=person.email).exclude(pk=person.pk).exists()
        ):
            codes.append(person.email)
        return cls(tuple(spellings(name, cases, others)), tuple(surnames(name, cases, others)), tuple(codes))

    @property
    def texts(self) -> list[str]:
        """Everything that is looked for in any case."""
        return [*self.names, *self.codes]

    def stems(self) -> list[str]:
        """Beginnings that every trace holds one of, for a first and cheap look."""
        found = {_stem(list(self.last))} if self.last else set()
        found |= {name.split()[0] for name in self.names if not name.split()[0].endswith(".")}
        found |= {name.split()[-1] for name in self.names if not name.endswith(".")}
        return sorted({part for text in (*found, *self.codes) for part in (text, text.upper(), fold(text))})


def _name(person: Person) -> Name:
    return Name(person.last_name, person.first_name, person.middle_name)


def _cases(person: Person) -> list[str]:
    """The full name as the apps decline it."""
    return [spelled for part in parts() if hasattr(part, "words") for spelled in part.words(person)]


def _stem(texts: list[str]) -> str:
    """The common beginning, or the first text where it is too short to look for."""
    first, last = min(texts), max(texts)
    length = next(
        (i for i, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first)
    )
    return first[:length] if length >= _SHORTEST_STEM else first


Swept = dict[type[models.Model], list[Any]]


def sweep(traces: Traces) -> Swept:
    """Put the stand-in for the person in every text of every table; keys of the rows changed, by model."""
    anywhere = pattern(traces.texts, traces.last)
    in_words = pattern(traces.texts)
    found: Swept = {}
    stems = traces.stems()
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        fields = _texts_of(model)
        if label in LEFT_ALONE or not fields or model._meta.proxy or not model._meta.managed:
            continue
        named_after = issubclass(model, Word) or label in _NAMED_AFTER or label.startswith("programmes.")
        wanted = in_words if named_after else anywhere
        if wanted is not None and (changed := _sweep_model(model, fields, stems, wanted)):
            found[model] = changed
    return found


def _texts_of(model: type[models.Model]) -> list[models.Field]:
    """The columns that hold words of people: no keys of searching, closed lists, codes, file paths."""
    left_out = models.SlugField | models.FileField | models.UUIDField | FoldedField
    kinds = models.CharField | models.TextField | models.JSONField
    return [
        item
        for item in model._meta.local_fields
        if isinstance(item, kinds)
        and not isinstance(item, left_out)
        and not item.choices
        and not item.primary_key
    ]


def _sweep_model(
    model: type[models.Model], fields: list[models.Field], stems: list[str], wanted: re.Pattern[str]
) -> list[Any]:
    names = [item.name for item in fields]
    plain = {f"plain_{item.name}": Cast(item.name, models.TextField()) for item in fields}
    likely = Q()
    for item in fields:
        is_json = isinstance(item, models.JSONField)
        for stem in stems:
            for text in {stem, json.dumps(stem)[1:-1]} if is_json else {stem}:
                likely |= Q(**{f"plain_{item.name}__contains" if is_json else f"{item.name}__contains": text})
    rows = (
        model._default_manager.annotate(**plain).filter(likely) if likely else model._default_manager.none()
    )
    changed = []
    for row in list(rows.values("pk", *names)):
        key = row.pop("pk")
        new = {name: within(value, wanted) for name, value in row.items()}
        new = {name: value for name, value in new.items() if value != row[name]}
        if new:
            for item in fields:
                if item.name in new and item.max_length and isinstance(new[item.name], str):
                    new[item.name] = new[item.name][: item.max_length]
            model._default_manager.filter(pk=key).update(**new, **_keys(model, {**row, **new}, new))
            changed.append(key)
    return changed


def _keys(model: type[models.Model], row: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """The search keys made of columns that have changed."""
    return {
        key.name: fold(" ".join(str(row.get(name) or "") for name in key.of))[: key.max_length]
        for key in model._meta.local_fields
        if isinstance(key, FoldedField) and set(key.of) & set(new)
    }


def within(value: Any, wanted: re.Pattern[str]) -> Any:
    """The same value with the stand-in for whatever is found in its strings."""
    if isinstance(value, str):
        return wanted.sub(CLEARED, value)
    if isinstance(value, list):
        return [within(item, wanted) for item in value]
    if isinstance(value, dict):
        return {within(key, wanted): within(item, wanted) for key, item in value.items()}
    return value


def files_with(traces: Traces, but: Iterable[str] = ()) -> list[str]:
    """Kept files that still name the person (Word, Excel, plain text), by path within the media folder."""
    wanted, root, left_out = pattern(traces.texts, traces.last), Path(settings.MEDIA_ROOT), set(but)
    if wanted is None or not root.is_dir():
        return []
    kept = (path for path in sorted(root.rglob("*")) if path.is_file())
    named = ((path, path.relative_to(root).as_posix()) for path in kept)
    return [name for path, name in named if name not in left_out and any(map(wanted.search, words_in(path)))]


def words_in(path: Path) -> Iterator[str]:
    """The words of a file: parts of an office document without their tags, else the text itself."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                if part.filename.endswith(".xml") and part.file_size <= _LARGEST_PART:
                    text = archive.read(part).decode(errors="ignore")
                    yield re.sub(r"<[^>]+>", "", re.sub(r"</(?:w:p|si|c|t)>", " ", text))
    elif path.stat().st_size <= _LARGEST_PART:
        yield path.read_bytes().decode(errors="ignore")
