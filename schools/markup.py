"""The one door through which ready HTML enters templates (decisions.md §7)."""


class Markup(str):
    """HTML made by the portal itself: shown as it is, never built from what people typed without escaping."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell Django's autoescaping that this text is HTML already."""
        return str(self)
