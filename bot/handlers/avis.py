"""/avis: the list, or one avis with its state, échéances and history; /accuser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.handlers.accuse_programme import accuser_un_programme
from bot.handlers.arguments import Arguments, exiger_reference, exiger_rien_de_plus
from bot.handlers.dossiers import charger_un_dossier
from bot.handlers.formulaires import QUEL_DOSSIER, formulaire_reference
from bot.handlers.request import Contexte, Reply
from bot.presenters import fiches
from bot.presenters.adresses import avec_la_page
from bot.presenters.listes import ligne_avis, ligne_journal
from bot.presenters.suites import attendu_d_abord, suite_fr
from core.domain.avis import EN_COURS, AvisDeVacance, Etat
from core.domain.candidatures import Candidature, actives
from core.domain.delais import echeance_fr
from core.domain.offres import offre_a_echoir
from core.domain.organisations import PAGE
from core.domain.references import Prefixe
from core.errors import SaisieInvalide
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Bouton, Champs, Gravite, Liste, Message, Paragraphe
from core.texte import instant_fr, pluriel
from core.usecases.destiner import dossier_du_choix
from core.usecases.dossier import charger
from core.usecases.echeances import faire_echoir
from core.usecases.receptions import accuser_reception

LISTE_MAX = 15
HISTORIQUE_MAX = 20
_SUIVIS = (Etat.EN_CALEOL, Etat.ATTRIBUE, Etat.BAIL_SIGNE, Etat.REFUSE_PAR_TOUS)
"""The states whose next step depends on each candidate."""


def consulter(contexte: Contexte, arguments: Arguments) -> Reply:
    """Show the organisation's avis, or the one named."""
    arguments.cles_permises((), "avis")
    if not arguments.mots:
        return _liste(contexte)
    reference = exiger_reference(arguments.mots, "avis")
    exiger_rien_de_plus(arguments.mots[1:], "avis", f"/avis {reference}")
    avis = charger(contexte.uow, reference, contexte.membre.organisation)
    avis = faire_echoir(contexte.uow, avis, contexte.maintenant)
    return Reply(_detail(contexte, avis), reference=reference)


def accuser(contexte: Contexte, arguments: Arguments) -> Reply:
    """Record that a person acknowledges an avis, a relance, or what they were sent of a programme.

    Raises SaisieInvalide for a dossier that waits for no acknowledgement.
    """
    if not arguments.mots:
        formulaire = formulaire_reference("accuser", "Accuser réception", (), QUEL_DOSSIER)
        return Reply(formulaire=formulaire)
    arguments.cles_permises((), "accuser")
    reference = exiger_reference(arguments.mots, "accuser")
    exiger_rien_de_plus(arguments.mots[1:], "accuser", f"/accuser {reference}")
    match charger_un_dossier(contexte, reference).prefixe:
        case Prefixe.AVIS:
            return _accuser_un_avis(contexte, reference)
        case Prefixe.PROGRAMME:
            return accuser_un_programme(contexte, reference)
    raise SaisieInvalide(
        f"{reference} n'attend pas d'accusé de réception : seuls un avis ou la notice d'un "
        "programme en attendent un. Exemple : /accuser AV-2026-0001",
        "reference",
    )


def _accuser_un_avis(contexte: Contexte, reference: str) -> Reply:
    requete = contexte.requete
    avis = accuser_reception(
        contexte.uow,
        contexte.maintenant,
        contexte.acteur,
        contexte.membre.organisation,
        reference,
        requete.conversation,
        requete.message,
    )
    echeance = avis.echeance
    texte = f"Répondez avant le {echeance_fr(echeance)} (LP art. 6)." if echeance else ""
    blocs: tuple[Bloc, ...] = (Paragraphe(texte),)
    if echeance:
        blocs += (fiches.explication(echeance),)
    message = Message(
        f"{reference} : réception enregistrée",
        blocs,
        fiches.boutons(avis, contexte.membre.organisation),
        Gravite.SUCCES,
    )
    return Reply(message, reference=reference)


def _liste(contexte: Contexte) -> Reply:
    organisation = contexte.membre.organisation
    ouverts = contexte.uow.avis.de(organisation.id, EN_COURS, LISTE_MAX + 1)
    if not ouverts:
        suite = (
            "Pour en envoyer un : /vacance"
            if organisation.est_bailleur
            else ("Vous serez prévenu ici dès qu'un bailleur vous propose un logement.")
        )
        return Reply(Message("Aucun avis en cours", (Paragraphe(suite),)))
    lignes = tuple(
        ligne_avis(un, organisation, len(actives(contexte.uow.avis.candidatures(un.id))))
        for un in ouverts
    )
    titre = f"{organisation.nom} : {pluriel(len(ouverts), 'avis', 'avis')} en cours"
    if len(ouverts) > LISTE_MAX:
        titre = f"{organisation.nom} : plus de {LISTE_MAX} avis en cours, les plus pressés"
    blocs = (decouper_liste(lignes, LISTE_MAX), Paragraphe("Le détail : /avis et la référence."))
    return Reply(Message(titre, blocs))


