"""Tables, dépôts, boîtes d'envoi et de réception, conventions."""
