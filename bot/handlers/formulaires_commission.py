"""What /commission asks: the questions of each action, and how their answers are read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.documents.pieces import Format
from bot.handlers.actions import Saisies
from bot.handlers.request import Contexte
from core.domain.commissions import exiger
from core.domain.nommage import organisation_nommee
from core.domain.organisations import Organisation
from core.domain.texte_libre import verifier_texte_libre
from core.errors import saisie
from core.messages.forms import Champ
from core.messages.saisies import lire_date, lire_lieu
from core.messages.saisies_seance import lire_dossier, lire_heure, lire_rang
from core.texte import cle
from core.usecases.commissions_seance import Seance

FORMATS = (Format.PDF.value, Format.WORD.value)
ANONYME, ENTIERE = "anonyme", "entière"
_TOUS, _SAUF = "tous", "sauf"
_JOUR = "Exemple : 12/03/2026"


def champs_de_date(
    contexte: Contexte, seance: Seance | None, saisies: Saisies
) -> tuple[Champ, ...]:
    """Ask when and where."""
    if seance:
        exiger(seance.commission, "reporter")
    garde = "Sans réponse : comme avant." if seance else "Sans réponse : comme la dernière fois."
    return (
        Champ("date", "Date de la séance", lire_date, _JOUR),
        Champ("heure", "Heure", lire_heure, f"{garde} Exemple : 14h30", requis=False),
        Champ("lieu", "Lieu", lire_lieu, f"{garde} Exemple : préfecture", requis=False),
    )


def champs_d_annulation(contexte: Contexte, seance: Seance, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask why."""
    exiger(seance.commission, "annuler")
    aide = "Sans nommer personne. Exemple : quorum impossible"
    return (Champ("motif", "Motif de l'annulation", verifier_texte_libre, aide, long=True),)


def champs_de_decision(contexte: Contexte, seance: Seance, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask for whom, what, who owes the proposal and by when."""
    exiger(seance.commission, "noter une décision de")
    invites = contexte.uow.commissions.invites(seance.convention.id)
    noms = tuple(une.nom for une in invites)
    garde = "Sans réponse : le bailleur qu'il a déjà."
    return (
        Champ("dossier", "Quel ménage ?", lire_dossier, "Exemple : DP-2026-0001"),
        Champ(
            "texte",
            "Décision",
            verifier_texte_libre,
            "Sans nom ni situation personnelle. Exemple : un T3 à proposer en mai",
            long=True,
        ),
        Champ(
            "bailleur",
            "Bailleur qui doit un logement",
            lambda champ, texte: organisation_nommee(invites, texte, champ),
            garde,
            noms,
            requis=False,
        ),
        Champ(
            "avant",
            "À proposer avant le",
            lire_date,
            f"Sans réponse : la prochaine séance. {_JOUR}",
            requis=False,
        ),
    )


def champs_de_retrait(contexte: Contexte, seance: Seance, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask which decision."""
    exiger(seance.commission, "retirer une décision de")
    aide = "Son numéro dans la séance. Exemple : 2"
    return (Champ("decision", "Quelle décision ?", lire_rang, aide),)


def champs_de_presence(contexte: Contexte, seance: Seance, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask which bailleurs are represented."""
    exiger(seance.commission, "noter les présents de")
    invites = contexte.uow.commissions.invites(seance.convention.id)
    aide = "Séparés par des virgules, ou : tous, ou : tous sauf A, B"
    return (
        Champ(
            "bailleurs",
            "Bailleurs représentés",
            lambda champ, texte: lire_presents(champ, texte, invites),
            aide,
            long=True,
        ),
    )


def champs_de_document(contexte: Contexte, seance: Seance, saisies: Saisies) -> tuple[Champ, ...]:
    """Take a format, if one is wanted."""
    return (Champ("format", "Format", lire_format, "", FORMATS, requis=False),)


def champs_de_releve(contexte: Contexte, seance: Seance, saisies: Saisies) -> tuple[Champ, ...]:
    """Take a format and a version, if wanted."""
    version = Champ("version", "Version", lire_version, "", (ENTIERE, ANONYME), requis=False)
    return (*champs_de_document(contexte, seance, saisies), version)


def lire_presents(
    champ: str, texte: str, invites: Sequence[Organisation]
) -> tuple[Organisation, ...]:
    """Read « tous », « tous sauf A, B » or « A, B »: who is represented, by name."""
    nommes = cle(texte)
    if nommes == _TOUS:
        return tuple(invites)
    sauf = nommes.startswith(f"{_TOUS} {_SAUF} ")
    noms = re.sub(rf"^\s*{_TOUS}\s+{_SAUF}\s+", "", texte, flags=re.IGNORECASE) if sauf else texte
    cites = {
        organisation_nommee(invites, un, champ) for un in re.split(r"[,;\n]", noms) if un.strip()
    }
    return tuple(une for une in invites if (une in cites) is not sauf)


def lire_format(champ: str, texte: str) -> Format:
    """Read « pdf » or « docx » (« word » is understood)."""
    brut = {"word": Format.WORD.value}.get(cle(texte), cle(texte))
    if brut not in FORMATS:
        raise saisie(champ, texte, "n'est ni « pdf » ni « docx »", f"{champ}=pdf")
    return Format(brut)


def lire_version(champ: str, texte: str) -> str:
    """Read « anonyme » or « entière »."""
    for connue in (ANONYME, ENTIERE):
        if cle(texte) == cle(connue):
            return connue
    raise saisie(champ, texte, "n'est ni « anonyme » ni « entière »", f"{champ}=anonyme")
