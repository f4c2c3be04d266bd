"""Nobody where they do not belong: canaries, filters, rights that end."""
