"""What was overwritten leaves the disk as well: SQLite keeps it in slack of pages and in its log."""

import logging

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)


def wipe(database: BaseDatabaseWrapper) -> bool:
    """Write the file of an SQLite database anew and empty its log of writes; whether that is done.

    secure_delete zeroes what is deleted, but pages that were split before keep stale copies of rows. Another
    process may be in the way: what is erased stays erased, and the daily clean-up wipes the bytes. PostgreSQL
    overwrites its log by itself, and its dead rows go with autovacuum.
    """
    if database.vendor != "sqlite":
        return True
    if database.in_atomic_block:
        return False
    try:
        with database.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, *_ = cursor.fetchone()
    except OperationalError as busy:
        logger.warning("The database file is not wiped yet, clean_up will do it: %s", busy)
        return False
    return not is_busy
