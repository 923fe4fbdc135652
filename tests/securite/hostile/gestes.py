"""What hostile people do in a conversation: texts, buttons, forms, files."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from sqlalchemy import select

from bot.handlers.commandes import COMMANDES
from bot.handlers.request import Fichier, Request
from core.errors import Refus
from storage.tables import bouton
from tests.component.scene import NUR, REF, VACANCE, Scene, groupe
from tests.securite.hostile import malice
from tests.securite.hostile.lecteurs import ANNEXES_CSV, BONS, MENAGES_CSV

GENS = ("nadia", "marie", "paul", "ana", "x")
"""Those of the usual scene, and somebody who is not enrolled."""

REFERENCES = (REF, "AV-2026-0002", "PN-2026-0001", "DP-2026-0001", "CIB-2026-0001", "AV-2026-0999")
CLES = (
    "reservataire",
    "commune",
    "loyer",
    "motif",
    "retirer",
    "confirmer",
    "date",
    "annee",
    "action",
)
CHAMPS = (
    *(
        "reservataire",
        "commune",
        "quartier",
        "qpv",
        "type",
        "loyer",
        "financement",
        "annee",
        "preavis",
    ),
    *(
        "numeros",
        "motif",
        "motif_libre",
        "code",
        "date",
        "action",
        "a",
        "candidat",
        "decision",
        "x",
    ),
)


def geste(rng: Random, scene: Scene) -> Request:
    """Make one request of somebody, in private or in a group, answering the bot or not."""
    ou = groupe() if rng.random() < 0.15 else None
    requete = scene.requete(
        rng.choice(GENS),
        ou,
        questions=rng.choice(("dialogue", "formulaire", "bouton")),
        repond_au_bot=rng.random() < 0.2,
        anonyme=rng.random() < 0.02,
    )
    return rng.choice((_dit, _dit, _dit, _repond, _presse, _envoie))(rng, scene, requete)


def formulaire(rng: Random, scene: Scene) -> Request:
    """Make a whole form that somebody sends."""
    champs = {
        rng.choice(CHAMPS): malice.texte(rng, (*BONS, *NUR[:3])) for _ in range(rng.randrange(6))
    }
    fixe = (
        {"reference_avis": rng.choice((*REFERENCES, malice.texte(rng)))}
        if rng.random() < 0.7
        else {}
    )
    if rng.random() < 0.4:
        fixe["action"] = malice.texte(rng, ("nouveau", "notifier", "candidats", "designer"))
    commande = rng.choice(COMMANDES).nom
    return scene.requete(
        rng.choice(GENS),
        commande=commande,
        champs=champs,
        fixe=fixe,
        questions="formulaire",
        montres=frozenset(champs) if rng.random() < 0.5 else None,
    )


def _dit(rng: Random, scene: Scene, requete: Request) -> Request:
    """Type a command and things after it."""
    mots = [rng.choice((f"/{rng.choice(COMMANDES).nom}", VACANCE, malice.texte(rng, ("/avis",))))]
    for _ in range(rng.randrange(5)):
        mot = rng.choice((malice.texte(rng, (*BONS, *NUR[:4])), rng.choice(REFERENCES)))
        mots.append(f"{rng.choice(CLES)}={mot}" if rng.random() < 0.4 else mot)
    return replace(requete, texte=" ".join(mots))


def _repond(rng: Random, scene: Scene, requete: Request) -> Request:
    """Answer a dialogue, if one is under way."""
    return replace(requete, texte=malice.texte(rng, BONS))


def _presse(rng: Random, scene: Scene, requete: Request) -> Request:
    """Press a button, one's own or not, or one that never was."""
    with scene.base.transaction() as uow:
        jetons = list(uow.connexion.execute(select(bouton.c.jeton).limit(200)).scalars())
    jeton = rng.choice(jetons) if jetons and rng.random() < 0.8 else malice.texte(rng)
    return replace(requete, jeton=jeton, confirme=rng.random() < 0.5)


def _envoie(rng: Random, scene: Scene, requete: Request) -> Request:
    """Send a file, with a word or none."""
    nom = rng.choice(("a.csv", "a.toml", "a.xlsx", "", "\x00.csv", "../a.csv", "é" * 300))
    contenu = malice.octets(rng, rng.choice((ANNEXES_CSV, MENAGES_CSV)))
    texte = rng.choice(("", "", "/annexe", "/importer", f"/avis {REF}"))
    if rng.random() < 0.1:
        return replace(requete, texte=texte, refus=Refus("Trop lourd.").phrase)
    return replace(requete, texte=texte, fichier=Fichier(nom, contenu))
