"""One neuron's weighted sum."""
