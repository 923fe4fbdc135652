"""/annexe: a file of annexes is recomputed; a bailleur may retain its rights for the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.handlers.arguments import Arguments, exiger_rien_de_plus
from bot.handlers.request import Contexte, Fichier, Reply
from bot.presenters.annexes import controle_en_message, droits_retenus, mode_d_emploi
from core.domain.annexes import AnnexeLP, LigneAnnexe
from core.domain.controle_flux import etablir
from core.domain.convention import Convention
from core.domain.flux import nombre_fr
from core.domain.nommage import organisation_nommee
from core.domain.organisations import RESERVATAIRES, Nature, Organisation, Role
from core.domain.parc import taux_fr
from core.errors import ConventionAbsente, Interdit, SaisieInvalide
from core.messages.model import Bouton
from core.texte import de, liste_fr
from core.usecases.droits import retenir_droits
from core.usecases.parts_dues import avertissements, parts_dues
from storage.annexes.ecriture import cellules, ecrire_csv
from storage.annexes.fautes import AnnexesInvalides
from storage.annexes.lecture import lire_annexes

LIGNES_D_UN_BOUTON = 20


def annexe(contexte: Contexte, arguments: Arguments) -> Reply:
    """Explain how to send annexes; `retenir=` holds those that a button asks to retain."""
    arguments.cles_permises(("retenir", "convention"), "annexe")
    exiger_rien_de_plus(arguments.mots, "annexe", "/annexe")
    if "retenir" in arguments.valeurs:
        return _retenir(contexte, arguments.valeurs)
    if contexte.requete.refus:
        raise SaisieInvalide(contexte.requete.refus)
    if contexte.requete.fichier:
        return controler_fichier(contexte, contexte.requete.fichier)
    return Reply(mode_d_emploi())


def controler_fichier(contexte: Contexte, fichier: Fichier) -> Reply:
    """Answer a file of annexes with its control; nothing is stored.

    Raises Interdit for who is neither of a bailleur nor of a réservataire, AnnexesInvalides for a
    file with faults.
    """
    lecteur = contexte.membre.organisation
    if not lecteur.est_bailleur and lecteur.nature not in RESERVATAIRES:
        raise Interdit(
            f"Les annexes se contrôlent entre bailleurs et réservataires ; {lecteur.nom} n'en est "
            "pas. Ce que vous pouvez faire : /aide"
        )
    convention, lignes = _lire(contexte, fichier)
    controle = etablir(lignes, convention.flux)
    constats = _rotations_constatees(contexte, lignes)
    controle = replace(controle, avertissements=(*controle.avertissements, *constats))
    calculables = [
        ligne for ligne, un in zip(lignes, controle.calculs, strict=True) if un is not None
    ]
    boutons, suite = _proposer(contexte, convention, calculables)
    return Reply(controle_en_message(fichier.nom, controle, convention.flux, boutons, suite))


def _rotations_constatees(contexte: Contexte, lignes: Sequence[LigneAnnexe]) -> list[str]:
    """Set the rates of the member's own annexes beside those of its RPLS declaration.

    The rate of an LP annexe is of year N-2, which the stock at 1 January N-1 tells (domain §5).
    """
    organisation = contexte.membre.organisation
    dites: dict[int, Decimal] = {
        une.annexe.annee: une.annexe.taux_rotation
        for une in lignes
        if isinstance(une.annexe, AnnexeLP) and _est_de(contexte, une, organisation)
    }
    phrases = []
    for annee, dite in dites.items():
        parc = contexte.uow.parcs.de(organisation.id, annee - 1)
        if parc and parc.total.rotation is not None:
            phrases.append(
                f"{organisation.nom} : rotation de {nombre_fr(dite)} % dans l'annexe, "
                f"{taux_fr(parc.total.rotation)} d'après RPLS {annee - 1} ({parc.fichier})."
            )
    return phrases


def _lire(contexte: Contexte, fichier: Fichier) -> tuple[Convention, tuple[LigneAnnexe, ...]]:
    """Read the file under the first of the member's conventions that has its columns."""
    faute: AnnexesInvalides | None = None
    for convention in _conventions(contexte):
        try:
            return convention, lire_annexes(fichier.nom, fichier.contenu, convention.flux)
        except AnnexesInvalides as une:
            faute = faute or une
    if faute:
        raise faute
    raise ConventionAbsente(
        f"Aucune convention ne lie {contexte.membre.organisation.nom} : je ne sais pas comment "
        "calculer. Demandez à un administrateur de la déclarer."
    )


