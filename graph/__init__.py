"""Records, claims, evidence, quads, store, ties: everything that knows no screen.

The flow: ``tree`` (a file with line numbers) -> ``records`` (typed) -> ``reader`` (a whole folder,
references resolved) -> ``claims`` (plain values; ``visibility`` applied) -> ``quads`` -> ``build``
(store, index, swap) -> ``dataset`` (reading side). ``ties`` are the rules of ties in plain Python;
``network`` has them as columns, ``bulk`` takes large files of RDF.
"""
