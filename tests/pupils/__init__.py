"""Tests of pupils, their consents and pairs."""
