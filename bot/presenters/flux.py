"""How a year's flux is told: one line a pair, or one pair in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.domain.avis import Livraison
from core.domain.convention import Convention, Variante
from core.domain.equilibre import CRITERES, LIBELLES_CRITERES, Profil, distance
from core.domain.organisations import Organisation
from core.domain.suivi import Suivi, SuiviAnnuel
from core.messages.model import Bloc, Bouton, Champs, Liste, Message, Paragraphe
from core.texte import a, liste_fr, pluriel

DETAILS_MAX = 4
"""Buttons to one pair's detail: more would not fit on a phone."""


DELEGUEE = "gestion déléguée : attributions imputées ailleurs, non comptées ici (LA 4.2.1)"
DOCUMENTS = (("PDF", "pdf"), ("Word", "docx"), ("tableur", "xlsx"))
"""The annexe's formats that a person asks for, with their extension."""


@dataclass(frozen=True)
class Paire:
    """One bailleur and one réservataire, as the reader of either side names the other."""

    annuel: SuiviAnnuel
    suivi: Suivi
    autre: Organisation
    convention: Convention | None = None

    @property
    def deleguee(self) -> bool:
        """Tell whether no avis is sent: the allocations are imputed elsewhere (LA 4.2.1)."""
        return self.convention is not None and self.convention.termes is None

    @property
    def article(self) -> str:
        """Give the article that asks for a balanced offer."""
        la = self.convention and self.convention.flux.variante.valeur is Variante.LA
        return "LA art. 5" if la else "LP art. 4"

    @property
    def annee(self) -> int:
        """Give the year followed."""
        return self.annuel.annee


def flux_en_bref(lecteur: Organisation, annee: int, paires: Sequence[Paire]) -> Message:
    """Tell all the pairs of an organisation, a few lines each."""
    blocs: list[Bloc] = [Paragraphe(_total(paires))] if len(paires) > 1 else []
    for une in paires:
        blocs.append(Champs(((une.autre.nom, _chiffres(une)),)))
        if precisions := _precisions(une):
            blocs.append(Liste(precisions))
    details = tuple(
        Bouton(f"Détail : {une.autre.nom}", "flux", _arguments(une, lecteur))
        for une in paires[:DETAILS_MAX]
    )
    image = Bouton("Voir en image", "flux", {"annee": str(annee), "image": "oui"})
    cle = "reservataire" if lecteur.est_bailleur else "bailleur"
    suite = f'La liste est trop longue pour ce message. Un seul : /flux {annee} {cle}="…"'
    return Message(f"Flux {annee} : {lecteur.nom}", tuple(blocs), (image, *details), suite=suite)


def flux_en_detail(lecteur: Organisation, paire: Paire) -> Message:
    """Tell one pair in full, with the balance of what was offered."""
    compte = paire.suivi.compte
    suites = [
        pluriel(nombre, mot)
        for nombre, mot in ((compte.rendus, "rendu"), (compte.retires, "retiré"))
        if nombre
    ]
    lignes = [
        ("Droit", droit_fr(paire)),
        ("Posés", f"{compte.poses}" + (f", dont {liste_fr(suites)}" if suites else "")),
        ("Désignés", f"{compte.designes}"),
        ("Livrés", livres_fr(compte.livres)),
        ("En cours", f"{compte.en_cours}"),
        ("Reste", reste_fr(paire)),
    ]
    profils = Champs(tuple(_profil(paire, critere) for critere in CRITERES))
    blocs: tuple[Bloc, ...] = (
        Champs(tuple(lignes)),
        Paragraphe(
            "Offert, comparé à ce qui s'est libéré chez "
            f"{paire.annuel.bailleur.nom} ({paire.article}). L'écart est le nombre de logements à "
            "échanger pour que l'offre en soit l'image."
        ),
        profils,
        *((Paragraphe(f"Attention, {DELEGUEE}."),) if paire.deleguee else ()),
    )
    arguments = _arguments(paire, lecteur)
    boutons = [Bouton("Voir en image", "flux", arguments | {"image": "oui"})]
    if paire.suivi.droit and paire.suivi.droit.annee == paire.annee:
        boutons += [
            Bouton(f"Annexe en {nom}", "flux", arguments | {"document": format})
            for nom, format in DOCUMENTS
        ]
    titre = f"Flux {paire.annee} : {paire.annuel.bailleur.nom} et {paire.suivi.reservataire.nom}"
    return Message(titre, blocs, tuple(boutons))


def sans_convention(lecteur: Organisation) -> Message:
    """Say that there is nothing to follow, and who can change that."""
    texte = (
        f"Aucune convention ne lie {lecteur.nom} à une autre organisation. Demandez à un "
        "administrateur de fluxbot de la déclarer."
    )
    return Message("Aucun flux à suivre", (Paragraphe(texte),))


