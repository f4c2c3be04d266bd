"""Papers, templates of the municipality, names in their cases."""

from mentorship.documents.models.names import NameForm
from mentorship.documents.models.papers import Paper, PaperPerson
from mentorship.documents.models.templates import DocumentTemplate

__all__ = ["DocumentTemplate", "NameForm", "Paper", "PaperPerson"]
