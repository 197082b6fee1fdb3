"""Engine `names`."""
