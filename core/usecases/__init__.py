"""Un verbe par fichier : une commande et une fonction."""
