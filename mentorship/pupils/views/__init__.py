"""Pages of pupils and their pairs."""
