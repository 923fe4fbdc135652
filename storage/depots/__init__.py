"""One repository a file: rows in, domain values out."""
