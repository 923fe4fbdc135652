"""A programme, a household and a meeting, lived through every notice that speaks of them."""

from __future__ import annotations

from datetime import timedelta

from core.domain.envois import Genre
from tests.golden.recit import Recit

CONVENTION = "loire-atlantique-2024"
PN, DP, CIB = "PN-2026-0001", "DP-2026-0001", "CIB-2026-0001"
NUR = tuple(f"0440318000123100{n:02d}" for n in range(1, 9))
PROGRAMME = {
    "residence": "Les Filaos",
    "adresse": "12 rue des Lilas, 44000 Nantes",
    "commune": "Nantes",
    "qpv": "oui",
    "livraison": "15/09/2026",
    "logements": "10 x T3 PLUS 512,30 85",
    "nature_charges": "eau, ordures ménagères",
}
MENAGE = {"voie": "rapport social", "categorie": "dalo", "types": "T3", "communes": "Nantes"}
OFFRE = "type=T3 commune=Nantes qpv=non loyer=512,30 charges=85"


async def programme(recit: Recit) -> None:
    """A programme notified, filled, a dwelling handed back, then delivered."""

    def lire(quoi: str, qui: str, **faits: str) -> None:
        recit.lire(Genre.PROGRAMME, quoi, PN, qui, **faits)

    etat, bailleur = recit.numero("dora"), recit.numero("hugo")
    du_plan = {"annee": "2026", "convention": CONVENTION}
    await recit.remplir("hugo", "programme", PROGRAMME)
    lire("plan", "dora", bailleur=bailleur, **du_plan)
    lire("rappel_plan", "hugo", **du_plan)
    lire("rappel_notice", "hugo", jours="30")
    lire("rappel_concertation", "hugo", jours="30")
    await recit.scene.ecrire("hugo", f"/programme {PN} notifier")
    lire("notice", "dora", tour="1")
    lire("rappel_accuse", "dora", objet=etat, jours="2")
    lire("rappel_accuse", "hugo", objet=etat, jours="2")
    await recit.scene.dispatcher.vider()
    lire("notice_recu", "hugo", objet=etat, tour="1")
    lire("rappel_nommer", "hugo", jours="7")
    lire("rappel_liste", "dora", objet=etat, jours="30")
    lire("rappel_echue", "dora", objet=etat)
    lire("rappel_echue", "hugo", objet=etat)
    await recit.dire("hugo", f"/programme {PN} concertation date=15/04/2026 heure=14h30")
    lire("concertation", "dora")
    lire("rappel_reunion", "dora", jours="3")
    await recit.dire("hugo", f"/programme {PN} livraison date=15/10/2026")
    lire("livraison", "dora", avant="2026-09-15", apres="2026-10-15")
    await recit.dire("hugo", f"/programme {PN} derogation demandee=10/03/2026")
    lire("derogation", "dora")
    await recit.dire("dora", f"/programme {PN} candidats {' '.join(NUR[:4])}")
    lire("candidats", "hugo", nombre="4", objet=etat)
    await recit.dire("dora", f"/programme {PN} retirer 4")
    lire("candidat_retire", "hugo", numero="4", objet=etat)
    await recit.dire("hugo", f"/programme {PN} retenir 1 logement=2")
    lire("retenu", "dora", numero="1")
    await _retours(recit)
    lire("rappel_livraison", "hugo", jours="7")
    await recit.dire("hugo", f"/programme {PN} livre date=19/03/2026")
    lire("livre", "dora")


async def _retours(recit: Recit) -> None:
    """A candidate fails: its dwelling goes back to the État, then to the bailleur (LA 4.2.2)."""

    def lire(quoi: str, qui: str, **faits: str) -> None:
        recit.lire(Genre.PROGRAMME, quoi, PN, qui, **faits)

    await recit.scene.ecrire("hugo", f'/programme {PN} echec 2 motif="refus du ménage" logement=6')
    with recit.scene.base.transaction() as uow:
        lu = uow.programmes.par_reference(PN)
    assert lu
    retour = lu.contenu.retours[-1]
    du_retour = {"tour": str(retour.rang), "dossier": str(retour.logement)}
    lire("echec", "dora", numero="2")
    lire("retour", "dora", **du_retour)
    lire("rappel_accuse_retour", "dora", objet=str(retour.logement), jours="2")
    await recit.scene.dispatcher.vider()
    lire("retour_recu", "hugo", objet=recit.numero("dora"), tour=du_retour["tour"])
    lire("rappel_complement", "dora", objet=str(retour.logement), jours="3")
    await recit.scene.attendre(days=9)
    lire("rendu", "hugo", numero=str(retour.logement))
    lire("rendu", "dora", numero=str(retour.logement))


