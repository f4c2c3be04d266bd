"""The form of a step of moderation, shown and carried out alike for practices and for materials."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.utils import timezone

from mentorship.practices.enums import PublicState
from mentorship.practices.forms import STEP_FORMS, VersionForm
from mentorship.practices.models import Moderated
from mentorship.practices.rights import Rights
from mentorship.practices.workflow.moderation import steps_of, take_step
from schools.looks import Look
from schools.stamps import OPEN, REFUSED, status_of_refusal

VERBS = {
    "submit": "Отправить на проверку",
    "return": "Вернуть с замечанием",
    "publish": "Опубликовать",
    "withdraw": "Снять с публикации",
    "reopen": "Вернуть в черновики",
}
DONE = {
    "submit": "Отправлено на проверку.",
    "return": "Возвращено с замечанием.",
    "publish": "Опубликовано.",
    "withdraw": "Снято с публикации.",
    "reopen": "Снова черновик.",
}
TONES = {
    PublicState.DRAFT: ("quiet", "edit"),
    PublicState.REVIEW: ("warn", "clock"),
    PublicState.PUBLISHED: ("ok", "done"),
    PublicState.WITHDRAWN: ("quiet", "hidden"),
}


class Offered(NamedTuple):
    """A step with its form and the words of its button."""

    step: str
    verb: str
    form: VersionForm
    is_main: bool


def look_of(row: Moderated) -> Look:
    """Colour, icon and word of the row's state."""
    return Look(*TONES[PublicState(row.state)], row.get_state_display())


def offered_steps(row: Moderated, rights: Rights, refused: VersionForm | None = None, step: str = "") -> Any:
    """The steps open to the account; a refused form comes back with what was typed."""
    names = steps_of(row, may_write=rights.writes, may_moderate=rights.moderates)
    first = {"version": row.version, "publish_date": timezone.localdate()}
    return [
        Offered(
            name,
            VERBS[name],
            refused if refused is not None and name == step else STEP_FORMS[name](initial=first, prefix=name),
            number == 0,
        )
        for number, name in enumerate(names)
    ]


class Outcome(NamedTuple):
    """What became of a step: the status of the answer, the form when it is refused."""

    status: int
    form: VersionForm | None = None


def carry_out(request: HttpRequest, row: Moderated, rights: Rights, step: str) -> Outcome:
    """Take the step that was posted; 404 for an unknown one, 403 for another's."""
    if step not in STEP_FORMS:
        raise Http404
    if not (rights.moderates or (rights.writes and step in ("submit", "reopen"))):
        raise PermissionDenied
    form = STEP_FORMS[step](request.POST, prefix=step)
    if not form.is_valid():
        return Outcome(REFUSED, form)
    user: Any = request.user
    try:
        take_step(row=row, step=step, by=user, on=timezone.localdate(), **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return Outcome(status_of_refusal(error), form)
    messages.success(request, DONE[step])
    return Outcome(OPEN)
