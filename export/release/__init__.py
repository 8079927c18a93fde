"""A release: exports, their description, a static site, and the proof that all of it is right."""
