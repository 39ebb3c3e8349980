"""Why layers should help: digits are made of parts, and parts of smaller ones."""
