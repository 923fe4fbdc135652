"""What is answered to somebody who changed a list of candidates."""

from __future__ import annotations

from collections.abc import Sequence, Set

from bot.presenters import fiches
from core.domain.avis import AvisDeVacance, Etat
from core.domain.candidatures import Candidature, actives
from core.domain.delais import echeance_fr
from core.domain.organisations import Organisation
from core.messages.model import Bloc, Code, Gravite, Message, Paragraphe
from core.texte import de, liste_fr, pluriel
from core.usecases.ajouts import Reponse


def repondre(
    reponse: Reponse,
    lecteur: Organisation,
    retire: int | None = None,
    connus: Set[int] = frozenset(),
) -> Message:
    """Say what became of each number, what is still missing, and until when.

    `connus`: the numbers of the candidates whose household is known.
    """
    if reponse.tardifs:
        return _trop_tard(reponse)
    avis = reponse.avis
    nombre = len(actives(reponse.liste))
    blocs: list[Bloc] = [Paragraphe(_effet(reponse, retire))]
    blocs += [Paragraphe(texte) for texte in _precisions(reponse) if texte]
    blocs.append(Paragraphe(_suite(reponse, lecteur, nombre)))
    blocs += fiches.candidats_masques(fiches.visibles(avis, reponse.liste, lecteur), connus)
    if avis.motif and 0 < nombre < avis.termes.candidats.minimum.valeur:
        blocs += courriel_caleol(avis, nombre, parti=reponse.motif_parti)
    boutons = fiches.boutons(avis, lecteur)
    gravite = Gravite.SUCCES if avis.etat is Etat.DESIGNE else Gravite.INFO
    return Message(f"{avis.reference} : {_titre(reponse, nombre)}", tuple(blocs), boutons, gravite)


def repondre_acceptation(reponse: Reponse) -> Message:
    """Confirm that late candidates were taken."""
    nombre = pluriel(len(reponse.ajoutes), "candidat tardif accepté", "candidats tardifs acceptés")
    texte = (
        "L'engagement a bien été réputé tenu et compte pour un logement ; ces candidats "
        "iront à la CALEOL. Le réservataire en est informé."
    )
    return Message(
        f"{reponse.avis.reference} : {nombre}", (Paragraphe(texte),), gravite=Gravite.SUCCES
    )


def courriel_caleol(avis: AvisDeVacance, nombre: int, *, parti: bool = False) -> list[Bloc]:
    """Say that the reason of a short list goes to the CALEOL, or hand its e-mail over (LP art. 6).

    `parti`: fluxbot sends it.
    """
    if parti:
        return [Paragraphe("Le motif part par courriel à la CALEOL (LP art. 6).")]
    consigne = (
        "Le motif doit aussi partir par courriel à la CALEOL, avec les dossiers (LP art. 6). "
        "Texte à copier :"
    )
    return [Paragraphe(consigne), Code(texte_pour_la_caleol(avis, nombre))]


def texte_pour_la_caleol(avis: AvisDeVacance, nombre: int) -> str:
    """Write the e-mail that the reason of a short list must be sent by, to be copied."""
    minimum = avis.termes.candidats.minimum.valeur
    return (
        f"Objet : {avis.reference}, liste de moins de {minimum} candidats\n\n"
        f"Madame, Monsieur,\n\nPour le logement {avis.reference} {de(avis.bailleur.nom)}, "
        f"{avis.reservataire.nom} présente {pluriel(nombre, 'candidat')}, soit moins de {minimum}, "
        f"pour la raison suivante : {(avis.motif or '').rstrip('.')}.\n\n"
        "Conformément à l'article 6 de la convention de gestion en flux."
    )


def _titre(reponse: Reponse, nombre: int) -> str:
    if reponse.avis.etat in (Etat.DESIGNE, Etat.EN_CALEOL):
        return f"{reponse.avis.etat}, {pluriel(nombre, 'candidat')}"
    return f"{pluriel(nombre, 'candidat')} sur {reponse.avis.termes.candidats.minimum.valeur}"


def _effet(reponse: Reponse, retire: int | None) -> str:
    if retire is not None:
        return f"Le candidat n° {retire} est retiré."
    if reponse.ajoutes:
        return f"{pluriel(len(reponse.ajoutes), 'candidat ajouté', 'candidats ajoutés')}."
    if reponse.coordonnees and not reponse.avis.motif:
        return "Liste inchangée."
    return "Aucun nouveau candidat." if not reponse.avis.motif else "Motif enregistré."


def _precisions(reponse: Reponse) -> tuple[str, ...]:
    return (_coordonnees(reponse), _repetes(reponse), _doutes(reponse))


def _coordonnees(reponse: Reponse) -> str:
    if not reponse.coordonnees:
        return ""
    qui = liste_fr(f"n° {un}" for un in reponse.coordonnees)
    return f"Coordonnées enregistrées, chiffrées : {qui}. Les deux parties les lisent sur la page."


def _numeros(liste: Sequence[Candidature]) -> str:
    return liste_fr(f"n° {une.numero} ({une.numero_unique.masque})" for une in liste)


def _repetes(reponse: Reponse) -> str:
    if not reponse.repetes:
        return ""
    return f"Déjà dans la liste, compté une seule fois : {_numeros(reponse.repetes)}."


def _doutes(reponse: Reponse) -> str:
    if not reponse.en_doute:
        return ""
    details = liste_fr(
        f"{une.numero_unique.masque} : {liste_fr(une.numero_unique.doutes)}"
        for une in reponse.en_doute
    )
    return (
        f"Mis de côté, à confirmer : {details}. Si le numéro est juste, renvoyez-le en le "
        "confirmant (confirmer=oui) ; sinon, renvoyez le bon."
    )


def _suite(reponse: Reponse, lecteur: Organisation, nombre: int) -> str:
    """Say what the list still lacks, or that it is enough."""
    avis = reponse.avis
    if avis.etat is Etat.DESIGNE:
        return (
            f"Désignation faite : {avis.bailleur.nom} présente les candidats à la CALEOL. Jusqu'à "
            "la première présentation, la liste peut encore changer."
        )
    if avis.etat is Etat.EN_CALEOL:
        return f"{avis.bailleur.nom} présente aussi ces candidats à la CALEOL (LP art. 6)."
    if avis.etat is Etat.REPUTE_TENU:
        return "Le délai après relance est passé sans candidat : l'engagement est réputé tenu."
    manque = f"Il manque {pluriel(reponse.manquent, 'candidat')}"
    if avis.etat is Etat.INCOMPLET:
        return f"{manque} : le bailleur peut compléter la liste (LP art. 6)."
    limite = f" avant le {echeance_fr(avis.echeance)}" if avis.echeance else ""
    if lecteur.id != avis.reservataire.id or not nombre:
        return f"{manque}{limite}."
    return (
        f"{manque}{limite} ; ou donnez le motif d'une liste courte : "
        f'/candidats {avis.reference} motif="…"'
    )


def _trop_tard(reponse: Reponse) -> Message:
    avis = reponse.avis
    limite = echeance_fr(avis.seconde) if avis.seconde else "passé"
    recus = pluriel(
        len(reponse.tardifs),
        "candidat gardé à part et refusé",
        "candidats gardés à part et refusés",
    )
    texte = (
        f"Le délai après relance a pris fin le {limite} sans candidat : l'engagement du bailleur "
        f"est réputé tenu (LP art. 6). {recus}, sauf accord {de(avis.bailleur.nom)}, qui en est "
        "prévenu."
    )
    return Message(f"{avis.reference} : trop tard", (Paragraphe(texte),), gravite=Gravite.REFUS)
