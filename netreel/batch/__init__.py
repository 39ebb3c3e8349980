"""Many jobs out of a file or a folder: read, checked, named, rendered anywhere, written down."""
