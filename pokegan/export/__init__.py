"""A model for other places than pokegan: one page for a browser."""
