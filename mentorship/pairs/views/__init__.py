"""Pages of pairs and of the matching desk."""
