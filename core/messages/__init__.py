"""Ce qui est dit, quelle que soit la plateforme."""
