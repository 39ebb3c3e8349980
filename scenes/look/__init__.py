"""What things look like: colours by role, encodings of values, sizes, places, letters."""
