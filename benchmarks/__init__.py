"""Measurements, run by ``make bench``; they write RESULTS.md themselves."""
