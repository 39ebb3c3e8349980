"""Number lines, axes and curves."""