def _conventions(contexte: Contexte) -> list[Convention]:
    siennes = contexte.uow.organisations.conventions_de(contexte.membre.organisation.id)
    return [contexte.uow.conventions[une] for une in siennes if une in contexte.uow.conventions]


def _proposer(
    contexte: Contexte, convention: Convention, lignes: Sequence[LigneAnnexe]
) -> tuple[tuple[Bouton, ...], str]:
    """Offer a référent of the bailleur to retain its rights; say why when they can't be."""
    membre = contexte.membre
    if not membre.organisation.est_bailleur:
        return (), "Seul le bailleur s'engage : s'il envoie ce fichier, il peut retenir ces droits."
    siennes = [une for une in lignes if _est_de(contexte, une, membre.organisation)]
    if not siennes:
        return (), f"Aucune de ces annexes n'est au nom {de(membre.organisation.nom)}."
    if membre.role.rang < Role.REFERENT.rang:
        return (), f"Pour retenir ces droits : un référent {de(membre.organisation.nom)}."
    if len(siennes) > LIGNES_D_UN_BOUTON:
        return (), f"Pour retenir ces droits : {LIGNES_D_UN_BOUTON} annexes au plus par fichier."
    try:
        parts_dues(contexte.uow, convention, [une.annexe for une in siennes])
    except SaisieInvalide as faute:
        return (), f"Ces droits ne peuvent pas encore être retenus. {faute.phrase}"
    annees = liste_fr(sorted({str(une.annexe.annee) for une in siennes}))
    csv = ecrire_csv(cellules(une.annexe) for une in siennes)
    bouton = Bouton(
        f"Retenir ces droits pour {annees}",
        "annexe",
        {"retenir": csv, "convention": convention.id},
    )
    return (bouton,), ""


def _est_de(contexte: Contexte, ligne: LigneAnnexe, organisation: Organisation) -> bool:
    """Tell whether an annexe names this bailleur, as the registry would understand it."""
    bailleurs = [
        une for une in contexte.uow.organisations.toutes() if une.nature is Nature.BAILLEUR
    ]
    try:
        nomme = organisation_nommee(bailleurs, ligne.annexe.bailleur, "bailleur")
    except SaisieInvalide:
        return False
    return nomme.id == organisation.id


def _retenir(contexte: Contexte, valeurs: Mapping[str, str]) -> Reply:
    """Retain the rights of the member's own bailleur: nobody commits another."""
    membre = contexte.membre
    if not membre.organisation.est_bailleur or membre.role.rang < Role.REFERENT.rang:
        raise Interdit(
            "Seul un référent du bailleur retient ses droits. Ce que vous pouvez faire : /aide"
        )
    siennes = {une.id: une for une in _conventions(contexte)}
    convention = siennes.get(valeurs.get("convention", ""))
    if convention is None:
        raise SaisieInvalide(
            "Cette convention ne vous lie pas ou plus. Renvoyez le fichier des annexes."
        )
    lignes = lire_annexes("annexes.csv", valeurs["retenir"].encode(), convention.flux)
    for ligne in lignes:
        if not _est_de(contexte, ligne, membre.organisation):
            raise Interdit(
                f"{ligne.annexe.bailleur} : {membre.organisation.nom} ne retient que ses droits."
            )
    annexes = [une.annexe for une in lignes]
    faits = retenir_droits(contexte.uow, contexte.maintenant, contexte.acteur, convention, annexes)
    return Reply(droits_retenus(faits, avertissements(contexte.uow, convention, annexes)))
