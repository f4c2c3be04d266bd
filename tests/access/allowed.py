"""What of other schools may be read all the same, by decision; everything else is a leak.

A row: places (a prefix of `app.model.field`), whose rows, the reason and where it is decided.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.pairs.models import PairMember
from mentorship.practices.enums import PublicState
from mentorship.practices.models import ContestEntry, EntryPerson, Honour, Moderated, Practice, PracticeAuthor
from mentorship.practices.models.practices import TEXTS
from mentorship.programmes.models import CentreMember
from reports.demo.canaries.marks import Mark
from schools.enums import ConsentKind, Role
from schools.models import Consent, Person, RoleAssignment, User
from tests.access.walking import Seen

NAMES = ("schools.person.last_name", "schools.person.first_name", "schools.person.middle_name")


Known = dict[str, set[int]]


class Allowed(NamedTuple):
    """A decision that some rows of other schools are read on some pages.

    `keys` are those of persons, of rows where a row stands for itself (`key_of`).
    """

    places: tuple[str, ...]
    keys: Callable[[User], set[int]]
    why: str
    pages: tuple[str, ...] = ("",)

    def covers(self, seen: Seen, user: User, known: Known) -> bool:
        """Whether the place, the page and the person of a canary are those of the decision."""
        if not seen.mark.place.startswith(self.places) or not seen.address.startswith(self.pages):
            return False
        if self.why not in known:
            known[self.why] = self.keys(user)
        return key_of(seen.mark) in known[self.why]


def mentors(user: User) -> set[int]:
    """Mentors of the town's bank: neither candidates nor those who were taken out."""
    outside = (MentorState.CANDIDATE, MentorState.REJECTED, MentorState.WITHDRAWN, MentorState.RETIRED)
    of_town = Mentor.objects.filter(person__municipality=user.person.municipality_id)
    return set(of_town.exclude(state__in=outside).values_list("pk", flat=True))


def members_of_the_centre(user: User) -> set[int]:
    """Who works in the municipal centre of the town."""
    of_town = CentreMember.objects.filter(centre__municipality=user.person.municipality_id)
    return set(of_town.values_list("person", flat=True))


def partners(user: User) -> set[int]:
    """Both sides of the pairs in reach: for a school those with its people, for a teacher the own ones."""
    scope = user.access.scope("pairs")
    sides = scope.q(school="mentee__school", person="mentee")
    sides |= scope.q(school="pair__mentor__person__school", person="pair__mentor__person")
    rows = PairMember.objects.filter(sides).values_list("mentee", "pair__mentor")
    return {person for row in rows for person in row}


def not_of_a_school(_: User) -> set[int]:
    """Staff of the municipality: they act by name."""
    return set(Person.objects.filter(school=None).values_list("pk", flat=True))


def who_let_publish(_: User) -> set[int]:
    """People with a live consent of publication."""
    consents = Consent.objects.filter(kind=ConsentKind.PUBLICATION, withdrawn_date=None)
    return set(consents.values_list("person", flat=True))


def _published(model: type[Moderated]) -> QuerySet:
    """What the head has let out by today, whoever agrees to it."""
    return model._default_manager.filter(state=PublicState.PUBLISHED, publish_date__lte=timezone.localdate())


def _took_back() -> set[int]:
    """People who withdrew a consent and gave none since."""
    given: dict[tuple[int, str], set[bool]] = {}
    for person, kind, withdrawn in Consent.objects.values_list("person", "kind", "withdrawn_date"):
        given.setdefault((person, kind), set()).add(withdrawn is None)
    return {person for (person, _), live in given.items() if live == {False}}


def told(_: User) -> set[int]:
    """Published practices, every author of which agrees to this day."""
    took_back, found = _took_back(), set()
    for practice in _published(Practice).prefetch_related("authors"):
        authors = practice.authors.all()
        agree = [one.agreed_date and not one.withdrawn_date for one in authors]
        if all(agree) and not took_back & {one.person_id for one in authors}:
            found.add(practice.pk)
    return found


def told_products(user: User) -> set[int]:
    """Products that the published practices show."""
    return set(Practice.objects.filter(pk__in=told(user)).values_list("products", flat=True))


def honours(user: User) -> set[int]:
    """Rows of the board about people who let themselves be published."""
    agreed = _published(Honour).filter(person__in=who_let_publish(user))
    return set(agreed.values_list("pk", flat=True))


def told_of(user: User) -> set[int]:
    """Authors of published practices and the honoured."""
    authors = PracticeAuthor.objects.filter(practice__in=told(user)).values_list("person", flat=True)
    honoured = Honour.objects.filter(pk__in=honours(user)).values_list("person", flat=True)
    return {*authors, *honoured, *_placed(who_let_publish(user))}


def _placed(willing: set[int]) -> set[int]:
    """People of the places in announced contests, all of whose names the entry's people let be read."""
    found: set[int] = set()
    for entry in ContestEntry.objects.exclude(place="").filter(nomination__contest__state="announced"):
        parts = list(EntryPerson.objects.filter(entry=entry))
        if all(part.agreed_date and not part.refused_date and part.person_id in willing for part in parts):
            found |= {part.person_id for part in parts}
    return found


