"""Latents to pixels: seeds, saved latents, synthesis, and files that carry their recipe."""
