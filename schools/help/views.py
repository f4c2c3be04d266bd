"""Pages of help: the list of chapters, a chapter, the glossary."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.forms import PortalForm
from schools.help import glossary
from schools.help.guide import CHAPTERS, chapter, own_chapter, pictures
from schools.limits import LONGEST_SEARCH


class GlossaryForm(PortalForm):
    """What to look for among the terms."""

    q = forms.CharField(label="Слово или часть слова", required=False, max_length=LONGEST_SEARCH)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Where help is: the reader's own chapter first."""
    own = own_chapter(request.user.access.main_role)
    others = [chapter(code) for code in CHAPTERS if code != own]
    return render(request, "help/index.html", {"own": chapter(own), "others": others})


@require_safe
def chapter_page(request: HttpRequest, code: str) -> HttpResponse:
    """A chapter of the guide with its contents beside it."""
    if code not in CHAPTERS:
        raise Http404
    return render(request, "help/chapter.html", {"chapter": chapter(code)})


@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """A picture of the guide: of an invented municipality, alike for everybody."""
    path = pictures() / f"{code}.webp"
    if not path.is_file():
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="image/webp")


@require_safe
@login_not_required
def glossary_page(request: HttpRequest) -> HttpResponse:
    """The official terms, for everybody: the public section uses them too."""
    form = GlossaryForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"form": form, "text": text, "terms": glossary.search(text)}
    return render(request, "help/glossary.html", context)
