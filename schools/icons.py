"""Icons of the portal: 24 px grid, stroke 1.75, the colour of the text around (design/README.md §5)."""

from schools.markup import Markup

_CIRCLE = '<circle cx="12" cy="12" r="8.5"/>'
_CLIPBOARD = (
    '<rect x="5" y="4" width="14" height="17" rx="2"/><path d="M9 3h6v3H9zM9 11l1.5 1.5L13.5 9.5M9 16.5h6"/>'
)

ICONS: dict[str, str] = {
    # places of the portal
    "home": '<path d="M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z"/>',
    "bank": (
        '<circle cx="9" cy="8" r="3.5"/><path d="M3 20c.4-4 2.8-6 6-6s5.6 2 6 6"/>'
        '<path d="M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5c1.8.8 2.8 2.6 3 5.5"/>'
    ),
    "requests": '<path d="M4 5h16v11H10l-4 4v-4H4z"/><path d="M9 9.5h6M9 12.5h4"/>',
    "matching": (
        '<circle cx="6" cy="6" r="2.5"/><circle cx="18" cy="18" r="2.5"/>'
        '<path d="M6 8.5V14a4 4 0 0 0 4 4h5.5M18 15.5V10a4 4 0 0 0-4-4H8.5"/>'
    ),
    "pairs": (
        '<circle cx="7" cy="5" r="2.2"/><circle cx="17" cy="8.5" r="2"/>'
        '<path d="M7 9.5V20M17 13v7M7 14l10 2"/>'
    ),
    "roadmap": '<path d="M6 20V5M6 5h10l-2 3.5L16 12H6"/><path d="M12 20h8"/>',
    "surveys": _CLIPBOARD,
    "indicators": '<path d="M4 4v16h16"/><path d="M8 15l3.5-4 3 2.5L20 7"/>',
    "schools": (
        '<path d="M3 20h18M5 20V10l7-4 7 4v10M12 6V3h4"/>'
        '<path d="M10 20v-4h4v4M8.5 12.5h.01M15.5 12.5h.01M12 11.5h.01"/>'
    ),
    "document": '<path d="M6 3.5h8l4 4V20.5H6z"/><path d="M14 3.5v4h4M9 12.5h6M9 16h6"/>',
    "calendar": (
        '<rect x="4" y="5.5" width="16" height="15" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>'
    ),
    "table": '<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M4 10h16M4 14.5h16M10 10v9"/>',
    "score": ('<path d="m12 4 2.4 5 5.6.8-4 3.9.9 5.5-4.9-2.6-4.9 2.6.9-5.5-4-3.9 5.6-.8z"/>'),
    "settings": (
        '<path d="M4 7.5h8M17 7.5h3M4 16.5h3M12 16.5h8"/>'
        '<circle cx="14.5" cy="7.5" r="2.5"/><circle cx="9.5" cy="16.5" r="2.5"/>'
    ),
    "person": (
        '<circle cx="12" cy="8.5" r="3.8"/><path d="M4.5 20.5c.6-4.3 3.6-6.5 7.5-6.5s6.9 2.2 7.5 6.5"/>'
    ),
    "book": (
        '<path d="M12 6.5C10 5 7.5 4.5 4 4.5V18c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4.5c-3.5 0-6 .5-8 2z"/>'
        '<path d="M12 6.5V20"/>'
    ),
    # what a button does
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "search": '<circle cx="11" cy="11" r="6"/><path d="m20 20-4.5-4.5"/>',
    "appearance": '<path d="M3 18 7.5 7 12 18M4.5 14.5h6M14.5 18l3-7.5 3 7.5M15.5 15.7h4"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4.5 20h15"/>',
    "upload": '<path d="M12 15.5v-11M7 9l5-5 5 5M4.5 20h15"/>',
    "print": (
        '<path d="M7 8V3.5h10V8M7 17H4V9.5A1.5 1.5 0 0 1 5.5 8h13A1.5 1.5 0 0 1 20 9.5V17h-3"/>'
        '<path d="M7 14h10v6.5H7z"/>'
    ),
    "snapshot": '<path d="M5.5 21V4M5.5 5c4-2.5 7 2.5 13 0v9c-6 2.5-9-2.5-13 0"/>',
    "link": (
        '<path d="M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1"/>'
        '<path d="M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1"/>'
    ),
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7 8 6 8-6"/>',
    "camera": (
        '<rect x="3.5" y="6" width="17" height="13" rx="2"/><circle cx="12" cy="12.5" r="3.2"/>'
        '<path d="M8.5 6l1.2-2h4.6l1.2 2"/>'
    ),
    "play": f'{_CIRCLE}<path d="M10 8.5v7l5.5-3.5z"/>',
    "edit": '<path d="M4.5 19.5 5.5 15.5 16 5a2 2 0 0 1 3 3L8.5 18.5z"/><path d="m14 7 3 3"/>',
    "exit": '<path d="M14 4.5H6v15h8M10.5 12H20M16.5 8.5 20 12l-3.5 3.5"/>',
    "back": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "forward": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "up": '<path d="m6 14.5 6-6 6 6"/>',
    # states: each has a shape of its own
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "done": f'{_CIRCLE}<path d="m8 12.3 2.8 2.8L16 9.7"/>',
    "missed": '<path d="M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7z"/><path d="m9 9 6 6M15 9l-6 6"/>',
    "clock": f'{_CIRCLE}<path d="M12 7v5.2l3.3 2"/>',
    "warning": '<path d="M12 4 21 19.5H3z"/><path d="M12 10v4.5M12 17h.01"/>',
    "kept": (
        '<path d="M12 3.5 19 6v6c0 4.3-2.8 7.2-7 8.5-4.2-1.3-7-4.2-7-8.5V6z"/>'
        '<path d="m9 12 2.2 2.2L15.2 10"/>'
    ),
    "lost": '<path d="M4 7l6 6 3.5-3.5L20 16"/><path d="M15 16.5h5v-5"/>',
    "none": '<circle cx="12" cy="12" r="8.5" stroke-dasharray="3.2 3.2"/><path d="M9 12h6"/>',
    "hidden": (
        '<path d="M4 4l16 16M9.5 6c.8-.3 1.6-.5 2.5-.5 3.8 0 7 2 9.5 6.5-.8 1.5-1.8 2.7-2.8 3.7'
        'M6 8C4.7 9 3.5 10.3 2.5 12c2.5 4.5 5.7 6.5 9.5 6.5 1.5 0 2.9-.3 4.2-1"/>'
    ),
    "info": f'{_CIRCLE}<path d="M12 11v5M12 8h.01"/>',
    "saved": (
        '<path d="M7 18.5a4.2 4.2 0 0 1-.4-8.4 5.5 5.5 0 0 1 10.7 1.1A3.7 3.7 0 0 1 17 18.5z"/>'
        '<path d="m9.5 13.8 1.9 1.9 3.3-3.4"/>'
    ),
}

# The icon of a note of each tone.
TONE_ICONS = {"ok": "done", "warn": "warning", "bad": "warning", "quiet": "info", "": "info"}


def svg(name: str) -> Markup:
    """Return the icon as inline SVG; a word stands beside it, so it is hidden from screen readers.

    Raises KeyError with the known names for an icon that is not in the table.
    """
    if name not in ICONS:
        raise KeyError(f"no icon {name!r}; known: {', '.join(sorted(ICONS))}")
    return Markup(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>')
