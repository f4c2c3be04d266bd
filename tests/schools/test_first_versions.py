"""The upgrade to versions: what was stored before them is their beginning (schools/migrations/0003)."""

from importlib import import_module

import pytest
from django.apps import apps

from mentorship.audit.redaction import permit
from schools.models import School, SchoolYear

migration = import_module("schools.migrations.0003_first_versions")


@pytest.mark.django_db
def test_every_stored_record_gets_its_first_version(school, other_school, school_year):
    with permit(act="Проверка"):
        School.history.all().delete()
        SchoolYear.history.all().delete()

    migration.write_first_versions(apps, None)

    assert set(School.history.values_list("code", "name", "history_type", "history_user")) == {
        ("901", "Ёлкинская СОШ", "+", None),
        ("902", "Сосновая ООШ", "+", None),
    }
    version = SchoolYear.history.get()
    assert (version.id, version.teacher_count, version.has_low_results) == (school_year.pk, 20, True)
    assert version.history_change_reason == "Запись до ведения истории"
