"""What every document of a commission shares: its head, its objectives, who may read it."""

from __future__ import annotations

from datetime import date

from bot.documents.commission_faits import Objectif, Participant, Seance
from bot.documents.feuille import Cellule, Colonne, Feuille, Partie, Tableau
from bot.documents.redaction import typographie
from core.texte import jour_fr, jour_long_fr, liste_fr

RESTREINT = "Document à diffusion restreinte : données de ménages prioritaires"
ANONYME = "Version anonyme : aucun ménage ne peut y être reconnu"


def assembler(
    quoi: str, seance: Seance, bandeau: str, parties: tuple[Partie, ...], *, paysage: bool = False
) -> Feuille:
    """Put a document together around its parts; `quoi`: « Compte rendu », « Ordre du jour »."""
    return Feuille(
        titre=typographie(f"{quoi} — {seance.titre}"),
        sous_titre=seance.convention,
        bandeau=typographie(bandeau),
        pied=_pied(seance),
        identite=_identite(seance),
        parties=parties + _fin(seance, len(parties)),
        paysage=paysage,
    )


def numeroter(parties: tuple[Partie, ...]) -> tuple[Partie, ...]:
    """Number the parts in their order."""
    return tuple(
        Partie(f"{rang}. {une.titre}", une.introduction, une.tableau, une.points, une.note)
        for rang, une in enumerate(parties, 1)
    )


def avant_le(jour: date | None) -> str:
    """Say by when a bailleur owes its proposal; nothing when no date was given."""
    return typographie(f"avant le {jour_fr(jour)}") if jour else ""


def des_objectifs(objectifs: tuple[Objectif, ...], annee: int) -> Partie:
    """Word the yearly objectives, those that are behind in bold."""
    titre = f"Objectifs de relogement {annee}"
    if not objectifs:
        return Partie(titre, typographie("Aucun objectif n'a été saisi pour l'année."))
    colonnes = (
        Colonne("Objectif", 8),
        Colonne("Visé", 2.4, droite=True),
        Colonne("Atteint", 2.4, droite=True),
        Colonne("En attente", 2.4, droite=True),
        Colonne("Situation", 3),
    )
    rangees = tuple(
        (
            Cellule(typographie(un.libelle)),
            Cellule(un.vise),
            Cellule(un.atteint),
            Cellule(un.attente),
            Cellule("en retard", gras=True) if un.retard else Cellule("—"),
        )
        for un in objectifs
    )
    return Partie(titre, tableau=Tableau(colonnes, rangees))


def _pied(seance: Seance) -> str:
    tete = f" · journal {seance.tete}" if seance.tete else ""
    return f"{seance.reference}{tete}"


def _identite(seance: Seance) -> tuple[tuple[str, str], ...]:
    quand = jour_long_fr(seance.jour) + (f" à {seance.heure}" if seance.heure else "")
    groupes = ((True, "Représentés"), (False, "Absents"), (None, "Invités"))
    faits = (
        ("Référence", seance.reference),
        ("Séance", typographie(quand)),
        ("Lieu", seance.lieu or "non précisé"),
        ("Présidence", seance.presidence or "non précisée"),
        *((nom, _noms(seance.participants, present)) for present, nom in groupes),
    )
    return tuple((nom, valeur) for nom, valeur in faits if valeur)


def _noms(participants: tuple[Participant, ...], present: bool | None) -> str:
    return liste_fr(un.nom for un in participants if un.present is present)


def _fin(seance: Seance, avant: int) -> tuple[Partie, ...]:
    """Say when the next meeting is, then the sentences that close the document."""
    prochaine = typographie(seance.prochaine or "La date de la prochaine séance n'est pas fixée.")
    mentions = typographie(" ".join(seance.mentions))
    return (Partie(f"{avant + 1}. Prochaine séance", prochaine, note=mentions),)
