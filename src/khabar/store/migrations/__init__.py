"""The schema of the case file, as numbered steps of plain SQL."""
