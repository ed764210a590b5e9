"""ASCN Desk: the offline desk of Japan's contact points for smart-city work in ASEAN."""

__version__ = "0.1.0"
