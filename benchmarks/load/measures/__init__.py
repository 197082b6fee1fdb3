"""What the benchmarks of loading measure: invented tables, with what their columns mean."""
