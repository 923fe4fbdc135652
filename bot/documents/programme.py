"""The notice of a new programme as a document: what the bailleur sends (LA 4.2.2, LP art. 7)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bot.documents.feuille import Cellule, Colonne, Feuille, Partie, Tableau
from bot.documents.feuille_pieces import en_piece
from bot.documents.pieces import Format
from bot.documents.redaction import typographie
from bot.presenters.fiches import euros
from core.domain.organisations import Organisation
from core.domain.programmes import LogementNeuf, Particularite, Programme, Public, Reunion
from core.domain.programmes_dates import jour_de_la_notice, liste_attendue
from core.domain.regles_programmes import Destinataires
from core.messages.model import Piece
from core.texte import jour_fr, jour_long_fr, liste_fr, pluriel

_PUBLICS = {
    Public.TOUS: "",
    Public.ASV: "personnes âgées ou en situation de handicap",
    Public.JEUNES: "moins de 30 ans",
}
_PARTICULARITES = {
    Particularite.INCLUSIF: "habitat inclusif",
    Particularite.PARTICIPATIF: "habitat participatif",
    Particularite.GENS_DU_VOYAGE: "logements pour des gens du voyage",
    Particularite.FRANGE: "en frange de QPV",
    Particularite.SENIORS: "réservé aux plus âgés",
}


@dataclass(frozen=True)
class FicheProgramme:
    """What the document shows: a programme, to some of its réservataires.

    `convention`: its name; `destinataires`: whose dwellings are listed, those of nobody else;
    `tete`: head of the programme's journal, may be empty.
    """

    programme: Programme
    convention: str
    destinataires: tuple[Organisation, ...]
    tete: str = ""


def document_du_programme(fiche: FicheProgramme, format: Format) -> Piece:
    """Make the notice of a programme as PDF or Word.

    Raises SaisieInvalide for the format of a table.
    """
    return en_piece(rediger_la_fiche(fiche), f"programme-{fiche.programme.reference}", format)


def rediger_la_fiche(fiche: FicheProgramme) -> Feuille:
    """Word the notice of a programme."""
    programme = fiche.programme
    tete = f" · journal {fiche.tete}" if fiche.tete else ""
    return Feuille(
        titre=f"{typographie('Programme neuf —')} {programme.contenu.operation.residence}",
        sous_titre=fiche.convention,
        bandeau=typographie("Notice de programme neuf"),
        pied=f"{programme.reference}{tete}",
        identite=_identite(programme),
        parties=(*(_logements(programme, un) for un in fiche.destinataires), _suites(programme)),
    )


def _identite(programme: Programme) -> tuple[tuple[str, str], ...]:
    operation = programme.contenu.operation
    qpv = "en QPV" if operation.qpv else "hors QPV"
    particularites = [_PARTICULARITES[un] for un in operation.particularites]
    faits = (
        ("Référence", programme.reference),
        ("Bailleur", programme.bailleur.nom),
        ("Résidence", operation.residence),
        ("Adresse", operation.adresse),
        ("Commune", f"{operation.commune}, {qpv}"),
        ("Livraison prévue", jour_long_fr(programme.livraison)),
        ("Ensemble", pluriel(len(programme.logements), "logement")),
        ("Nature des charges", operation.nature_charges or "non précisée"),
        ("Particularités", typographie(liste_fr(particularites))),
        ("Concertation", _reunion(programme.contenu.reunion)),
    )
    return tuple((nom, valeur) for nom, valeur in faits if valeur)


def _reunion(reunion: Reunion | None) -> str:
    if reunion is None:
        return ""
    heure = f" à {reunion.heure}" if reunion.heure else ""
    lieu = f", {reunion.lieu}" if reunion.lieu else ""
    return f"{jour_long_fr(reunion.jour)}{heure}{lieu}"


def _logements(programme: Programme, pour: Organisation) -> Partie:
    siens = programme.logements_de(pour.id)
    titre = f"Logements réservés — {pour.nom}"
    if not siens:
        dit = "Aucun logement ne lui est encore réservé dans ce programme."
        return Partie(titre, typographie(dit))
    comptes = Counter(f"{un.type} {un.financement}" for un in siens)
    detail = liste_fr(f"{nombre} {quoi}" for quoi, nombre in sorted(comptes.items()))
    colonnes = (
        Colonne("N°", 1.3, droite=True),
        Colonne("Typologie", 2.2),
        Colonne("Financement", 2.8),
        Colonne("Loyer", 2.7, droite=True),
        Colonne("Charges", 2.7, droite=True),
        Colonne("Destiné à", 5.7),
    )
    tableau = Tableau(colonnes, tuple(_rangee(un) for un in siens))
    introduction = typographie(f"{pluriel(len(siens), 'logement')} : {detail}.")
    return Partie(titre, introduction, tableau, note=_candidats(programme, pour))


def _candidats(programme: Programme, pour: Organisation) -> str:
    """Say by when its candidates are due, and why."""
    attendu = liste_attendue(programme, pour.id)
    source = ", ".join(un for un in (attendu.pourquoi, attendu.article) if un)
    quand = f"au plus tard le {jour_fr(attendu.jour)}" if attendu.jour else "date à venir"
    autre = f" Autre lecture : {attendu.autre}." if attendu.autre else ""
    return typographie(f"Liste de candidats : {quand} ({source}).{autre}")


def _rangee(un: LogementNeuf) -> tuple[Cellule, ...]:
    pour = (_PUBLICS[un.public], "agents de l'État" if un.agents else "")
    return (
        Cellule(str(un.numero)),
        Cellule(un.type),
        Cellule(un.financement),
        Cellule(euros(un.loyer)),
        Cellule(euros(un.charges)),
        Cellule(typographie(", ".join(mot for mot in pour if mot) or "tout public")),
    )


def _suites(programme: Programme) -> Partie:
    """Say what the réservataires are to do, by the convention's own rules."""
    regles = programme.regles
    points = [
        "Loyers et charges sont donnés par mois.",
        f"Cette notice est due au plus tard le {jour_fr(jour_de_la_notice(programme))}, "
        f"{regles.notice_mois.valeur} mois avant la livraison ({regles.notice_mois.article}).",
    ]
    if programme.contenu.ancienne_livraison:
        avant = jour_fr(programme.contenu.ancienne_livraison)
        points.append(f"La livraison était prévue le {avant} ; toutes les dates en ont suivi.")
    if regles.destinataires.valeur is Destinataires.ETAT:
        points.append("Le bailleur joint le plan de situation et le plan de chaque logement.")
    return Partie("À savoir", points=tuple(typographie(un) for un in points))
