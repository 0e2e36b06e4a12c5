"""Administration of registries, unknown names and stories, and a look at what the machine made."""

from analysis.admin import candidates, ceasefires, machine, registries, stories

__all__ = ["candidates", "ceasefires", "machine", "registries", "stories"]
