"""Bulk data beside the records: any RDF file in the profile, streamed, checked and swapped in.

The flow: ``unpacked`` (a packed file as bytes) -> ``canonical`` (any format as canonical N-Quads) -> ``making`` (what is
fit goes in: ``survey``, ``column_shapes``; ``filling`` fills the store meanwhile) -> ``version`` (store, names, network)
-> ``folder`` (what is kept of each source). ``load`` is the way in.

Shapes: ``relations`` (triples as columns) -> ``screen`` (which nodes may break something) -> the exact checker.
"""
