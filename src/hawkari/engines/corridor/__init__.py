"""Engine `corridor`."""
