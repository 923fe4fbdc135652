"""E-mail: one folder, sending only; what people do in answer is done on the signed pages."""
