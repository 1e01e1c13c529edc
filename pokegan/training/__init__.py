"""A run: losses and augmentation, one step, its measurements, and the loop that yields them."""
