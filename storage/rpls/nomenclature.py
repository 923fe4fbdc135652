"""The national nomenclature of RPLS: its columns, its codes, and what we call them.

Positions, formats and codes: arrêté du 5 janvier 2010 (répertoire des logements locatifs), art. 3
and annexe. Column names: those of the national files.
"""

from __future__ import annotations

REQUISES = ("DEPCOM", "QPV", "NBPIECE", "CONSTRUCT", "LOCAT", "FINAN", "MODE", "BAIL")
"""Columns without which neither parc nor rotation can be counted."""

FACULTATIVES = (
    "IDENT_REP",
    "IDENT_ORG",
    "TYPECONST",
    "SURFHAB",
    "SORTIEPATRIM",
    "LOYERPRINC",
)
"""Columns read when they are there; every other column of the file is left alone."""

SYNONYMES = {
    "DEPCOM_CODE": "DEPCOM",
    "QPV_CODE": "QPV",
    "FINAN_CODE": "FINAN",
    "TYPECONST_CODE": "TYPECONST",
    "MODE_CODE": "MODE",
    "DATBAIL": "BAIL",
    "DATE_BAIL": "BAIL",
    "BAIL_DATE": "BAIL",
}
"""Other names for the same columns, met in open data and in exports."""

OCCUPATIONS = {
    "1": "loué",
    "2": "proposé à la location, vacant",
    "3": "vide (travaux, vente ou démolition)",
    "4": "pris en charge par une association",
    "5": "occupé avec ou sans contrepartie (fonction, gardien…)",
    "9": "sans objet (sorti du patrimoine)",
}
"""MODE, item 40."""

SORTIES = ("1", "2", "3", "4", "5")
"""SORTIEPATRIM, item 37: the dwelling was sold, demolished or lost in the year before."""

FINANCEMENTS = {
    "10": "PLAI",
    "11": "PLA LM",
    "12": "PLA",
    "13": "PLUS",
    "14": "PLS",
    "15": "PAP",
    "16": "PLI",
    "17": "PCL",
    "49": "autre",
    "50": "HBM",
    "51": "PLR/PSR",
    "52": "HLM/O",
    "53": "ILM",
    "54": "ILN",
    "55": "CFF",
    "99": "autre",
}
"""FINAN, item 32."""

FINANCEMENTS_OUTRE_MER = {"10": "LLTS", "13": "LLS"}
"""The same codes bear another name overseas (departments 971 to 976)."""

INTERMEDIAIRE = "16"
"""FINAN of a logement locatif intermédiaire, outside the flux (LP art. 1, LA 4.1.1)."""

ETUDIANT = "E"
"""TYPECONST of a student dwelling, outside the flux (LP art. 1, LA 4.1.1)."""

TYPES_DE_CONSTRUCTION = ("C", "I", ETUDIANT)

PERIODES = (
    (1949, "1948 et avant"),
    (1975, "1949-1974"),
    (1990, "1975-1989"),
    (2005, "1990-2004"),
    (2015, "2005-2014"),
)
"""Periods of construction, each with the year that it stops before `[chosen]`."""

PERIODE_RECENTE = "2015 et après"

METROPOLE = (*(f"{n:02}" for n in range(1, 96) if n != 20), "2A", "2B")
OUTRE_MER = ("971", "972", "973", "974", "976")

LA_REUNION = {
    "97401": "Les Avirons",
    "97402": "Bras-Panon",
    "97403": "Entre-Deux",
    "97404": "L'Étang-Salé",
    "97405": "Petite-Île",
    "97406": "La Plaine-des-Palmistes",
    "97407": "Le Port",
    "97408": "La Possession",
    "97409": "Saint-André",
    "97410": "Saint-Benoît",
    "97411": "Saint-Denis",
    "97412": "Saint-Joseph",
    "97413": "Saint-Leu",
    "97414": "Saint-Louis",
    "97415": "Saint-Paul",
    "97416": "Saint-Pierre",
    "97417": "Saint-Philippe",
    "97418": "Sainte-Marie",
    "97419": "Sainte-Rose",
    "97420": "Sainte-Suzanne",
    "97421": "Salazie",
    "97422": "Le Tampon",
    "97423": "Les Trois-Bassins",
    "97424": "Cilaos",
}
"""The only department whose communes are all known here; `--communes` gives the others."""

MODELE_COMMUNE = (
    f"({'|'.join(METROPOLE)})[0-9]{{3}}"
    f"|({'|'.join(un for un in OUTRE_MER if un != '974')})[0-9]{{2}}"
    "|974(0[1-9]|1[0-9]|2[0-4])"
)
"""What an INSEE code may look like when no list of communes is given."""

_EN_TETE = """
    IDENT_REP IDENT_INT IDENT_ORG DROIT DEPCOM CODEPOSTAL LIBCOM NUMVOIE INDREP TYPVOIE NOMVOIE
    NUMAPPT NUMBOITE ESC COULOIR ETAGE COMPLIDENT ENTREE BAT IMMEU COMPLGEO LIEUDIT QPV
    TYPECONST NBPIECE SURFHAB CONSTRUCT LOCAT PATRIMOINE ORIGINE RSEXPRO SIRETEXPRO FINAN
    FINANAUTRE CONV NUMCONV DATCONV SORTIEPATRIM OLDLOGT NEWLOGT MODE BAIL MODESURF SURFMODE
    LOYERPRINC LOYERACC CONTRIB CUS DPEDATE DPEENERGIE DPESERRE SRU_EXPIR SRU_ALINEA IDENTGES
    CODSEGPATRIM LIBSEGPATRIM LOYERMAXAPL LOYERMAXCUS QUALACQ MISCOMMERCIAL PRIXVENTE PRODFIN
    REMLOCDATE CONTRESLOG PMR
"""

COLONNES = tuple(_EN_TETE.split())
"""Every column of the national file, in its order."""
