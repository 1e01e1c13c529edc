"""Collector's cards of creatures, in a design of pokegan's own: a stamp on a naturalist's label.

A card is 63 x 88 mm at 300 dpi. Its front shows the creature as a perforated stamp under a
postmark with its rarity; its back bears a QR code with the command line that makes it again.
Nine of them fill a page.
"""

from __future__ import annotations
