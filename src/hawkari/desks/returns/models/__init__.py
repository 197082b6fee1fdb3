"""What the desk keeps."""