def _detail(contexte: Contexte, avis: AvisDeVacance) -> Message:
    """Show all that the reader may know; numbers are masked, and in private only."""
    lecteur = contexte.membre.organisation
    liste = contexte.uow.avis.candidatures(avis.id)
    visibles = fiches.visibles(avis, liste, lecteur)
    blocs: list[Bloc] = [
        Champs(
            (
                *fiches.resume_etat(avis, liste, lecteur, contexte.maintenant),
                ("Bailleur", avis.bailleur.nom),
                ("Réservataire", avis.reservataire.nom),
            )
        )
    ]
    if avis.etat in _SUIVIS:
        blocs.append(Paragraphe(suite_fr(avis, liste, lecteur)))
    if avis.manquants:
        blocs.append(Paragraphe(f"Il manque : {fiches.champs_fr(avis.manquants)}."))
    en_cours = offre_a_echoir(visibles)
    for echeance in (avis.premiere, avis.seconde, en_cours and en_cours.parcours.offre):
        if echeance:
            blocs += [fiches.explication(echeance), *fiches.autres_lectures(echeance)]
    blocs.append(fiches.logement(avis))
    if contexte.requete.conversation.prive:
        connus = contexte.uow.menages.connus(avis.id)
        blocs += fiches.candidats_masques(visibles, connus)
    blocs += _textes_libres(avis)
    if lecteur.id == avis.bailleur.id:
        blocs += _choix(contexte, avis)
    blocs += _historique(contexte, avis)
    tete = contexte.uow.journal.tete(avis.reference)
    blocs += fiches.tete(tete[1] if tete else None)
    titre = f"{avis.reference} : {avis.etat}"
    boutons = attendu_d_abord(fiches.boutons(avis, lecteur), liste)
    message = Message(titre, tuple(blocs), boutons)
    return _avec_les_coordonnees(contexte, avis, visibles, message)


def _avec_les_coordonnees(
    contexte: Contexte, avis: AvisDeVacance, visibles: Sequence[Candidature], message: Message
) -> Message:
    """Add the way to names and contact details: on the page itself, else to the page in private."""
    if contexte.requete.plateforme == PAGE:
        de_page = _boutons_de_page(contexte, avis, visibles)
        return replace(message, boutons=(*message.boutons, *de_page))
    if not contexte.requete.conversation.prive or avis.etat is Etat.BROUILLON:
        return message
    return avec_la_page(message, avis.reference, contexte.uow.liens)


def _boutons_de_page(
    contexte: Contexte, avis: AvisDeVacance, visibles: Sequence[Candidature]
) -> tuple[Bouton, ...]:
    """Lead to what is read and typed on a page only."""
    ref = {"reference_avis": avis.reference}
    lire = Bouton("Numéros et coordonnées", "numeros", ref)
    completer = Bouton("Compléter les candidats", "candidats", ref)
    par_le_bailleur = contexte.membre.organisation.id == avis.bailleur.id
    modifiable = avis.etat is Etat.DESIGNE and not par_le_bailleur
    return (*((lire,) if actives(visibles) else ()), *((completer,) if modifiable else ()))


def _choix(contexte: Contexte, avis: AvisDeVacance) -> list[Bloc]:
    """Recall to the bailleur, and to nobody else, what fluxbot proposed for this dwelling."""
    entrees = contexte.uow.journal.chaine(dossier_du_choix(avis.reference))
    return [
        Paragraphe(f"Réservataire proposé par fluxbot : {une.details['réservataire proposé']}.")
        for une in entrees
    ]


def _textes_libres(avis: AvisDeVacance) -> list[Bloc]:
    textes = []
    if avis.motif:
        textes.append(Paragraphe(f"Motif de la liste courte : {avis.motif}"))
    if avis.motif_retrait:
        textes.append(Paragraphe(f"Motif du retrait : {avis.motif_retrait}"))
    return list(textes)


def _historique(contexte: Contexte, avis: AvisDeVacance) -> list[Bloc]:
    entrees = contexte.uow.journal.chaine(avis.reference)[-HISTORIQUE_MAX:]
    zone = avis.termes.zone
    lignes = tuple(f"{instant_fr(une.instant, zone)} · {ligne_journal(une)}" for une in entrees)
    return [Paragraphe("Historique"), Liste(lignes)]
