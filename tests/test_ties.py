"""Ties: each rule by hand on invented claims, then properties against an obvious slow count."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scen.graph.claims import Claim, Claims, Item, Label, digest
from scen.graph.ties import Tie, derive


def item(kind: str, slug: str) -> Item:
    return Item(kind, slug, (Label(slug, "en"),))


def claim(
    of: str,
    document: str = "d1",
    certainty: str = "stated",
    status: str = "reported",
    *,
    joins: list[tuple[str, str]],
    **values: str,
) -> Claim:
    found = tuple(sorted(values.items()))
    return Claim(
        digest(of, joins, document, found), of, document, (1,), tuple(joins), found, certainty, status
    )


def took_part(agent: str, role: str, event: str, *behalf: str, **more: str) -> Claim:
    return claim(
        "participation",
        joins=[("agent", agent), ("event", event), *(("on_behalf_of", org) for org in behalf)],
        role=role,
        **more,
    )


ITEMS = [
    *(item("person", slug) for slug in ("ann", "ben", "cid")),
    *(item("organisation", slug) for slug in ("o1", "o2", "o3", "o4")),
    *(item("event", slug) for slug in ("e1", "e2")),
    item("session", "s1"), item("session", "s2"), item("project", "p1"), item("group", "g1"), item("grant", "g"),
]  # fmt: skip
IN_E1 = [claim("relation", joins=[("subject", s), ("object", "e1")], property="parent") for s in ("s1", "s2")]


def ties(*claims: Claim) -> dict[tuple[str, str, str], Tie]:
    found = derive(Claims(tuple(ITEMS), tuple(claims), ()))
    return {(tie.a, tie.b, tie.kind): tie for tie in found}


def test_speakers_of_different_sessions_share_the_programme_of_the_event() -> None:
    found = ties(
        *IN_E1,
        took_part("ann", "speaker", "s1"),
        took_part("ben", "moderator", "s2"),
        took_part("cid", "attendee", "e1"),
    )
    assert set(found) == {("ann", "ben", "same-programme")}
    assert found["ann", "ben", "same-programme"].weight == 1


def test_newman_weight_is_one_over_the_others() -> None:
    found = ties(
        *(took_part(p, "speaker", e) for e in ("e1", "e2") for p in ("ann", "ben")),
        took_part("cid", "panellist", "e1"),
    )
    assert found["ann", "ben", "same-programme"].weight == 1 / 2 + 1
    assert found["ann", "cid", "same-programme"].weight == 1 / 2


def test_attending_is_its_own_kind_and_a_quote_ties_nobody() -> None:
    found = ties(took_part("ann", "attendee", "e1"), took_part("ben", "attendee", "e1"), took_part("cid", "speaker", "e1"),
                 claim("mention", joins=[("thing", "o1"), ("event", "e1")], **{"as": "quoted"}))  # fmt: skip
    assert set(found) == {("ann", "ben", "attended-same-event")}


def test_organisers_and_hosts_co_organise_and_organising_a_project_event_is_no_project_role() -> None:
    found = ties(took_part("o1", "organiser", "e1"), took_part("o2", "host", "e1"),
                 claim("relation", joins=[("subject", "e1"), ("object", "p1")], property="project"),
                 claim("project-role", joins=[("project", "p1"), ("agent", "o3")], role="partner"))  # fmt: skip
    assert set(found) == {("o1", "o2", "co-organised")}


def test_who_organises_a_session_only_does_not_co_organise_the_event() -> None:
    assert not ties(*IN_E1, took_part("o1", "organiser", "e1"), took_part("o2", "organiser", "s1"))


def test_one_meeting_told_twice_counts_once() -> None:
    def met(document: str, *parties: str) -> Claim:
        joins = [*(("parties", party) for party in parties), ("event", "e1")]
        return claim("cooperation", document, joins=joins, kind="meeting")

    found = ties(met("d1", "ann", "ben"), met("d2", "ann", "ben"), met("d2", "ann", "cid"))
    assert set(found) == {("ann", "ben", "met"), ("ann", "cid", "met")}
    assert (found["ann", "ben", "met"].weight, found["ann", "ben", "met"].sources) == (0.5, 2)


def test_a_meeting_told_two_by_two_weighs_what_it_weighs_told_at_once() -> None:
    def met(*parties: str, event: str = "e1") -> Claim:
        joins = [*(("parties", party) for party in parties), ("event", event)]
        return claim("cooperation", joins=joins, kind="meeting")

    three = ("ann", "ben"), ("ann", "cid"), ("ben", "cid")
    at_once, both = met("ann", "ben", "cid"), met("ann", "ben", "cid", "o1")
    for told in [at_once], [met(*two) for two in three], [both, met("ann", "ben")]:
        assert {key: tie.weight for key, tie in ties(*told).items()} == {(*two, "met"): 0.5 for two in three}
    again = ties(met("ann", "ben"), met("ann", "ben", event="e2"))
    assert again["ann", "ben", "met"].weight == 2
    apart = ties(met("o1", "o2"), met("o3", "o4"))
    assert {key: tie.weight for key, tie in apart.items()} == {("o1", "o2", "met"): 1, ("o3", "o4", "met"): 1}


def test_one_person_for_two_organisations_and_a_contact_tie_no_organisations() -> None:
    assert not ties(
        took_part("ann", "speaker", "e1", "o1", "o2"),
        took_part("ben", "contact", "e1", "o3"),
        took_part("cid", "invited", "e1", "o3"),
    )
    both = ties(took_part("ann", "speaker", "e1", "o1", "o2"), took_part("ben", "speaker", "e1", "o3"))
    assert {key for key in both if key[2] == "represented-at-same-event"} == {
        ("o1", "o3", "represented-at-same-event"),
        ("o2", "o3", "represented-at-same-event"),
    }


def test_who_is_only_acted_for_has_no_role_of_its_own() -> None:
    role = [
        claim("project-role", joins=[("project", "p1"), ("agent", o), ("on_behalf_of", "o3")], role="manager")
        for o in ("o1", "o2")
    ]
    assert set(ties(*role)) == {("o1", "o2", "same-project")}


def test_a_chain_of_claims_is_no_surer_than_its_weakest() -> None:
    found = ties(
        claim("funding", certainty="inferred", joins=[("grant", "g"), ("funder", "o3"), ("funds", "e1")]),
        claim("funding", joins=[("grant", "g"), ("funder", "o3"), ("funds", "p1")]),
        took_part("o1", "organiser", "e1"), claim("project-role", joins=[("project", "p1"), ("agent", "o2")], role="partner"),
    )  # fmt: skip
    assert found["o1", "o2", "same-funder"].certainty == "inferred"


def test_people_represent_their_organisations() -> None:
    found = ties(*IN_E1, took_part("ann", "speaker", "s1", "o1"), took_part("ben", "attendee", "s2", "o2"))
    assert set(found) == {("o1", "o2", "represented-at-same-event")}


def test_classes_are_not_mixed_and_groups_have_no_ties() -> None:
    assert not ties(
        took_part("ann", "speaker", "e1"), took_part("o1", "speaker", "e1"), took_part("g1", "speaker", "e1")
    )


def test_meetings_and_agreements_only_when_reported_and_acting_for_is_directed() -> None:
    def cooperation(kind: str, status: str, *parties: str, **more: str) -> Claim:
        joins = [*(("parties", party) for party in parties), *more.items()]
        return claim("cooperation", status=status, joins=joins, kind=kind)

    found = ties(
        cooperation("meeting", "announced", "ann", "ben"), cooperation("meeting", "reported", "ann", "cid"),
        cooperation("agreement", "announced", "o1", "o2"), cooperation("agreement", "ended", "o2", "o3"),
        cooperation("support", "reported", "o1", "o2"), cooperation("acts-for", "reported", "o1", "o2", "o3", acts_for="o3"),
    )  # fmt: skip
    assert set(found) == {
        ("ann", "cid", "met"),
        ("o2", "o3", "agreement"),
        ("o1", "o3", "acts-for"),
        ("o2", "o3", "acts-for"),
    }
    assert found["o1", "o3", "acts-for"].acts_for == "o3"


def test_funders_of_one_thing_and_those_one_funder_pays() -> None:
    def funds(funder: str, item: str) -> Claim:
        return claim("funding", joins=[("grant", "g"), ("funder", funder), ("funds", item)])

    role = [claim("project-role", joins=[("project", "p1"), ("agent", o)], role="partner") for o in ("o2",)]
    found = ties(
        funds("o1", "p1"), funds("o3", "p1"), *role, funds("o1", "e1"), took_part("o3", "organiser", "e1")
    )
    assert ("o1", "o3", "co-funded") in found
    assert ("o2", "o3", "same-funder") in found, "o1 pays both"
    assert found["o1", "o3", "co-funded"].weight == 1


def test_cancelled_claims_tie_nobody_and_former_posts_are_ended() -> None:
    def member(person: str, status: str) -> Claim:
        return claim("membership", status=status, joins=[("member", person), ("organisation", "o1")])

    found = ties(member("ann", "reported"), member("ben", "ended"), member("cid", "cancelled"))
    assert set(found) == {("ann", "ben", "same-network")}
    assert found["ann", "ben", "same-network"].status == "ended"


def test_a_tie_is_as_sure_as_its_surest_link_and_a_link_as_its_weakest_claim() -> None:
    found = ties(
        took_part("ann", "speaker", "e1"),
        took_part("ben", "speaker", "e1", certainty="inferred", status="announced"),
    )
    assert (
        found["ann", "ben", "same-programme"].certainty,
        found["ann", "ben", "same-programme"].status,
    ) == ("inferred", "announced")
    more = ties(took_part("ann", "speaker", "e1"), took_part("ben", "speaker", "e1", certainty="inferred", status="announced"),
                took_part("ann", "speaker", "e2", status="announced"), took_part("ben", "speaker", "e2", status="announced"))  # fmt: skip
    assert more["ann", "ben", "same-programme"].certainty == "stated"
    assert more["ann", "ben", "same-programme"].status == "announced"


def test_independent_sources_are_documents_that_alone_support_the_tie() -> None:
    both = [took_part(p, "speaker", "e1", document=d) for p in ("ann", "ben") for d in ("d1", "d2")]
    assert ties(*both)["ann", "ben", "same-programme"].sources == 2
    assert ties(both[0], both[3])["ann", "ben", "same-programme"].sources == 1, (
        "one tells of Ann, the other of Ben"
    )


def test_dates_are_those_of_the_event_and_without_a_year_there_are_none() -> None:
    def date(event: str, value: str, certainty: str = "stated") -> Claim:
        return claim(
            "assertion", certainty=certainty, joins=[("subject", event)], property="date", value=value
        )

    spoke = [took_part(p, "speaker", e) for e in ("e1", "e2") for p in ("ann", "ben")]
    dated = ties(*spoke, date("e1", "2020-11-30/2020-12-04"), date("e2", "2019-09"))[
        "ann", "ben", "same-programme"
    ]
    assert (dated.first, dated.last) == ("2019-09-01", "2020-12-04")
    twice = ties(*spoke[:2], date("e1", "2020-05-04"), date("e1", "XXXX-05-04"))[
        "ann", "ben", "same-programme"
    ]
    assert (twice.first, twice.last) == ("2020-05-04", "2020-05-04"), "the date with a year holds"
    undated = ties(*spoke, date("e1", "XXXX-11-14"), date("e2", "2013-11-14", "inferred"))[
        "ann", "ben", "same-programme"
    ]
    assert (undated.first, undated.last) == ("", "")


PEOPLE = [f"p{n}" for n in range(6)]
participations = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["speaker", "panellist", "attendee", "organiser"]),
                                    st.sampled_from(["e1", "e2", "s1"]), st.sampled_from(["d1", "d2"])), max_size=25, unique=True)  # fmt: skip
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def derived(rows: list[tuple[str, str, str, str]]) -> tuple[Tie, ...]:
    claims = [*IN_E1, *(took_part(p, role, e, document=d) for p, role, e, d in rows)]
    return derive(Claims((*ITEMS, *(item("person", p) for p in PEOPLE)), tuple(sorted(claims)), ()))


@quick
@given(participations)
def test_against_an_obvious_count(rows: list[tuple[str, str, str, str]]) -> None:
    """Who shares a programme, with which weight and how many sources, counted the slow way."""
    roles = {
        "same-programme": ("speaker", "panellist"),
        "attended-same-event": ("attendee",),
        "co-organised": ("organiser",),
    }
    expected = {}
    for kind, allowed in roles.items():
        for a, b in combinations(PEOPLE, 2):
            weight, documents, shared = 0.0, set(), False
            for event in ("e1", "e2"):
                whole = kind != "co-organised"  # organisers of a session do not organise its event
                here = [
                    (p, d)
                    for p, role, e, d in rows
                    if role in allowed and (e == event or (whole and e == "s1" and event == "e1"))
                ]
                present = {p for p, _ in here}
                if {a, b} <= present:
                    shared = True
                    weight += 1 / (len(present) - 1)
                    documents |= {d for p, d in here if p == a} & {d for p, d in here if p == b}
            if shared:
                expected[a, b, kind] = (round(weight, 9), max(1, len(documents)))
    assert {(t.a, t.b, t.kind): (round(t.weight, 9), t.sources) for t in derived(rows)} == expected


@quick
@given(participations, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(rows: list[tuple[str, str, str, str]], chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert [(t, t.links) for t in derived(rows)] == [(t, t.links) for t in derived(shuffled)]


@quick
@given(participations)
def test_an_unrelated_source_changes_no_existing_tie(rows: list[tuple[str, str, str, str]]) -> None:
    claims = [*IN_E1, *(took_part(p, role, e, document=d) for p, role, e, d in rows)]
    items = (
        *ITEMS,
        *(item("person", p) for p in PEOPLE),
        item("event", "other"),
        item("person", "x"),
        item("person", "y"),
    )
    before = derive(Claims(items, tuple(claims), ()))
    after = derive(
        Claims(
            items,
            (
                *claims,
                took_part("x", "speaker", "other", document="d9"),
                took_part("y", "speaker", "other", document="d9"),
            ),
            (),
        )
    )
    assert [t for t in after if "x" not in (t.a, t.b)] == list(before)
    assert {(t.a, t.b) for t in after} - {(t.a, t.b) for t in before} == {("x", "y")}


@quick
@given(participations)
def test_removing_a_source_removes_exactly_its_claims(rows: list[tuple[str, str, str, str]]) -> None:
    left = derived([row for row in rows if row[3] != "d2"])
    gone = {c.id for c in (took_part(p, role, e, document=d) for p, role, e, d in rows if d == "d2")}
    assert not gone & {claim for tie in left for claim in tie.claims}
    for tie in derived(rows):
        kept = set(tie.claims) - gone
        now = next((t for t in left if replace(t, links=()) == replace(tie, links=())), None)
        assert now is None or set(now.claims) <= kept


def test_a_tie_is_sure_only_where_one_link_is_both_stated_and_reported() -> None:
    """A planned joint action that is stated and a reported one that is inferred make no collaboration."""

    def action(**more: str) -> Claim:
        return claim("cooperation", joins=[("parties", "o1"), ("parties", "o2")], kind="joint-action", **more)

    mixed = ties(action(status="announced"), action(certainty="inferred", document="d2"))[
        "o1", "o2", "joint-action"
    ]
    assert (mixed.certainty, mixed.status, mixed.sure) == ("stated", "reported", False)
    assert ties(action())["o1", "o2", "joint-action"].sure


def test_a_date_without_a_known_end_has_none() -> None:
    spoke = [took_part(p, "speaker", "e1") for p in ("ann", "ben")]
    date = claim("assertion", joins=[("subject", "e1")], property="date", value="2020-05-04/")
    tie = ties(*spoke, date)["ann", "ben", "same-programme"]
    assert (tie.first, tie.last) == ("2020-05-04", "")


def test_both_days_of_a_meeting_told_twice_are_of_the_first_that_is_dated() -> None:
    """From one the first day, from another the last: the tie would end before it begins."""

    def met(document: str, **more: str) -> Claim:
        return claim(
            "cooperation",
            document,
            joins=[("parties", "ann"), ("parties", "ben"), ("event", "e1")],
            kind="meeting",
            **more,
        )

    tie = ties(met("d1"), met("d2", date="2020-05-04/.."), met("d1", date="../2019-01-01"))[
        "ann", "ben", "met"
    ]
    assert (tie.first, tie.last) == ("2020-05-04", "")
