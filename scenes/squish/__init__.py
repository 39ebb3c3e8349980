"""From a weighted sum to an activation: the number line is squished."""
