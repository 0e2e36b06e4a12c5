"""Addresses of the dashboard."""

from django.urls import path

from dashboard.views import (
    actors,
    articles,
    ceasefire_files,
    ceasefires,
    displacement,
    displacement_files,
    framing,
    overview,
    places,
    preferences,
    search,
    stances,
    status,
    timelines,
)

app_name = "dashboard"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("timelines/", timelines.together, name="timelines"),
    path("actors/", actors.actor_list, name="actors"),
    path("actors/<slug:slug>/", actors.actor, name="actor"),
    path("stances/", stances.stance_matrix, name="stances"),
    path("stances/quotes/", stances.quotes, name="quotes"),
    path("framing/", framing.framing, name="framing"),
    path("map/", places.place_map, name="map"),
    # An id of a place is whatever a registry file says.
    path("places/<path:slug>/", places.place, name="place"),
    path("ceasefires/", ceasefires.ceasefire_list, name="ceasefires"),
    path("ceasefires/ceasefires.csv", ceasefire_files.ceasefire_csv, name="ceasefires_csv"),
    path("ceasefires/<slug:key>/", ceasefires.ceasefire, name="ceasefire"),
    path("displacement/", displacement.displacement, name="displacement"),
    path("displacement/map/", displacement.displacement_map, name="displacement_map"),
    path("displacement/compare/", displacement.comparison, name="figure_comparison"),
    path("displacement/figures.csv", displacement_files.csv_file, name="figures_csv"),
    path("displacement/figures.json", displacement_files.json_file, name="figures_json"),
    path("displacement/figures/<int:article_id>-<int:at>/", displacement.figure, name="figure"),
    path(
        "displacement/figures/<int:article_id>-<int:at>/decide/",
        displacement.decide,
        name="decide_figure",
    ),
    path("articles/", articles.article_list, name="articles"),
    path("articles/<int:article_id>/", articles.article, name="article"),
    path("articles/<int:article_id>/alike/", search.alike, name="alike"),
    path("search/", search.search, name="search"),
    path("search/save/", search.save, name="save_search"),
    path("search/saved/<str:key>/", search.saved_search, name="saved_search"),
    path("search/saved/<str:key>/delete/", search.delete_saved, name="delete_saved_search"),
    path("status/", status.status, name="status"),
    path("preferences/", preferences.preferences, name="preferences"),
]
