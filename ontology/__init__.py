"""The model as data: terms of our own, concept schemes, shapes and the JSON-LD context.

``scen.ttl`` holds the terms, ``schemes/`` the concepts (SKOS), ``shapes.ttl`` the kinds of thing, claims
and properties with what must hold of them (SHACL), ``context.jsonld`` the names for JSON-LD.
Python reads them once and repeats none of their lists:

>>> from scen.ontology.terms import model
>>> model().concept("tie-kinds", "same-project").labels["en"]
'same project'
>>> [concept.notation for concept in model().scheme("certainty").concepts]
['stated', 'inferred', 'disputed']
"""
