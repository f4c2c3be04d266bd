"""The `personal` modules of the apps, found by their name, and the table they make together."""

from functools import cache
from types import ModuleType

from mentorship.audit.models import Entry
from schools.models import Person
from schools.parts import parts_named
from schools.personal import Holding


@cache
def parts() -> tuple[ModuleType, ...]:
    """Every app's part, upper apps first: they still find what the lower ones are about to empty."""
    return tuple(reversed(parts_named("personal")))


def holdings() -> list[Holding]:
    """Every line of the table."""
    return [line for part in parts() for line in part.HOLDINGS]


def targets_of(person: Person) -> dict[str, list[int]]:
    """The keys of the person's rows by model, as the journal names them."""
    found: dict[str, set[int]] = {}
    for line in holdings():
        keys = [key for key in line.rows(person).values_list("pk", flat=True) if isinstance(key, int)]
        found.setdefault(line.model.lower(), set()).update(keys)
    # a pair that is shared is told of by its own words: those of the others stay
    told = Entry.objects.filter(person=person.pk).exclude(target_id=None).order_by()
    for model, key in told.values_list("target_model", "target_id").distinct():
        found.setdefault(model, set()).update([key] if key is not None else [])
    return {model: sorted(keys) for model, keys in found.items() if keys}
