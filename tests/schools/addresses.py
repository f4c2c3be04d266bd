"""Addresses of the admin for tests."""

from django.urls import reverse


def list_url(name: str, app: str = "schools") -> str:
    return reverse(f"admin:{app}_{name}_changelist")


def change_url(row) -> str:
    return reverse(f"admin:schools_{row._meta.model_name}_change", args=[row.pk])
