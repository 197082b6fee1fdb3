"""Template parts of the intelligence desk."""
