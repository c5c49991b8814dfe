from collections.abc import Iterable
from datetime import date

import pytest

from helpers import ROOT
from helpers.markup import marked
from khabar.base.geodesy import Point, distance_km
from khabar.record.codes import NameType
from khabar.record.dropped import DropReason
from khabar.record.graph import MentionGraph, Name, StatementMention, Token
from khabar.record.place import PlaceLink
from khabar.record.report import Report, ReportId
from khabar.record.span import Span
from khabar.reference.gazetteer import read_places
from khabar.resolve.places import PlaceResolver

# Name, degrees north, degrees east, and how far off the answer may be (km).
CONFLICT_PLACES = [
    ("Panjshir Valley", 35.4, 69.7, 40), ("Bazarak", 35.31, 69.52, 10),
    ("Kunduz", 36.73, 68.87, 60), ("Lashkar Gah", 31.59, 64.36, 15), ("Sangin", 32.07, 64.83, 20),
    ("Tora Bora", 34.1, 70.2, 25), ("Spin Boldak", 31.0, 66.4, 15), ("Torkham", 34.12, 71.09, 10),
    ("North Waziristan", 32.95, 69.95, 50), ("Swat Valley", 35.2, 72.4, 60),
    ("Eastern Ghouta", 33.53, 36.42, 15), ("Douma", 33.57, 36.4, 10),
    ("Idlib", 35.93, 36.63, 40), ("Khan Sheikhoun", 35.44, 36.65, 10),
    ("Deir Ezzor", 35.34, 40.14, 60), ("Raqqa", 35.95, 39.01, 20), ("Kobani", 36.89, 38.35, 15),
    ("al-Hol", 36.38, 41.14, 10), ("Sinjar", 36.32, 41.87, 30), ("Mosul", 36.34, 43.13, 20),
    ("Fallujah", 33.35, 43.78, 15), ("Anbar", 32.7, 41.5, 200),
    ("Hodeidah", 14.8, 42.95, 20), ("Saada", 16.94, 43.76, 60), ("Marib", 15.46, 45.33, 60),
    ("Hadramout", 16.0, 49.0, 200), ("Bab el-Mandeb", 12.6, 43.35, 30),
    ("Gaza Strip", 31.42, 34.37, 20), ("Khan Younis", 31.35, 34.3, 12),
    ("Jabalia refugee camp", 31.535, 34.5, 4), ("West Bank", 31.95, 35.25, 60),
    ("Rafah crossing", 31.25, 34.26, 4), ("Donbas", 48.4, 38.2, 120),
    ("Bakhmut", 48.59, 38.0, 12), ("Avdiivka", 48.14, 37.75, 10), ("Mariupol", 47.1, 37.55, 12),
    ("Nagorno-Karabakh", 39.85, 46.75, 60), ("Stepanakert", 39.82, 46.75, 12),
    ("Darfur", 13.2, 24.9, 250), ("El Fasher", 13.63, 25.35, 15),
    ("Zamzam camp", 13.49, 25.31, 8),
    ("Tigray", 13.9, 38.7, 120),
    ("Mekelle", 13.5, 39.47, 15), ("Goma", -1.67, 29.23, 12),
    ("North Kivu", -0.6, 28.9, 150), ("Cabo Delgado", -12.4, 39.8, 160),
    ("Palma", -10.77, 40.48, 20),
    ("Sambisa Forest", 11.3, 13.4, 50), ("Rakhine", 19.8, 94.0, 190),
    ("Maungdaw", 20.82, 92.37, 20),
]  # fmt: skip


def make_report(text: str, *, outlet: str = "", dateline: str = "") -> Report:
    return Report(
        id=ReportId("r1"),
        text=text,
        text_sha256="",
        published=date(2021, 8, 28),
        outlet=outlet,
        dateline_place=dateline,
    )


def make_graph(
    names: Iterable[tuple[Span, NameType]] = (),
    *,
    tokens: tuple[Token, ...] = (),
    statements: tuple[StatementMention, ...] = (),
) -> MentionGraph:
    return MentionGraph(
        sentences=(),
        tokens=tokens,
        names=tuple(Name(span, kind, 0.99) for span, kind in names),
        events=(),
        chains=(),
        statements=statements,
    )


def resolve(source: str, *, dateline: str = "", outlet: str = "") -> dict[str, PlaceLink]:
    """Resolve the marked stretches; those whose mark starts with ``n`` are nationalities."""
    text, spans = marked(source)
    kinds = {mark: NameType.NORP if mark.startswith("n") else NameType.LOCATION for mark in spans}
    graph = make_graph((span, kinds[mark]) for mark, span in spans.items())
    report = make_report(text, dateline=dateline, outlet=outlet)
    links, _ = PlaceResolver().resolve_places(report, graph=graph)
    by_span = {link.span: link for link in links}
    return {mark: by_span[span] for mark, span in spans.items() if span in by_span}


