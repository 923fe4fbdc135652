"""What the pages stand on, and one link once it opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from bot.clock import Horloge
from bot.frein import Rarete
from bot.web.pages.chemins import Chemins
from bot.web.pages.sceaux import Sceaux
from core.domain.acces import Acces, exiger_ouvert
from core.domain.organisations import Membre
from core.texte import instant_fr
from storage.liens import CHEMIN, Liens
from storage.unit_of_work import Base

LIENS_PAR_JOUR = 6
"""How many new links a member may be sent in a day, whoever asks for them."""


@dataclass
class Pages:
    """The signed pages of one installation; `journal` spaces the refusals recorded.

    `nouveaux` and `du_jour` space the links sent anew: who keeps an old one can't pester anybody.
    """

    base: Base
    liens: Liens
    horloge: Horloge
    journal: Rarete = field(default_factory=lambda: Rarete(60))
    nouveaux: Rarete = field(default_factory=lambda: Rarete(600))
    du_jour: Rarete = field(default_factory=lambda: Rarete(86_400, LIENS_PAR_JOUR))

    @property
    def racine(self) -> str:
        """Give the path of the pages, below the public address."""
        return urlsplit(self.liens.adresse_publique).path + CHEMIN.rstrip("/")

    def peut_ecrire(self, membre: Membre, maintenant: datetime) -> bool:
        """Tell whether one more link may go to a member now; it is then counted."""
        cle = str(membre.id)
        return self.nouveaux.passe(cle, maintenant) and self.du_jour.passe(cle, maintenant)


@dataclass(frozen=True)
class Ouverture:
    """A link that opens, for whom, and until when."""

    pages: Pages
    acces: Acces
    membre: Membre
    jeton: str = field(repr=False)
    adresse: str = field(default="", repr=False)
    zone: str = "Europe/Paris"

    @property
    def chemins(self) -> Chemins:
        """Give the addresses under this link."""
        return Chemins(self.pages.racine, self.jeton, self.acces)

    @property
    def sceaux(self) -> Sceaux:
        """Give the seals of this link."""
        return Sceaux(self.pages.liens, self.jeton)

    @property
    def pour_qui(self) -> str:
        """Say for whom the page is open."""
        return self.adresse or self.membre.designation

    @property
    def jusqu_au(self) -> str:
        """Say until when."""
        return instant_fr(self.acces.expire_le, self.zone)


def ouvrir(pages: Pages, acces: Acces, jeton: str, maintenant: datetime) -> Ouverture:
    """Open a link for its member; raises LienRefuse."""
    with pages.base.transaction() as uow:
        membre = uow.membres.par_id(acces.membre)
        depuis = uow.membres.liens_depuis(acces.membre) if membre else None
        membre = exiger_ouvert(acces, maintenant, membre, depuis)
        courriels = [un.adresse for un in uow.membres.prives(membre.id) if un.par_courriel]
        siennes = uow.organisations.conventions_de(membre.organisation.id)
        zones = [uow.conventions[une].zone for une in siennes if une in uow.conventions]
    adresse = courriels[0] if courriels else ""
    return Ouverture(pages, acces, membre, jeton, adresse, (zones or ["Europe/Paris"])[0])
