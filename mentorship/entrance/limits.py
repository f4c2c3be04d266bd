"""How many tries are let through in what time: plain arithmetic on stamps, no database."""

from collections.abc import Sequence
from typing import NamedTuple


class Limit(NamedTuple):
    """At most so many tries within so many seconds."""

    name: str
    tries: int
    seconds: int

    def live(self, stamps: Sequence[int], now: int) -> list[int]:
        """The stamps that still count; a try counts for exactly `seconds`."""
        return [stamp for stamp in stamps if stamp > now - self.seconds]

    def opens_at(self, stamps: Sequence[int], now: int) -> int | None:
        """When the next try is let through; None: at once."""
        live = self.live(stamps, now)
        return None if len(live) < self.tries else live[-self.tries] + self.seconds


QUARTER = 15 * 60
HOUR = 60 * 60
DAY = 24 * HOUR

# The password of one account from one address: nobody else's tries ever count against it.
PASSWORD = Limit("password", 10, QUARTER)
# One address tries many names. A school has one address for all its teachers, so a careful one:
# security.md §0 row 11 names 20 an hour, which one computer class on the first of September would use up.
ADDRESS = Limit("address", 100, HOUR)
# One account from many addresses: more than a single address can make in a day, so that one that hammers
# never shuts the account (96 quarters × 10 = 960); addresses of earlier sign-ins are let through even then.
ACCOUNT = Limit("account", 1000, DAY)
# Links that do not fit: an honest person opens an old one now and then.
LINK = Limit("link", 30, QUARTER)
# Returns from the provider of identities: each costs the portal a question to it.
PROVIDER = Limit("provider", 30, QUARTER)
# The code of the second step and the proof before an export: whose password or session it is is known.
CODE = Limit("code", 10, QUARTER)
CODE_OF_THE_DAY = Limit("code_of_the_day", 100, DAY)
PROOF = Limit("proof", 10, QUARTER)
