"""What is said of a file of priority households: how to write one, what was imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.domain.prioritaires import DossierPrioritaire, EtatDossier
from core.domain.regles_priorite import ReglesPriorite
from core.messages.limits import decouper_liste
from core.messages.model import (
    Bloc,
    Bouton,
    Champs,
    Code,
    Gravite,
    Liste,
    Message,
    Paragraphe,
    Piece,
)
from core.texte import liste_fr, pluriel
from storage.annexes.fautes import nom_en_ligne
from storage.menages_importes.lecture import VOIES
from storage.menages_importes.tableau import ENTETE, LIGNES_MAX

PLUS = 20
"""Bailleurs shown: the seventeen of Loire-Atlantique fit."""


def mode_d_emploi(regles: ReglesPriorite, *, en_page: bool) -> Message:
    """Say how to write the file, with an example to start from; a page keeps no file."""
    codes = [une.code for une in regles.categories]
    colonnes = (
        "numero_unique, categorie et voie sont requis ; le reste peut manquer.",
        f"voie : {liste_fr(VOIES, 'ou')} ({regles.inscription.article}).",
        "bailleur : celui qui signale si voie=bailleur (avec sa caleol, si elle est fixée) ; "
        "sinon, celui que le préfet désigne.",
        "types et communes : plusieurs, séparés par une virgule (T2, T3).",
        "confirme : « oui » pour un numéro unique douteux mais juste.",
    )
    comment = "" if en_page else "Envoyez ici, en privé, ou déposez sur votre page "
    un_fichier = f"{'Un' if en_page else 'un'} fichier .csv (point-virgule, UTF-8) ou .xlsx"
    exemple = "Les codes de catégorie sont dans l'exemple joint."
    menage = "" if en_page else " Après l'envoi, supprimez le fichier de la conversation."
    blocs: tuple[Bloc, ...] = (
        Paragraphe(
            f"{comment}{un_fichier} : {pluriel(LIGNES_MAX, 'ménage')} au plus, un par ligne. "
            "S'il est juste en entier, tout est ouvert aussitôt, sans autre question ; sinon, "
            "rien ne l'est et chaque faute est nommée avec sa ligne."
        ),
        Code(ENTETE),
        Liste(colonnes),
        Paragraphe(f"{exemple}{menage}"),
    )
    piece = Piece("menages-exemple.csv", _exemple(codes).encode("utf-8-sig"), "text/csv")
    return Message("Importer des ménages prioritaires", blocs, piece=piece)


def importation_faite(
    fichier: str, ouverts: Sequence[DossierPrioritaire], *, en_page: bool
) -> Message:
    """Count what was opened, by state and by bailleur; never by category."""
    premier, dernier = ouverts[0].reference, ouverts[-1].reference
    references = premier if len(ouverts) == 1 else f"de {premier} à {dernier}"
    par_etat = Counter(un.etat for un in ouverts)
    lignes = [
        ("Dossiers", references),
        *(
            (etat.value.capitalize() + "s", str(par_etat[etat]))
            for etat in EtatDossier
            if par_etat[etat]
        ),
    ]
    blocs: list[Bloc] = [Champs(tuple(lignes))]
    par_bailleur = Counter(un.bailleur.nom for un in ouverts if un.bailleur)
    if par_bailleur:
        elements = (f"{nom} : {pluriel(n, 'ménage')}" for nom, n in sorted(par_bailleur.items()))
        blocs.append(decouper_liste(tuple(elements), PLUS))
    if avec := sum(un.caleol is not None for un in ouverts):
        blocs.append(Paragraphe(f"{pluriel(avec, 'ménage')} avec une CALEOL fixée."))
    if not en_page:
        blocs.append(Paragraphe("Supprimez maintenant le fichier de cette conversation."))
    titre = (
        f"{nom_en_ligne(fichier)} : {pluriel(len(ouverts), 'ménage importé', 'ménages importés')}"
    )
    voir = Bouton("Voir les dossiers", "dossier")
    return Message(titre, tuple(blocs), (voir,), Gravite.SUCCES, suite="La suite : /dossier")


def _exemple(codes: Sequence[str]) -> str:
    """Write a file to start from: the header, then one line a category, numbers to be replaced."""
    lignes = [ENTETE]
    lignes += [f"REMPLACER;{code};rapport;T2, T3;Nantes;15/01/2026;non;;" for code in codes]
    return "\r\n".join(lignes) + "\r\n"
