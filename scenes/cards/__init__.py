"""What stands between the chapters of the film."""
