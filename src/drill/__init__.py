"""drill: a terminal trainer that examines you by voice, offline."""

__version__ = "0.1.0"
