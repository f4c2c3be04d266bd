"""The living page of the components: what the pages are made of, in every appearance."""
