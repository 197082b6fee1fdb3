"""What the benchmarks of linkage share: records with truth, scores, peers, measured processes."""
