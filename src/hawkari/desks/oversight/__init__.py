"""The oversight desk: who saw what, what is due for review, what a person may be told."""
