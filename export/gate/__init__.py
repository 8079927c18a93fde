"""Nobody's privacy is lost: a release searches all its own files for who must not be in them, before it is published."""
