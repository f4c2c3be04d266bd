"""A key no database holds is refused in words on every form of bank, pairs and papers that chooses rows."""

from datetime import date

import pytest
from django import forms as django_forms
from zeal import zeal_ignore

from mentorship.bank.enums import MentorState
from mentorship.bank.models import MenteeRequest, Mentor, TrainingProgramme
from mentorship.documents.forms import FORMS
from mentorship.pairs.enums import HalfYear, PairState
from mentorship.pairs.models import HalfYearReport, ReportingPeriod
from schools import years
from schools.stamps import STAMP
from tests.bank.builders import consent, difficulty
from tests.cast import TODAY

HUGE = "9" * 20
PAPERS = [f"/documents/new/{kind}/" for kind in FORMS]
PAIRS = [
    "/pairs/add/",
    "/pairs/{active}/ask_completion/",
    "/pairs/{active}/complete/",
    "/pairs/{active}/dissolve/",
    "/pairs/{active}/add_member/",
    "/pairs/{cancelled}/replace/",
    "/pairs/{active}/plan/items/add/",
    "/pairs/{active}/products/add/",
    "/pairs/{active}/planned/add/",
    "/half-years/{report}/",
    "/half-years/open/",
]
BANK = [
    "/bank/apply/",
    "/bank/{mentor}/cards/add/",
    "/bank/reserve/add/",
    "/bank/programmes/{programme}/sessions/add/",
    "/bank/programmes/{programme}/trained/",
    "/requests/add/",
    "/requests/team/",
    "/requests/from-diagnostics/",
    "/requests/{request}/edit/",
    "/requests/preferences/{mentor}/mentor/",
]
ROLES = {"ask_completion": "curator", "{report}": "mentor", "{mentor}/mentor/": "mentor"}
# Words of `form` in the context of a page.
FORMS = ("form", "item_form", "card_form")


@pytest.fixture
def keys(mentor, mentees, make_pair, people, municipality, school):
    """What stands in the addresses."""
    active = make_pair(mentor, mentees[:1], PairState.ACTIVE)
    cancelled = make_pair(mentor, mentees[1:2], PairState.CANCELLED, number="8")
    for person in people.values():
        consent(person)
    request = MenteeRequest.objects.create(
        person=people["mentee"], difficulty=difficulty(), requested_date=TODAY, state="draft"
    )
    period = ReportingPeriod.objects.create(
        municipality=municipality,
        year=years.year_of(TODAY),
        half=HalfYear.FIRST,
        start_date=date(2025, 9, 1),
        end_date=date(2025, 12, 31),
        due_date=date(2026, 1, 15),
    )
    return {
        "active": active.pk,
        "cancelled": cancelled.pk,
        "mentor": mentor.pk,
        "request": request.pk,
        "programme": TrainingProgramme.objects.create(name="Школа наставника").pk,
        "report": HalfYearReport.objects.create(pair=active, period=period).pk,
    }


def filled(form):
    """Every choice gets a key that is too long, everything else a word."""
    data = {}
    for name, field in form.fields.items():
        if name == STAMP:  # of no window: a second one is another test
            continue
        is_choice = isinstance(field, django_forms.ModelChoiceField | django_forms.ChoiceField)
        data[form.add_prefix(name)] = [HUGE] if is_choice or "id" in name else "1"
    return data


@pytest.mark.parametrize("path", PAIRS + BANK + PAPERS)
def test_form_is_refused_and_shown_again(client_as, keys, path):
    role = next((role for words, role in ROLES.items() if words in path), "methodist")
    client, address = client_as(role), path.format(**keys)
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    form = next(page.context[name] for name in FORMS if name in page.context)
    data = filled(form)
    assert data
    with zeal_ignore():  # each chooser looks its own key up
        assert client.post(address, data).status_code == 400


def test_interview_with_a_criterion_that_is_none(client_as, keys):
    Mentor.objects.update(state=MentorState.IN_BANK)
    sent = {
        "action": "select",
        "select-is_ready": "yes",
        "select-date": "2026-03-01",
        "select-criteria": [HUGE],
    }
    assert client_as("methodist").post(f"/bank/{keys['mentor']}/", sent).status_code == 400
