"""What people decide on unknown names, and how each decision is undone.

A decision changes the registry (an alias, an actor, a place's other name), links the mentions that
are there and sends their articles to be analysed anew, as claims may turn on the name.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from analysis import candidates_store, store
from analysis.candidates import NOT_A_PLACE, NOT_AN_ACTOR, key_of
from analysis.models import (
    Actor,
    ActorAffiliation,
    ActorAlias,
    Candidate,
    CandidateState,
    Mention,
    Place,
    Stance,
)
from analysis.registry_rows import LONGEST
from analysis.terms import AliasKind, EntityType
from newsmon.lib.text import fold_name

_LONGEST_SLUG = 76  # of 80; a number is put after it


class DecisionError(ValueError):
    """A decision cannot be taken or undone; the message says why, for the person who tries."""


def add_actor(
    candidate_id: int, actor: Actor, *, user: AbstractBaseUser, now: datetime, note: str = ""
) -> Actor:
    """Put a new actor into the registry, with the candidate's spellings as its names."""
    with transaction.atomic():
        candidate = _open(candidate_id)
        actor.slug = actor.slug or free_slug(actor.name_en)
        actor.is_curated = True
        actor.save()
        aliases = _add_aliases(candidate, actor, AliasKind.NAME)
        candidate.actor = actor
        made = {"actor": actor.pk, "aliases": aliases}
        _decide(candidate, CandidateState.ADDED, str(actor), made, user, now, note)
    return actor


def merge_into_actor(
    candidate_id: int,
    actor: Actor,
    *,
    user: AbstractBaseUser,
    now: datetime,
    alias_kind: AliasKind = AliasKind.NAME,
    note: str = "",
) -> None:
    """Make the candidate's spellings aliases of an actor of the registry."""
    with transaction.atomic():
        candidate = _open(candidate_id)
        candidate.actor = actor
        made = {"aliases": _add_aliases(candidate, actor, alias_kind)}
        _decide(candidate, CandidateState.MERGED, str(actor), made, user, now, note)


def merge_into_place(
    candidate_id: int, place: Place, *, user: AbstractBaseUser, now: datetime, note: str = ""
) -> None:
    """Make the candidate's spellings other names of a place of the registry."""
    with transaction.atomic():
        candidate = _open(candidate_id)
        place = Place.objects.select_for_update().get(pk=place.pk)
        known = set(map(fold_name, (place.name_en, place.name_ar, *place.aliases.splitlines())))
        forms = dict.fromkeys(candidates_store.forms_by_language(candidate.key).values())
        new = [form for form in forms if fold_name(form) not in known]
        was_curated, place.is_curated = place.is_curated, True
        place.aliases = "\n".join((*place.aliases.splitlines(), *new))
        place.save()
        made = {
            "place_aliases": new,
            "was_curated": was_curated,
            "saved_at": place.updated_at.isoformat(),
        }
        candidate.place = place
        _decide(candidate, CandidateState.MERGED, str(place), made, user, now, note)


def dismiss(
    candidate_ids: Iterable[int], *, user: AbstractBaseUser, now: datetime, note: str = ""
) -> list[Candidate]:
    """Take open names out of the queue for good; those decided meanwhile are passed over."""
    with transaction.atomic():
        rows = Candidate.objects.select_for_update().filter(pk__in=list(candidate_ids))
        waiting = list(rows.filter(state=CandidateState.OPEN))
        for candidate in waiting:
            _decide(candidate, CandidateState.DISMISSED, "", {}, user, now, note)
    return waiting


def undo(candidate_id: int, *, user: AbstractBaseUser, now: datetime) -> None:
    """Undo the decision on a name: the registry and the mentions are as before, and it waits again.

    Raises DecisionError where something was built on the actor that the decision made.
    """
    with transaction.atomic():
        candidate = Candidate.objects.select_for_update().get(pk=candidate_id)
        decision = candidate.decisions.filter(undone_at=None).first()
        if candidate.state == CandidateState.OPEN or decision is None:
            raise DecisionError(_("Nothing is decided on this name."))
        _take_back(candidate, decision.made)
        decision.undone_by_id, decision.undone_at = user.pk, now
        decision.save()
        candidate.state, candidate.note = CandidateState.OPEN, ""
        candidate.actor = candidate.place = None
        candidate.decided_by, candidate.decided_at = None, None
        candidate.save()


