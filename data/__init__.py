"""The curated network: what the source documents say, as records (CC BY 4.0)."""
