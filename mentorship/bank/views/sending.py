"""What follows a written request: it is kept as a draft, or sent where that was pressed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from mentorship.bank import workflow
from mentorship.bank.models import MenteeRequest


def sent(request: HttpRequest, row: MenteeRequest) -> HttpResponse:
    """Submit the draft where that was pressed; what stands in the way is said, the draft stays."""
    if "submit" not in request.POST:
        messages.success(request, "Черновик сохранён.")
        return redirect(row)
    try:
        workflow.submit_request(request=row, by=request.user, on=timezone.localdate())
        messages.success(request, "Запрос подан. Его рассмотрит методист.")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(row)
