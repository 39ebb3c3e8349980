"""Why layers should help: digits are put together of parts, and parts of edges."""
