"""How far generated pictures are from the real ones, how new they are and how varied.

`swd` compares patches; `shape_vectors` describe what a creature looks like, on which `novelty` and
`diversity` stand; `inception` has the measures that need a downloaded network. Each is a
function of two sets, and means something beside the same figure for two sets of real pictures.
"""
