"""How sure, and how far along: both from strongest to weakest, for whatever ranks or gathers claims."""

CERTAINTIES = ("stated", "inferred", "disputed")
STATUSES = ("reported", "ended", "announced", "unknown", "cancelled")
