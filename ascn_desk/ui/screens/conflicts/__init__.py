"""Conflicts, one by one."""
