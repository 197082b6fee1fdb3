"""TAXII 2.1: what its requests and answers look like. Who may what is in the services."""
