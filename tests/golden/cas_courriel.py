"""The notices that e-mail calls for, as chat shows them where they may go."""

from __future__ import annotations

from core.domain.acces import But
from core.domain.avis import Etat
from core.domain.envois import Genre
from core.domain.journal import engagement
from tests.builders import LE_PORT, RECU_LE, RELANCE_LE, SIDR
from tests.golden.decor import Cas, avis_de

MOTIF = "deux demandes radiées, une seule reste"
EMIS, OUVERT = avis_de(Etat.EMIS), avis_de(Etat.OUVERT)
REMIS = avis_de(Etat.EMIS, remis_le=RECU_LE)
EN_RELANCE = avis_de(Etat.EN_RELANCE)
RELANCE_REMISE = avis_de(Etat.EN_RELANCE, seconde=None, remis_le=RELANCE_LE)
RELANCE_PARTIE = avis_de(Etat.EN_RELANCE, seconde=None)
MOTIVE = avis_de(Etat.DESIGNE, motif=MOTIF)


def _sans_accuse() -> list[Cas]:
    return [
        Cas(f"sans-accuse-{objet}-{qui}", Genre.SANS_ACCUSE, avis, lecteur, faits={"jours": "2"})
        for objet, avis in (("avis", REMIS), ("relance", RELANCE_REMISE))
        for qui, lecteur in (("reservataire", LE_PORT), ("bailleur", SIDR))
    ]


def _non_remis() -> list[Cas]:
    """Why a mail reached nobody, and the reason that the CALEOL did not get."""
    cas = [
        Cas(
            f"non-remis-{objet}-{raison.replace('_', '-')}",
            Genre.NON_REMIS,
            avis,
            SIDR,
            faits={"raison": raison, "objet": objet},
        )
        for objet, avis in (("avis", EMIS), ("relance", RELANCE_PARTIE))
        for raison in ("courriel", "attente_courriel")
    ]
    for nom, suite in (("administrateur", {}), ("bailleur", {"a_remettre": "oui"})):
        faits = {"raison": "refus", "objet": "motif", **suite}
        cas.append(Cas(f"non-remis-motif-{nom}", Genre.NON_REMIS, MOTIVE, SIDR, 1, faits))
    return cas


def _liens() -> list[Cas]:
    buts = {But.DOSSIER: "AV-2026-0001", But.ESPACE: ""}
    return [
        Cas(
            f"lien-{but}",
            Genre.LIEN,
            OUVERT,
            LE_PORT,
            faits={"membre": "7", "but": but.value, "reference": reference},
        )
        for but, reference in buts.items()
    ]


COURRIELS = (
    Cas("echeance-premier", Genre.ECHEANCE, OUVERT, LE_PORT, 1, {"nature": "premier_delai"}),
    Cas("echeance-second", Genre.ECHEANCE, EN_RELANCE, LE_PORT, 0, {"nature": "second_delai"}),
    Cas(
        "motif-caleol",
        Genre.MOTIF_CALEOL,
        MOTIVE,
        SIDR,
        1,
        {"engagement": engagement(MOTIVE.sel, MOTIF)},
    ),
    Cas("secours", Genre.SECOURS, OUVERT, LE_PORT, faits={"organisation": str(LE_PORT.id)}),
    Cas(
        "muette",
        Genre.SECOURS,
        OUVERT,
        LE_PORT,
        faits={"organisation": str(LE_PORT.id), "muette": "oui"},
    ),
    Cas("non-lu", Genre.NON_LU, OUVERT, LE_PORT, faits={"muette": str(LE_PORT.id)}),
    Cas("horloge", Genre.SERVICE, OUVERT, LE_PORT, faits={"quoi": "horloge", "secondes": "259200"}),
    Cas(
        "interruption",
        Genre.SERVICE,
        OUVERT,
        LE_PORT,
        faits={
            "quoi": "interruption",
            "debut": "2026-03-03T06:12:00+00:00",
            "fin": "2026-03-06T05:40:00+00:00",
        },
    ),
    Cas("designe-sans-adresse-caleol", Genre.DESIGNE, MOTIVE, SIDR, 1, {"caleol": "absente"}),
    Cas("mise-a-jour-remis-reservataire", Genre.MISE_A_JOUR, REMIS, LE_PORT),
    Cas("mise-a-jour-remis-bailleur", Genre.MISE_A_JOUR, REMIS, SIDR),
    *_sans_accuse(),
    *_non_remis(),
    *_liens(),
)
