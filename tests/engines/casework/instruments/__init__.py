"""Tests of the survey instruments."""
