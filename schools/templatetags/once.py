"""`{% once %}`: a part of a template that is drawn once a process for all that it shows.

    {% once sections=portal.sections help=portal.help %} … {% endonce %}

Inside nothing is known but what is named, so equal values look alike for everybody: what is drawn is kept by
the values themselves, with the loaded template. What is not plain text, figures or tuples of these is drawn
each time: an object may be equal and look otherwise, and ready HTML equals the text that has to be escaped.
Names of people and what they typed are not to be named here: they would stay in the process.
"""

from typing import Any, Final

from django.template import Context, Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs

register = Library()

# Far more than the frames, roles and municipalities that one process shows again and again.
_KEPT: Final = 500
_PLAIN: Final = frozenset({str, int, bool, type(None)})


class OnceNode(Node):
    """What stands between the tags."""

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values
        self._drawn: dict[Any, str] = {}

    def render(self, context: Context) -> str:
        """Take what was drawn of the same values, or draw."""
        given = {name: value.resolve(context) for name, value in self.values.items()}
        try:
            key = tuple(map(_key, given.values()))
        except TypeError:
            return self.nodelist.render(context.new(given))
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) >= _KEPT:
                self._drawn.clear()
            drawn = self._drawn[key] = self.nodelist.render(context.new(given))
        return drawn


def _key(value: Any) -> Any:
    """The value with its kind, for True is no 1; TypeError where it is not plain."""
    if type(value) in _PLAIN:
        return type(value), value
    if isinstance(value, tuple):
        return tuple(map(_key, value))
    raise TypeError


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """Draw a part once for the named values: `{% once help=portal.help %}…{% endonce %}`."""
    words = token.split_contents()[1:]
    values = token_kwargs(words, parser)
    if words:
        raise TemplateSyntaxError(f"once: values are named, unlike {words}.")
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodelist, values)
