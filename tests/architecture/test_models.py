"""What every model owes its readers: a docstring, Russian names, constraints that speak, a migration."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import CheckConstraint, Model, UniqueConstraint

from tests.architecture.files import CODE


def own_models():
    """The portal's models; Django's, the tests' tools and the versions the library makes are left out."""
    models = [model for model in apps.get_models() if model.__module__.partition(".")[0] in CODE]
    return [model for model in models if not hasattr(model, "history_object")]


def has_cyrillic(words):
    return any("а" <= letter <= "я" for letter in str(words).lower())


def made_up_docstring(model):
    """What Django writes for a model that has none: its name and fields."""
    return f"{model._meta.object_name}({', '.join(field.name for field in model._meta.fields)})"


def test_models_say_what_they_are():
    assert [model._meta.label for model in own_models() if model.__doc__ == made_up_docstring(model)] == []


def test_models_have_russian_names():
    named = [
        (model._meta.label, name)
        for model in own_models()
        for name in (model._meta.verbose_name, model._meta.verbose_name_plural)
    ]
    assert [(label, str(name)) for label, name in named if not has_cyrillic(name)] == []


def test_fields_have_russian_names():
    named = [
        (str(field), field.verbose_name)
        for model in own_models()
        for field in model._meta.local_fields
        if not (field.auto_created or field.primary_key)
    ]
    assert [(label, str(name)) for label, name in named if not has_cyrillic(name)] == []


def test_models_write_themselves():
    assert [model._meta.label for model in own_models() if model.__str__ is Model.__str__] == []


def test_constraints_speak_russian():
    """A constraint's message is what forms, the admin and imports show."""
    silent = [
        item.name
        for model in own_models()
        for item in model._meta.constraints
        if isinstance(item, CheckConstraint | UniqueConstraint)
        and not has_cyrillic(item.violation_error_message)
    ]
    assert silent == []


@pytest.mark.django_db
def test_every_app_with_models_has_migrations():
    migrated = MigrationLoader(connection).migrated_apps
    assert {model._meta.app_label for model in own_models()} - migrated == set()


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", check=True, dry_run=True)
    assert capsys.readouterr().out == "No changes detected\n"
