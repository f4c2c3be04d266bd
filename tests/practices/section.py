"""What the tests of the public section begin with: a pair at work, a practice, materials."""

from datetime import timedelta

from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.practices.enums import MaterialKind
from mentorship.practices.models import Material
from mentorship.practices.workflow.cases import agree, begin_practice, say, write_practice
from mentorship.practices.workflow.moderation import take_step
from schools.enums import ConsentWay

TEXTS = {
    "title": "Как мы перестали бояться",
    "problem": "Было страшно.",
    "solution": "Ходили на уроки.",
    "plan": "- девять уроков",
    "fact": "- десять уроков",
    "result": "Стало спокойно.",
}
WORDS = {"mentor": "Главное — не мешать.", "mentee": "Теперь зову ёжиков сам."}


def make_pair(people, number="1", mentee="mentee", state=PairState.ACTIVE):
    mentor = Mentor.objects.filter(pk=people["mentor"].pk).first()
    if mentor is None:
        (mentor,) = Mentor.objects.enlist([people["mentor"]], state=MentorState.ACTIVE)
    pair = Pair.objects.create(
        municipality=people["mentor"].municipality,
        number=number,
        mentor=mentor,
        state=state,
        goal="Окрепнуть",
    )
    PairMember.objects.create(pair=pair, mentor=mentor, mentee=people[mentee])
    return pair


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def make_practice(pair, *, agreed=True):
    """A draft with all its words; agreed to by both, unless told otherwise."""
    practice = begin_practice(pair=pair, by=None)
    write_practice(practice=practice, version=1, texts=TEXTS, products=[], by=None)
    for author in practice.authors.all():
        words = WORDS[author.part]
        say(author=author, version=fresh(practice).version, words=words, by=None)
        if agreed:
            day = timezone.localdate()
            version = fresh(practice).version
            agree(author=author, version=version, way=ConsentWay.PORTAL, by=None, on=day)
    return fresh(practice)


def publish(row, **more):
    for step in ("submit", "publish"):
        row = fresh(row)
        given = more if step == "publish" else {}
        take_step(row=row, step=step, version=row.version, by=None, on=timezone.localdate(), **given)
    return fresh(row)


def material(municipality, kind=MaterialKind.NEWS, *, shown=True, **fields):
    needed = {
        MaterialKind.NEWS: {"body": "Текст новости."},
        MaterialKind.EVENT: {"date": timezone.localdate() + timedelta(days=3)},
        MaterialKind.VIDEO: {"link": "https://video.example/1"},
        MaterialKind.DOCUMENT: {"link": "https://centre.example/1"},
        MaterialKind.CONTACTS: {"body": "Кабинет 12"},
    }
    values = {"title": "Ёлочный урок", **needed[kind], **fields}
    row = Material(municipality=municipality, kind=kind, **values)
    row.full_clean()
    row.save()
    return publish(row) if shown else row
