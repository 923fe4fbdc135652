"""One folder holds the whole life of a platform."""
