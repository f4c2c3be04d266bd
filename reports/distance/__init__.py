"""The distance to the targets: how much is missing, in people, questionnaires and schools."""