def free_slug(name: str) -> str:
    """Give an id for a new actor that no actor has."""
    slug = slugify(name)[:_LONGEST_SLUG].strip("-") or "actor"
    taken = set(Actor.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return slug if slug not in taken else next(free for free in numbered if free not in taken)


def _open(candidate_id: int) -> Candidate:
    candidate = Candidate.objects.select_for_update().get(pk=candidate_id)
    if candidate.state != CandidateState.OPEN:
        raise DecisionError(_("Somebody else has decided on this name meanwhile."))
    return candidate


def _add_aliases(candidate: Candidate, actor: Actor, kind: AliasKind) -> list[int]:
    """Give an actor the candidate's spellings that it lacks; the keys of the new rows."""
    known = {("en", fold_name(actor.name_en)), ("ar", fold_name(actor.name_ar))}
    known |= {(alias.language, fold_name(alias.text)) for alias in actor.aliases.all()}
    forms = candidates_store.forms_by_language(candidate.key)
    rows = [
        ActorAlias(actor=actor, text=text, language=language, kind=kind, is_curated=True)
        for language, text in forms.items()
        if (language, fold_name(text)) not in known and len(text) <= LONGEST["text"]
    ]
    for row in rows:
        row.save()
    return [row.pk for row in rows]


def _decide(
    candidate: Candidate,
    state: CandidateState,
    target: str,
    made: Mapping[str, object],
    user: AbstractBaseUser,
    now: datetime,
    note: str,
) -> None:
    candidate.state, candidate.note = state, note
    candidate.decided_by_id, candidate.decided_at = user.pk, now
    candidate.save()
    candidate.decisions.create(
        state=state,
        target=target,
        made=dict(made),
        note=note,
        decided_by_id=user.pk,
        decided_at=now,
    )
    if candidate.actor_id or candidate.place_id:
        waiting = Mention.objects.filter(candidates_store.UNLINKED, key=candidate.key)
        articles = list(waiting.values_list("article_id", flat=True).distinct())
        candidates_store.link_mentions(candidate)
        store.requeue(articles)


def _take_back(candidate: Candidate, made: dict[str, object]) -> None:
    actor, place = candidate.actor, candidate.place
    if actor is not None and made.get("actor") == actor.pk:
        _refuse_if_built_on(candidate, actor, made)
        _unlink(candidate, Mention.objects.filter(actor=actor))
        _delete(actor)
    elif actor is not None:
        ActorAlias.objects.filter(pk__in=_keys(made), actor=actor).delete()
        _unlink(candidate, _printed_as(candidate, Mention.objects.filter(actor=actor)))
    elif place is not None:
        _take_names_back(place, made)
        _unlink(candidate, _printed_as(candidate, Mention.objects.filter(place=place)))


def _keys(made: dict[str, object]) -> list[int]:
    found = made.get("aliases")
    return [int(key) for key in found] if isinstance(found, list) else []


def _refuse_if_built_on(candidate: Candidate, actor: Actor, made: dict[str, object]) -> None:
    """Keep an actor whom people went on working with: their work would go with it."""
    relations = ActorAffiliation.objects.filter(Q(actor=actor) | Q(related=actor))
    others = actor.candidates.exclude(pk=candidate.pk)
    aliases = actor.aliases.exclude(pk__in=_keys(made))
    built = [*others, *aliases, *actor.children.all(), *relations.select_related("actor")]
    if built:
        names = ", ".join(map(str, built[:5]))
        raise DecisionError(
            _("The actor has more by now: %(names)s. Take that away first.") % {"names": names}
        )


def _delete(actor: Actor) -> None:
    """Delete an actor but keep the stances that name it, until their articles are read anew."""
    Stance.objects.filter(holder=actor).update(holder=None)
    Stance.objects.filter(target=actor).update(target=None)
    actor.delete()


def _take_names_back(place: Place, made: dict[str, object]) -> None:
    added = made.get("place_aliases")
    gone = set(added) if isinstance(added, list) else set()
    place.aliases = "\n".join(name for name in place.aliases.splitlines() if name not in gone)
    if made.get("saved_at") == place.updated_at.isoformat():  # nobody edited it since
        place.is_curated = bool(made.get("was_curated"))
    place.save()


def _printed_as(candidate: Candidate, linked: QuerySet[Mention]) -> QuerySet[Mention]:
    """Return those of an actor's or place's mentions that print this name."""
    printed = linked.values_list("pk", "quote").iterator()
    return linked.filter(pk__in=[pk for pk, quote in printed if key_of(quote) == candidate.key])


def _unlink(candidate: Candidate, mentions: QuerySet[Mention]) -> None:
    rows = list(mentions.values_list("pk", "article_id"))
    reason = NOT_A_PLACE if candidate.type == EntityType.LOC else NOT_AN_ACTOR
    unlinked = Mention.objects.filter(pk__in=[pk for pk, _article in rows])
    unlinked.update(actor=None, place=None, method="", reason=reason, key="")
    store.requeue({article for _mention, article in rows})
