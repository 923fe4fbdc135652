"""Les pages signées : ce qu'un lien ouvre à une personne."""
