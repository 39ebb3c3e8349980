"""All that knows Manim's inside: raster drawing, camera, renderer, writer."""
