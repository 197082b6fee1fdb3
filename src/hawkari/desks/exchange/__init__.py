"""The exchange desk: hit or no hit, then graded, signed, recallable sharing between nodes."""
