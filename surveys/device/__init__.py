"""The questionnaire on a telephone: installed, opened without a network, kept for its own account alone."""
