"""Neurons, their connections, and what flows in and comes out."""
