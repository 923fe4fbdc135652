"""La messagerie : ce que voient et tapent les gens."""
