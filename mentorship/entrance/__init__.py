"""The way into the portal: sign-in, second factor, the end of a session."""
