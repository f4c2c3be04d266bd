"""Tests of the portal; one folder an app."""
