"""Questions to the graph: SPARQL text in, typed answers out."""
