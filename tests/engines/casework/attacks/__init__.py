"""Attacks on the safeguards of returns: each is a way to let somebody go who may not."""
