"""Joint tasks: how one stands, what messages say of it, and its words in the reader's language."""
