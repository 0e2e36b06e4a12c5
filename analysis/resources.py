"""What the stages look things up in: the models and the two registries."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from analysis import registry, registry_store
from analysis.components import Ner, Reader, StanceJudge
from analysis.gazetteer import Gazetteer
from analysis.linking.linker import Registry
from analysis.nlp.opening import ModelNames, open_models
from analysis.registry import DATA_DIR, PLACES_FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """The models, the actors and the places. No `stance_judge`: no model for stances is there."""

    reader: Reader
    registry: Registry
    gazetteer: Gazetteer
    stance_judge: StanceJudge | None = None

    @property
    def ner(self) -> Ner:
        """The reader as a finder of names alone."""
        return self.reader


def chosen_models() -> ModelNames:
    """Return the models of the settings."""
    return ModelNames(
        names=settings.NER_MODEL,
        relevance=settings.RELEVANCE_MODEL,
        embedding=settings.EMBEDDING_MODEL,
        stance=settings.STANCE_MODEL,
    )


def from_files(models: ModelNames, *, threads: int) -> Resources:
    """Return the models and the registries as newsmon ships them; needs no database.

    Raises RegistryError or ModelError where a file is missing or damaged.
    """
    actors = registry.read_actors(DATA_DIR)
    affiliations = registry.read_affiliations(DATA_DIR, [actor.id for actor in actors])
    places = Gazetteer(registry.read_places(DATA_DIR / PLACES_FILE))
    return _with_models(models, threads, Registry(actors, affiliations), places)


def from_database(models: ModelNames, *, threads: int) -> Resources:
    """Return the models, opened once a process, and the registries as curators left them."""
    return _with_models(models, threads, *_lookups(registry_store.stamp()))


def _with_models(
    models: ModelNames, threads: int, actors: Registry, places: Gazetteer
) -> Resources:
    opened = open_models(models, threads=threads)
    return Resources(
        reader=opened.reader,
        registry=actors,
        gazetteer=places,
        stance_judge=opened.stance_judge,
    )


@lru_cache(maxsize=1)
def _lookups(_stamp: registry_store.Stamp) -> tuple[Registry, Gazetteer]:
    actors, affiliations = registry_store.read_actors(), registry_store.read_affiliations()
    return Registry(actors, affiliations), Gazetteer(registry_store.read_places())
