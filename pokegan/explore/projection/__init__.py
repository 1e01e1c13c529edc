"""From a picture to the latent that draws it."""
