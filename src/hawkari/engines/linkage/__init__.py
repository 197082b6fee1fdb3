"""Engine `linkage`."""
