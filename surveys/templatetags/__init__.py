"""Tags of the questionnaires' templates."""
