"""Documents to print and sign, made from the same figures as the messages."""
