"""Priority households as a file (CSV, XLSX): its strict reader, which quotes nothing private."""
