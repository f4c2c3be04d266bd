"""The layout: columns, what an import does in which order, the export."""

from collections.abc import Iterable, Mapping
from typing import Any

from mentorship.pairs.enums import PairState
from mentorship.pairs.history import assign_places, follow_mentors, follow_requests
from mentorship.pairs.models import PairMember
from mentorship.pairs.resources.groups import group_rows
from mentorship.pairs.resources.writing import Writer
from mentorship.spreadsheets.cells import Choice, Code, Date, Text
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.registry import register

# Rows read at a time for an export.
PIECE = 2000


@register
class PairsLayout(Layout):
    """Pairs and groups as they were: a row a member, rows with one № are one group.

    Transitions are not checked, but what cannot have been is: an end before the start, a mentor who is the
    mentee, a pair at work without a start, more current mentees than the mentor has places.
    """

    kind = "pairs"
    title = "Пары и группы"
    order = 90
    key = ("number", "mentee")
    columns = (
        Column("number", "№ пары", Code(40)),
        Column("mentor", "Код наставника", Code(50)),
        Column("mentee", "Код наставляемого", Code(50)),
        Column("form", "Форма", Text(120)),
        Column("variant", "Вариант", Text(200)),
        Column("focus", "Направление", Text(200)),
        Column("order", "Приказ", Code(60)),
        Column("order_date", "Дата приказа", Date()),
        Column("start_date", "Дата начала", Date()),
        Column("end_date", "Дата окончания", Date()),
        Column("state", "Состояние", Choice({state.label: state.value for state in PairState})),
    )

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write the groups, then what follows from them: places, states of mentors and of requests."""
        groups = group_rows(rows, context)
        writer = Writer(groups, context)
        writer.put_pairs()
        if context.report.errors:
            return
        writer.put_members()
        if context.report.errors:
            return
        writer.check_capacity()
        if context.report.errors:
            return
        assign_places(writer.mentors, context.on)
        follow_mentors(writer.mentors, context.on)
        follow_requests(writer.pairs, context.on)

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the members by pair, in the order in which they came."""
        related = (
            "pair__mentor__person",
            "pair__form",
            "pair__variant",
            "pair__focus",
            "pair__order",
            "mentee",
        )
        members = PairMember.objects.select_related(*related)
        if context.municipality:
            members = members.filter(pair__municipality=context.municipality)
        for member in members.order_by("pair_id", "pk").iterator(PIECE):
            pair = member.pair
            yield {
                "number": pair.number,
                "mentor": pair.mentor.person.code,
                "mentee": member.mentee.code,
                "form": pair.form and pair.form.title,
                "variant": pair.variant and pair.variant.name,
                "focus": pair.focus and pair.focus.name,
                "order": pair.order and pair.order.number,
                "order_date": pair.order and pair.order.date,
                "start_date": member.start_date,
                "end_date": member.end_date,
                "state": pair.state,
            }
