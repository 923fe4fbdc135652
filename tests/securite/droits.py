"""The table of rights, as people were promised it: independent of the program's own."""

from __future__ import annotations

from core.domain.organisations import Nature, Role
from tests.component.scene import NUR

BAILLEUR = {Nature.BAILLEUR}
RESERVATAIRE = {
    Nature.COMMUNE,
    Nature.EPCI,
    Nature.ETAT,
    Nature.ACTION_LOGEMENT,
    Nature.AUTRE,
}
LES_PARTIES = BAILLEUR | RESERVATAIRE
ETAT_ET_BAILLEURS = BAILLEUR | {Nature.ETAT}
TOUS = set(Nature)
OUVERTES = ("start", "aide", "inscription", "annuler", "passer")

ATTENDU = {
    "start": (TOUS, Role.AGENT),
    "aide": (TOUS, Role.AGENT),
    "inscription": (TOUS, Role.AGENT),
    "annuler": (TOUS, Role.AGENT),
    "passer": (TOUS, Role.AGENT),
    "canal": (TOUS, Role.REFERENT),
    "adresse": (TOUS, Role.REFERENT),
    "vacance": (BAILLEUR, Role.AGENT),
    "avis": (LES_PARTIES, Role.AGENT),
    "candidats": (RESERVATAIRE, Role.AGENT),
    "rendre": (RESERVATAIRE, Role.AGENT),
    "ouvrir": (RESERVATAIRE, Role.AGENT),
    "accuser": (RESERVATAIRE, Role.AGENT),
    "retirer": (BAILLEUR, Role.AGENT),
    "completer": (BAILLEUR, Role.AGENT),
    "accepter": (BAILLEUR, Role.AGENT),
    "retour": (BAILLEUR, Role.AGENT),
    "caleol": (BAILLEUR, Role.AGENT),
    "offre": (BAILLEUR, Role.AGENT),
    "reponse": (BAILLEUR, Role.AGENT),
    "bail": (BAILLEUR, Role.AGENT),
    "visite": (LES_PARTIES, Role.AGENT),
    "numeros": (LES_PARTIES, Role.AGENT),
    "page": (TOUS, Role.AGENT),
    "preuve": (LES_PARTIES, Role.AGENT),
    "annexe": (LES_PARTIES, Role.AGENT),
    "flux": (LES_PARTIES, Role.AGENT),
    "objectifs": (LES_PARTIES, Role.AGENT),
    "importer": ({Nature.ETAT}, Role.AGENT),
    "programme": (LES_PARTIES, Role.AGENT),
    "dossier": (ETAT_ET_BAILLEURS, Role.AGENT),
    "commission": (ETAT_ET_BAILLEURS, Role.AGENT),
    "etat": (TOUS, Role.ADMINISTRATEUR),
}
"""Who may do what, as the list of commands promises it to people."""

AVIS, PROGRAMME, MENAGE, SEANCE = "AV-2026-", "PN-2026-", "DP-2026-", "CIB-2026-"

SUR_UN_DOSSIER = {
    "vacance": ((AVIS,), "/vacance {} loyer=498"),
    "avis": ((AVIS,), "/avis {}"),
    "candidats": ((AVIS,), f"/candidats {{}} {NUR[0]}"),
    "rendre": ((AVIS,), "/rendre {}"),
    "ouvrir": ((AVIS,), '/ouvrir {} a="Le Port"'),
    "accuser": ((AVIS, PROGRAMME), "/accuser {}"),
    "retirer": ((AVIS,), "/retirer {} motif=vendu"),
    "completer": ((AVIS,), f"/completer {{}} {NUR[0]}"),
    "accepter": ((AVIS,), "/accepter {}"),
    "retour": ((AVIS,), "/retour {} 1 presente"),
    "caleol": ((AVIS,), "/caleol {} 1 attribution"),
    "offre": ((AVIS,), "/offre {} 1 date=10/03/2026"),
    "reponse": ((AVIS,), "/reponse {} 1 accepte"),
    "bail": ((AVIS,), "/bail {} 1 date=10/03/2026"),
    "visite": ((AVIS,), "/visite {} 1 date=10/03/2026"),
    "numeros": ((AVIS, PROGRAMME, MENAGE), "/numeros {}"),
    "page": ((AVIS, PROGRAMME, MENAGE, SEANCE), "/page {}"),
    "preuve": ((AVIS, PROGRAMME, MENAGE, SEANCE), "/preuve {}"),
    "programme": ((PROGRAMME,), "/programme {}"),
    "dossier": ((MENAGE,), "/dossier {}"),
    "commission": ((SEANCE,), "/commission {}"),
}
"""The commands that bear on a dossier: the kinds they take, and what is typed."""

