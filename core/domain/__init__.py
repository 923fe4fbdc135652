"""Un fichier par objet du métier."""
