"""Intelligence desk: who is who, who matters, what to do next."""
