"""What a browser asks, read once and bounded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.channels.pieces import exiger
from bot.handlers.request import Fichier
from core.errors import Refus

PREFIXE = "champ-"
CHAMPS_MAX = 200
ARGUMENTS_MAX = 12
ARGUMENT_MAX = 300
"""Characters of one argument in an address."""

JAMAIS_EN_ADRESSE = frozenset(
    {"numeros", "numero", "code", "proposition", "categorie", "contact", "association"}
)
"""Arguments that no address may bear: personal data, secrets, what only we may say."""


@dataclass(frozen=True)
class Demande:
    """One request under a link: what follows the token, and what was sent.

    `montres` names the fields that the form showed; `lien` whether a new link is asked for.
    """

    jeton: str = field(repr=False)
    suite: tuple[str, ...] = ()
    arguments: Mapping[str, str] = field(default_factory=dict, repr=False)
    poste: bool = False
    champs: Mapping[str, str] = field(default_factory=dict, repr=False)
    montres: frozenset[str] | None = None
    sceau: str = field(default="", repr=False)
    bouton: str = field(default="", repr=False)
    fichier: Fichier | None = None
    refus: str = ""
    lien: bool = False


async def lire(request: Request) -> Demande:
    """Read a request; a body that is no form is an empty one."""
    jeton = request.path_params["jeton"]
    suite = tuple(un for un in request.path_params.get("suite", "").split("/") if un)
    arguments = dict(list(request.query_params.items())[:ARGUMENTS_MAX])
    arguments = {
        nom: valeur[:ARGUMENT_MAX]
        for nom, valeur in arguments.items()
        if nom not in JAMAIS_EN_ADRESSE
    }
    if request.method != "POST":
        return Demande(jeton, suite, arguments)
    async with request.form(max_files=1, max_fields=CHAMPS_MAX) as recu:
        saisies = [(nom, un) for nom, un in recu.multi_items() if isinstance(un, str)]
        fichier, refus = await _fichier(recu.get("fichier"))
    par_nom = dict(saisies)
    montres = frozenset(valeur for nom, valeur in saisies if nom == "montre")
    return Demande(
        jeton,
        suite,
        arguments,
        True,
        {n.removeprefix(PREFIXE): un for n, un in saisies if n.startswith(PREFIXE)},
        montres or None,
        par_nom.get("sceau", ""),
        par_nom.get("bouton", ""),
        fichier,
        refus,
        par_nom.get("lien") == "nouveau",
    )


async def _fichier(joint: object) -> tuple[Fichier | None, str]:
    """Take the file sent, or say why not."""
    if not isinstance(joint, UploadFile) or not joint.filename:
        return None, ""
    nom = "".join(c for c in joint.filename if c.isprintable()).strip()
    try:
        exiger(nom, joint.size)
    except Refus as refus:
        return None, refus.phrase
    return Fichier(nom, await joint.read()), ""
