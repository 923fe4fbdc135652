"""Posting an avis de vacance, completing it, correcting it."""

from datetime import UTC, datetime, timedelta

from core.domain.avis import Etat
from core.domain.envois import Genre
from core.domain.jalons import NatureJalon
from core.domain.organisations import Nature, Role
from tests.component.scene import LOGEMENT, REF, VACANCE, Scene

SANS_PREAVIS = VACANCE.replace(" preavis=1", "")


async def test_a_complete_avis_is_sent_and_its_answer_names_the_reference(scene: Scene) -> None:
    assert f"{REF} : envoyé au Port" in await scene.dire("nadia", VACANCE)


async def test_the_reservataire_reads_the_dwelling_and_the_exact_end_of_its_delai(
    scene_ouverte: Scene,
) -> None:
    (texte,) = scene_ouverte.textes("marie", Genre.AVIS)
    assert "Rivière des Galets (en QPV)" in texte
    assert "avant le vendredi 20/03/2026 à 24 h" in texte


async def test_the_first_text_sent_counts_the_days_from_its_reception(scene_ouverte: Scene) -> None:
    (premier,) = scene_ouverte.envois(Genre.AVIS)
    assert "dans les 10 jours à compter de la réception de cet avis (LP art. 6)" in premier.texte


async def test_the_bailleur_is_told_that_the_avis_was_received(scene_ouverte: Scene) -> None:
    (texte,) = scene_ouverte.textes("nadia", Genre.AVIS_RECU)
    assert "Le premier délai court. Échéance : vendredi 20/03/2026 à 24 h." in texte


async def test_reception_makes_the_avis_open(scene_ouverte: Scene) -> None:
    assert scene_ouverte.etat() is Etat.OUVERT


async def test_an_incomplete_avis_stays_a_brouillon_and_says_what_is_missing(scene: Scene) -> None:
    reponse = await scene.dire("nadia", SANS_PREAVIS)
    assert f"{REF} : brouillon, pas encore envoyé" in reponse
    assert "Il manque : préavis." in reponse


async def test_a_brouillon_is_not_sent_to_anybody(scene: Scene) -> None:
    await scene.dire("nadia", SANS_PREAVIS)
    assert scene.plateforme.fil("marie") == []


async def test_a_brouillon_completed_is_sent(scene: Scene) -> None:
    await scene.dire("nadia", SANS_PREAVIS)
    assert f"{REF} : envoyé au Port" in await scene.dire("nadia", f"/vacance {REF} preavis=1")
    assert scene.etat() is Etat.OUVERT


async def test_a_brouillon_completed_in_part_still_waits(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE.replace(" preavis=1", "").replace(" pmr=non", ""))
    reponse = await scene.dire("nadia", f"/vacance {REF} pmr=oui")
    assert "Il manque : préavis." in reponse
    assert scene.etat() is Etat.BROUILLON


async def test_the_words_of_a_command_may_be_typed_as_on_a_telephone(scene: Scene) -> None:
    tape = VACANCE.replace('"Le Port"', "« le port »").replace("512,30", "512.30 €")
    assert "envoyé au Port" in await scene.dire("nadia", tape.replace("qpv", "QPV"))


