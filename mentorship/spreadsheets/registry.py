"""The kinds of workbooks: every app registers its layouts in `resources.py`."""

from mentorship.spreadsheets.layout import Layout, LayoutRefused

_LAYOUTS: dict[str, type[Layout]] = {}


def register(layout: type[Layout]) -> type[Layout]:
    """Put a layout into the list of kinds (a class decorator)."""
    if layout.kind in _LAYOUTS:
        raise ValueError(f"Two layouts of the kind {layout.kind!r}.")
    _LAYOUTS[layout.kind] = layout
    return layout


def layouts() -> list[type[Layout]]:
    """Every layout, in the order in which an empty portal is filled."""
    return sorted(_LAYOUTS.values(), key=lambda layout: (layout.order, layout.kind))


def kinds() -> list[str]:
    """The names of the kinds, in the same order."""
    return [layout.kind for layout in layouts()]


def get(kind: str) -> Layout:
    """Return a layout of the kind; LayoutRefused names the kinds there are."""
    if kind not in _LAYOUTS:
        raise LayoutRefused(f"Вида «{kind}» нет. Есть: {', '.join(kinds())}.")
    return _LAYOUTS[kind]()
