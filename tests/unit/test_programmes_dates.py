"""The dates of a new programme, and what it waits for (LP art. 7, LA 4.2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.agenda import RendezVous
from core.domain.calendrier import jour_local
from core.domain.programmes import EtatProgramme, Particularite, Programme, Retour, Reunion
from core.domain.programmes_agenda import attendus
from core.domain.programmes_candidats import EtatCandidat, manquent, sans_candidat
from core.domain.programmes_dates import (
    fin_du_complement,
    jour_de_la_concertation,
    jour_de_la_notice,
    liste_attendue,
    raisons_de_la_concertation,
    retard_de_la_notice,
)
from tests.programmes import (
    DDETS,
    LE_PORT,
    OUVERT_LE,
    au_port,
    des_logements,
    en_loire_atlantique,
    notifie,
    un_candidat,
)

RECUE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def reparti(programme: Programme) -> Programme:
    """Name dwellings 1 and 2 for Le Port."""
    logements = tuple(
        replace(un, reservataire=LE_PORT.id) if un.numero < 3 else un for un in programme.logements
    )
    return programme.avec(logements=logements, reparti_le=date(2026, 3, 1))


def jours(dus: Sequence[RendezVous], nature: str) -> list[int]:
    """Give the J-N of one nature, in the order they come."""
    return [un.jours for un in dus if un.nature == nature]


def test_in_loire_atlantique_months_are_counted_back_to_the_months_last_day() -> None:
    programme = en_loire_atlantique(1)
    assert jour_de_la_notice(programme) == date(2026, 5, 30)
    assert liste_attendue(programme, DDETS.id).jour == date(2026, 6, 30)
    fin_juin = replace(programme, livraison=date(2026, 6, 30))
    assert jour_de_la_notice(fin_juin) == date(2026, 2, 28)


def test_le_port_is_told_six_months_before_and_meets_three_months_before() -> None:
    programme = au_port()
    assert jour_de_la_notice(programme) == date(2026, 3, 30)
    assert jour_de_la_concertation(programme) == date(2026, 6, 30)
    assert raisons_de_la_concertation(programme) == ("toute opération",)


def test_a_notice_on_its_last_day_is_not_late() -> None:
    programme = en_loire_atlantique(1)
    assert retard_de_la_notice(programme, date(2026, 5, 30)) == 0
    assert retard_de_la_notice(programme, date(2026, 6, 2)) == 3


def test_a_meeting_is_due_above_twenty_dwellings_or_for_what_is_at_stake() -> None:
    vingt = en_loire_atlantique(logements=des_logements(PLUS=20))
    assert raisons_de_la_concertation(vingt) == ()
    plus = en_loire_atlantique(logements=des_logements(PLUS=21))
    assert raisons_de_la_concertation(plus) == ("plus de 20 logements",)
    operation = replace(
        vingt.contenu.operation,
        particularites=(Particularite.FRANGE, Particularite.GENS_DU_VOYAGE),
    )
    assert raisons_de_la_concertation(vingt.avec(operation=operation)) == (
        "en QPV ou en frange",
        "ancrage des gens du voyage",
    )


def test_a_notice_that_names_nothing_starts_no_delai_and_its_literal_date_is_shown() -> None:
    attendue = liste_attendue(notifie(au_port(), RECUE, RECUE), LE_PORT.id)
    assert attendue.jour is None
    assert attendue.autre.startswith("01/04/2026, lue à la lettre")


def test_thirty_days_run_from_the_reception_of_the_notice_that_names_the_dwellings() -> None:
    informee = notifie(au_port(), RECUE, RECUE)
    plus_tard = RECUE + timedelta(days=40)
    nommee = notifie(reparti(informee), plus_tard, plus_tard)
    attendue = liste_attendue(nommee, LE_PORT.id)
    assert attendue.jour == date(2026, 5, 11)
    assert attendue.autre.startswith("01/04/2026")


def test_a_notice_sent_but_not_received_starts_nothing() -> None:
    attendue = liste_attendue(notifie(reparti(au_port()), RECUE), LE_PORT.id)
    assert (attendue.jour, attendue.pourquoi) == (None, "notice pas encore reçue : rien ne court")


def test_dwellings_given_anew_need_a_notice_anew() -> None:
    nommee = notifie(reparti(au_port()), RECUE, RECUE)
    (premier, *autres) = nommee.logements
    change = nommee.avec(logements=(replace(premier, reservataire=None), *autres))
    assert liste_attendue(change, LE_PORT.id).jour is None


def test_a_late_notice_leaves_the_list_where_it_is_and_shows_the_other_reading() -> None:
    tard = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
    attendue = liste_attendue(notifie(en_loire_atlantique(1), tard, tard), DDETS.id)
    assert attendue.jour == date(2026, 6, 30)
    assert attendue.autre.startswith("11/07/2026")


def test_eight_days_run_from_the_reception_not_counted_in_local_time() -> None:
    programme = en_loire_atlantique(1)
    minuit_passe = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert fin_du_complement(programme, minuit_passe) == date(2026, 3, 10)
    assert fin_du_complement(au_port(), RECUE) is None


def test_the_notice_is_recalled_before_then_each_week_it_is_late() -> None:
    dus = attendus(en_loire_atlantique(1), (), OUVERT_LE)
    assert jours(dus, "notice") == [30, 7, 1, 0, -7, -14, -21, -28]


def test_what_went_by_during_an_outage_is_not_waited_for_anew() -> None:
    dus = attendus(en_loire_atlantique(1), (), datetime(2026, 6, 3, 12, tzinfo=UTC))
    assert jours(dus, "notice") == [-7, -14, -21, -28]


def test_once_fixed_only_the_meeting_itself_is_recalled() -> None:
    programme = au_port()
    assert jours(attendus(programme, (), OUVERT_LE), "concertation")
    fixee = programme.avec(reunion=Reunion(date(2026, 6, 20)))
    dus = attendus(fixee, (), OUVERT_LE)
    assert (jours(dus, "concertation"), jours(dus, "reunion")) == ([], [30, 7, 1])


def test_a_full_list_is_recalled_to_nobody() -> None:
    programme = notifie(en_loire_atlantique(1), RECUE, RECUE)
    assert jours(attendus(programme, (), RECUE), f"liste-{DDETS.id}") == [30, 7, 1, 0]
    assert jours(attendus(programme, [un_candidat(1)], RECUE), f"liste-{DDETS.id}") == []


def test_a_dwelling_handed_back_late_is_still_waited_for() -> None:
    programme = notifie(en_loire_atlantique(1), RECUE, RECUE)
    retour = Retour(1, 1, DDETS.id, 1, RECUE, RECUE, date(2026, 3, 10))
    bien_apres = datetime(2026, 4, 1, tzinfo=UTC)
    dus = attendus(programme.avec_retour(retour), (), bien_apres)
    assert [un.instant for un in dus if un.nature == "rendre-1"] == [
        datetime(2026, 3, 10, 23, tzinfo=UTC)
    ]


def test_a_programme_given_up_waits_for_nothing() -> None:
    abandonne = replace(en_loire_atlantique(1), etat=EtatProgramme.ABANDONNE)
    assert attendus(abandonne, (), OUVERT_LE) == ()


@given(st.dates(date(2026, 2, 1), date(2028, 12, 31)), st.integers(0, 800))
def test_whatever_the_delivery_no_reminder_is_set_twice_or_in_the_past(
    livraison: date, passes: int
) -> None:
    maintenant = OUVERT_LE + timedelta(days=passes)
    programme = replace(en_loire_atlantique(1, 9), livraison=livraison)
    for un in (programme, notifie(programme, OUVERT_LE, OUVERT_LE)):
        dus = attendus(un, (), maintenant)
        assert len({(du.nature, du.jours) for du in dus}) == len(dus)
        assert all(du.instant > maintenant for du in dus)
        assert all(
            jour_local(du.instant, un.zone) + timedelta(days=du.jours) == livraison
            for du in dus
            if du.nature == "livraison"
        )


@given(
    st.lists(
        st.tuples(st.sampled_from([None, 1, 2, 3]), st.sampled_from(EtatCandidat)), max_size=6
    ),
    st.sampled_from([None, 1, 2, 3]),
)
def test_a_candidate_serves_one_dwelling_only(
    vises: list[tuple[int | None, EtatCandidat]], dernier: int | None
) -> None:
    programme = en_loire_atlantique(1, 2, 3)
    candidats = [un_candidat(n, *vise) for n, vise in enumerate(vises, start=1)]
    nus = sans_candidat(programme, candidats, DDETS.id, dernier)
    proposes = [vise for vise, etat in vises if etat is EtatCandidat.PROPOSE]
    servis = {vise for vise in proposes if vise}
    assert not set(nus) & servis
    assert len(nus) == max(0, 3 - len(servis) - proposes.count(None))
    assert manquent(programme, candidats, DDETS.id) == len(nus)
