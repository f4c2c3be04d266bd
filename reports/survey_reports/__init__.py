"""Reports on the questionnaires: «ожидание → итог», Приложение 2, years side by side, texts by codes."""
