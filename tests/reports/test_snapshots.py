"""Reports fixed on a day: unchangeable once approved, recomputed to the same bytes, refined."""

import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from reports.models import Snapshot
from reports.snapshots import bytes_of, changes_since
from reports.workflow import approve_snapshot, take_snapshot
from tests.cast import TODAY


@pytest.fixture
def snapshot(programme, users, school_year, school):
    school.resource_section = "https://school.example/resource"
    school.save()
    return take_snapshot(by=users["methodist"], programme=programme, on=TODAY)


@pytest.fixture
def approved(snapshot, users):
    return approve_snapshot(by=users["head"], snapshot=snapshot)


def printed(snapshot, *options):
    out = io.StringIO()
    call_command("snapshot", snapshot.pk, *options, stdout=out)
    return out.getvalue()


def forget_the_section(school):
    school.resource_section = ""
    school.save()


def test_recomputing_by_number_gives_the_same_bytes(approved):
    stored = printed(approved)
    assert stored.encode() == bytes_of(approved.figures) + b"\n"
    assert printed(approved, "--recompute") == stored
    assert printed(approved, "--changes") == "Ничего не изменилось.\n"


def test_printed_figures_are_those_of_the_command_indicators(approved):
    out = io.StringIO()
    call_command("indicators", "--as-of", TODAY.isoformat(), "--json", stdout=out)
    assert json.loads(printed(approved)) == json.loads(out.getvalue())


def test_approved_report_survives_edits_and_the_difference_is_told(approved, school):
    stored = printed(approved)
    forget_the_section(school)
    assert printed(approved) == stored
    assert printed(approved, "--recompute") != stored
    (change,) = changes_since(approved)
    assert (change.before["numerator"], change.after["numerator"]) == (1, 0)
    with pytest.raises(CommandError, match="Изменилось показателей: 1"):
        printed(approved, "--changes")


def test_unknown_number_is_a_sentence(db):
    with pytest.raises(CommandError, match="Отчёта № 7 нет"):
        call_command("snapshot", 7)


def test_approved_report_refuses_every_change(approved):
    def rewrite():
        approved.figures = {}
        approved.save()

    changes = (
        rewrite,
        approved.delete,
        lambda: Snapshot.objects.update(figures={}),
        Snapshot.objects.all().delete,
    )
    for change in changes:
        with pytest.raises(ValidationError, match="Утверждённый отчёт не меняется"):
            change()


def test_next_report_of_the_day_refines_the_approved_one(approved, programme, users, school, client_as):
    forget_the_section(school)
    later = take_snapshot(by=users["methodist"], programme=programme, on=TODAY)
    assert later.refines == approved
    page = " ".join(client_as("methodist").get(f"/reports/snapshots/{approved.pk}/").content.decode().split())
    assert f"отчётом №&nbsp;{later.pk}" in page
    assert "100,0 % (1 из 1)" in page
    assert "0,0 % (0 из 1)" in page


def test_draft_is_compared_when_asked(snapshot, school, client_as):
    forget_the_section(school)
    address = f"/reports/snapshots/{snapshot.pk}/"
    assert "По сегодняшним записям этот день" not in client_as("head").get(address).content.decode()
    assert "Уточнено" in client_as("head").get(address, {"changes": "1"}).content.decode()


def test_page_takes_few_queries(approved, client_as, django_assert_max_num_queries):
    client = client_as("head")
    client.get("/")  # the first request of a session writes it
    with django_assert_max_num_queries(25):
        client.get(f"/reports/snapshots/{approved.pk}/")
