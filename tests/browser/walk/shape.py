"""A page as it was written: what it lacks before a browser draws it, and what two pages have in common."""

from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement

# What makes an element look another way.
_TELLING = ("class", "type", "role", "aria-current")
# Classes by which the admin names models and fields: its sheets know none of them.
_NAMING = ("app-", "model-", "field-", "column-", "current-")
_SHUT = "self::*[@disabled] | ancestor::fieldset[@disabled]"
_NO_CHAPTERS = {"/help/", "/help/glossary/"}
_WRITTEN = ".//textarea | .//select | .//input[not(@type='hidden')]"
_SUBMITS = ".//button[not(@type) or @type='submit'] | .//input[@type='submit' or @type='image']"
_BY_SCRIPT = ("hx-get", "hx-post", "hx-put", "hx-delete")


def elements(text: str) -> frozenset[str]:
    """Every element with what it stands in, without words, numbers and how many there are of it."""
    found: set[str] = set()
    _gather(html.document_fromstring(text), "", found)
    return frozenset(found)


def _gather(element: HtmlElement, inside: str, found: set[str]) -> None:
    told = " ".join(element.get(name, "") for name in _TELLING).split()
    path = f"{inside}/{element.tag}[{' '.join(word for word in told if not word.startswith(_NAMING))}]"
    found.add(path)
    for child in element:
        if isinstance(child.tag, str):
            _gather(child, path, found)


def lacks(text: str, *, is_signed_in: bool) -> Iterator[tuple[str, str]]:
    """What every page has and this one does not: the rule, and what was found instead."""
    page = html.document_fromstring(text)
    title = (page.findtext(".//title") or "").strip()
    if not title or title.startswith("—"):
        yield "title", title
    headings = page.findall(".//h1")
    if len(headings) != 1:
        yield "one h1", f"{len(headings)} of them"
    if not _leads_to_guide(page, is_signed_in):
        yield "link to the guide", title
    yield from _needs_script(page)


def _leads_to_guide(page: HtmlElement, is_signed_in: bool) -> bool:
    """Who has an account is led to the chapter of the role, a visitor to the first page of the guide."""
    links = {link.get("href", "").partition("#")[0] for link in page.iter("a")} - _NO_CHAPTERS
    return any(link.startswith("/help/") for link in links) if is_signed_in else "/guide/" in links


def _needs_script(page: HtmlElement) -> Iterator[tuple[str, str]]:
    """Forms that cannot be sent and elements that do nothing where scripts are off."""
    for form in page.iter("form"):
        written = [field for field in form.xpath(_WRITTEN) if not field.xpath(_SHUT)]
        if not written or _is_sent_by_enter(form, written):
            continue
        beside = [button for button in page.xpath(_SUBMITS) if button.get("form", "") == form.get("id")]
        if not form.xpath(_SUBMITS) and not beside:
            yield "form without a button", _opening(form)
    for element in page.iter():
        if isinstance(element.tag, str) and any(name in element.attrib for name in _BY_SCRIPT):
            inside = next(element.iterancestors("form"), None) is not None
            if element.tag not in ("a", "form") and not inside:
                yield "only with a script", _opening(element)


def _is_sent_by_enter(form: HtmlElement, written: list[HtmlElement]) -> bool:
    """A search of one field is sent by the Enter key, as browsers have always done."""
    return form.get("role") == "search" and len(written) == 1


def _opening(element: HtmlElement) -> str:
    words = " ".join(f'{name}="{value}"' for name, value in element.attrib.items())
    return f"<{element.tag} {words}>"[:200]