def test_places_of_conflicts_are_found_where_they_are() -> None:
    wrong = []
    for name, lat, lon, within_km in CONFLICT_PLACES:
        found = PlaceResolver().look_up(name)
        row = found[0].row if found else None
        off = distance_km(Point(lat, lon), Point(row.lat, row.lon)) if row else 9e9
        if row is None or off > min(within_km, max(10.0, row.precision_m / 500.0)):
            wrong.append((name, row and row.name, round(off)))
    assert len(CONFLICT_PLACES) >= 50
    assert len(wrong) <= 2, wrong


def test_spellings_of_news_lead_to_the_place_and_its_country() -> None:
    table = (ROOT / "tests" / "stages" / "places_spellings.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    resolver = PlaceResolver()
    wrong = []
    for name, lat, lon, country in rows:
        found = resolver.look_up(name)
        row = found[0].row if found else None
        off = distance_km(Point(float(lat), float(lon)), Point(row.lat, row.lon)) if row else 9e9
        if (
            row is None
            or off > max(25.0, row.precision_m / 1000.0)
            or (country and row.country and row.country != country)
        ):
            wrong.append((name, row and row.name, round(off)))
    assert len(rows) >= 180
    assert len(wrong) <= len(rows) * 0.02, wrong


def test_containment_decides_between_namesakes() -> None:
    links = resolve("Shelling hit {one:Tripoli} in {two:Lebanon} and the sea road.")
    assert (links["one"].row.country, links["two"].row.country) == ("LBN", "LBN")
    links = resolve("Shelling hit {one:Tripoli} in {two:Libya} and the sea road.")
    assert links["one"].row.country == "LBY"


def test_states_hold_their_towns() -> None:
    links = resolve("The convoy left {one:Paris}, {two:Texas}, at noon for {three:Dallas}.")
    assert links["one"].row.admin1 == "Texas"
    assert links["three"].row.country == "USA"


def test_a_dateline_draws_its_country_near() -> None:
    plain = resolve("Clashes went on in {one:Alexandria} all night.")
    assert plain["one"].row.country == "EGY"
    drawn = resolve("Police spoke in {one:Georgia} yesterday.", dateline="Tbilisi")
    assert drawn["one"].row.country == "GEO"


def test_kind_words_choose_the_province_over_its_capital() -> None:
    links = resolve("Rockets fell across {one:Helmand} province and the town of {two:Sangin}.")
    assert links["one"].row.kind == "admin1"
    assert links["one"].row.country == "AFG"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("{one:Kharkiv}", "town"),
        ("{one:the city of Hama}", "town"),
        ("the northern stronghold of {one:Saada}", "town"),
        ("{one:Kharkiv region}", "admin1"),
        ("{one:northern Kharkiv}", "admin1"),
        ("{one:Homs} province", "admin1"),
    ],
)
def test_a_bare_name_means_the_city_and_not_the_province_named_for_it(
    words: str, kind: str
) -> None:
    assert resolve(f"Shells fell on {words} before noon.")["one"].row.kind == kind


def test_a_state_too_wide_for_one_town_stays_a_state() -> None:
    assert PlaceResolver().look_up("New York")[0].row.kind == "admin1"


@pytest.mark.parametrize(
    ("source", "country"),
    [
        ("Dozens fled from {one:Cúcuta} to {two:Venezuela}'s {three:Zulia}.", "VEN"),
        ("Planes hit {one:Malta} and {two:Lebanon}'s northern {three:Tripoli}.", "LBN"),
    ],
)
def test_an_owner_before_a_name_holds_it(source: str, country: str) -> None:
    assert resolve(source)["three"].row.country == country


@pytest.mark.parametrize(
    ("text", "inside"),
    [("Paris, Texas", "Texas"), ("Springfield, Illinois, USA", "Illinois"), ("Paris", "Ile")],
)
def test_a_look_up_heeds_what_stands_behind_a_comma(text: str, inside: str) -> None:
    assert PlaceResolver().look_up(text)[0].row.admin1.startswith(inside)


def test_all_mentions_of_one_name_mean_one_place() -> None:
    links = resolve(
        "{one:Tripoli} was calm. Officials in {two:Lebanon} said {three:Tripoli}'s port, in "
        "{four:Tripoli}, {five:Lebanon}, had reopened."
    )
    assert links["one"].row == links["three"].row == links["four"].row


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hodeidah", "Hudaydah"),
        ("Khan Sheikhoun", "Khan Shaykhun"),
        ("Deir ez-Zor", "Deir Ezzor"),
        ("Sana'a", "Sanaa"),
        ("Mekelle", "Mekele"),
        ("Kyiv", "Kiev"),
        ("Al-Fashir", "El Fasher"),
        ("Bab al-Mandab", "Bab el-Mandeb"),
    ],
)
def test_spellings_of_one_place_meet(left: str, right: str) -> None:
    one, two = PlaceResolver().look_up(left)[0].row, PlaceResolver().look_up(right)[0].row
    assert distance_km(Point(one.lat, one.lon), Point(two.lat, two.lon)) <= 60.0


