"""Administration of the registries and of unknown names, and a look at what the machine made."""

from analysis.admin import candidates, machine, registries

__all__ = ["candidates", "machine", "registries"]
