"""The dress of the pages on which a roadmap is planned, returned, changed and filled in in Excel."""

import pytest
from django.utils import timezone

from mentorship.roadmap import workflow
from mentorship.roadmap.models import Roadmap, RoadmapTemplate
from mentorship.roadmap.models.planned import PLAN_FIELDS
from schools import years
from tests.browser.dress import faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIGHT_AND_DARK = [{}, {"theme": "dark"}]
LONG = "Подготовка-к-практикоориентированным-заданиям " * 4
# Who reads which page of the roadmap that is agreed, of the one that was sent, of the draft.
PAGES = {
    "detail": ("curator", "/roadmap/{agreed}/"),
    "changes": ("curator", "/roadmap/{agreed}/changes/"),
    "versions": ("approver", "/roadmap/{agreed}/versions/"),
    "version": ("approver", "/roadmap/{agreed}/versions/1/"),
    "workbook": ("curator", "/roadmap/{agreed}/workbook/"),
    "review": ("approver", "/roadmap/{sent}/review/"),
    "draft": ("methodist", "/roadmap/{draft}/"),
    "plan": ("methodist", "/roadmap/{draft}/plan/"),
    "new": ("methodist", "/roadmap/add/"),
    "template": ("methodist", "/roadmap/templates/{template}/"),
}


def make(template, school, year, *steps) -> Roadmap:
    """The school's roadmap of the year, brought along its way."""
    roadmap = workflow.create_from_template(template=template, school=school, year=year, by=None)
    for step in steps:
        roadmap = step(roadmap=roadmap, by=None)
    return roadmap


@pytest.fixture
def rows(people, school, other_school):
    """A plan in force with a proposed change in long words, one that was sent, one returned with a remark."""
    year = years.year_of(timezone.localdate())
    template = RoadmapTemplate.objects.get(code="school_003", version=1)
    agreed = make(template, school, year, workflow.submit, workflow.agree)
    event = agreed.events.get(code="5.4")
    values = {name: getattr(event, name) for name in PLAN_FIELDS} | {"title": LONG, "responsible": LONG[:200]}
    workflow.propose_edit(event=event, values=values, reason=LONG, by=None)
    sent = make(template, other_school, year, workflow.submit)
    draft = make(template, other_school, year + 1, workflow.submit)
    remark = {draft.events.get(code="1.1").pk: LONG}
    workflow.return_for_rework(roadmap=draft, comment=LONG, texts=remark, by=None)
    return {"agreed": agreed.pk, "sent": sent.pk, "draft": draft.pk, "template": template.pk}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_never_scrolls_sideways(page_as, rows, name):
    login, path = PAGES[name]
    page = page_as(login)
    assert page.goto(path.format(**rows)).status == 200
    assert (faults(page, LIGHT_AND_DARK), overflow(page)) == ({}, {})
