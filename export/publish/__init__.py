"""Handing a release over: its graphs to a graph store, its description to a CKAN; only what is not there yet is sent."""