def curators(_: User) -> set[int]:
    """School curators of any time."""
    return set(RoleAssignment.objects.filter(role=Role.CURATOR).values_list("person", flat=True))


# Contract §2: «/bank/» opens to every role of a school, and wins over «Mentor card» of security.md §3.
# Whose e-mail and page these are chose to write them: «Видят коллеги в банке» (mentorship/bank/forms.py).
BANK = Allowed(
    (
        *NAMES,
        "bank.mentor.about",
        "bank.mentor.favourite_topic",
        "bank.mentorcard.contact_email",
        "bank.mentorcard.page",
    ),
    mentors,
    "the bank",
    ("/bank/", "/search/"),
)
# Row «centre» of schools/access_table.py (document 000 §4): its people are there to be asked.
CENTRE = Allowed(
    (*NAMES, "schools.person.email", "programmes.centremember.basis", "programmes.centremember.duties"),
    members_of_the_centre,
    "the centre",
    ("/centre/",),
)
# Contract §2 «/pairs/»: own school, own things; a pair of two schools belongs to both (domain.md §5.6).
PARTNERS = Allowed(
    NAMES,
    partners,
    "pairs across schools",
    ("/pairs/", "/half-years/", "/registers/", "/calendar/", "/me/data/", "/practices/", "/search/"),
)
# Contract §3, layout `pairs`: the codes of both sides stand in it, to be loaded again.
CODES = Allowed(
    ("schools.person.code",),
    partners,
    "codes of pairs",
    ("/registers/pairs.xlsx", "/registers/register.xlsx"),
)
# Issue 8, 6 and security.md §7 (ст. 10.1): what is published with a live consent is read by everybody.
_PUBLIC = ("/public/",)
PUBLISHED = (
    Allowed(NAMES, who_let_publish, "names of mentors", ("/public/mentors/",)),
    Allowed(NAMES, told_of, "names of authors", _PUBLIC),
    Allowed(tuple(f"practices.practice.{name}" for name in TEXTS), told, "cases", _PUBLIC),
    Allowed(("practices.practiceauthor.words",), told, "voices", _PUBLIC),
    Allowed(("pairs.product.title", "pairs.product.file"), told_products, "products", _PUBLIC),
    Allowed(("practices.honour.reason",), honours, "the board", ("/public/honour/",)),
)
OF_SCHOOLS = (BANK, CENTRE, PARTNERS, CODES, *PUBLISHED)
# Nothing of one town is seen in another but what it has published.
OF_TOWNS = PUBLISHED

# Decisions §2: the department reads reports, «no contacts, no names in surveys». Any name is taken for a leak
# before it but these, which stand in papers that it agrees, signs or is sent (domain.md §4.8).
SILENT_BANK = Allowed(
    (*NAMES, "bank.mentor.about", "bank.mentor.favourite_topic"),
    mentors,
    "«V no contacts» of contract §2 /bank/",
    ("/bank/",),
)
# What mentors are ready to teach beside what is asked for; nobody is named (document 001, step 7).
TOPICS = Allowed(("bank.mentor.favourite_topic",), mentors, "deficits", ("/reports/deficits",))
# Row «centre»: V silent; its people lead meetings and the plan of work.
SILENT_CENTRE = Allowed(
    (*NAMES, "programmes.centremember.basis", "programmes.centremember.duties"),
    members_of_the_centre,
    "the centre without contacts",
    ("/centre/", "/meetings/", "/documents/meetings/", "/documents/work-plans/"),
)
# Who signed, agreed, reckoned and answers for the municipality does so by name: protocols, plans, the stamp
# of an agreed roadmap, «утвердил» of a snapshot and «рассчитал» of an index (domain.md §4.8).
OFFICIALS = Allowed(
    NAMES,
    not_of_a_school,
    "officials",
    (
        "/meetings/",
        "/documents/meetings/",
        "/documents/work-plans/",
        "/documents/roadmaps/",
        "/roadmap/",
        "/reports/snapshots/",
        "/reports/school-indices/",
    ),
)
# Document 000 §4: curators take part in meetings and answer for events of the roadmap their school hands in.
CURATORS = Allowed(NAMES, curators, "curators", ("/roadmap/", "/meetings/", "/documents/meetings/"))
OF_DEPARTMENT = (SILENT_BANK, TOPICS, SILENT_CENTRE, OFFICIALS, CURATORS, *PUBLISHED)
PERSONAL = (
    "schools.person.",
    "schools.user.",
    "schools.notdoubles.",
    "schools.personalias.",
    "bank.",
    "pairs.",
    "programmes.centremember.",
    "documents.",
    "surveys.",
    "notices.",
    "pupils.",
    "audit.",
    "privacy.",
    "roadmap.attendance.",
)


def key_of(mark: Mark) -> int | None:
    """The person whose row the canary was planted in; the practice of a voice; else the row itself."""
    if mark.model == "bank.mentorcard":
        return Mentor.objects.filter(cards=mark.pk).values_list("pk", flat=True).first()
    if mark.model == "programmes.centremember":
        return CentreMember.objects.filter(pk=mark.pk).values_list("person", flat=True).first()
    if mark.model == "practices.practiceauthor":
        return PracticeAuthor.objects.filter(pk=mark.pk).values_list("practice", flat=True).first()
    return mark.pk
