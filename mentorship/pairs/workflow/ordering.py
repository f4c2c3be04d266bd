"""The order that pairs stand under: a school's for pairs within it, the municipality's across schools."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.pairs import letters
from mentorship.pairs.enums import OrderScope, PairState
from mentorship.pairs.models import Order, Pair, PairMember
from mentorship.pairs.workflow.moves import check_move, lock_all, move
from mentorship.spreadsheets.words import fold, tidy
from schools.models import School, User
from schools.sentences import require_words


@transaction.atomic
def register_order(
    *,
    pairs: Iterable[Pair],
    number: str,
    order_date: date,
    scope: OrderScope,
    by: User | None,
    today: date,
) -> Order:
    """Put agreed pairs under an order; it is found by number and date where it is registered already.

    ValidationError: no number, a day ahead, pairs of several municipalities, or a school's order for a pair
    whose people work in several schools (decisions.md §5, domain.md A-40).
    """
    locked = lock_all(pairs)
    number = require_words(tidy(number), "Напишите номер приказа.")
    if order_date > today:
        raise ValidationError("Дата приказа ещё не наступила: впишите день, которым приказ подписан.")
    for pair in locked:
        check_move(pair, PairState.ORDERED)
    order = _find_or_make(locked, number, order_date, scope)
    for pair in locked:
        pair.order = order
        move(pair, PairState.ORDERED, by=by, action="order", text=f"Пара закреплена приказом {order}")
    letters.tell_all("order", locked, by=by, reason=str(order))
    return order


def common_school(pair: Pair, members: Iterable[PairMember]) -> School | None:
    """The one school in which the mentor and every mentee work; None when they work in several or none."""
    schools = {member.mentee.school for member in members} | {pair.mentor.person.school}
    return schools.pop() if len(schools) == 1 else None


def fitting_scope(pair: Pair, members: Iterable[PairMember]) -> OrderScope:
    """The scope that the pair's schools ask for."""
    return OrderScope.SCHOOL if common_school(pair, members) else OrderScope.MUNICIPALITY


def _find_or_make(pairs: list[Pair], number: str, order_date: date, scope: OrderScope) -> Order:
    """The order of these pairs' municipality or school."""
    if len({pair.municipality_id for pair in pairs}) != 1:
        raise ValidationError("Приказ закрепляет пары одного муниципалитета: выберите их заново.")
    school = _school_of(pairs) if scope == OrderScope.SCHOOL else None
    municipality = pairs[0].municipality
    found = Order.objects.filter(
        municipality=municipality, school=school, number_key=fold(number), date=order_date
    ).first()
    if found is not None:
        return found
    order = Order(municipality=municipality, school=school, scope=scope, number=number, date=order_date)
    order.full_clean()
    order.save()
    return order


def _school_of(pairs: list[Pair]) -> School:
    """The school whose order fits all pairs, or a refusal that names the pair it does not fit."""
    schools: dict[int, School] = {}
    for pair in pairs:
        school = common_school(pair, pair.members.all())
        if school is None:
            raise ValidationError(
                f"Пара № {pair.number} объединяет разные школы: приказа одной школы мало, "
                "зарегистрируйте приказ муниципалитета."
            )
        schools[school.pk] = school
    if len(schools) > 1:
        names = ", ".join(sorted(school.name for school in schools.values()))
        raise ValidationError(
            f"Пары из разных школ ({names}): зарегистрируйте приказ каждой школы отдельно "
            "или приказ муниципалитета."
        )
    return next(iter(schools.values()))
