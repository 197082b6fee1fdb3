"""Engine `disruption`."""
