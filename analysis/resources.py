"""What the stages look things up in: the name model and the two registries."""

from dataclasses import dataclass
from functools import lru_cache

from analysis import registry, registry_store
from analysis.components import Ner
from analysis.gazetteer import Gazetteer
from analysis.linking import Registry
from analysis.nlp.loading import open_token_model
from analysis.nlp.ner import TokenNer
from analysis.registry import DATA_DIR, PLACES_FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """The name model, the actors and the places."""

    ner: Ner
    registry: Registry
    gazetteer: Gazetteer


def from_files(model: str, *, threads: int) -> Resources:
    """Return the model and the registries as newsmon ships them; needs no database.

    Raises RegistryError or ModelError where a file is missing or damaged.
    """
    actors = registry.read_actors(DATA_DIR)
    affiliations = registry.read_affiliations(DATA_DIR, [actor.id for actor in actors])
    return Resources(
        ner=_ner(model, threads),
        registry=Registry(actors, affiliations),
        gazetteer=Gazetteer(registry.read_places(DATA_DIR / PLACES_FILE)),
    )


def from_database(model: str, *, threads: int) -> Resources:
    """Return the model, opened once a process, and the registries as curators left them."""
    known_actors, known_places = _lookups(registry_store.stamp())
    return Resources(ner=_ner(model, threads), registry=known_actors, gazetteer=known_places)


@lru_cache(maxsize=1)
def _ner(model: str, threads: int) -> TokenNer:
    return TokenNer(open_token_model(model, threads=threads))


@lru_cache(maxsize=1)
def _lookups(_stamp: registry_store.Stamp) -> tuple[Registry, Gazetteer]:
    actors, affiliations = registry_store.read_actors(), registry_store.read_affiliations()
    return Registry(actors, affiliations), Gazetteer(registry_store.read_places())
