"""What the tests of contests begin with: a contest in a state, entries, awards."""

from datetime import date, timedelta

from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.practices.contests.entering import agree_to_entry, propose, set_place
from mentorship.practices.contests.enums import Addressee, AwardKind, ContestKind
from mentorship.practices.contests.issuing import Wording, issue_award
from mentorship.practices.contests.running import create_contest, take_contest_step
from mentorship.practices.models import Contest, ContestEntry
from schools.enums import ConsentKind, ConsentWay
from schools.workflow import give_consent

YEAR = 2025
SIGNED = {"signer_position": "Руководитель центра", "signer": "М. Л. Берёзова"}
WORDING = Wording(
    kind=AwardKind.DIPLOMA,
    text="{место} в номинации «{номинация}» конкурса «{конкурс}»",
    date=date(2026, 3, 16),
    **SIGNED,
)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def enlist(*people):
    Mentor.objects.enlist(people, state=MentorState.ACTIVE)


def make_contest(municipality, *steps, kind=ContestKind.MENTOR_OF_YEAR, title="Наставник года — 2026"):
    """A contest led through the steps; its first nomination bears the name of its kind."""
    contest = create_contest(
        municipality=municipality,
        by=None,
        kind=kind,
        title=title,
        year=YEAR,
        nominate_until=timezone.localdate() + timedelta(days=10),
    )
    return lead(contest, *steps)


def lead(contest, *steps, words=""):
    for step in steps:
        now = fresh(contest)
        take_contest_step(
            contest=now, step=step, version=now.version, by=None, on=timezone.localdate(), words=words
        )
    return Contest.objects.get(pk=contest.pk)


def enter(contest, nominee, school=None, text="Помогла троим коллегам."):
    nomination = contest.nominations.get()
    on = timezone.localdate()
    return propose(nomination=nomination, nominee=nominee, text=text, school=school, by=None, on=on)


def give_place(entry, place="winner"):
    now = fresh(entry)
    set_place(entry=now, version=now.version, place=place, by=None)
    return ContestEntry.objects.get(pk=entry.pk)


def all_agree(entry):
    for part in entry.people.all():
        agree_to_entry(part=part, way=ConsentWay.PAPER, by=None, on=timezone.localdate())


def let_publish(person):
    """The consents without which nobody is published."""
    on = timezone.localdate()
    for kind in (ConsentKind.PROCESSING, ConsentKind.PUBLICATION):
        give_consent(person=person, kind=kind, by=None, on=on)


def make_award(municipality, person=None, **more):
    """A letter of thanks to a person, or to parents who are only named."""
    named = {"addressee": Addressee.PERSON, "person": person} if person else {"addressee": Addressee.PARENTS}
    wording = WORDING._replace(kind=AwardKind.THANKS, text="за помощь коллегам")
    return issue_award(municipality=municipality, wording=wording, by=None, **{**named, **more})
