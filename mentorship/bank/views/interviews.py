"""The protocol of an interview, to be printed and signed (domain.md §5.10)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from mentorship.audit.log import record_view
from mentorship.bank.models import Interview, Mentor, SelectionCriterion
from schools.guards import area_required


@area_required("matching")
def protocol(request: HttpRequest, pk: int, interview_pk: int) -> HttpResponse:
    """The interview with every criterion, met or not; for the methodist and the head."""
    mentors = Mentor.objects.visible_to(request.user, "matching")
    interviews = Interview.objects.filter(mentor__in=mentors, mentor=pk)
    interview = get_object_or_404(
        interviews.select_related("mentor__person__school", "mentor__person__municipality"), pk=interview_pk
    )
    record_view(by=request.user, target=interview, what="interview")
    met = list(interview.criteria.all())
    # a criterion that is no longer offered still stands in the protocols that name it
    asked = list(dict.fromkeys([*SelectionCriterion.objects.all(), *met]))
    context = {
        "interview": interview,
        "mentor": interview.mentor,
        "criteria": [(criterion, criterion in met) for criterion in asked],
        "cards": interview.mentor.cards.for_display(),
    }
    return render(request, "bank/interview.html", context)
