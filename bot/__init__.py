"""The running program: settings, wiring, life cycle, command line."""

__version__ = "0.1.0"
