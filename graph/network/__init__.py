"""The network of ties, from columns: who shares what, and everything that is asked of it.

The flow: ``columns`` (N-Quads as hashes) -> ``claim_columns`` -> ``grouping`` (the rules of ties) -> ``gathering`` ->
``incidences`` (the arrays of a dataset) -> ``pairs`` (ties, made when asked for) -> ``reading`` (under a ``filter``, told
as an ``edge`` with its facts).

On top of it: ``partners``, ``interlocks``, ``introductions``; ``chain`` (over ``routes``, ``ways``, ``prices``); ``years`` and
``between``; ``measured``, ``coverage`` (over ``matrix``, ``measures``, ``communities``, ``stability``); ``views``.
"""