RESERVEES = {
    "/programme nouveau": BAILLEUR,
    "/programme plan": BAILLEUR,
    "/programme envoyer_plan": BAILLEUR,
    "/programme PN-2026-0001 notifier": BAILLEUR,
    "/programme PN-2026-0001 livraison": BAILLEUR,
    "/programme PN-2026-0001 concertation": BAILLEUR,
    "/programme PN-2026-0001 repartir": BAILLEUR,
    "/programme PN-2026-0001 candidats": RESERVATAIRE,
    "/programme PN-2026-0001 valider": RESERVATAIRE,
    "/programme PN-2026-0001 retirer": RESERVATAIRE,
    "/programme PN-2026-0001 retenir": BAILLEUR,
    "/programme PN-2026-0001 echec": BAILLEUR,
    "/programme PN-2026-0001 carence": BAILLEUR,
    "/programme PN-2026-0001 derogation": ETAT_ET_BAILLEURS,
    "/programme PN-2026-0001 livre": BAILLEUR,
    "/programme PN-2026-0001 abandonner": BAILLEUR,
    "/dossier nouveau": ETAT_ET_BAILLEURS,
    "/dossier DP-2026-0001 inscrire": {Nature.ETAT},
    "/dossier DP-2026-0001 ecarter": {Nature.ETAT},
    "/dossier DP-2026-0001 designer": {Nature.ETAT},
    "/dossier DP-2026-0001 signaler": BAILLEUR,
    "/dossier DP-2026-0001 proposer": BAILLEUR,
    "/dossier DP-2026-0001 reponse": ETAT_ET_BAILLEURS,
    "/dossier DP-2026-0001 entree": ETAT_ET_BAILLEURS,
    "/dossier DP-2026-0001 imputer": ETAT_ET_BAILLEURS,
    "/dossier DP-2026-0001 retirer": {Nature.ETAT},
    "/dossier DP-2026-0001 prevenir": {Nature.ETAT},
    "/dossier DP-2026-0001 rectifier": {Nature.ETAT},
    "/dossier DP-2026-0001 prive": ETAT_ET_BAILLEURS,
    "/commission nouvelle": {Nature.ETAT},
    "/commission CIB-2026-0001 reporter": {Nature.ETAT},
    "/commission CIB-2026-0001 annuler": {Nature.ETAT},
    "/commission CIB-2026-0001 convoquer": {Nature.ETAT},
    "/commission CIB-2026-0001 ouvrir": {Nature.ETAT},
    "/commission CIB-2026-0001 presences": {Nature.ETAT},
    "/commission CIB-2026-0001 decision": {Nature.ETAT},
    "/commission CIB-2026-0001 retirer_decision": {Nature.ETAT},
    "/commission CIB-2026-0001 clore": {Nature.ETAT},
    "/objectifs global": {Nature.ETAT},
    "/objectifs bailleur": {Nature.ETAT},
    "/objectifs categorie": {Nature.ETAT},
    "/objectifs declarer": BAILLEUR,
}
"""The actions of a command that only some of its parties may do, on a dossier of their own."""

LECTURES = {"document", "ordre", "resume"}
"""The actions that only show: open to every party."""

SANS_VOLET = {"dossier", "commission", "importer"}
"""What the convention of these organisations does not rule is not offered."""

PERMIS, NATURE, ROLE, INCONNU = "permis", "nature", "rôle", "inconnu"


def attendue(commande: str, nature: Nature, role: Role) -> str:
    """Give the answer that the table calls for."""
    natures, minimum = ATTENDU[commande]
    if nature not in natures:
        return NATURE
    return PERMIS if role.rang >= minimum.rang else ROLE
