"""Selectors: each composes reads into one frozen record for one page.

The number of queries of a selector does not depend on the number of rows.
"""

from analysis.timelines.actor_page import actor_timeline
from analysis.timelines.actors import actor_list
from analysis.timelines.articles import article_list, article_reader
from analysis.timelines.ceasefire_page import ceasefire_export
from analysis.timelines.ceasefires import ceasefire_detail, ceasefire_timeline
from analysis.timelines.figure_list import displacement_export, displacement_timeline
from analysis.timelines.figure_map import figure_map
from analysis.timelines.figure_page import figure_comparison, figure_detail
from analysis.timelines.framing import framing_list
from analysis.timelines.overview import overview
from analysis.timelines.period import archive
from analysis.timelines.places import place_map, place_timeline
from analysis.timelines.stances import stance_matrix, stance_quotes
from analysis.timelines.status import status
from analysis.timelines.together import together

__all__ = [
    "actor_list",
    "actor_timeline",
    "archive",
    "article_list",
    "article_reader",
    "ceasefire_detail",
    "ceasefire_export",
    "ceasefire_timeline",
    "displacement_export",
    "displacement_timeline",
    "figure_comparison",
    "figure_detail",
    "figure_map",
    "framing_list",
    "overview",
    "place_map",
    "place_timeline",
    "stance_matrix",
    "stance_quotes",
    "status",
    "together",
]
