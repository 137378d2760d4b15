"""Reference and spoken answer in, a verdict with its reasons out. Pure."""
