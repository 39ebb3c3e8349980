"""From a sum to an activation: the number line is squished."""
