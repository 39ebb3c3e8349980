"""What is chosen, counted and worded, from what netcore computed. No Manim."""
