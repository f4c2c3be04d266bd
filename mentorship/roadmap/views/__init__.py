"""Pages of roadmaps and coordination meetings."""
