"""Tests of the casework engine."""
