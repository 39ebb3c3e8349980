"""The network as one function, and what it is made of."""
