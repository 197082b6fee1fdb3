"""One module a command, named as Django wants."""
