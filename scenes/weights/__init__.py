"""Weights, and the weighted sum that a neuron makes of them."""
