"""What goes to other programs: one format a file."""
