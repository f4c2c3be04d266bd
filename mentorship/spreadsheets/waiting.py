"""What a session knows of the workbooks that wait for its confirmation: nobody else's session does."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest

from mentorship.spreadsheets.places import NotReached, chosen_municipality

KEY: Final = "imports"
# Older ones of the same session are forgotten.
MOST: Final = 10


@dataclass(frozen=True)
class Waiting:
    """A workbook that was looked through: which kind, under which name, for which municipality."""

    kind: str
    name: str
    municipality: int | None
    options: dict[str, str]

    def municipality_of(self, user: Any) -> Any:
        """The municipality chosen, if the account still reaches it; None is the whole portal."""
        try:
            return chosen_municipality(user, self.municipality)
        except NotReached as refusal:
            raise Http404 from refusal


def remember(request: HttpRequest, token: str, waiting: Waiting) -> None:
    """Note a workbook in the session."""
    held = {**request.session.get(KEY, {}), token: asdict(waiting)}
    request.session[KEY] = dict(list(held.items())[-MOST:])


def recall(request: HttpRequest, kind: str, token: str) -> Waiting:
    """Return what the session knows of the token; Http404 for one of another session or kind."""
    held = request.session.get(KEY, {}).get(token)
    if held is None or held["kind"] != kind:
        raise Http404
    return Waiting(**held)


def forget(request: HttpRequest, token: str) -> None:
    """Drop a workbook from the session."""
    request.session[KEY] = {key: held for key, held in request.session.get(KEY, {}).items() if key != token}
