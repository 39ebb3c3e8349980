"""Images and weights as grids of squares, and what stands beside them."""
