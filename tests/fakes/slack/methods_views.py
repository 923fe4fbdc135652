"""views.* : ouvrir, empiler, modifier une modale, publier l'accueil."""

import copy
import secrets

from .content import check_view, named_blocks
from .errors import SlackError
from .model import Json, Team, User
from .state import World
from .triggers import exchange
from .view import View

STACK_LIMIT = 3


def new_hash(world: World) -> str:
    """Une empreinte de version, jamais donnée."""
    return f"{int(world.now())}.{secrets.token_hex(4)}"


def build(world: World, team: Team, user: User, source: Json, below: View | None = None) -> View:
    """Une vue toute neuve, déjà vérifiée ; ``below`` : celle qu'elle recouvre."""
    named = {**copy.deepcopy(source), "blocks": named_blocks(source["blocks"])}
    identifier = world.new_id("V")
    return View(
        id=identifier,
        hash=new_hash(world),
        team=team,
        user=user,
        source=named,
        root_view_id=below.root_view_id if below else identifier,
        previous_view_id=below.id if below else None,
        changed_at=world.tick(),
    )


def check_external_id(world: World, team: Team, source: Json, view: View | None = None) -> None:
    """Un external_id est unique parmi les vues de l'espace."""
    wanted = source.get("external_id")
    every = world.views() + list(world.homes.values())
    for other in every:
        if wanted and other is not view and other.team is team and other.external_id == wanted:
            raise SlackError("duplicate_external_id", str(wanted))


def replace(world: World, view: View, source: Json) -> None:
    """Donne à une vue un nouveau contenu ; la saisie des champs conservés demeure."""
    view.source = {**copy.deepcopy(source), "blocks": named_blocks(source["blocks"])}
    view.hash = new_hash(world)
    view.changed_at = world.tick()
    view.updates += 1
    view.errors = {}
    kept = view.state
    view.typed = {
        block: {action: entry for action, entry in entries.items() if action in kept[block]}
        for block, entries in view.typed.items()
        if block in kept
    }
    world.changed()


def push_on(world: World, team: Team, user: User, source: Json) -> View:
    """Empile une vue, trois au plus."""
    stack = world.stacks.get(user.id) or []
    if not stack:
        raise SlackError("not_found", f"{user.name} n'a plus de modale ouverte")
    if len(stack) >= STACK_LIMIT:
        raise SlackError("push_limit_reached", f"{len(stack)} vues empilées")
    view = build(world, team, user, source, stack[-1])
    stack.append(view)
    world.changed()
    return view


def open_view(world: World, team: Team, params: Json) -> Json:
    """views.open."""
    check_view(params["view"], "modal")
    check_external_id(world, team, params["view"])
    trigger = exchange(world, team, params)
    close_all(world, trigger.user)
    view = build(world, team, trigger.user, params["view"])
    world.stacks[trigger.user.id] = [view]
    world.changed()
    return {"view": view.json()}


def close_all(world: World, user: User) -> None:
    """Ferme toute la pile d'une personne."""
    for view in world.stacks.pop(user.id, []):
        view.open = False
    world.changed()


def push_view(world: World, team: Team, params: Json) -> Json:
    """views.push : le geste doit venir d'une modale encore ouverte."""
    check_view(params["view"], "modal")
    check_external_id(world, team, params["view"])
    trigger = exchange(world, team, params)
    if not trigger.in_modal:
        raise SlackError("invalid_trigger_id", "ce geste ne vient pas d'une modale")
    return {"view": push_on(world, team, trigger.user, params["view"]).json()}


def update_view(world: World, team: Team, params: Json) -> Json:
    """views.update."""
    wanted, external = params.get("view_id"), params.get("external_id")
    candidates = world.views() + list(world.homes.values())
    view = next(
        (
            one
            for one in candidates
            if one.team is team
            and (one.id == wanted if wanted else bool(external) and one.external_id == external)
        ),
        None,
    )
    if view is None:
        raise SlackError("not_found", f"vue {wanted or external}")
    check_view(params["view"], view.type)
    check_external_id(world, team, params["view"], view)
    if params.get("hash") and params["hash"] != view.hash:
        raise SlackError("hash_conflict", f"{params['hash']} n'est plus {view.hash}")
    replace(world, view, params["view"])
    return {"view": view.json()}


def publish(world: World, team: Team, params: Json) -> Json:
    """views.publish : l'onglet d'accueil d'une personne de l'espace."""
    check_view(params["view"], "home")
    user = world.users.get(params["user_id"])
    if user is None or user.team is not team:
        raise SlackError("user_not_found", params["user_id"])
    view = world.homes.get((team.id, user.id))
    check_external_id(world, team, params["view"], view)
    if view is None:
        view = build(world, team, user, params["view"])
        world.homes[team.id, user.id] = view
        world.changed()
        return {"view": view.json()}
    if params.get("hash") and params["hash"] != view.hash:
        raise SlackError("hash_conflict", f"{params['hash']} n'est plus {view.hash}")
    replace(world, view, params["view"])
    return {"view": view.json()}
