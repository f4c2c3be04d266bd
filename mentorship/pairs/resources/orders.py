"""Orders that a file names by number and date: found or made, their scope follows the schools of the rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mentorship.pairs.enums import OrderScope
from mentorship.pairs.models import Order, Pair, PairMember
from mentorship.pairs.resources.groups import Group
from mentorship.spreadsheets.cells import CLEAR
from mentorship.spreadsheets.layout import Context, Row
from mentorship.spreadsheets.words import fold
from schools.models import School

# «Без номера»: what an order is called of which a file knows the date alone.
NUMBERLESS = "б/н"

# Municipality, folded number, date: what an order is found by, besides its school.
OrderKey = tuple[int, str, date | None]


class Orders:
    """The orders of one file. Every group is told to `want` before any is asked to `give`."""

    def __init__(self, context: Context, members: Mapping[int, Mapping[int, PairMember]]) -> None:
        self.context = context
        self._members = members
        self._schools: dict[OrderKey, set[School | None]] = {}
        self._found: dict[tuple[OrderKey, int | None], Order] | None = None

    def want(self, group: Group, pair: Pair | None) -> None:
        """Note the schools of a group that is to stand under another order than it does."""
        wanted = self._wanted(group.row, pair)
        if wanted is None or wanted is CLEAR:
            return
        schools = {member.mentee.school for member in group.members}
        mentor = group.mentor or (pair and pair.mentor.person)
        schools.add(mentor.school if mentor else None)
        self._schools.setdefault(self._key(group, wanted), set()).update(schools)

    def give(self, group: Group, pair: Pair | None) -> dict[str, Any]:
        """Return `{"order": …}` to be written, or nothing where the row leaves the order as it is."""
        wanted = self._wanted(group.row, pair)
        if wanted is None:
            if pair and pair.order and self._is_outgrown(group, pair, pair.order):
                _widen(pair.order)
            return {}
        if wanted is CLEAR:
            return {"order": CLEAR}
        if wanted[0] == NUMBERLESS and "order" not in group.row:
            written = f"Дата приказа есть, а номера нет: приказ записан как «{NUMBERLESS}»."
            self.context.report.warn(group.row, "order_date", written)
        return {"order": self._order(group, wanted)}

    @staticmethod
    def _wanted(row: Row, pair: Pair | None) -> Any:
        """Number and date of another order than the stored one; CLEAR for none, None for no change."""
        if "order" not in row and "order_date" not in row:
            return None
        if row.values.get("order") is CLEAR:
            return CLEAR
        stored = pair.order if pair else None
        number = row.get("order") or (stored and stored.number) or (row.get("order_date") and NUMBERLESS)
        if number is None:
            return None
        day = row.get("order_date") if "order_date" in row else stored and stored.date
        if stored and fold(stored.number) == fold(number) and stored.date == day:
            return None
        return number, day

    def _is_outgrown(self, group: Group, pair: Pair, order: Order) -> bool:
        """Whether new members come from outside the school whose order the pair stands under."""
        known = self._members[pair.pk]
        new = [item.mentee for item in group.members if item.mentee.pk not in known]
        return order.school_id is not None and any(mentee.school_id != order.school_id for mentee in new)

    @staticmethod
    def _key(group: Group, wanted: tuple[str, date | None]) -> OrderKey:
        return group.municipality.pk, fold(wanted[0]), wanted[1]

    def _order(self, group: Group, wanted: tuple[str, date | None]) -> Order:
        """The order of the one school of all its rows, else of the municipality."""
        key = self._key(group, wanted)
        schools = self._schools[key]
        school = next(iter(schools)) if len(schools) == 1 else None
        known = self._known()
        found = known.get((key, school.pk if school else None)) or known.get((key, None))
        if found is None:
            found = Order.objects.create(
                municipality=group.municipality,
                number=wanted[0],
                date=wanted[1],
                school=school,
                scope=OrderScope.SCHOOL if school else OrderScope.MUNICIPALITY,
            )
            known[key, found.school_id] = found
        return found

    def _known(self) -> dict[tuple[OrderKey, int | None], Order]:
        """The stored orders of the municipalities at hand, read once."""
        if self._found is None:
            orders = Order.objects.filter(municipality__in={key[0] for key in self._schools})
            self._found = {
                ((order.municipality_id, order.number_key, order.date), order.school_id): order
                for order in orders
            }
        return self._found


def _widen(order: Order) -> None:
    """Make a school's order the municipality's, unless that has one of the same number and day."""
    same = {"municipality": order.municipality_id, "number_key": order.number_key, "date": order.date}
    if not Order.objects.filter(**same, school=None).exists():
        order.school, order.scope = None, OrderScope.MUNICIPALITY
        order.save(update_fields=["school", "scope"])
