"""A request that is withdrawn takes its proposed pair with it (domain.md §4.2)."""

from django.core.exceptions import ValidationError

from mentorship.bank.models import MenteeRequest
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair
from mentorship.pairs.workflow.proposing import cancel
from schools.models import User

_REASON = "Запрос отозван"
_NOT_YET_AT_WORK = (PairState.PROPOSED, PairState.AGREED, PairState.ORDERED)


def leave_proposals(request: MenteeRequest, by: User | None) -> None:
    """Call off the pairs that wait for this request alone; ValidationError where others wait, too."""
    pairs = Pair.objects.filter(members__request=request, state__in=_NOT_YET_AT_WORK).order_by("pk")
    for pair in pairs.distinct():
        if pair.state == PairState.ORDERED:
            raise ValidationError(
                f"Пара № {pair.number} уже закреплена приказом: попросите методиста расторгнуть её, тогда "
                "запрос можно отозвать."
            )
        if pair.members.exclude(request=request).exists():
            raise ValidationError(
                f"В предложенной группе № {pair.number} есть и другие наставляемые: попросите методиста "
                "отменить её или собрать без вас."
            )
        cancel(pair=pair, reason=_REASON, by=by)
