"""Vectors, matrices and the equation of a layer."""