async def abandon(recit: Recit) -> None:
    """A programme that will not be built."""
    await recit.remplir("hugo", "programme", PROGRAMME)
    await recit.dire("hugo", f"/programme {PN} notifier")
    await recit.dire("hugo", f'/programme {PN} abandonner motif="permis annulé" confirmer=oui')
    recit.lire(Genre.PROGRAMME, "abandon", PN, "dora")


async def menage(recit: Recit) -> None:
    """A household inscribed, handed from one bailleur to another, rehoused, and told."""

    def lire(quoi: str, qui: str, **faits: str) -> None:
        recit.lire(Genre.PRIORITAIRE, quoi, DP, qui, **faits)

    def dossier(reste: str) -> str:
        return f"/dossier {DP} {reste}"

    await recit.remplir("dora", "dossier", {"numero": NUR[0], **MENAGE})
    lire("a_prevenir", "dora", dossier=CONVENTION)
    await recit.dire("dora", dossier("designer bailleur=Neotoa"))
    await recit.dire("dora", dossier('designer bailleur="Habitat 44" confirmer=oui'))
    lire("designe", "hugo")
    lire("importes", "hugo")
    lire("libere", "nina")
    await recit.dire("hugo", dossier(f"proposer {OFFRE}"))
    lire("propose", "dora")
    lire("rappel_reponse", "hugo", jours="7")
    lire("sans_nouvelle", "dora")
    await recit.dire("hugo", dossier("reponse accepte"))
    lire("repondu", "dora")
    lire("rappel_entree", "hugo", jours="7")
    await recit.dire("hugo", dossier("entree 10/03/2026"))
    lire("entree", "dora")
    await recit.dire("hugo", dossier('imputer non raison="ressources mensuelles erronées"'))
    lire("impute", "dora")


async def signalement(recit: Recit) -> None:
    """A household that a bailleur signals, and that is put aside, then withdrawn."""
    await recit.remplir(
        "hugo",
        "dossier",
        {"numero": NUR[0], "categorie": "dalo", "types": "T3", "caleol": "30/03/2026"},
    )

    def lire(quoi: str, qui: str, **faits: str) -> None:
        recit.lire(Genre.PRIORITAIRE, quoi, DP, qui, **faits)

    lire("signale", "dora")
    lire("rappel_instruire", "dora", jours="3")
    lire("rappel_caleol_passee", "dora")
    await recit.dire("dora", f'/dossier {DP} ecarter motif="demande incomplète"')
    lire("ecarte", "hugo")
    await recit.dire("dora", f"/dossier {DP} inscrire")
    lire("inscrit", "hugo")
    await recit.dire("dora", f'/dossier {DP} retirer motif="demande radiée" confirmer=oui')
    lire("retire", "hugo")


async def commission(recit: Recit) -> None:
    """Two meetings: convened, moved, held; what is owed meanwhile, then late."""

    def lire(quoi: str, qui: str, reference: str = CIB, **faits: str) -> None:
        recit.lire(Genre.COMMISSION, quoi, reference, qui, **faits)

    def cib(reste: str) -> str:
        return f"/commission {CIB} {reste}"

    lire("calendrier", "dora", "CIB-2026", dossier=CONVENTION)
    await recit.remplir("dora", "dossier", {"numero": NUR[0], **MENAGE})
    await recit.dire("dora", "/commission nouvelle date=17/03/2026 heure=14h30 lieu=DDETS")
    await recit.dire("dora", cib("convoquer"))
    lire("convocation", "hugo")
    await recit.dire("dora", cib("reporter date=18/03/2026"))
    lire("report", "hugo", ancien="mardi 17/03/2026 à 14:30, DDETS")
    recit.scene.horloge.avancer(timedelta(days=8))
    lire("seance", "dora")
    recit.scene.horloge.avancer(timedelta(hours=5))
    lire("oubli", "dora")
    await recit.dire("dora", cib("ouvrir"))
    choix = 'bailleur="Habitat 44" avant=20/03/2026'
    await recit.dire("dora", cib(f'decision {DP} texte="un T3 à Nantes" {choix}'))
    await recit.dire("dora", cib("clore confirmer=oui"))
    lire("cloture", "dora")
    lire("cloture", "hugo")
    await recit.dire("dora", "/commission nouvelle date=15/05/2026 heure=14h30 lieu=DDETS")
    suivante = "CIB-2026-0002"
    lire("relance", "hugo", suivante, jours="14")
    recit.scene.horloge.avancer(timedelta(days=10))
    lire("retard", "hugo", suivante)
    lire("retards", "dora", suivante)
    await recit.dire(
        "dora", f'/commission {suivante} annuler motif="quorum impossible" confirmer=oui'
    )
    lire("annulation", "hugo", suivante)


RECITS = (programme, abandon, menage, signalement, commission)
