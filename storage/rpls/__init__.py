"""A bailleur's RPLS declaration: read, checked, counted. Rows stay in DuckDB, counts come out."""
