"""Playing with a model: naming creatures, mixing, walks, sums, directions and projection."""
