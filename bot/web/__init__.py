"""HTTP: health, metrics, webhooks, sandbox."""
