"""What a release proves of its own files before anybody sees them: one kind of proof a file, each giving findings."""
