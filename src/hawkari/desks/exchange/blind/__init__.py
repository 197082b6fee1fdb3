"""Blind matching between nodes: keys, indexes, counters, and the messages that carry them."""
