"""Linkage over what one access may see: records, runs, their pairs, and what they leave behind."""
