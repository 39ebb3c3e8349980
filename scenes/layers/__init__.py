"""The layers of the network, and what travels through them."""
