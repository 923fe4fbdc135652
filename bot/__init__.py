"""La messagerie : ce que voient et tapent les gens."""

import gc

# Starting makes what stays: looking 400 times for cycles in it takes a quarter of a second.
gc.set_threshold(50_000)
