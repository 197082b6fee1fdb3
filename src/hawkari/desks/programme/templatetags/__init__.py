"""What the desk's templates share."""
