"""Engines: pure Python, text, arrays and tables in and out; no Django, database or environment."""
