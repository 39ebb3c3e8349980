"""The MNIST preparation: from any picture of a digit to the 28 x 28 pixels a network knows."""

from netcore.preparation.pipeline import Preparation, Step, load_grey, load_image, prepare

__all__ = ["Preparation", "Step", "load_grey", "load_image", "prepare"]
