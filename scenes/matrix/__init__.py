"""One layer as a matrix product: the compact notation of a network."""
