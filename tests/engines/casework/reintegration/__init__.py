"""Tests of reintegration as events tell it."""
