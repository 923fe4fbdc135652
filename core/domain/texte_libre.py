"""Free text (a reason, a difficulty) must hold no personal datum (LP art. 11, domain §10)."""

from __future__ import annotations

import re

from core.domain.texte_sensible import categorie_reconnue, vie_privee
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
_CIVILITE_MINUSCULE = re.compile(
    r"(?<!\w)(?i:monsieur|madame|mademoiselle|mr|mmes?|mlles?)\.?\s+(?P<suite>[a-zà-ÿ][\w'’-]+)"
)
_MOTS_COURANTS = frozenset(
    [
        "la",
        "le",
        "les",
        "et",
        "ou",
        "ni",
        "ne",
        "en",
        "qui",
        "que",
        "est",
        "a",
        "sera",
        "serait",
        "était",
        "avait",
        "pas",
        "pour",
        "sans",
        "avec",
        "par",
        "dans",
        "sur",
        "maire",
        "maires",
        "préfet",
        "préfète",
        "adjoint",
        "adjointe",
        "élu",
        "élue",
        "responsable",
        "directrice",
        "directeur",
        "présidente",
        "président",
        "conseillère",
        "conseiller",
        "ont",
        "sont",
        "n'a",
        "n'est",
        "l'adjointe",
        "l'adjoint",
    ]
)
"""What may follow a title without being a surname."""
_PRENOM_COMPOSE = re.compile(
    r"(?<!\w)(?:Jean|Marie|Anne|Pierre|Paul|Louis|Charles)-(?!Galante\b)[A-ZÀ-Ý][a-zà-ÿ]+"
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

    Raises DonneePersonnelle when it seems to hold a name, an address, a phone number, an e-mail
    address or a numéro unique, when it tells a priority category, the health or the violence
    undergone (domain §10), and when it is empty or longer than 500 characters.
    """
    net = " ".join("".join(c if c.isprintable() else " " for c in texte).split())
    if not net or len(net) > MAXIMUM:
        raise DonneePersonnelle(
            f"{champ} : écrivez de 1 à {MAXIMUM} caractères (reçu : {len(net)}). "
            f'Exemple : {champ}="deux demandes radiées"',
            champ,
        )
    if categorie_reconnue(net):
        raise DonneePersonnelle(
            f"{champ} : ce texte semble révéler une catégorie prioritaire, l'état de santé ou la "
            "vie privée d'un ménage. Cela se dit par téléphone ou se saisit dans un formulaire "
            f'privé, jamais dans une conversation. Exemple : {champ}="deux demandes radiées"',
            champ,
        )
    refuser_donnee_personnelle(champ, net, "deux demandes radiées")
    _refuser(champ, vie_privee(net), "deux demandes radiées")
    return net


def refuser_donnee_personnelle(champ: str, net: str, exemple: str = "cave, parking") -> str:
    """Give the text back; raises DonneePersonnelle when it seems to speak of a person."""
    _refuser(champ, _coordonnee(net) or _nom(net), exemple)
    return net


def refuser_personne_dans_un_lieu(champ: str, net: str) -> str:
    """Give the name of a place back: many bear somebody's name (« Ariste Bolon »).

    Raises DonneePersonnelle for a number, an e-mail address, or a name after a title.
    """
    titre = "un nom de personne" if _CIVILITE.search(net) else None
    _refuser(champ, _coordonnee(net) or titre, "Rivière des Galets")
    return net


def _refuser(champ: str, trouve: str | None, exemple: str) -> None:
    if trouve:
        raise DonneePersonnelle(
            f"{champ} : ce texte semble contenir {trouve}. Il part dans une conversation : "
            "décrivez la situation sans nommer personne. "
            f'Exemple : {champ}="{exemple}"',
            champ,
        )


def _coordonnee(texte: str) -> str | None:
    """Say which number or address of a person the text seems to hold."""
    sans_reference = _REFERENCE.sub(" ", texte)
    if _LONG_NUMERO.search(sans_reference):
        return "un numéro unique"
    if _TELEPHONE.search(sans_reference):
        return "un numéro de téléphone"
    if _COURRIEL.search(texte):
        return "une adresse électronique"
    return None


def _nom(texte: str) -> str | None:
    """Say whether the text seems to name a person."""
    if _INITIALE.search(texte) or {m[1] for m in _DEUX_MAJUSCULES.finditer(texte)} - _LIEUX:
        return "un nom de personne"
    sans_reference = _REFERENCE.sub(" ", texte)
    noms = {trouve["apres"] or trouve["avant"] for trouve in _NOMME.finditer(sans_reference)}
    apres = {trouve["suite"] for trouve in _CIVILITE_MINUSCULE.finditer(texte)}
    reconnu = noms - _SIGLES or apres - _MOTS_COURANTS
    if reconnu or _CIVILITE.search(texte) or _PRENOM_COMPOSE.search(texte):
        return "un nom de personne"
    return None
