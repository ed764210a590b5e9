"""Vocabularies by which code decides; all other lists are records of kind ``choice``.

Each member is stored by its value. Words stand beside the members, so that a new member without words fails at import.
"""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """Grades of handling, lowest first; a paper carries the highest of what it contains."""

    PUBLIC = "public"
    CONF_1 = "conf-1"
    CARE = "care"
    CONF_2 = "conf-2"


class Confidence(StrEnum):
    """Whether a fact was read in the source named."""

    SOURCED = "sourced"
    FROM_MEMORY = "from-memory"
