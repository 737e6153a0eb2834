"""Measurements: a generated full-size edition and the time that each step of a build takes on it."""
