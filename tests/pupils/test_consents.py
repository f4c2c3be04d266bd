"""No pupil takes part without a live consent; a withdrawal stops all and starts the days to destroy."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from mentorship.audit.models import Entry
from mentorship.pupils import workflow
from mentorship.pupils.ages import SchoolClass
from mentorship.pupils.models import Pupil, PupilConsent, PupilPair
from tests.pictures import PNG
from tests.pupils.conftest import sign

pytestmark = pytest.mark.django_db


def refusal(change, **arguments):
    with pytest.raises(ValidationError) as caught:
        change(**arguments)
    return " ".join(caught.value.messages)


def test_model_has_no_field_for_health_offences_or_a_birth_date():
    names = {field.name for field in Pupil._meta.get_fields() if field.concrete}
    assert names == {
        "id",
        "school",
        "name",
        "name_key",
        "grade",
        "letter",
        "class_year",
        "turned_18_on",
        "state",
        "created_on",
        "destroy_by",
        "erased_on",
        "version",
    }
    pair = {field.name for field in PupilPair._meta.get_fields() if field.concrete}
    assert not [name for name in pair if name in ("note", "comment", "text", "details", "reason")]


def test_consent_takes_a_pupil_out_of_the_draft(draft, on):
    assert draft.state == "draft"
    consent = sign(draft, on)
    draft.refresh_from_db()
    assert (draft.state, consent.text_version, len(consent.text_hash)) == ("ready", 1, 64)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": ""}, "Укажите номер бумаги или приложите скан."),
        ({"representative": ""}, "Укажите, кто подписал согласие за ученика."),
        ({"relation": "self"}, "Сам ученик даёт согласие, когда ему исполнилось 18"),
    ],
)
def test_incomplete_consent_is_refused(draft, on, change, words):
    assert words in refusal(sign, pupil=draft, on=on, **change)
    draft.refresh_from_db()
    assert (draft.state, PupilConsent.objects.count()) == ("draft", 0)


def test_consent_of_tomorrow_is_refused_and_of_today_taken(draft, on):
    assert (
        refusal(sign, pupil=draft, on=on, given_date=on + timedelta(days=1)) == "Этот день ещё не наступил."
    )
    assert sign(draft, on, given_date=on).given_date == on


def test_scan_serves_instead_of_a_number_and_is_what_it_says(draft, on, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    wrong = SimpleUploadedFile("scan.pdf", b"MZ")
    assert "не похоже на PDF" in refusal(sign, pupil=draft, on=on, number="", scan=wrong)
    consent = sign(draft, on, number="", scan=SimpleUploadedFile("Вязов Ким.png", PNG))
    assert consent.scan.name.startswith("pupilconsent/")
    assert "Вязов" not in consent.scan.name


def test_second_live_consent_is_refused(mentee, on):
    assert "Действующее согласие уже записано" in refusal(sign, pupil=mentee, on=on)


def test_from_18_on_the_pupils_own_consent_replaces_the_representatives(mentee, people, on):
    workflow.edit_pupil(
        pupil=mentee,
        name=mentee.name,
        school_class=SchoolClass(11, "А"),
        turned_18_on=on,
        version=mentee.version,
        on=on,
        by=None,
    )
    asked = {"form": "tu", "goal": "study", "mentee": mentee, "mentor_teacher": people["mentor"]}
    assert "запишите его собственное согласие" in refusal(workflow.propose_pair, on=on, by=None, **asked)
    yesterday = on - timedelta(days=1)
    assert "когда ему исполнилось 18" in refusal(
        sign, pupil=mentee, on=on, relation="self", given_date=yesterday
    )
    own = sign(mentee, on, relation="self", given_date=on)
    assert own.representative == ""
    replaced = PupilConsent.objects.get(relation="parent")
    assert (replaced.withdrawn_date, replaced.is_replaced) == (on, True)
    assert workflow.propose_pair(on=on, by=None, **asked).state == "proposed"


def test_parent_no_longer_signs_for_an_adult(make_pupil, on):
    grown = make_pupil("Ивин Ян", "11", consent=False, turned_18_on=on)
    assert "согласие теперь даёт он сам" in refusal(sign, pupil=grown, on=on, given_date=on)


def test_18_years_lie_not_ahead(make_pupil, on):
    with pytest.raises(ValidationError, match="ещё не наступил"):
        make_pupil("Ивин Ян", "11", turned_18_on=on + timedelta(days=1))


def test_withdrawal_breaks_pairs_hides_the_name_and_is_due_in_30_days(pair, mentee, on):
    workflow.withdraw_consent(pupil=mentee, day=on, on=on, by=None)
    mentee.refresh_from_db()
    pair.refresh_from_db()
    assert (mentee.state, mentee.shown_name) == ("withdrawn", f"Ученик № {mentee.pk}")
    assert mentee.destroy_by == on + timedelta(days=30)
    assert (pair.state, pair.break_reason, pair.end_date) == ("broken", "consent", on)
    assert "Ольхин" not in pair.title
    assert list(Pupil.objects.named("ольхин")) == []
    assert list(Pupil.objects.to_destroy(on)) == [mentee]


def test_new_consent_brings_a_pupil_back(mentee, on):
    workflow.withdraw_consent(pupil=mentee, day=on, on=on, by=None)
    sign(mentee, on, given_date=on)
    mentee.refresh_from_db()
    assert (mentee.state, mentee.destroy_by, mentee.shown_name) == ("ready", None, "Ольхин Лука")


def test_leaving_ends_the_consent_too(mentee, on):
    workflow.leave_school(pupil=mentee, day=on, on=on, by=None)
    mentee.refresh_from_db()
    assert (mentee.state, mentee.consents.live().count()) == ("left", 0)


def test_draft_without_consent_and_finished_school_are_due(make_pupil, draft, mentee, on):
    assert list(Pupil.objects.to_destroy(on + timedelta(days=29))) == []
    assert list(Pupil.objects.to_destroy(on + timedelta(days=30))) == [draft]
    assert draft.due_day(on + timedelta(days=30)) == on + timedelta(days=30)
    after = mentee.last_day + timedelta(days=1)
    assert mentee in Pupil.objects.to_destroy(after)
    assert mentee not in Pupil.objects.to_destroy(mentee.last_day)
    assert mentee.due_day(after) == mentee.last_day + timedelta(days=30)


def test_erasing_leaves_numbers_alone(
    pair, mentee, on, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    workflow.log_meeting(pair=pair, day=on, topic="study", on=on, by=None)
    consent = PupilConsent.objects.get()
    consent.scan.save("a.png", SimpleUploadedFile("a.png", PNG))
    stored = tmp_path / consent.scan.name
    assert stored.exists()
    with django_capture_on_commit_callbacks(execute=True):
        workflow.erase_pupil(pupil=mentee, on=on, by=None)
    mentee.refresh_from_db()
    pair.refresh_from_db()
    consent.refresh_from_db()
    assert (mentee.name, mentee.name_key, mentee.letter, mentee.grade) == ("", "", "", 7)
    assert (consent.representative, consent.number, consent.scan.name) == ("", "", "")
    assert not stored.exists()
    assert (pair.state, pair.meetings.count()) == ("broken", 1)
    assert "уже уничтожены" in refusal(workflow.erase_pupil, pupil=mentee, on=on, by=None)


def test_journal_never_holds_a_name(pair, mentee, on):
    workflow.withdraw_consent(pupil=mentee, day=on, on=on, by=None)
    workflow.erase_pupil(pupil=mentee, on=on, by=None)
    held = [f"{entry.target_text} {entry.text} {entry.data}" for entry in Entry.objects.all()]
    assert len(held) >= 7
    assert [words for words in held if "льхин" in words or "СОП" in words] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda draft, mentee, pair: Pupil.objects.filter(pk=draft.pk).update(state="ready"),
        lambda draft, mentee, pair: PupilPair.objects.filter(pk=pair.pk).update(mentee=draft),
        lambda draft, mentee, pair: mentee.consents.update(withdrawn_date=mentee.created_on),
        lambda draft, mentee, pair: Pupil.objects.filter(pk=mentee.pk).update(
            state="left", destroy_by=mentee.created_on
        ),
        lambda draft, mentee, pair: PupilPair.objects.create(
            school=draft.school,
            form="uu",
            goal="study",
            mentee=draft,
            mentor_pupil=mentee,
            proposed_date=draft.created_on,
        ),
        lambda draft, mentee, pair: Pupil.objects.create(
            school=draft.school,
            name="Я",
            grade=1,
            class_year=2025,
            created_on=draft.created_on,
            state="ready",
        ),
    ],
)
def test_database_itself_keeps_pupils_without_consent_out(draft, mentee, pair, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(draft, mentee, pair)
