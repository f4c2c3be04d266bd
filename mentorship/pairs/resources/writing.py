"""Writing the groups of a file: mentors, pairs, members, and the check of the mentors' capacity."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from mentorship.bank.enums import MentorSource, MentorState
from mentorship.bank.models import Mentor
from mentorship.bank.resources.people import in_batches
from mentorship.pairs.enums import PLACE_STATES
from mentorship.pairs.history import members_taking
from mentorship.pairs.models import Pair, PairMember
from mentorship.pairs.resources.groups import Group, MemberRow
from mentorship.pairs.resources.orders import Orders
from mentorship.pairs.resources.possible import is_possible
from mentorship.pairs.resources.topics import Topics
from mentorship.spreadsheets.layout import Context, Row
from mentorship.spreadsheets.upsert import Upsert

_WATCHED = ("mentor_id", "form_id", "variant_id", "focus_id", "order_id", "state")


class Writer:
    """Compares the groups with what is stored and writes the difference."""

    def __init__(self, groups: list[Group], context: Context) -> None:
        self.groups, self.context, self.report = groups, context, context.report
        self._stored = _stored_pairs(groups)
        self._members = _stored_members(self._stored.values())
        self._mentors = self._enlist(groups)
        self._topics, self._orders = Topics(context), Orders(context, self._members)
        self._pairs: dict[tuple[int, str], Pair] = {}

    @property
    def mentors(self) -> list[Mentor]:
        """The mentors whom the file or the stored pairs name."""
        return list(self._mentors.values())

    @property
    def pairs(self) -> list[Pair]:
        """The pairs of the file."""
        return list(self._pairs.values())

    def put_pairs(self) -> None:
        """Write the pairs."""
        pairs = Upsert(Pair, self.report)
        for group in self.groups:
            self._orders.want(group, self._stored.get(group.key))
        for group in self.groups:
            self._put_pair(pairs, group)
        if not self.report.errors:
            pairs.flush()
            self._move_members()

    def put_members(self) -> None:
        """Write the members of the pairs."""
        members = Upsert(PairMember, self.report)
        for group in self.groups:
            for item in group.members:
                self._put_member(members, self._pairs[group.key], item)
        if not self.report.errors:
            members.flush()

    def check_capacity(self) -> None:
        """Refuse a mentor who would have more current mentees than places."""
        groups: dict[int, list[Group]] = defaultdict(list)
        for group in self.groups:
            groups[self._pairs[group.key].mentor_id].append(group)
        taking = members_taking(self.mentors, self.context.on)
        for key, named in groups.items():
            mentor, count = self._mentors[key], len(taking[key])
            if count > mentor.capacity:
                self.report.error(
                    self._last_row(named),
                    "mentor",
                    f"У наставника {mentor.person} стало бы наставляемых: {count}, а мест {mentor.capacity}. "
                    "Впишите окончание тем, кто уже не в паре, или увеличьте число мест наставника.",
                )

    def _enlist(self, groups: list[Group]) -> dict[int, Mentor]:
        """The mentors by key; who is none yet becomes one, with places."""
        people = {group.mentor.pk: group.mentor for group in groups if group.mentor}
        keys = {*people, *(pair.mentor_id for pair in self._stored.values())}
        stored = in_batches(Mentor.objects.select_related("person"), "pk", keys)
        mentors = {mentor.pk: mentor for mentor in stored}
        new = [person for key, person in people.items() if key not in mentors]
        enlisted = Mentor.objects.enlist(
            new, source=MentorSource.IMPORT, state=MentorState.IN_BANK, state_date=self.context.on
        )
        return mentors | {mentor.pk: mentor for mentor in enlisted}

    def _put_pair(self, pairs: Upsert[Pair], group: Group) -> None:
        stored = self._stored.get(group.key)
        members = self._members[stored.pk] if stored else {}
        if not is_possible(group, stored, members, self.report):
            return
        values: dict[str, Any] = {**self._topics.of(group.row, stored), **self._orders.give(group, stored)}
        values |= group.row.given("state")
        if group.mentor:
            values["mentor"] = self._mentors[group.mentor.pk]
        before = [getattr(stored, name, None) for name in _WATCHED]
        defaults = {"number": group.number, "municipality": group.municipality}
        pair = pairs.put(group.row, stored, values, defaults)
        is_changed = before != [getattr(pair, name) for name in _WATCHED]
        outcome = "created" if stored is None else "updated" if is_changed else "unchanged"
        for item in group.members:
            # every row speaks of the whole group, so a change of the group is a change of each
            self.report.count(item.row.number, outcome)
        self._pairs[group.key] = pair

    def _move_members(self) -> None:
        """Members follow their pair to another mentor, and let go of the old one's places."""
        members = [member for of_pair in self._members.values() for member in of_pair.values()]
        moved = [member for member in members if member.mentor_id != member.pair.mentor_id]
        for member in moved:
            member.mentor, member.place = member.pair.mentor, None
        PairMember.objects.bulk_update(moved, ["mentor", "place"], batch_size=300)

    def _put_member(self, members: Upsert[PairMember], pair: Pair, item: MemberRow) -> None:
        stored = self._members[pair.pk].get(item.mentee.pk)
        defaults = {"pair": pair, "mentor": pair.mentor, "mentee": item.mentee}
        members.put(item.row, stored, item.row.given("start_date", "end_date"), defaults)

    def _last_row(self, groups: list[Group]) -> Row:
        """The last row that takes a place, else the last one."""
        taking = [group for group in groups if self._pairs[group.key].state in PLACE_STATES]
        return (taking or groups)[-1].members[-1].row


def _stored_pairs(groups: list[Group]) -> dict[tuple[int, str], Pair]:
    """The stored pairs of the groups by municipality and number."""
    municipalities = {group.municipality.pk for group in groups}
    related = ("mentor__person__school", "form", "variant", "focus", "order")
    pairs = Pair.objects.filter(municipality__in=municipalities).select_related(*related)
    wanted = {group.key for group in groups}
    found = in_batches(pairs, "number_key", {number for _, number in wanted})
    by_key = {(pair.municipality_id, pair.number_key): pair for pair in found}
    return {key: pair for key, pair in by_key.items() if key in wanted}


def _stored_members(pairs: Iterable[Pair]) -> dict[int, dict[int, PairMember]]:
    """The stored members by pair and mentee; each knows the very object of its pair."""
    by_key = {pair.pk: pair for pair in pairs}
    members: dict[int, dict[int, PairMember]] = defaultdict(dict)
    for member in in_batches(PairMember.objects.select_related("mentee"), "pair", by_key):
        member.pair = by_key[member.pair_id]
        members[member.pair_id][member.mentee_id] = member
    return members
