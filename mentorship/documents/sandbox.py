"""What a template may say: a closed list of constructions over known names, checked before it is kept.

docxtpl turns the tags of Word into one Jinja template for each part; that very text is parsed here and walked
through. Whatever is not on the list is refused with the paragraph it stands in. The environment that renders
is sandboxed besides, escapes every value and knows no functions: two locks, not one (docs/adr/0011).
"""

import io
import re
from collections.abc import Iterator
from typing import Any, Final

from django.core.exceptions import ValidationError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mentorship.documents.vocabulary import Names, Rows

FILTERS: Final = ("upper", "lower")
MOST_TAGS: Final = 400
MOST_PROBLEMS: Final = 8
_LOOP: Final[Names] = {"index": "", "first": "", "last": ""}
_TAG: Final = re.compile(r"{[{%#](.*?)[}%#]}", re.DOTALL)
# What docxtpl does besides: cells by name, raw XML, comments. None of it is needed for an order.
_SPECIAL: Final = re.compile(
    r"{{(?:r|p|tr|tc)\s|{%\s*(?:colspan|cellbg|vm|hm|raw)\b|{%(?:r|tc)\s|{#|{[{%][-+]|[-+][%}]}"
)
_IN_MARKUP: Final = re.compile(r"<[^<>]*{[{%#][^<>]*>")


class PaperTemplate(DocxTemplate):
    """A template whose text is filled in, and nothing else: not its properties, not its footnotes."""

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Properties of the file are no text of the paper."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Footnotes stay as they are: what is not checked is not rendered."""

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """The part's name, its XML, and its Jinja source as the renderer sees it."""
        self.init_docx()
        yield "текст", self.get_xml(), self.patch_xml(self.get_xml())
        for words, uri in (("верхний колонтитул", self.HEADER_URI), ("нижний колонтитул", self.FOOTER_URI)):
            for _, part in self.get_headers_footers(uri):
                yield words, self.get_part_xml(part), self.patch_xml(self.get_part_xml(part))


def environment() -> ImmutableSandboxedEnvironment:
    """The environment that checks and renders: sandboxed, escaping, without functions."""
    found = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    found.globals.clear()
    found.filters = {name: found.filters[name] for name in FILTERS}
    found.tests = {}
    return found


def check_template(data: bytes, names: Names) -> None:
    """Raise ValidationError that names every place the list does not allow (the first eight)."""
    problems: list[str] = []
    count = 0
    for words, xml, source in PaperTemplate(io.BytesIO(data)).texts():
        count += len(_TAG.findall(source))
        problems += _special(words, xml)
        problems += _Check(words, re.sub(r"<w:p([ >])", r"\n<w:p\1", source), names).problems()
    if count > MOST_TAGS:
        problems.append(f"В шаблоне {count} вставок, а принимается не больше {MOST_TAGS}: упростите его.")
    if problems:
        raise ValidationError(list(dict.fromkeys(problems))[:MOST_PROBLEMS])


