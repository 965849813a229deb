"""What the server that workers are forked from imports, see `tutor.engine.starting`.

NumPy is not among it: it starts threads, and what has threads is not forked.
"""

import gc

import pebble  # noqa: F401

# Loaded for good: a collection in a worker would only copy the pages that all of them share.
gc.freeze()
