"""One file a command; each offers a click command called ``command``."""
