"""What a copy is refused with."""


class CopyRefused(Exception):
    """A copy cannot be made or put back; the words, in Russian, are for the person at the console."""
