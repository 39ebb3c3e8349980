"""What the processes of the preview do: they import scenes as they are now, and end."""
