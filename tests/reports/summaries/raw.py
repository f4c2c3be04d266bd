"""Changes past the models, in words of both databases."""

from django.db import connection


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def key_of(table):
    return "person_id" if table == "bank_mentor" else "id"
