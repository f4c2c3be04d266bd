"""Keeping a question under a name, and forgetting it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from reports.models import SavedView
from reports.question.choice import Question
from schools.models import User

MOST_SAVED = 50


@transaction.atomic
def save_view(*, by: User, title: str, question: Question) -> SavedView:
    """Keep the question; ValidationError for a title taken and for too many."""
    if SavedView.objects.visible_to(by).count() >= MOST_SAVED:
        raise ValidationError(f"Сохранённых вопросов уже {MOST_SAVED}: удалите ненужные.")
    view = SavedView(user=by, title=title.strip(), query=question.query)
    view.full_clean()
    view.save()
    record(by=by, action="question.saved", target=view)
    return view


@transaction.atomic
def drop_view(*, by: User, view: SavedView) -> None:
    """Forget a question of one's own."""
    record(by=by, action="question.dropped", target=view)
    view.delete()
