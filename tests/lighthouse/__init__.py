"""The group `lighthouse`: what Google's auditor says of the pages that the issues name."""
