"""What people call a culture or a religion: many words, one code, and what is part of what."""

from domain.cultures.meaning import apart, lineage, meaning, told
from domain.cultures.tables import Kind

__all__ = ["Kind", "apart", "lineage", "meaning", "told"]
