"""What the benchmark of names measures, and with which peers."""