def droit_fr(paire: Paire) -> str:
    """Write the right, or the year it was last known for."""
    droit = paire.suivi.droit
    if droit and droit.annee == paire.annee:
        return pluriel(droit.part, "logement")
    absent = f"aucun droit retenu pour {paire.annee}"
    if droit:
        absent += f" ; en {droit.annee} : {pluriel(droit.part, 'logement')}"
    if paire.autre.est_bailleur:
        return f"{absent}. C'est {a(paire.autre.nom)} de le retenir"
    return f"{absent}. Pour le retenir : /annexe"


def livres_fr(livres: dict[Livraison, int]) -> str:
    """Write what was delivered, by what made it so; réputé tenu is shown apart (LP art. 3, 6)."""
    total = sum(livres.values())
    dont = [f"{nom.value} {nombre}" for nom, nombre in livres.items() if nombre]
    return f"{total}" + (f" ({', '.join(dont)})" if dont else "")


def reste_fr(paire: Paire) -> str:
    """Write what is left of the right."""
    reste = paire.suivi.reste(paire.annee)
    if reste is None:
        return "inconnu sans droit"
    return f"{reste}" if reste >= 0 else f"0, et {-reste} au-delà du droit"


def dixieme_fr(exact: Fraction) -> str:
    """Write an exact number rounded to a tenth: « 0,5 », « 2 »."""
    dixiemes = round(exact * 10)
    entier, reste = divmod(dixiemes, 10)
    return f"{entier},{reste}" if reste else f"{entier}"


def ecarts(paire: Paire) -> tuple[Fraction, ...]:
    """Give the distance to a balanced offer on each criterion."""
    offerts, vacants = paire.suivi.compte.offerts, paire.annuel.vacants
    return tuple(distance(offerts, vacants, critere) for critere in CRITERES)


def _chiffres(paire: Paire) -> str:
    """Write a pair's numbers on one line."""
    compte, reste = paire.suivi.compte, paire.suivi.reste(paire.annee)
    droit = paire.suivi.droit
    chiffres = (
        f"droit {droit.part}" if droit and reste is not None else "droit inconnu",
        f"posés {compte.poses}",
        f"désignés {compte.designes}",
        f"livrés {compte.delivres}",
        f"en cours {compte.en_cours}" if reste is None else f"reste {reste_fr(paire)}",
    )
    return " · ".join(chiffres)


def _precisions(paire: Paire) -> tuple[str, ...]:
    """Say what the numbers hide: a missing right, what is réputé tenu, the balance."""
    compte = paire.suivi.compte
    lignes = [droit_fr(paire)] if paire.suivi.reste(paire.annee) is None else []
    if paire.deleguee:
        lignes.append(DELEGUEE)
    if compte.livres[Livraison.REPUTE_TENU]:
        lignes.append(f"dont réputé tenu : {compte.livres[Livraison.REPUTE_TENU]}")
    if compte.offerts.total:
        par_critere = zip(CRITERES, ecarts(paire), strict=True)
        distances = (f"{LIBELLES_CRITERES[c]} {dixieme_fr(e)}" for c, e in par_critere)
        lignes.append(f"écart à une offre équilibrée : {' · '.join(distances)}")
    return tuple(lignes)


def _total(paires: Sequence[Paire]) -> str:
    """Add up what may be added: rights only where all are known."""
    livres = sum(une.suivi.compte.delivres for une in paires)
    poses = sum(une.suivi.compte.poses for une in paires)
    restes = [une.suivi.reste(une.annee) for une in paires]
    if any(un is None for un in restes):
        return f"En tout : posés {poses} · livrés {livres}"
    droits = sum(une.suivi.droit.part for une in paires if une.suivi.droit)
    return f"En tout : droit {droits} · posés {poses} · livrés {livres}"


def _profil(paire: Paire, critere: str) -> tuple[str, str]:
    """Compare, value by value, what was offered with what fell vacant."""
    offerts, vacants = paire.suivi.compte.offerts, paire.annuel.vacants
    ecart = distance(offerts, vacants, critere)
    valeurs = sorted({*offerts.par_critere[critere], *vacants.par_critere[critere]})
    parts = (
        f"{valeur} {_part(offerts, critere, valeur)} / {_part(vacants, critere, valeur)}"
        for valeur in valeurs
    )
    detail = ", ".join(parts) or "rien encore"
    libelle = LIBELLES_CRITERES[critere]
    return libelle[0].upper() + libelle[1:], f"écart {dixieme_fr(ecart)} ({detail})"


def _part(profil: Profil, critere: str, valeur: str) -> str:
    if not profil.total:
        return "0 %"
    return f"{round(Fraction(100 * profil.par_critere[critere].get(valeur, 0), profil.total))} %"


def _arguments(paire: Paire, lecteur: Organisation) -> dict[str, str]:
    cle = "reservataire" if lecteur.est_bailleur else "bailleur"
    return {"annee": str(paire.annee), cle: paire.autre.nom}
