"""The public section of the demonstration: news, events, video lessons, a practice, the board of honour."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from mentorship.bank.models import Mentor
from mentorship.pairs.models import Pair
from mentorship.practices.enums import MaterialKind
from mentorship.practices.models import Honour, Material, Moderated, Practice
from mentorship.practices.workflow.cases import TELLABLE, agree, begin_practice, say, write_practice
from mentorship.practices.workflow.moderation import take_step
from reports.demo import showcase_texts as texts
from reports.demo.invention import People
from schools.enums import ConsentWay
from schools.models import Municipality, User

HONOURED = 4


def fill_the_section(people: People, municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """What the centre has published, one practice of the shown pair, one that another pair has begun."""
    _publish_materials(municipality, people.on, accounts)
    _honour_mentors(municipality, people, accounts)
    _tell_of_the_pair(people.on, accounts)
    _begin_another(municipality, accounts)


def _publish_materials(municipality: Municipality, on: date, accounts: Mapping[str, User]) -> None:
    for kind, days, fields in _materials(on):
        row = Material(municipality=municipality, kind=kind, author=accounts["methodist"], **fields)
        row.full_clean()
        row.save()
        _publish(row, accounts, on, on - timedelta(days=days))
    draft = Material(municipality=municipality, kind=MaterialKind.NEWS, **texts.DRAFT)
    draft.full_clean()
    draft.save()


def _materials(on: date) -> list[tuple[MaterialKind, int, dict[str, Any]]]:
    """Kind, how many days ago it was published, its fields."""
    rows: list[tuple[MaterialKind, int, dict[str, Any]]] = [(MaterialKind.CONTACTS, 60, texts.CONTACTS)]
    rows += [(MaterialKind.NEWS, 3 + 5 * number, fields) for number, fields in enumerate(texts.NEWS)]
    rows += [(MaterialKind.VIDEO, 9 + 7 * number, fields) for number, fields in enumerate(texts.VIDEOS)]
    rows += [(MaterialKind.DOCUMENT, 40 + number, fields) for number, fields in enumerate(texts.DOCUMENTS)]
    for ahead, hour, fields in texts.EVENTS:
        held = {"date": on + timedelta(days=ahead), "time": time(hour)}
        rows.append((MaterialKind.EVENT, 12, {**fields, **held}))
    return rows


def _honour_mentors(municipality: Municipality, people: People, accounts: Mapping[str, User]) -> None:
    agreed = Mentor.objects.published().filter(person__municipality=municipality)
    for number, mentor in enumerate(agreed.select_related("person").order_by("pk")[:HONOURED]):
        row = Honour(
            municipality=municipality, person=mentor.person, year=people.year - 1,
            reason=texts.HONOURS[number % len(texts.HONOURS)], author=accounts["methodist"],
        )  # fmt: skip
        row.full_clean()
        row.save()
        _publish(row, accounts, people.on, people.on - timedelta(days=30))


def _tell_of_the_pair(on: date, accounts: Mapping[str, User]) -> None:
    """The pair of the two logins tells its case, both agree, the methodist publishes."""
    members = accounts["mentee"].person.memberships  # type: ignore[union-attr]
    pair = members.filter(pair__mentor=accounts["mentor"].person_id).get().pair
    practice = begin_practice(pair=pair, by=accounts["curator"])
    written = {**texts.CASE, "plan": practice.plan or texts.PLAN, "fact": practice.fact or texts.FACT}
    products = list(pair.products.all())
    write_practice(
        practice=practice, version=practice.version, texts=written, products=products, by=accounts["curator"]
    )
    for author in practice.authors.all():
        words = texts.VOICES[author.part]
        user = accounts["mentor" if author.part == "mentor" else "mentee"]
        say(author=author, version=_version(practice), words=words, by=user)
        agree(author=author, version=_version(practice), way=ConsentWay.PORTAL, by=user, on=on)
    practice.refresh_from_db()
    _publish(practice, accounts, on, on)


def _begin_another(municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """A draft of a pair of other schools."""
    told = Practice.objects.values("pair")
    school = accounts["curator"].person.school_id  # type: ignore[union-attr]
    others = Pair.objects.filter(municipality=municipality, state__in=TELLABLE).exclude(pk__in=told)
    far = others.exclude(mentor__person__school=school).exclude(members__mentee__school=school)
    pair = far.order_by("pk").first()
    if pair is not None:
        begin_practice(pair=pair, by=accounts["methodist"])


def _publish(row: Moderated, accounts: Mapping[str, User], on: date, day: date) -> None:
    take_step(row=row, step="submit", version=row.version, by=accounts["methodist"], on=on)
    version = row.version + 1
    take_step(row=row, step="publish", version=version, by=accounts["head"], on=on, publish_date=day)


def _version(practice: Practice) -> int:
    return Practice.objects.values_list("version", flat=True).get(pk=practice.pk)
