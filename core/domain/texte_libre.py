"""Free text (a reason, a difficulty) must hold no personal datum (LP art. 11, domain §10)."""

from __future__ import annotations

import re

from core.errors import DonneePersonnelle

MAXIMUM = 500
_TELEPHONE = re.compile(r"(?:\+|00)\d[\d\s.\-()]{7,}|\b0\d(?:[\s./\-]?\d){8}\b")
_COURRIEL = re.compile(r"\S+@\S+\.\w+")
_LONG_NUMERO = re.compile(r"\d(?:[\s.\-]?\d){11,}")
_REFERENCE = re.compile(r"\b[A-Z]{2,3}-\d{4}-\d{4,}\b")
_CIVILITE = re.compile(
    r"(?<!\w)(?:(?i:mm?\.|mr|mmes?\b|mlles?\b|monsieur|madame|mademoiselle)|M\b|[Ff]amille|[Mm]énage)"
    r"\.?\s*(?:[dl]['’])?[A-ZÀ-Ý][\w'’-]+"
)
_INITIALE = re.compile(r"(?<!\w)[A-ZÀ-Ý]\.\s*[A-ZÀ-Ý][\w'’-]+")
_DEUX_MAJUSCULES = re.compile(r"(?<!\w)([A-ZÀ-Ý][a-zà-ÿ]{2,})\s+[A-ZÀ-Ý][a-zà-ÿ]{2,}(?!\w)")
_LIEUX = frozenset(
    ("Saint", "Sainte", "Action", "Bas", "Haut", "Grand", "Grande", "Petit", "Petite", "Trois")
    + ("Les", "Des", "Aux", "Cité")
)
_PRENOM = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?"
_NOM = r"[A-ZÀ-Ý]{2,}(?:[-'’][A-ZÀ-Ý]+)*"
_NOMME = re.compile(rf"\b{_PRENOM}\s+(?P<apres>{_NOM})\b|\b(?P<avant>{_NOM})\s+{_PRENOM}\b")
_SIGLES = frozenset(
    re.findall(
        r"\w+",
        """
        CALEOL CCAS CIA CIB CIL DALO DDETS DDT DEAL EPCI CAF HLM SEM SNE ANRU NPNRU LHI RHI ORCOD
        PILHI OPAH PMR QPV RPLS PLAI PLAIA PLUS PLS LLTS LLS LLI APL RSA AAH ASE USH CNIL TCO TO
        SODIAC SEMADER SIDR SHLMR SEDRE UN DEUX LE LA LES DU AU EN
        """,
    )
)
"""Words in capitals that are nobody's name."""


def verifier_texte_libre(champ: str, texte: str) -> str:
    """Give the text, trimmed to one line.

    Raises DonneePersonnelle when it seems to hold a name, a phone number, an e-mail address or a
    numéro unique, and when it is empty or longer than 500 characters.
    """
    net = " ".join("".join(c if c.isprintable() else " " for c in texte).split())
    if not net or len(net) > MAXIMUM:
        raise DonneePersonnelle(
            f"{champ} : écrivez de 1 à {MAXIMUM} caractères (reçu : {len(net)}). "
            f'Exemple : {champ}="deux demandes radiées"',
            champ,
        )
    return refuser_donnee_personnelle(champ, net, "deux demandes radiées")


def refuser_donnee_personnelle(champ: str, net: str, exemple: str = "cave, parking") -> str:
    """Give the text back; raises DonneePersonnelle when it seems to speak of a person."""
    if trouve := _trouve(net):
        raise DonneePersonnelle(
            f"{champ} : ce texte semble contenir {trouve}. Il part dans une conversation : "
            "décrivez la situation sans nommer personne. "
            f'Exemple : {champ}="{exemple}"',
            champ,
        )
    return net


def _trouve(texte: str) -> str | None:
    sans_reference = _REFERENCE.sub(" ", texte)
    if _LONG_NUMERO.search(sans_reference):
        return "un numéro unique"
    if _TELEPHONE.search(sans_reference):
        return "un numéro de téléphone"
    if _COURRIEL.search(texte):
        return "une adresse électronique"
    if _INITIALE.search(texte) or {m[1] for m in _DEUX_MAJUSCULES.finditer(texte)} - _LIEUX:
        return "un nom de personne"
    noms = {trouve["apres"] or trouve["avant"] for trouve in _NOMME.finditer(sans_reference)}
    return "un nom de personne" if noms - _SIGLES or _CIVILITE.search(texte) else None
