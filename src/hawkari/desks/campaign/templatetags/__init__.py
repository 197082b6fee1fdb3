"""Words and drawings of the desk's pages."""
