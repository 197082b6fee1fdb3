"""Numbers written as words, read as digits where they can be a phone or a price."""
