"""Annexes as files (CSV, TOML, XLSX): their strict reader, their writer, and those shipped."""
