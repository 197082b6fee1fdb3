"""The node: what is sent to partners, and what is done with what they send."""
