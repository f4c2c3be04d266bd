"""Changes of the public section: what is written, looked at, published, agreed to and taken back."""
