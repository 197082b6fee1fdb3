"""Checks at border posts: a document, phone, plate or name is answered by *no hit* or *call*.

Only entries of the watchlist that give a desk to call are asked. The answer never says why, and
each check is logged. `sealed` answers without a server, from a file; it needs no database, and so
is imported by itself.
"""
