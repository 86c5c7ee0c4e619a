"""A listing as a feed: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, in pages (RFC 5005)."""
