"""Teaching clips of a neural network, drawn with Manim from netcore's numbers."""
