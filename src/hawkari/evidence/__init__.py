"""Evidence: the one store of statements, sources, grades, judgements, access and audit."""
