"""A walk over every page of every role in Chromium: what issue 10 promises of all of them."""
