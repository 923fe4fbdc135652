"""Les règles : valeurs en entrée, valeurs en sortie, sans horloge ni entrées-sorties."""