def test_directions_and_owners_lead_to_the_place_they_describe() -> None:
    links = resolve(
        "Fighting in {one:northern Idlib province} and {two:Helmand's Sangin district}."
    )
    assert links["one"].row.country == "SYR"
    assert links["one"].row.precision_m >= 25_000
    assert links["two"].row.name == "Sangin"


@pytest.mark.parametrize(
    ("source", "name", "kind", "most_m"),
    [
        ("Fire hit {one:the Benghazi hospital}.", "Benghazi", "town", 25_000),
        ("They fled {one:Mekelle's outskirts}.", "Mek'ele", "town", 25_000),
        ("Rockets fell on {one:Kunduz province} again.", "Kunduz", "admin1", 200_000),
        ("Rockets fell on {one:the Panjshir Valley} again.", "Panjshir Valley", "valley", 80_000),
        ("Rockets fell on {one:the city of Kunduz} again.", "Kunduz", "town", 10_000),
        ("Rockets fell on {one:the city of Aleppo} again.", "Aleppo", "town", 15_000),
        ("Rain fell in {one:Zamzam camp} all day.", "Zamzam", "camp", 10_000),
        ("They crossed {one:the Euphrates river} at night.", "Euphrates", "river", 2_000_000),
        ("They crossed {one:the Bab el-Mandeb strait}.", "Bab al-Mandab", "strait", 100_000),
    ],
)
def test_kind_and_precision_say_what_a_place_is(
    source: str, name: str, kind: str, most_m: int
) -> None:
    row = resolve(source)["one"].row
    assert name.casefold() in row.name.casefold()
    assert row.kind == kind
    assert 0 < row.precision_m <= most_m


def test_a_building_of_ones_own_name_is_not_its_namesake() -> None:
    text, spans = marked("They met at {one:Lincoln Street} and {two:Springfield Hospital}.")
    graph = make_graph((span, NameType.FACILITY) for span in spans.values())
    links, dropped = PlaceResolver().resolve_places(make_report(text), graph=graph)
    assert links == ()
    assert [item.span for item in dropped] == list(spans.values())


def test_a_name_that_no_row_has_is_dropped_with_the_reason() -> None:
    text, spans = marked("They met in {one:Qarvandelshutz} at dawn.")
    graph = make_graph([(spans["one"], NameType.LOCATION)])
    links, dropped = PlaceResolver().resolve_places(make_report(text), graph=graph)
    assert links == ()
    assert [item.reason for item in dropped] == [DropReason.NOT_IN_GAZETTEER]
    assert dropped[0].span == spans["one"]
    assert "Qarvandelshutz" in dropped[0].detail


def test_a_namesake_far_from_all_else_is_not_the_place() -> None:
    told = "Shells fell on {one:Brenn}, said the town of {two:Idlib}. {three:Aleppo} was quiet."
    links = resolve(told)
    assert set(links) == {"two", "three"}
    among = "Troops left {one:Korvena}, {two:Orlesk}, {four:Qarvandelsh} and {five:Tursevik}"
    assert resolve(f"{among} for {{three:Brenn}} at noon.") == {}


def test_two_names_of_one_row_do_not_vouch_for_each_other() -> None:
    links = resolve("Shells fell on {one:Herat}, on {two:the Herat bridge} and on {three:Kabul}.")
    beside = {part.feature for key in ("one", "two") for part in links[key].score.parts}
    assert "places around it" in beside
    assert "places beside it" not in beside


def test_what_is_only_called_a_cape_is_no_place_of_that_name() -> None:
    assert resolve("Boats of the Navy lay off the {one:cape} and the {two:quay} on Monday.") == {}
    assert "one" in resolve("clashes went on in {one:aleppo} all night, residents said.")


def test_persons_are_not_places() -> None:
    text, spans = marked("{one:Lashkar Gah} heard {two:Jordan} speak.")
    graph = make_graph([(spans["one"], NameType.LOCATION), (spans["two"], NameType.PERSON)])
    links, _ = PlaceResolver().resolve_places(make_report(text), graph=graph)
    assert [link.span for link in links] == [spans["one"]]


def test_parts_of_a_score_add_up_to_its_probability() -> None:
    links = resolve("Shelling hit {one:Tripoli} in {two:Lebanon}.")
    for link in links.values():
        assert link.score.probability == pytest.approx(link.p, abs=0.002)
        assert any(part.weight for part in link.score.parts)


