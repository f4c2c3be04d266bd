"""The upgrade from the first roadmaps: nothing that stood in them is lost (migrations 0004 to 0006)."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mentorship.operation.copies.migrations import WalkedLoader
from mentorship.roadmap import workflow
from mentorship.roadmap.models import PlanVersion, Roadmap
from mentorship.roadmap.workflow import records
from reports import guards
from tests.roadmap.conftest import event_of

BEFORE = ("roadmap", "0003_plans_and_template_versions")
TEXT = "1. Утвердить список.\n2. Провести обучение."
AGREED_AT = datetime(2025, 9, 12, 10, 30, tzinfo=UTC)

first_versions = import_module("mentorship.roadmap.migrations.0006_first_versions_of_plans")


def migrated(*targets):
    """Bring the database to these migrations, as `migrate` does; returns the models of that time."""
    guards.drop()
    executor = MigrationExecutor(connection)
    executor.loader = WalkedLoader(connection, met=())
    executor.migrate(list(targets))
    return executor.loader.project_state(list(targets)).apps


@pytest.fixture
def newest(transactional_db):
    """The migrations the database is left at, whatever happens on the way."""
    leaves = WalkedLoader(connection, met=()).graph.leaf_nodes()
    yield leaves
    migrated(*leaves)
    guards.put_up()


@pytest.mark.alike
def test_text_of_an_old_meeting_becomes_its_first_decision(newest, municipality):
    old = migrated(BEFORE).get_model("roadmap", "CoordinationMeeting").objects
    told = {"municipality_id": municipality.pk, "date": date(2025, 10, 5)}
    held = old.create(topic="Итоги", decisions=TEXT, state="held", protocol_number="1", **told)
    old.create(topic="План", **told)

    (decision,) = migrated(*newest).get_model("roadmap", "MeetingDecision").objects.all()
    assert (decision.meeting_id, decision.number, decision.text) == (held.pk, 1, TEXT)
    assert (decision.state, decision.due_date, decision.owner_person_id) == ("open", None, None)


@pytest.mark.django_db
def test_plan_agreed_before_versions_gets_one_of_its_events(make_roadmap, school, other_school, users):
    roadmap, draft = make_roadmap(school, "in_progress"), make_roadmap(other_school)
    workflow.cancel_event(event=event_of(roadmap, "5.4"), reason="Не нужно", by=None)
    PlanVersion.objects.all().delete()
    agreement = {"agreed_at": AGREED_AT, "agreed_by": users["approver"], "version": 2}
    Roadmap.objects.filter(pk=roadmap.pk).update(**agreement)

    first_versions.write_first_versions(apps, None)

    version = PlanVersion.objects.get()
    assert (version.roadmap, version.number, version.agreed_at) == (roadmap, 2, AGREED_AT)
    assert version.agreed_by == users["approver"]
    assert version.note.startswith("Записана при обновлении портала")
    assert version.events == [records._kept(event) for event in roadmap.events.in_plan().order_by("order")]
    assert len(version.events) == 34
    assert not draft.versions.exists()


@pytest.mark.django_db
def test_a_version_that_is_kept_is_not_written_again(make_roadmap, school):
    roadmap = make_roadmap(school, "agreed")
    first_versions.write_first_versions(apps, None)
    assert [version.note for version in roadmap.versions.all()] == ["Первое согласование"]
