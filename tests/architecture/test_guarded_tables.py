"""A migration that changes a table of the triggers takes them down first (the apps' guards)."""

from importlib import import_module
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation, ModelOperation

import mentorship.audit.guards
import mentorship.pupils.guards
import surveys.guards
from mentorship.audit.models import Entry, Permit


class Guarded(NamedTuple):
    """An app with guards: their tables, and the migrations that came with them or before them."""

    guards: Any
    tables: frozenset[str]
    older: frozenset[str]


APPS = {
    "surveys": Guarded(
        surveys.guards,
        frozenset(surveys.guards.TABLES),
        frozenset({"0001_initial", "0002_further_forms_and_campaigns"}),
    ),
    "audit": Guarded(
        mentorship.audit.guards,
        frozenset(model._meta.db_table for model in (Entry, Permit)),
        frozenset({"0001_initial", "0002_places_origins_and_permits"}),
    ),
    "pupils": Guarded(
        mentorship.pupils.guards,
        frozenset(guard.table for guard in mentorship.pupils.guards.GUARDS),
        frozenset({"0001_pupils"}),
    ),
}


def touched(operation):
    """The model that an operation changes; a table that is new or goes is nobody's rebuilding."""
    if isinstance(operation, migrations.CreateModel):
        return None
    if isinstance(operation, FieldOperation | IndexOperation):
        return operation.model_name.lower()
    if isinstance(operation, ModelOperation):
        return operation.name.lower()
    return None


def takes_down(operation, guarded):
    return isinstance(operation, migrations.RunPython) and operation.code is guarded.guards.take_down


def unguarded(operations, guarded):
    """Whether a guarded table is changed with the triggers up."""
    models = {table.partition("_")[2] for table in guarded.tables}
    changes = [touched(operation) in models for operation in operations]
    return any(changes) and not takes_down(operations[0], guarded)


@pytest.mark.parametrize("label", APPS)
def test_names_of_the_guarded_tables_are_those_of_models(label):
    known = {model._meta.db_table for model in apps.get_app_config(label).get_models()}
    assert APPS[label].tables
    assert APPS[label].tables <= known


@pytest.mark.parametrize("label", APPS)
def test_migrations_of_guarded_tables_begin_with_taking_the_triggers_down(label):
    guarded = APPS[label]
    own = [name for app, name in MigrationLoader(None).disk_migrations if app == label]
    package = apps.get_app_config(label).name
    assert guarded.older <= set(own)
    found = [
        name
        for name in sorted(set(own) - guarded.older)
        if unguarded(import_module(f"{package}.migrations.{name}").Migration.operations, guarded)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("label", "model", "free"),
    [
        ("surveys", "Campaign", "FreeText"),
        ("audit", "Permit", "Elsewhere"),
        ("pupils", "Pupil", "PupilMeeting"),
    ],
)
def test_forgotten_taking_down_is_found(label, model, free):
    guarded = APPS[label]
    change = migrations.RemoveField(model, "summary")
    down = migrations.RunPython(guarded.guards.take_down, migrations.RunPython.noop)
    assert unguarded([change], guarded)
    assert unguarded([change, down], guarded)
    assert not unguarded([down, change], guarded)
    assert not unguarded([migrations.RemoveField(free, "text")], guarded)
