"""The matching desk over the whole pool: rules, scores, relaxations, plans; what it reads and keeps."""
