"""What has come after the sigmoid: its slope, the rectifier, and two networks that learned."""
