"""A batch of avis in one transaction: read together, written together."""
