"""Entities as STIX 2.1 objects, and STIX 2.1 objects as statements.

What STIX has words for stands in its own fields, for tools that know nothing of Hawkari. Every
statement as it was made, with its grade and handling, stands beside them in our extension, so that
reading a bundle of Hawkari's gives back the same statements. `terms`, `writing` and `reading` ask
no database; `things` takes from the store what one access may see.
"""
