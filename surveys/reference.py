"""The questionnaires of the catalogue as rows, loaded after `migrate` (architecture.md)."""

from django.db import transaction
from django.db.models import Q

from surveys import guards
from surveys.catalogue import FormDefinition, checksum, load_catalogue, load_further, load_second_versions
from surveys.models import Questionnaire
from surveys.versions import publish_version, store_version


@transaction.atomic
def load() -> None:
    """Store what the catalogue asks and the database does not know yet; what is there stays.

    The first version of a questionnaire is published at once. A later one waits as a draft: a new release of
    the portal must not change what is asked in the middle of a year, the methodist publishes it.
    The database's own guards of published versions go up anew: SQLite loses them when a table is rebuilt.
    """
    guards.put_up()
    for form in (*load_catalogue(), *load_further(), *load_second_versions()):
        load_form(form)


def load_form(form: FormDefinition) -> None:
    """Store one form unless a version asks just the same or was begun with it."""
    questionnaire, _ = Questionnaire.objects.get_or_create(
        code=form.code, defaults={"title": form.title, "role": form.role, "phase": form.phase}
    )
    origin = checksum(form)
    if questionnaire.versions.filter(Q(checksum=origin) | Q(origin=origin)).exists():
        return
    version = store_version(questionnaire, form, origin=origin)
    if version.number == 1:
        publish_version(version=version, by=None)
