"""Several copies of the service on one database: which one does what only one may do."""
