"""Families of rules: each takes values and returns problems. None opens a file."""
