"""What views show: they only call services."""
