"""Every kind of notice, in every state that changes its words."""

from __future__ import annotations

from core.domain.avis import Etat
from core.domain.envois import Genre
from core.domain.organisations import Organisation
from tests.builders import LE_PORT, SIDR, TERRITOIRE
from tests.golden.cas_courriel import COURRIELS
from tests.golden.cas_suites import SUITES
from tests.golden.decor import TETE, Cas, avis_de, jours_avant

MOTIF = "deux demandes radiées, une seule reste"
SILENCE = "du 29/12/2026 à 08:00 au 31/12/2026 à 09:15"

EMIS, OUVERT = avis_de(Etat.EMIS), avis_de(Etat.OUVERT)
EN_RELANCE = avis_de(Etat.EN_RELANCE)
RELANCE_PARTIE = avis_de(Etat.EN_RELANCE, seconde=None)
DESIGNE = avis_de(Etat.DESIGNE)
MOTIVE = avis_de(Etat.DESIGNE, motif=MOTIF)
INCOMPLET, TENU = avis_de(Etat.INCOMPLET), avis_de(Etat.REPUTE_TENU)
RETIRE = avis_de(Etat.RETIRE, motif_retrait="logement vendu")
RENDU = avis_de(Etat.RENDU)
RELANCE_ANEW = avis_de(Etat.EMIS, tour=2)
PARTAGE = avis_de(Etat.OUVERT, renfort=TERRITOIRE)
PARTAGE_RENDU = avis_de(Etat.RENDU, renfort=TERRITOIRE)
PARTAGE_DESIGNE = avis_de(Etat.DESIGNE, renfort=TERRITOIRE)
ACCEPTE = avis_de(Etat.DESIGNE, tardifs_acceptes=True)


def _suivis() -> list[Cas]:
    """The text of the avis itself, and what it becomes for each party in each state."""
    etats = {
        "emis": (EMIS, 0),
        "ouvert": (OUVERT, 2),
        "en-relance": (EN_RELANCE, 0),
        "en-relance-un-candidat": (EN_RELANCE, 1),
        "relance-partie": (RELANCE_PARTIE, 0),
        "designe": (DESIGNE, 3),
        "designe-liste-motivee": (MOTIVE, 1),
        "incomplet": (INCOMPLET, 2),
        "repute-tenu": (TENU, 0),
        "retire": (RETIRE, 0),
        "rendu": (RENDU, 0),
        "ouvert-a-un-autre": (PARTAGE, 1),
    }
    lecteurs: dict[str, Organisation] = {"reservataire": LE_PORT, "bailleur": SIDR}
    return [
        Cas(f"mise-a-jour-{etat}-{qui}", Genre.MISE_A_JOUR, avis, lecteur, candidats)
        for etat, (avis, candidats) in etats.items()
        for qui, lecteur in lecteurs.items()
    ]


def _constats() -> list[Cas]:
    """What the end of both délais says, to each party, after a silence of ours too."""
    cas = []
    for nom, genre, avis, candidats in (
        ("incomplet", Genre.INCOMPLET, INCOMPLET, 2),
        ("repute-tenu", Genre.REPUTE_TENU, TENU, 0),
    ):
        for qui, lecteur in (("reservataire", LE_PORT), ("bailleur", SIDR)):
            for suite, silence in (("", ""), ("-apres-silence", SILENCE)):
                faits = {"nombre": str(candidats), "silence": silence}
                cas.append(Cas(f"{nom}-{qui}{suite}", genre, avis, lecteur, candidats, faits))
    return cas


def _non_remis() -> list[Cas]:
    return [
        Cas(
            f"non-remis-{objet}-{raison}",
            Genre.NON_REMIS,
            EMIS if objet == "avis" else RELANCE_PARTIE,
            SIDR,
            faits={"raison": raison, "objet": objet},
        )
        for objet in ("avis", "relance")
        for raison in ("personne", "refus", "attente")
    ]


def _suite_non_remise() -> Cas:
    """A step that reached nobody at the réservataire's."""
    faits = {"raison": "bloque", "objet": "suite"}
    return Cas("non-remis-suite", Genre.NON_REMIS, DESIGNE, SIDR, 3, faits)


