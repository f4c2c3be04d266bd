"""Orders, pairs and groups with their members, meetings."""

from mentorship.pairs.models.meetings import Meeting
from mentorship.pairs.models.orders import Order
from mentorship.pairs.models.pairs import Pair, PairMember

__all__ = ["Meeting", "Order", "Pair", "PairMember"]
