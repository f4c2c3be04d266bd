"""Orders, pairs and groups with their members, meetings."""

from mentorship.pairs.models.meetings import Meeting
from mentorship.pairs.models.members import PairMember
from mentorship.pairs.models.orders import Order
from mentorship.pairs.models.pairs import Pair

__all__ = ["Meeting", "Order", "Pair", "PairMember"]
