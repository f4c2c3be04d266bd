"""Rows about pupils, requests about own data, an incident and an act: what the demonstration has none of."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from mentorship.audit.log import record_export
from mentorship.audit.models import Entry
from mentorship.journal.extract import ACTION, chain
from mentorship.journal.models import Incident
from mentorship.privacy.enums import Ground, Sign, Wish
from mentorship.privacy.models import Act, LeftFile, PersonalRequest
from mentorship.pupils.enums import Relation
from mentorship.pupils.models import Pupil, PupilConsent
from schools import years
from schools.models import Municipality, Person, School, User


def sow_pupil(school: School) -> None:
    """A pupil of the school with a consent on paper."""
    today = timezone.localdate()
    pupil = Pupil.objects.create(
        school=school, name="?", grade=7, letter="", class_year=years.year_of(today), created_on=today
    )
    consent = PupilConsent(
        pupil=pupil,
        relation=Relation.PARENT,
        representative="?",
        given_date=today,
        text_version=1,
        text_hash="?",
    )
    consent.scan.save("held.pdf", ContentFile(b"%PDF-1.4\n"))


def sow_request(person: Person, by: User) -> None:
    """A person asks for a correction of own data."""
    today = timezone.localdate()
    PersonalRequest.objects.create(
        person=person,
        municipality=person.municipality,
        wish=Wish.CORRECT,
        text="?",
        asked_by=by,
        asked_date=today,
        due_date=today + timedelta(days=10),
    )


def sow_incident(municipality: Municipality, by: User) -> None:
    """An incident, and an act of data destroyed with a file that waits."""
    now = timezone.now()
    Incident.objects.create(
        municipality=municipality,
        title="?",
        noticed_at=now,
        data_words="?",
        people_words="?",
        registered_by=by,
    )
    act = Act.objects.create(
        municipality=municipality,
        year=now.year,
        number=Act.objects.filter(year=now.year).count() + 1,
        operator="?",
        subject_code="?",
        former_codes=["Прежний код"],
        ground=Ground.values[0],
        reason="?",
        done_at=now,
        items=["Анкета педагога"],
        extract=[{"number": 1, "at": now.isoformat(), "text": "Запись журнала"}],
        backups_until=now.date(),
        keep_until=now.date(),
    )
    sow_extract(by)
    LeftFile.objects.create(
        act=act, municipality=municipality, path="?", sign=Sign.UNREAD, due_date=now.date()
    )


def sow_extract(by: User) -> None:
    """An extract of the journal that somebody has drawn up."""
    rows = list(Entry.objects.order_by("pk")[:1])
    kept = {"keys": [row.pk for row in rows], "sha256": chain(rows)[-1]}
    record_export(by=by, action=ACTION, rows=len(rows), chosen="?", data=kept)
