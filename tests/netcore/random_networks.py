"""Networks of random weights, to try things on."""

from itertools import pairwise

import numpy as np

from netcore import Layer, Network


def random_network(rng: np.random.Generator, *sizes: int, name: str = "sigmoid") -> Network:
    """Return a network of these sizes with normally distributed weights and biases."""
    return Network(
        Layer(rng.normal(size=(n_out, n_in)), rng.normal(size=n_out), name)
        for n_in, n_out in pairwise(sizes)
    )
