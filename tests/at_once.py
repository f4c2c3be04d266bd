"""Several people at the same moment: calls in threads of their own, on PostgreSQL or SQLite alike."""

import threading

from django.core.exceptions import ValidationError
from django.db import connection


def at_once(*calls):
    """Run the calls in threads that start together; what each came to: «done» or the refusal."""
    barrier, outcomes = threading.Barrier(len(calls)), []

    def run(call):
        try:
            barrier.wait()
            call()
            outcomes.append("done")
        except ValidationError as error:
            outcomes.append(" ".join(error.messages))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
