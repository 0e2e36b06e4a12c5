"""Selectors: each composes reads into one frozen record for one page.

The number of queries of a selector does not depend on the number of rows.
"""

from analysis.timelines.actors import actor_list, actor_timeline
from analysis.timelines.articles import article_list, article_reader
from analysis.timelines.ceasefires import ceasefire_detail, ceasefire_timeline
from analysis.timelines.displacement import displacement_timeline
from analysis.timelines.overview import overview
from analysis.timelines.status import status

__all__ = [
    "actor_list",
    "actor_timeline",
    "article_list",
    "article_reader",
    "ceasefire_detail",
    "ceasefire_timeline",
    "displacement_timeline",
    "overview",
    "status",
]
