"""The use cases of the desk: each checks access, does its work, and writes the audit entry."""
