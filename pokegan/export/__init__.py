"""A model for other places than pokegan: a page for browsers, an ONNX file."""
