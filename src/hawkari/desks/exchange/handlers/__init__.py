"""What is done with messages of partners: one module a subject, each imported at start-up."""
