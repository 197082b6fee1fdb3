"""What waits for a person: pairs, doubts, proposals, issues, in which order and why."""
