"""Open a new programme: its dwellings, and who gets some of them (domain §6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.domain.calendrier import jour_local
from core.domain.convention import Convention, ModeReception, Variante
from core.domain.organisations import RESERVATAIRES, Nature, Organisation
from core.domain.programmes import (
    Cadre,
    Contenu,
    EtatProgramme,
    LogementNeuf,
    Operation,
    Part,
    Programme,
)
from core.domain.programmes_droits import choix_propose, droit_de_l_etat
from core.domain.references import Prefixe
from core.domain.regles_programmes import Destinataires, ReglesProgrammes
from core.errors import ConventionAbsente, saisie
from core.ports import UnitOfWork
from core.texte import jour_fr, pluriel
from core.usecases.dossier import Acteur
from core.usecases.programmes_commun import enregistrer
from core.usecases.registre import Fait


@dataclass(frozen=True)
class NouveauProgramme:
    """What a bailleur says of a programme. `financeurs`: who gets how many dwellings, if agreed.

    `sel`: one fresh random text.
    """

    operation: Operation
    livraison: date
    logements: tuple[LogementNeuf, ...]
    financeurs: tuple[tuple[Organisation, int], ...]
    sel: str


def ouvrir(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    bailleur: Organisation,
    convention: Convention,
    nouveau: NouveauProgramme,
) -> Programme:
    """Store a programme under the rules of its convention; nobody is told yet.

    Raises SaisieInvalide for a delivery in the past or shares above the number of dwellings.
    """
    regles = convention.programmes
    if regles is None:
        raise ConventionAbsente(f"{convention.nom} ne règle rien des programmes neufs.")
    jour = jour_local(maintenant, convention.zone)
    exiger_a_venir(nouveau.livraison, jour)
    reservataires, parts = _parts(uow, bailleur, convention, nouveau)
    logements = _choisir(nouveau.logements, regles, reservataires)
    contenu = Contenu(_cadre(convention, regles), nouveau.operation, logements, parts)
    programme = uow.programmes.creer(
        Programme(
            0,
            uow.avis.reference_suivante(Prefixe.PROGRAMME, jour.year),
            bailleur,
            convention.id,
            EtatProgramme.PREPARE,
            jour.year,
            nouveau.livraison,
            contenu,
            reservataires,
            nouveau.sel,
            maintenant,
        )
    )
    fait = Fait("programme ouvert", regles.notice_mois.article, details=_details(programme))
    return enregistrer(uow, programme, fait, acteur, maintenant, de="")


def _details(programme: Programme) -> dict[str, str]:
    """Write for the journal what is opened, and what each réservataire is due."""
    quand, combien = jour_fr(programme.livraison), str(len(programme.logements))
    parts = zip(programme.reservataires, programme.contenu.parts, strict=True)
    return {"livraison": quand, "logements": combien} | {
        une.nom: str(part.nombre or "au prorata") for une, part in parts
    }


def exiger_a_venir(livraison: date, jour: date) -> None:
    """Raise SaisieInvalide for a delivery foreseen before today."""
    if livraison < jour:
        raise saisie(
            "livraison",
            jour_fr(livraison),
            f"est passée : une livraison prévue n'est pas avant aujourd'hui ({jour_fr(jour)})",
            f"livraison={jour_fr(jour.replace(day=1, month=1, year=jour.year + 1))}",
        )


def reservataires_possibles(
    uow: UnitOfWork, bailleur: Organisation, convention: Convention, regles: ReglesProgrammes
) -> list[Organisation]:
    """Give the organisations that may get dwellings of a programme of this bailleur."""
    etat_seul = regles.destinataires.valeur is Destinataires.ETAT
    natures = frozenset({Nature.ETAT}) if etat_seul else RESERVATAIRES
    return [
        une
        for une in uow.organisations.partenaires(bailleur.id, natures)
        if any(
            commune.id == convention.id
            for commune in uow.organisations.conventions_communes(bailleur.id, une.id)
        )
    ]


def _parts(
    uow: UnitOfWork, bailleur: Organisation, convention: Convention, nouveau: NouveauProgramme
) -> tuple[tuple[Organisation, ...], tuple[Part, ...]]:
    """Tell who gets dwellings: the État by right, or those who financed the programme."""
    regles = convention.programmes
    assert regles is not None
    article = regles.destinataires.article
    if regles.destinataires.valeur is Destinataires.FINANCEURS:
        verifier_les_parts(nouveau.financeurs, len(nouveau.logements), article)
        siennes = tuple(une for une, _ in nouveau.financeurs)
        return siennes, tuple(Part(une.id, nombre) for une, nombre in nouveau.financeurs)
    etats = reservataires_possibles(uow, bailleur, convention, regles)
    if not etats:
        raise ConventionAbsente(
            f"Aucun service de l'État n'est déclaré sous {convention.nom} : il n'y a personne à "
            f"qui notifier ce programme ({article}). Demandez à un administrateur de l'ajouter."
        )
    return tuple(etats[:1]), (Part(etats[0].id),)


def verifier_les_parts(
    financeurs: Sequence[tuple[Organisation, int]], total: int, article: str
) -> None:
    """Raise SaisieInvalide unless each part is positive, said once, and all fit (domain §5)."""
    exemple = 'financeurs="Le Port 4"'
    if not financeurs:
        raise saisie("financeurs", "", f"ne nomme personne ({article})", exemple)
    noms = [une.nom for une, _ in financeurs]
    for nom in noms:
        if noms.count(nom) > 1:
            raise saisie("financeurs", nom, "est nommé deux fois", exemple)
    for une, nombre in financeurs:
        if nombre < 1:
            raise saisie("financeurs", f"{une.nom} {nombre}", "n'a aucun logement", exemple)
    somme = sum(nombre for _, nombre in financeurs)
    if somme > total:
        raise saisie(
            "financeurs",
            str(somme),
            f"dépasse 100 % : le programme compte {pluriel(total, 'logement')} ({article})",
            exemple,
        )


def _choisir(
    logements: tuple[LogementNeuf, ...],
    regles: ReglesProgrammes,
    reservataires: Sequence[Organisation],
) -> tuple[LogementNeuf, ...]:
    """Propose which dwellings are the State's; the bailleur may choose others."""
    droit = droit_de_l_etat(logements, regles)
    if droit is None:
        return logements
    choisis = choix_propose(logements, droit)
    return tuple(
        replace(un, reservataire=reservataires[0].id) if un.numero in choisis else un
        for un in logements
    )


def _cadre(convention: Convention, regles: ReglesProgrammes) -> Cadre:
    termes = convention.termes
    mode = termes.reception.valeur if termes else ModeReception.PLATEFORME
    variante = convention.flux.variante
    compte = regles.part_etat is not None and variante.valeur is Variante.LA
    double = variante.article if compte else ""
    return Cadre(regles, convention.sigle, convention.zone, mode, double)
