"""Template parts that every desk shares."""
