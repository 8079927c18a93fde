"""``python -m scen.cli`` runs the command line."""

from . import main

main()
