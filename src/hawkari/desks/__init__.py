"""Desks: one Django app for each strand of the package. Desks never import one another."""
