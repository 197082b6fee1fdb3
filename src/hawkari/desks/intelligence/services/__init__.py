"""Use cases of the desk, by noun. Each checks access, does its work and leaves an audit entry."""
