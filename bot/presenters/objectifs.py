"""The year's objectives and shares as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from core.domain.convention import Convention
from core.domain.objectifs import (
    BilanObjectifs,
    LigneObjectif,
    NatureObjectif,
    Objectif,
    ecart_fr,
)
from core.domain.organisations import PAGE, Nature, Organisation
from core.domain.parts import Nombres, Part, contingents, ecrire
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Bouton, Champs, Gravite, Liste, Message, Paragraphe
from core.texte import de, jour_fr, pluriel
from core.usecases.objectifs_fixer import Voulu
from core.usecases.objectifs_parts import Constat, SuiviDesParts

PLUS = 20
"""Lines shown of each list: the seventeen bailleurs of Loire-Atlantique fit."""
PAR_LA_PAGE = "Le détail par catégorie se lit sur votre page : /page"


@dataclass(frozen=True)
class Vue:
    """Who reads what, when; `page`: on a signed page, where categories may be shown."""

    convention: Convention
    annee: int
    jour: date
    lecteur: Organisation
    page: bool


@dataclass(frozen=True)
class Note:
    """An objective just entered, the one it replaces, and where the answer is read."""

    voulu: Voulu
    avant: Objectif | None
    plateforme: str


def montrer(vue: Vue, bilan: BilanObjectifs | None, suivies: SuiviDesParts) -> Message:
    """Show a year: the global objective, who is behind, then the shares with their base."""
    blocs: list[Bloc] = list(_objectifs(vue, bilan)) if bilan else []
    blocs += _parts(vue, suivies)
    titre = f"Objectifs {vue.annee} : {vue.convention.nom}"
    gravite = Gravite.ALERTE if bilan and bilan.en_retard else Gravite.INFO
    suite = "La suite est trop longue pour ce message : lisez-la sur votre page, /page"
    return Message(titre, tuple(blocs), tuple(_boutons(vue, bilan)), gravite, suite=suite)


def objectif_note(note: Note) -> Message:
    """Confirm an objective; a category is named on a page only."""
    voulu = note.voulu
    quoi = {
        NatureObjectif.GLOBAL: "objectif global",
        NatureObjectif.BAILLEUR: f"objectif {de(voulu.nom)}",
        NatureObjectif.CATEGORIE: "objectif de cette catégorie",
    }[voulu.nature]
    if voulu.nature is NatureObjectif.CATEGORIE and note.plateforme == PAGE:
        quoi = f"objectif de la catégorie « {voulu.nom} »"
    nombre = pluriel(voulu.nombre, "relogement")
    texte = (
        f"{quoi.capitalize() if voulu.nature is NatureObjectif.GLOBAL else _maj(quoi)} : {nombre}"
    )
    if note.avant is None:
        texte += ", enregistré."
    elif note.avant.nombre == voulu.nombre:
        texte += ", déjà enregistré : rien ne change."
    else:
        texte += f", à la place de {note.avant.nombre}."
    voir = Bouton("Voir l'année", "objectifs", {"annee": str(voulu.annee)})
    return Message(f"Objectifs {voulu.annee}", (Paragraphe(texte),), (voir,), Gravite.SUCCES)


def attributions_notees(
    contingent: tuple[int, str], nombres: Nombres, avant: Nombres | None
) -> Message:
    """Confirm what was declared, and what it replaces."""
    annee, nom = contingent
    blocs = [Paragraphe(f"{_maj(nom)} : {ecrire(nombres)}.")]
    if avant == nombres:
        blocs.append(Paragraphe("C'était déjà déclaré : rien ne change."))
    elif avant:
        blocs.append(Paragraphe(f"À la place de : {ecrire(avant)}."))
    autre = Bouton("Déclarer un autre contingent", "objectifs", {"action": "declarer"})
    voir = Bouton("Voir l'année", "objectifs", {"annee": str(annee)})
    titre = f"Attributions {annee} déclarées"
    return Message(titre, tuple(blocs), (autre, voir), Gravite.SUCCES)


def pourcent_fr(taux: Fraction | Decimal) -> str:
    """Write a percentage with a decimal at most, rounded half up: « 18,6 % », « 25 % »."""
    dixiemes = (2 * 10 * Fraction(taux) + 1) // 2
    entier, reste = divmod(dixiemes, 10)
    return f"{entier},{reste} %" if reste else f"{entier} %"


def _maj(texte: str) -> str:
    return texte[:1].upper() + texte[1:]


def _objectifs(vue: Vue, bilan: BilanObjectifs) -> Iterator[Bloc]:
    signales = ""
    if bilan.signales:
        signales = f", dont {pluriel(bilan.signales, 'signalement')} à instruire"
    vise = _absent(vue) if bilan.vise is None else pluriel(bilan.vise, "relogement")
    lignes = [
        ("Objectif global, catégories les plus prioritaires", vise),
        ("Relogés et imputés", str(bilan.atteint)),
        ("En attente", f"{bilan.attente}{signales}"),
        (f"Au {jour_fr(vue.jour)}", _avancement(bilan)),
    ]
    yield Champs(tuple(lignes))
    par_bailleur = [un for un in bilan.par_bailleur if _lit(vue, un)]
    if par_bailleur:
        yield Paragraphe("Par bailleur :")
        yield decouper_liste(tuple(_ligne(un, bilan) for un in par_bailleur), PLUS)
    if vue.lecteur.nature is not Nature.ETAT:
        return
    if vue.page and bilan.par_categorie:
        yield Paragraphe("Par catégorie :")
        yield Liste(tuple(_ligne(un, bilan) for un in bilan.par_categorie))
    elif not vue.page:
        yield Paragraphe(PAR_LA_PAGE)


def _absent(vue: Vue) -> str:
    regles = vue.convention.priorite
    source = regles.objectif.valeur if regles and regles.objectif else "document"
    return f"{source} non fournie : à saisir"


def _avancement(bilan: BilanObjectifs) -> str:
    part = f"{pourcent_fr(100 * bilan.part_de_l_annee)} de l'année écoulés"
    if bilan.vise is None:
        return part
    return f"{part}, {ecart_fr(bilan.vise, bilan.atteint, bilan.part_de_l_annee)}"


def _lit(vue: Vue, ligne: LigneObjectif) -> bool:
    """Tell whether the reader may read a bailleur's line: its own, or all for the État."""
    return vue.lecteur.nature is Nature.ETAT or ligne.code == str(vue.lecteur.id)


