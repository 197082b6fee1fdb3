"""Tests of the site."""  # noqa: A005  the tree mirrors the source
