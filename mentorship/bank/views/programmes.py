"""Programmes of training: sessions, who attended, hours summed, who has passed (document 004)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mentorship.bank import workflow
from mentorship.bank.forms import refuse
from mentorship.bank.hours import attendances
from mentorship.bank.models import Mentor, ReserveMember, Training, TrainingProgramme, TrainingSession
from mentorship.bank.training_forms import CourseForm, ProgrammeForm, SessionForm
from mentorship.spreadsheets.words import fold, tidy
from schools.enums import Role
from schools.guards import area_required
from schools.models import Municipality, Person, RoleAssignment, User
from schools.stamps import status_of


@area_required("matching")
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme with its sessions, hours and people within sight."""
    user: User = request.user  # type: ignore[assignment]  # the door lets in nobody else
    held = TrainingSession.objects.visible_to(user).order_by().values("programme")
    sessions = {row["programme"]: row for row in held.annotate(count=Count("pk"), hours=Sum("hours"))}
    passed = dict(
        Training.objects.visible_to(user)
        .order_by()
        .values_list("programme")
        .annotate(count=Count("person", distinct=True))
    )
    rows = [
        (programme, sessions.get(programme.pk, {}), passed.get(programme.pk, 0))
        for programme in TrainingProgramme.objects.all()
    ]
    context = {"rows": rows, "may_add": user.access.may_change("matching"), "form": ProgrammeForm()}
    return render(request, "bank/programmes.html", context)


@area_required("matching", change=True)
def add_programme(request: HttpRequest) -> HttpResponse:
    """Add a programme, or open the one of that name."""
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = tidy(form.cleaned_data["name"])
        programme, _ = TrainingProgramme.objects.get_or_create(key=fold(name), defaults={"name": name})
        return redirect("bank:programme", programme.pk)
    context = {"rows": [], "may_add": True, "form": form}
    return render(request, "bank/programmes.html", context, status=400 if form.errors else 200)


@area_required("matching")
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """A programme: its sessions, who attended for how many hours, who has passed it."""
    user: User = request.user  # type: ignore[assignment]
    row = get_object_or_404(TrainingProgramme, pk=pk)
    may_change = user.access.may_change("matching")
    sessions = list(
        TrainingSession.objects.visible_to(user).filter(programme=row).prefetch_related("attended__school")
    )
    passed = Training.objects.visible_to(user).filter(programme=row).select_related("person__school")
    reserve = ReserveMember.objects.visible_to(user).current().filter(programme=row)
    context = {
        "programme": row,
        "sessions": [(session, len(session.attended.all())) for session in sessions],
        "total_hours": sum(session.hours or 0 for session in sessions),
        "people": attendances(sessions),
        "passed": passed,
        "curators": set(_curators(user).values_list("pk", flat=True)),
        "reserve": reserve.select_related("person__school"),
        "may_change": may_change,
        "course": CourseForm(people=_learners(user)) if may_change else None,
    }
    return render(request, "bank/programme.html", context)


@area_required("matching", change=True)
def add_course(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that somebody has passed the programme."""
    user: User = request.user  # type: ignore[assignment]
    row = get_object_or_404(TrainingProgramme, pk=pk)
    form = CourseForm(request.POST or None, people=_learners(user))
    if request.method == "POST" and form.is_valid():
        try:
            training = workflow.record_course(
                programme=row, **form.cleaned_data, by=user, on=timezone.localdate()
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"Обучение записано: {training.person}.")
            return redirect("bank:programme", pk)
    context = {"programme": row, "form": form, "heading": "Записать обучение"}
    return render(request, "bank/session.html", context, status=400 if form.errors else 200)


@area_required("matching", change=True)
def session(request: HttpRequest, pk: int, session_pk: int | None = None) -> HttpResponse:
    """Add a session of a programme, or change one with who attended."""
    user: User = request.user  # type: ignore[assignment]
    row = get_object_or_404(TrainingProgramme, pk=pk)
    visible = TrainingSession.objects.visible_to(user).filter(programme=row)
    stored = get_object_or_404(visible, pk=session_pk) if session_pk else None
    place = stored.municipality if stored else _municipality(user)
    form = SessionForm(request.POST or None, instance=stored, people=_attendants(user, stored))
    if request.method == "POST" and form.is_valid():
        try:
            workflow.put_session(
                programme=row,
                municipality=place,
                fields=form.values,
                attended=form.cleaned_data["attended"],
                session=stored,
                by=user,
                on=timezone.localdate(),
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Занятие сохранено.")
            return redirect("bank:programme", pk)
    heading = "Занятие" if stored else "Новое занятие"
    context = {"programme": row, "form": form, "heading": heading}
    return render(request, "bank/session.html", context, status=status_of(form))


def _municipality(user: User) -> Municipality:
    """Where a new session is held: the own municipality, else the first within reach; 404 without."""
    reached = Municipality.objects.visible_to(user, "matching")
    own = user.access.municipality
    if own is not None and reached.filter(pk=own.pk).exists():
        return own
    return get_object_or_404(reached[:1])


def _curators(user: User) -> QuerySet[Person]:
    """Curators in office today within sight."""
    scope = user.access.scope("matching")
    in_office = RoleAssignment.objects.in_force(timezone.localdate()).filter(role=Role.CURATOR)
    return Person.objects.filter(scope.q(municipality="municipality"), pk__in=in_office.values("person"))


def _learners(user: User) -> QuerySet[Person]:
    """Who is trained: mentors whatever their state, curators in office, the reserve."""
    scope = user.access.scope("matching")
    learners = (
        Q(pk__in=Mentor.objects.values("pk"))
        | Q(pk__in=_curators(user).values("pk"))
        | Q(pk__in=ReserveMember.objects.current().values("person"))
    )
    return Person.objects.filter(learners, scope.q(municipality="municipality")).order_by("name_key", "pk")


def _attendants(user: User, stored: TrainingSession | None) -> QuerySet[Person]:
    """The same, and whoever is ticked already: a curator may have left since."""
    people = _learners(user)
    if stored is not None:
        people = people | Person.objects.filter(
            user.access.scope("matching").q(municipality="municipality"),
            pk__in=stored.attended.values("pk"),
        )
    return people.distinct().select_related("school")
