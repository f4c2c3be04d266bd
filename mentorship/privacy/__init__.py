"""What the portal holds of a person: shown, handed out, destroyed."""
