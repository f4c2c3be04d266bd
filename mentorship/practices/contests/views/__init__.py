"""Pages of contests and awards."""
