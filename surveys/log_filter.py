"""Keeps the tokens of personal links out of the logs: who reads a log must not act for others."""

import logging
import re

# Questionnaires, calendars, letters switched off, doors of events, invitations, codes of awards:
# what follows is a secret of its holder.
_PLACES = (
    "/surveys/t/",
    "/calendar/",
    "/notices/off/",
    "/roadmap/here/",
    "/accounts/invitation/",
    "/public/check/",
)
_TOKEN = re.compile(rf"({'|'.join(map(re.escape, _PLACES))})[^/\s\"'?#]+")


class HideTokens(logging.Filter):
    """Writes «…» in place of a token, wherever an address is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record's words and let it pass."""
        words = record.getMessage()
        if any(place in words for place in _PLACES):
            record.msg, record.args = _TOKEN.sub(r"\1…", words), None
        return True
