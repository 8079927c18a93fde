"""What changed from one release to the next: a comparison, a feed, and an event stream of claims."""
