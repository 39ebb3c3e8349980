"""The parts that clips are made of; each works in any Manim scene with the `RasterCamera`."""
