"""What tests of the reports share."""

from collections.abc import Callable
from datetime import date

import pytest

from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from schools.models import Person

ON = date(2026, 3, 16)


@pytest.fixture
def pair_up() -> Callable[..., PairMember]:
    """A membership: `pair_up(mentor, mentee, start=…, state=…)`."""

    def make(
        mentor: Person, mentee: Person, start: date | None = ON, state: str = PairState.ACTIVE
    ) -> PairMember:
        in_bank, _ = Mentor.objects.get_or_create(person=mentor)
        number = f"{Pair.objects.count() + 1}"
        pair = Pair.objects.create(
            municipality=mentor.municipality, number=number, mentor=in_bank, state=state
        )
        return PairMember.objects.create(pair=pair, mentor=in_bank, mentee=mentee, start_date=start)

    return make