def _ligne(une: LigneObjectif, bilan: BilanObjectifs) -> str:
    """Write one line: « Silène : 12 sur 40, 3 en attente, en retard de 4 relogements »."""
    atteint = f"{une.atteint} sur {une.vise}" if une.vise is not None else _reloges(une.atteint)
    ecart = ""
    if une.vise is not None:
        ecart = f", {ecart_fr(une.vise, une.atteint, bilan.part_de_l_annee)}"
    return f"{une.libelle} : {atteint}, {une.attente} en attente{ecart}"


def _reloges(nombre: int) -> str:
    return pluriel(nombre, "relogé")


def _parts(vue: Vue, suivies: SuiviDesParts) -> Iterator[Bloc]:
    regles = vue.convention.priorite
    assert regles
    if suivies.parts:
        yield Paragraphe("Parts de l'année, d'après ce que les bailleurs ont déclaré :")
        yield decouper_liste(tuple(_part(une) for une in suivies.parts), PLUS)
    else:
        yield Paragraphe(
            f"Parts de l'année : aucune attribution déclarée pour {vue.annee}. {_qui_declare(vue)}"
        )
    if len(suivies.declarations) > 1 or vue.lecteur.est_bailleur:
        lignes = [f"{nom} : {ecrire(un)}" for nom, un in contingents(suivies.declarations)]
        if lignes:
            yield Paragraphe("Déclaré, par contingent :")
            yield decouper_liste(tuple(lignes), PLUS)
    if suivies.constats:
        yield Paragraphe(
            "Baux signés dans fluxbot, tous publics (un avis ne dit pas la priorité du ménage) :"
        )
        yield decouper_liste(tuple(_constat(un) for un in suivies.constats), PLUS)


def _qui_declare(vue: Vue) -> str:
    if vue.lecteur.est_bailleur:
        return "Pour les déclarer : /objectifs declarer"
    return "Chaque bailleur les déclare, contingent par contingent."


def _part(une: Part) -> str:
    """Write one share: what was given, of what base, what is owed and by which article."""
    qui = f"{une.qui} : " if une.qui else ""
    du = f"dû au moins {pourcent_fr(une.du)} ({une.article})"
    if une.taux is None:
        return _maj(f"{qui}{une.objet}, aucune attribution ; {du}")
    manque = f", il en manque {une.manque}" if une.manque else ""
    sur = f"{une.nombre} sur {'ses ' if une.qui else ''}{une.base} {une.assiette}"
    return _maj(f"{qui}{une.objet}, {sur}, soit {pourcent_fr(une.taux)} ; {du}{manque}")


def _constat(un: Constat) -> str:
    qpv = f"{un.en_qpv} en QPV, {un.hors_qpv} hors QPV"
    texte = f"{un.bailleur}, {un.reservataire} : {pluriel(un.baux, 'bail', 'baux')}, {qpv}"
    if un.declares is not None and un.declares < un.baux:
        texte += f" ; {un.declares} seulement déclarés"
    return texte


def _boutons(vue: Vue, bilan: BilanObjectifs | None) -> Sequence[Bouton]:
    annee = {"annee": str(vue.annee)}
    avant = Bouton(f"Voir {vue.annee - 1}", "objectifs", {"annee": str(vue.annee - 1)})
    if vue.lecteur.est_bailleur:
        return (
            Bouton("Déclarer des attributions", "objectifs", annee | {"action": "declarer"}),
            avant,
        )
    if vue.lecteur.nature is not Nature.ETAT or bilan is None:
        return (avant,)
    saisies = (
        ("Fixer l'objectif global", "global"),
        ("Fixer celui d'un bailleur", "bailleur"),
        ("Fixer celui d'une catégorie", "categorie"),
    )
    return (*(Bouton(nom, "objectifs", annee | {"action": une}) for nom, une in saisies), avant)
