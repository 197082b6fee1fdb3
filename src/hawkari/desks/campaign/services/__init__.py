"""Use cases of the desk. Each checks access, does its work and writes the audit entry."""