async def test_each_avis_takes_the_next_reference(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    assert "AV-2026-0002 : envoyé" in await scene.dire("nadia", VACANCE)


async def test_the_year_of_a_reference_is_that_of_la_reunion(scene: Scene) -> None:
    scene.horloge.avancer_a(datetime(2026, 12, 31, 21, tzinfo=UTC))
    assert "AV-2027-0001" in await scene.dire("nadia", VACANCE)


async def test_a_rectificatif_shows_what_changed_and_keeps_the_delai(scene_ouverte: Scene) -> None:
    await scene_ouverte.attendre(days=2)
    avant = scene_ouverte.avis().premiere
    await scene_ouverte.dire("nadia", f"/vacance {REF} loyer=498")
    (texte,) = scene_ouverte.textes("marie", Genre.RECTIFICATIF)
    assert "Corrigé : loyer." in texte
    assert scene_ouverte.avis().premiere == avant


async def test_a_rectificatif_may_start_the_delai_anew_from_its_own_reception(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.attendre(days=2)
    reponse = await scene_ouverte.dire("nadia", f"/vacance {REF} loyer=498 relancer_delai=oui")
    assert "Le délai repart à la réception de ce rectificatif" in reponse
    premiere = scene_ouverte.avis().premiere
    assert premiere
    assert premiere.debut == scene_ouverte.maintenant
    assert f"{premiere.dernier_jour:%d/%m}" == "22/03"


async def test_a_rectificatif_without_restart_leaves_the_dates_of_reminders(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.dire("nadia", f"/vacance {REF} loyer=498")
    with scene_ouverte.base.transaction() as uow:
        avis = uow.avis.par_reference(REF)
        assert avis
        apres_le_treize = datetime(2026, 3, 13, 4, tzinfo=UTC)
        dus = uow.jalons.dus(avis.id, apres_le_treize + timedelta(hours=1))
    assert [un.instant for un in dus if un.nature is NatureJalon.RAPPEL] == [
        datetime(2026, 3, 13, 5, tzinfo=UTC)
    ]


async def test_a_correction_that_changes_nothing_is_refused(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("nadia", f"/vacance {REF} loyer=512,30")
    assert "porte déjà ces valeurs : rien n'est modifié" in reponse
    assert scene_ouverte.textes("marie", Genre.RECTIFICATIF) == []


async def test_the_reservataire_of_an_avis_never_changes(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("nadia", f"/vacance {REF} reservataire=Ouest")
    assert f"Le réservataire de {REF} ne change pas" in reponse


async def test_two_organisations_without_a_common_convention_are_refused(scene: Scene) -> None:
    with scene.base.transaction() as uow:
        uow.organisations.ajouter("Nantes Métropole", Nature.EPCI)
    reponse = await scene.dire("nadia", f"/vacance reservataire=Nantes {LOGEMENT}")
    assert "Aucune convention en vigueur ne lie SIDR et Nantes Métropole" in reponse


async def test_after_the_last_date_of_the_convention_the_avis_leaves_with_a_warning(
    scene: Scene,
) -> None:
    scene.horloge.avancer_a(datetime(2027, 1, 5, 6, tzinfo=UTC))
    reponse = await scene.dire("nadia", VACANCE)
    assert "la convention est arrivée à son terme le 31/12/2026" in reponse
    assert scene.etat("AV-2027-0001") is Etat.OUVERT


async def test_after_the_last_date_bailleur_and_administrateurs_are_warned(scene: Scene) -> None:
    scene.inscrire("admin-port", "Le Port", Role.ADMINISTRATEUR)
    scene.horloge.avancer_a(datetime(2027, 1, 5, 6, tzinfo=UTC))
    await scene.dire("nadia", VACANCE)
    for lecteur in ("nadia", "ana", "admin-port"):
        (texte,) = scene.textes(lecteur, Genre.HORS_TERME)
        assert "a pris fin le 31/12/2026" in texte


async def test_after_the_last_date_the_journal_says_that_the_last_terms_act(scene: Scene) -> None:
    scene.horloge.avancer_a(datetime(2027, 1, 5, 6, tzinfo=UTC))
    await scene.dire("nadia", VACANCE)
    (ligne,) = [
        une
        for une in scene.journal("AV-2027-0001")
        if une.action == "convention arrivée à son terme"
    ]
    assert ligne.lecture == "derniers termes appliqués"
    assert ligne.details["fin"] == "31/12/2026"


async def test_on_the_last_day_of_the_convention_nobody_is_warned(scene: Scene) -> None:
    scene.horloge.avancer_a(datetime(2026, 12, 31, 19, 59, tzinfo=UTC))
    assert "terme" not in await scene.dire("nadia", VACANCE)


async def test_with_nobody_enrolled_the_bailleur_is_told_at_once(scene: Scene) -> None:
    reponse = await scene.dire("nadia", VACANCE.replace("Le Port", "Ouest", 1))
    assert "envoyé à Territoire de l'Ouest" in reponse
    retirer(scene, "marie")
    reponse = await scene.dire("nadia", VACANCE)
    assert "AV-2026-0002 : émis, mais personne ne le reçoit" in reponse
    assert scene.etat("AV-2026-0002") is Etat.EMIS


async def test_with_nobody_enrolled_no_delai_ever_ends(scene: Scene) -> None:
    retirer(scene, "marie")
    await scene.dire("nadia", VACANCE)
    await scene.vivre_jusqu_a(scene.maintenant + timedelta(days=60))
    assert scene.etat() is Etat.EMIS
    assert scene.avis().premiere is None


async def test_a_rectificatif_that_restarts_the_delai_and_reaches_nobody_is_told_at_once(
    scene_ouverte: Scene,
) -> None:
    retirer(scene_ouverte, "marie")
    await scene_ouverte.dire("nadia", f"/vacance {REF} loyer=498 relancer_delai=oui")
    (texte,) = scene_ouverte.textes("nadia", Genre.NON_REMIS)
    assert "Aucun délai ne court (LP art. 6)" in texte


def retirer(scene: Scene, cle: str) -> None:
    """Withdraw the only member known by that identifier."""
    with scene.base.transaction() as uow:
        membre = uow.membres.par_identite("essai", cle)
        assert membre
        assert uow.membres.retirer(membre.id, scene.maintenant)
