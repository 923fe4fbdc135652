"""The sandbox's page: what it shows, what its buttons do, and its guards."""
