"""Which letters a person gets: topics are switched off and on, also by the signed link of a letter."""

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from mentorship.audit.log import record
from mentorship.notices.enums import SWITCHABLE, Topic
from mentorship.notices.models import SwitchedOff
from schools.models import Person, User

# The link works as long as the letter is kept: it can do no more than stop letters of one topic.
_SIGNER = Signer(salt="notices.off")


def off_path(person: Person, topic: str) -> str:
    """The address that switches the topic off for the person, without a sign-in."""
    return reverse("notices:off", args=[_SIGNER.sign_object([person.pk, str(topic)])])


def read_token(token: str) -> tuple[Person, Topic] | None:
    """Whom and what a link is about; None for one the portal has not signed, or of somebody who is gone."""
    try:
        pk, topic = _SIGNER.unsign_object(token)
    except BadSignature:
        return None
    person = Person.objects.filter(pk=pk).first()
    return (person, Topic(topic)) if person is not None and topic in SWITCHABLE else None


def is_off(person: Person, topic: Topic) -> bool:
    """Whether the person wants no letters about the topic."""
    return topic in SWITCHABLE and SwitchedOff.objects.filter(person=person, topic=topic).exists()


@transaction.atomic
def switch_off(*, person: Person, topic: Topic, by: User | None) -> None:
    """Send no more letters about the topic, those that wait included; off already: nothing to do."""
    _, is_new = SwitchedOff.objects.get_or_create(person=person, topic=topic)
    if is_new:
        record(by=by, action="notices.off", target=person, text=str(topic.label))


@transaction.atomic
def choose(*, person: Person, wanted: set[Topic], by: User | None) -> None:
    """Send letters about these topics and no others."""
    before = set(SwitchedOff.objects.filter(person=person).values_list("topic", flat=True))
    after = {topic for topic in SWITCHABLE if topic not in wanted}
    if before == after:
        return
    SwitchedOff.objects.filter(person=person).exclude(topic__in=after).delete()
    rows = [SwitchedOff(person=person, topic=topic) for topic in after - before]
    # the link of a letter may have switched it off meanwhile
    SwitchedOff.objects.bulk_create(rows, ignore_conflicts=True)
    off = ", ".join(str(topic.label) for topic in SWITCHABLE if topic in after) or "ничего"
    record(by=by, action="notices.choose", target=person, text=f"Отключено: {off}")
