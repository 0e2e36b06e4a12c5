"""Whether the people of a figure have gone to another country, from the places it names."""

from analysis.displacement.figures import Figure
from analysis.displacement.scene import entities_in, is_country
from analysis.displacement.words import Frame, country_code
from analysis.records import NamedPlace, Sentence, TaggedDocument
from analysis.terms import PlaceRole


def leaves_country(
    tagged: TaggedDocument,
    sentence: Sentence,
    frame: Frame,
    places: tuple[NamedPlace, ...],
    figure: Figure,
) -> bool:
    """Say whether people who flee go to another country: one is named as where they go, or a
    country itself is what they flee."""
    named = {p.name: p.role for p in places}
    inside = [e for e in entities_in(tagged, sentence) if e.place_name in named]
    origins = {e.place_country for e in inside if named[str(e.place_name)] is PlaceRole.ORIGIN}
    if figure.nation is not None:
        origins = {country_code(figure.nation)}
    reached = [e for e in inside if named[str(e.place_name)] is PlaceRole.DESTINATION]
    crossed = [e for e in reached if not frame.has("is_border", e.end - sentence.start)]
    if any(e.place_country is not None and e.place_country not in origins for e in crossed):
        return bool(origins - {None}) or any(is_country(e) for e in reached)
    fled = [e for e in inside if is_country(e) and e.reason != "demonym"]
    return any(frame.has("fled_from", 0, e.start - sentence.start) for e in fled)


def is_abroad(
    tagged: TaggedDocument, sentence: Sentence, places: tuple[NamedPlace, ...], figure: Figure
) -> bool:
    """Say whether a people shelter in another country than their own ("Syrians in Lebanon")."""
    home = country_code(figure.nation) if figure.nation is not None else None
    stays = {p.name for p in places if p.role is PlaceRole.DESTINATION}
    hosts = {e.place_country for e in entities_in(tagged, sentence) if e.place_name in stays}
    return home is not None and bool(hosts - {None, home}) and home not in hosts
