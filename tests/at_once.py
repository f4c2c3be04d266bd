"""Several people at the same moment: calls in threads of their own, on PostgreSQL or SQLite alike."""

import threading
from functools import partial

from django.core.exceptions import ValidationError
from django.db import connection


def together(*calls):
    """Run the calls in threads that start together; what they returned, in the order of their ends."""
    barrier, found = threading.Barrier(len(calls)), []

    def run(call):
        try:
            barrier.wait()
            found.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def at_once(*calls):
    """Run the calls together; what each came to: «done» or the refusal."""
    return together(*[partial(_outcome, call) for call in calls])


def _outcome(call):
    try:
        call()
    except ValidationError as error:
        return " ".join(error.messages)
    return "done"
