"""In place of the process that runs long imports: a test runs them itself when it wants them run."""


def leave_waiting() -> None:
    """Start nothing."""