def test_rows_of_ones_own_lie_over_the_gazetteer() -> None:
    rows = read_places(
        "name\tkind\tcountry\tlat\tlon\tprecision_m\taliases\tnote\n"
        "Qarvandel\tvalley\tAFG\t35.0\t70.0\t9000\tQarwandel\t\n",
        where="mine.tsv",
        prefix="case",
    )
    text, spans = marked("They met in {one:Qarwandel} at dawn.")
    graph = make_graph([(spans["one"], NameType.LOCATION)])
    resolver = PlaceResolver().with_rows(rows)
    links, _ = resolver.resolve_places(make_report(text), graph=graph)
    assert [link.row.id for link in links] == ["case:afg/valley/qarvandel"]


def test_near_takes_a_country_or_a_place() -> None:
    assert PlaceResolver().look_up("Tripoli", near="Lebanon")[0].row.country == "LBN"
    assert PlaceResolver().look_up("Alexandria", near="Louisiana")[0].row.admin1 == "Louisiana"
    assert PlaceResolver().look_up("Tripoli", near="LBN")[0].row.country == "LBN"
    assert PlaceResolver().look_up("Paris", near="Dallas")[0].row.admin1 == "Texas"


@pytest.mark.parametrize("text", ["", "  ", "the government", "two warplanes", "qwertyuiop", "12"])
def test_what_is_no_place_has_no_candidates(text: str) -> None:
    assert PlaceResolver().look_up(text) == ()


@pytest.mark.parametrize("text", ["Kabul", "Springfield", "Gaza", "Hudaydah", "Aleppoo"])
def test_candidates_come_best_first_with_their_origin(text: str) -> None:
    found = PlaceResolver().look_up(text)
    assert [one.p for one in found] == sorted((one.p for one in found), reverse=True)
    for one in found:
        assert one.row.provenance
        assert one.row.licence
        assert one.score.probability == pytest.approx(one.p, abs=0.002)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They shelled the village of {one:Paris} at dawn.", id="before"),
        pytest.param("They shelled a hamlet called {one:Paris} at dawn.", id="called"),
        pytest.param("They shelled {one:the village of Paris} at dawn.", id="inside"),
    ],
)
def test_what_is_called_a_village_is_no_capital_of_that_name(text: str) -> None:
    words, at = marked(text)
    links, _ = PlaceResolver().resolve_spans(make_report(words), spans=[at["one"]])
    assert "FRA" not in {link.row.country for link in links}


def test_a_village_of_a_country_is_no_village_called_so() -> None:
    text, at = marked("The rebels burned a {one:Kenya} village.")
    (link,), _ = PlaceResolver().resolve_spans(make_report(text), spans=[at["one"]])
    assert (link.row.country, link.row.kind) == ("KEN", "country")


def test_an_old_name_of_a_capital_does_not_count_for_the_capital() -> None:
    text, at = marked("Shots were heard in {small:Salem}, near {large:Nablus}.")
    links, _ = PlaceResolver().resolve_spans(make_report(text), spans=at.values())
    assert {link.span: link.row.country for link in links}[at["small"]] == "PSE"


def test_an_article_belongs_to_a_short_name() -> None:
    assert PlaceResolver().look_up("al-Tah") == ()
    assert PlaceResolver().look_up("al-Bab")[0].row.country == "SYR"


@pytest.mark.parametrize("name", ["Tripoli", "Idlib", "Paris", "Salem"])
@pytest.mark.parametrize("near", [None, "SYR", "Nablus"])
def test_the_chances_of_one_name_are_shared_out(name: str, near: str | None) -> None:
    found = PlaceResolver().look_up(name, near=near)
    assert sum(one.p for one in found) <= 1.0 + 1e-6
    assert len({(one.row.country, round(one.row.lat), round(one.row.lon)) for one in found}) > 0
    for one in found:
        assert one.score.probability == pytest.approx(one.p, abs=0.01)


def test_what_lies_far_from_where_it_is_looked_for_falls_behind() -> None:
    resolver = PlaceResolver()
    anywhere, near = resolver.look_up("Tripoli"), resolver.look_up("Tripoli", near="SYR")
    assert (anywhere[0].row.country, near[0].row.country) == ("LBY", "LBN")
    (libya,) = (one for one in near if one.row.country == "LBY")
    assert libya.p < 0.1
    assert any(part.feature == "near" and part.weight < -4 for part in libya.score.parts)
    assert resolver.look_up("Rashidiya", near="SYR")[0].p < 0.2


@pytest.mark.parametrize("name", ["Zaytan", "Dorvan", "Marhelvik"])
def test_an_invented_name_is_not_like_another(name: str) -> None:
    assert PlaceResolver().look_up(name) == ()