def _special(words: str, xml: str) -> list[str]:
    """Tags that docxtpl turns into something else before Jinja sees them: looked for in what was typed."""
    found = []
    if _IN_MARKUP.search(xml):
        found.append(f"В шаблоне ({words}) вставка стоит не в тексте, а в оформлении: уберите её.")
    text = re.sub(r"<[^>]+>", "", re.sub(r"<w:p[ >]", "\n<", xml))
    # a tag may begin in one paragraph and go on in the next
    for source in (text, text.replace("\n", "")):
        for match in _SPECIAL.finditer(source):
            line = source[source.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
            found.append(
                f"В шаблоне ({words}, у слов «{line.strip()[:80]}»): вставка вида «{match[0].strip()} …» "
                "не принимается."
            )
        if found:
            break
    return found


class _Check:
    """One part of a template, walked through with the names that are known at each place."""

    def __init__(self, words: str, source: str, names: Names) -> None:
        self._words = words
        self._lines = source.split("\n")
        self._source = source
        self._names = names
        self._found: list[str] = []

    def problems(self) -> list[str]:
        """Every construction that is not allowed, as sentences."""
        try:
            tree = environment().parse(self._source)
        except TemplateSyntaxError as error:
            self._refuse(error.lineno, f"вставка не читается ({_in_russian(error)})")
            return self._found
        except RecursionError:
            return [f"В шаблоне ({self._words}) вставки вложены слишком глубоко: упростите его."]
        self._walk(tree.body, dict(self._names), depth=0)
        return self._found

    def _refuse(self, line: int, what: str) -> None:
        text = re.sub(r"<[^>]+>", "", self._lines[line - 1] if line <= len(self._lines) else "")
        place = f", у слов «{text.strip()[:80]}»" if text.strip() else ""
        self._found.append(f"В шаблоне ({self._words}{place}): {what}.")

    def _walk(self, body: list[nodes.Node], known: Names, depth: int) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                for piece in node.nodes:
                    if not isinstance(piece, nodes.TemplateData):
                        self._text(piece, known)
            elif isinstance(node, nodes.If):
                self._condition(node.test, known)
                for branch in (node.body, node.elif_, node.else_):
                    self._walk(list(branch), known, depth)
            elif isinstance(node, nodes.For):
                self._loop(node, known, depth)
            else:
                self._refuse(_line_of(node), f"команда {_command(node)} не принимается")

    def _loop(self, node: nodes.For, known: Names, depth: int) -> None:
        """«for строка in список»: a known list, and within it only a list of its row."""
        rows = self._resolve(node.iter, known)
        plain = not (node.test or node.recursive or node.else_)
        if not plain or not isinstance(rows, Rows) or not isinstance(node.target, nodes.Name):
            self._refuse(node.lineno, f"повторять можно только списки: {_lists(known)}")
            return
        if depth and not isinstance(node.iter, nodes.Getattr):
            self._refuse(node.lineno, "внутри повтора можно повторять только список этой же строки")
            return
        target = node.target.name
        if target in self._names or target == "loop":
            self._refuse(node.lineno, f"имя «{target}» занято: назовите строку повтора иначе")
            return
        inner = known | {target: Rows("", rows.fields), "loop": Rows("", _LOOP)}
        self._walk(node.body, inner, depth + 1)

    def _condition(self, node: nodes.Node, known: Names) -> None:
        """Names joined by «not», «and», «or»."""
        if isinstance(node, nodes.Not):
            self._condition(node.node, known)
        elif isinstance(node, nodes.And | nodes.Or):
            self._condition(node.left, known)
            self._condition(node.right, known)
        elif self._resolve(node, known) is None:
            self._unknown(node)

    def _text(self, node: nodes.Node, known: Names) -> None:
        """A known text, with «|upper» or «|lower» if wanted."""
        while isinstance(node, nodes.Filter):
            if node.name not in FILTERS or node.args or node.kwargs or node.node is None:
                self._refuse(
                    node.lineno, f"обработка «|{node.name}» не принимается, есть только |upper и |lower"
                )
                return
            node = node.node
        found = self._resolve(node, known)
        if found is None:
            self._unknown(node)
        elif isinstance(found, Rows):
            self._refuse(node.lineno, f"«{_name(node)}» — это список или строка повтора, а не текст")

    def _resolve(self, node: nodes.Node, known: Names) -> "str | Rows | None":
        """What a name or «строка.имя» stands for; None for anything else."""
        if isinstance(node, nodes.Name) and node.ctx == "load":
            return known.get(node.name)
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            row = known.get(node.node.name)
            is_row = isinstance(row, Rows) and node.node.name not in self._names
            return row.fields.get(node.attr) if is_row and isinstance(row, Rows) else None
        return None

    def _unknown(self, node: nodes.Node) -> None:
        name = _name(node)
        what = f"имени «{name}» нет в списке имён этого документа" if name else "принимаются только имена"
        self._refuse(node.lineno, what)


def _name(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return f"{node.node.name}.{node.attr}"
    return ""


def _line_of(node: nodes.Node) -> int:
    """Its line; a few constructions know only those of what they hold."""
    known = [item.lineno for item in (node, *node.find_all(nodes.Node)) if item.lineno]
    return known[0] if known else 1


def _command(node: nodes.Node) -> str:
    return f"«{type(node).__name__.lower()}»"


def _lists(known: Names) -> str:
    return ", ".join(f"«{name}»" for name, item in known.items() if isinstance(item, Rows) and item.words)


def _in_russian(error: TemplateSyntaxError) -> str:
    """The parser's message speaks English; these two kinds are what people meet."""
    message = error.message or ""
    if "Encountered unknown tag" in message:
        return "неизвестная команда"
    if "end of template" in message or "endfor" in message or "endif" in message:
        return "нет парной команды endfor или endif"
    return "проверьте скобки и написание"