NOTICES = (
    Cas("avis-emis", Genre.AVIS, EMIS, LE_PORT),
    Cas("avis-emis-delai-relance", Genre.AVIS, RELANCE_ANEW, LE_PORT),
    Cas("avis-peut-etre-deja-parvenu", Genre.AVIS, EMIS, LE_PORT, doublon=True),
    Cas("relance-sans-candidat", Genre.RELANCE, RELANCE_PARTIE, LE_PORT),
    Cas("relance-un-candidat", Genre.RELANCE, RELANCE_PARTIE, LE_PORT, 1),
    Cas(
        "rectificatif",
        Genre.RECTIFICATIF,
        OUVERT,
        LE_PORT,
        faits={"champs": "loyer,annee", "delai": "non"},
    ),
    Cas(
        "rectificatif-delai-relance",
        Genre.RECTIFICATIF,
        RELANCE_ANEW,
        LE_PORT,
        faits={"champs": "", "delai": "oui"},
    ),
    Cas(
        "rectificatif-apres-designation",
        Genre.RECTIFICATIF,
        DESIGNE,
        LE_PORT,
        3,
        {"champs": "dependances", "delai": "non"},
    ),
    Cas(
        "rappel-3-jours",
        Genre.RAPPEL,
        OUVERT,
        LE_PORT,
        1,
        {"jours": "3", "nature": "premier_delai"},
        le=jours_avant(OUVERT.premiere, 3),
    ),
    Cas(
        "rappel-veille",
        Genre.RAPPEL,
        EN_RELANCE,
        LE_PORT,
        2,
        {"jours": "1", "nature": "second_delai"},
        le=jours_avant(EN_RELANCE.seconde, 1),
    ),
    Cas(
        "rappel-dernier-jour",
        Genre.RAPPEL,
        EN_RELANCE,
        LE_PORT,
        2,
        {"jours": "1", "nature": "second_delai"},
        le=jours_avant(EN_RELANCE.seconde, 0),
    ),
    Cas("avis-recu", Genre.AVIS_RECU, OUVERT, SIDR),
    Cas("relance-recue", Genre.RELANCE_RECUE, EN_RELANCE, SIDR),
    Cas("candidats-attendus", Genre.CANDIDATS, OUVERT, SIDR, 1),
    Cas("candidats-apres-designation", Genre.CANDIDATS, DESIGNE, SIDR, 4),
    Cas("designe", Genre.DESIGNE, DESIGNE, SIDR, 3),
    Cas("designe-liste-motivee", Genre.DESIGNE, MOTIVE, SIDR, 1),
    Cas("designe-avec-un-autre", Genre.DESIGNE, PARTAGE_DESIGNE, SIDR, 3),
    Cas("tardifs-un", Genre.TARDIFS, TENU, SIDR, faits={"nombre": "1 candidat"}),
    Cas("tardifs-deux", Genre.TARDIFS, TENU, SIDR, faits={"nombre": "2 candidats"}),
    Cas("tardifs-acceptes-un", Genre.TARDIFS_ACCEPTES, ACCEPTE, LE_PORT, 1, {"nombre": "1"}),
    Cas("tardifs-acceptes-deux", Genre.TARDIFS_ACCEPTES, ACCEPTE, LE_PORT, 2, {"nombre": "2"}),
    Cas("retire", Genre.RETIRE, RETIRE, LE_PORT),
    Cas("rendu-bailleur", Genre.RENDU, RENDU, SIDR),
    Cas("rendu-autre-reservataire", Genre.RENDU, PARTAGE_RENDU, TERRITOIRE),
    Cas("ouverture", Genre.OUVERTURE, PARTAGE, SIDR),
    Cas("renfort", Genre.RENFORT, PARTAGE, TERRITOIRE),
    Cas("complete-par-le-bailleur", Genre.COMPLETE, DESIGNE, LE_PORT, 3, {"par": SIDR.nom}),
    Cas("complete-par-un-autre", Genre.COMPLETE, PARTAGE, LE_PORT, 2, {"par": TERRITOIRE.nom}),
    Cas(
        "hors-terme",
        Genre.HORS_TERME,
        EMIS,
        SIDR,
        faits={"convention": "le-port-2024", "fin": "31/12/2026"},
    ),
    Cas(
        "sceau",
        Genre.SCEAU,
        OUVERT,
        SIDR,
        faits={"jour": "2026-12-10", "dossiers": "2", "empreinte": TETE},
    ),
    *(
        Cas(
            f"droit-{nom}",
            Genre.DROIT,
            OUVERT,
            LE_PORT,
            faits={
                "bailleur": SIDR.nom,
                "annee": "2026",
                "part": "4",
                "avant": avant,
                "article": "LP art. 9",
            },
        )
        for nom, avant in (("retenu", ""), ("remplace", "3"))
    ),
    *_suivis(),
    *_constats(),
    *_non_remis(),
    _suite_non_remise(),
    *SUITES,
    *COURRIELS,
)
