"""Signed bundles of journal entries, and the trust they stand on."""
