"""Running the portal: its health, copies, measures."""
