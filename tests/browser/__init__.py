"""Tests that drive real Chromium; run them in a pytest call of their own."""
