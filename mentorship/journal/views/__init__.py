"""Pages of the journal and of incidents."""
