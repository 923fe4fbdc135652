"""From facts to messages; the wording is in `textes/`."""
