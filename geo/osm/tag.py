"""The table of tags: which OSM key tells which access attribute, and how it is read.

Keys of one attribute stand in order of trust: the first that tells a value is used.
The keys are those of the OSM wiki pages of the same names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from geo.attribute import DESCRIPTIONS, TEXT_LANGUAGES
from geo.osm import number as n
from geo.osm import word as w
from geo.osm.reading import Parser

WAY: Final = frozenset({"way"})
NODE: Final = frozenset({"node"})
PLACE: Final = frozenset({"place"})
STOP: Final = frozenset({"stop"})
ON_NETWORK: Final = WAY | NODE
ANYWHERE: Final = WAY | NODE | PLACE | STOP
INDOORS: Final = PLACE | STOP


@dataclass(frozen=True, eq=False)
class Tag:
    """One row: a key, the attribute it tells, its reader.

    Attributes
    ----------
    key : str
        OSM key without side.
    attribute : str
        A name of ``geo.attribute.ATTRIBUTES``.
    parse : Parser
    scopes : frozenset of str
        Kinds of element on which the key means this.
    sided : bool
        May be said of one side: ``sidewalk:left:KEY``, ``KEY:left``.
    derived : bool
        A second meaning of a key: tells a value or nothing, never a finding.
    any_yes : bool
        One yes among the keys of the attribute makes it yes.
    languages : bool
        May end with a language: ``KEY:ar``.
    trust : float
        Confidence of what it tells, 0 … 1.
    """

    key: str
    attribute: str
    parse: Parser
    scopes: frozenset[str] = ON_NETWORK
    sided: bool = False
    derived: bool = False
    any_yes: bool = False
    languages: bool = False
    trust: float = 1.0


@lru_cache
def tags() -> tuple[Tag, ...]:
    """Give every row, in order of trust."""
    return (
        *_shape_tags(),
        *_ground_tags(),
        *_step_tags(),
        *_crossing_tags(),
        *_place_tags(),
        *_equipment_tags(),
        *_description_tags(),
    )


def _shape_tags() -> tuple[Tag, ...]:
    return (
        Tag("incline", "incline", n.parse_incline, WAY, sided=True),
        Tag(
            "incline",
            "incline_direction",
            n.parse_incline_direction,
            WAY,
            sided=True,
            derived=True,
        ),
        Tag("incline:across", "incline_across", n.parse_cross_slope, WAY, sided=True),
        Tag("width", "width_m", n.parse_width, WAY, sided=True),
        Tag("est_width", "width_m", n.parse_width, WAY, sided=True, trust=0.5),
        Tag("maxwidth:physical", "narrowest_m", n.parse_width),
        Tag("maxheight:physical", "clearance_m", n.parse_width),
        Tag("kerb", "kerb", w.word_of("kerb"), ON_NETWORK | STOP, sided=True),
        Tag("kerb:height", "kerb_height_m", n.parse_kerb_height, ANYWHERE, sided=True),
        Tag("kerb", "kerb_height_m", w.kerb_height_of_word, sided=True, derived=True),
    )


def _ground_tags() -> tuple[Tag, ...]:
    return (
        Tag("surface", "surface", w.worst_of("surface"), WAY, sided=True),
        Tag("smoothness", "smoothness", w.worst_of("smoothness"), WAY, sided=True),
        Tag("tracktype", "tracktype", w.worst_of("tracktype"), WAY),
        Tag(
            "tactile_paving",
            "tactile_paving",
            w.yes_no("tactile_paving"),
            ANYWHERE,
            sided=True,
        ),
        Tag(
            "lit:perceived",
            "lit",
            w.constant("poor", "bad", "none", "minimal", value=False),
            WAY | STOP,
            derived=True,
        ),
        Tag("lit", "lit", w.yes_no("lit"), ANYWHERE, sided=True),
        Tag("covered", "covered", w.yes_no("covered"), ANYWHERE),
        Tag("bridge", "bridge", w.yes_no("bridge"), WAY),
        Tag("tunnel", "tunnel", w.yes_no("tunnel"), WAY),
        Tag("shade", "shade", w.yes_no("yes_no"), ANYWHERE, any_yes=True),
        Tag("tree_lined", "shade", w.yes_no("yes_no"), WAY, any_yes=True),
        Tag("foot", "access", w.word_of("access")),
        Tag("access", "access", w.word_of("access"), ANYWHERE),
        Tag("foot:conditional", "access_conditional", w.parse_text),
        Tag("access:conditional", "access_conditional", w.parse_text),
        Tag("conveying", "conveying", w.word_of("conveying")),
        Tag("level", "level", w.parse_text, ANYWHERE),
        Tag("opening_hours", "opening_hours", w.parse_text, ANYWHERE),
    )


def _step_tags() -> tuple[Tag, ...]:
    is_steps = w.constant("steps", value=True)
    is_lift = w.constant("elevator", value=True)
    rail = w.yes_no("yes_no")
    ramp = w.yes_no("ramp")
    wheels = w.constant("wheelchair", value=True)
    pram = w.constant("stroller", value=True)
    return (
        Tag("highway", "steps", is_steps, derived=True),
        Tag("highway", "elevator", is_lift, ANYWHERE, derived=True),
        Tag("elevator", "elevator", w.yes_no(), INDOORS),
        Tag("step_count", "step_count", n.parse_count, ANYWHERE),
        Tag("step:height", "step_height_m", n.parse_step_height, ANYWHERE),
        Tag("step_height", "step_height_m", n.parse_step_height, ANYWHERE),
        Tag("wheelchair:step_height", "step_height_m", n.parse_step_height, ANYWHERE),
        Tag("step:contrast", "step_contrast", w.yes_no("contrast"), ANYWHERE),
        Tag("handrail", "handrail", rail, ANYWHERE, any_yes=True),
        *_rails(rail),
        Tag("ramp", "ramp", ramp, ANYWHERE, any_yes=True),
        Tag("ramp:wheelchair", "ramp", ramp, ANYWHERE, any_yes=True, derived=True),
        Tag("ramp:stroller", "ramp", ramp, ANYWHERE, any_yes=True, derived=True),
        Tag("ramp:wheelchair", "ramp_wheelchair", ramp, ANYWHERE),
        Tag("ramp", "ramp_wheelchair", wheels, ANYWHERE, derived=True),
        Tag("ramp:stroller", "ramp_stroller", ramp, ANYWHERE),
        Tag("ramp", "ramp_stroller", pram, ANYWHERE, derived=True),
    )


def _rails(rail: Parser) -> tuple[Tag, ...]:
    """Read on which side a handrail is, in the direction of the way."""
    places = "left", "right", "center"
    either = "handrail:both"
    return (
        *(
            Tag(f"handrail:{place}", f"handrail_{place}", rail, ANYWHERE)
            for place in places
        ),
        *(
            Tag(f"handrail:{place}", "handrail", rail, ANYWHERE, any_yes=True)
            for place in places
        ),
        Tag(either, "handrail", rail, ANYWHERE, any_yes=True),
        Tag(either, "handrail_left", rail, ANYWHERE, derived=True),
        Tag(either, "handrail_right", rail, ANYWHERE, derived=True),
    )


def _crossing_tags() -> tuple[Tag, ...]:
    island = w.constant("island", "traffic_signals;island", value=True)
    words = ("crossing", "crossing_signals"), ("crossing", "crossing_markings")
    signals, markings = (w.word_of(*names) for names in words)
    return (
        Tag("crossing:signals", "crossing", signals, derived=True),
        Tag("crossing", "crossing", w.strongest_crossing),
        Tag("crossing:markings", "crossing", markings, derived=True),
        Tag("crossing:island", "crossing_island", w.yes_no()),
        Tag("crossing", "crossing_island", island, derived=True),
        Tag("traffic_signals:sound", "signals_sound", w.yes_no("sound")),
        Tag("traffic_signals:vibration", "signals_vibration", w.yes_no("sound")),
        Tag("button_operated", "button_operated", w.yes_no()),
    )


def _place_tags() -> tuple[Tag, ...]:
    wheelchair = w.word_of("wheelchair")
    toilets = w.word_of("toilets_wheelchair", "wheelchair")
    aboard = w.constant("yes", "designated", value="yes")
    not_aboard = w.constant("no", value="no")
    at_doors = NODE | INDOORS
    width = n.parse_door_width
    opens = w.yes_no("automatic_door")
    return (
        Tag("wheelchair", "wheelchair", wheelchair, ANYWHERE),
        Tag("wheelchair", "wheelchair_boarding", aboard, STOP, derived=True),
        Tag("wheelchair", "wheelchair_boarding", not_aboard, STOP, derived=True),
        Tag("toilets:wheelchair", "toilets_wheelchair", toilets, INDOORS),
        Tag("wheelchair:toilets", "toilets_wheelchair", toilets, INDOORS),
        Tag("door:width", "door_width_m", width, at_doors),
        Tag("entrance:width", "door_width_m", width, at_doors),
        Tag("automatic_door", "automatic_door", opens, at_doors),
        Tag("entrance", "entrance", w.parse_text, at_doors),
        Tag("door", "door", w.parse_text, at_doors),
        Tag("capacity:disabled", "capacity_disabled", n.parse_count, INDOORS),
        Tag("access_aisle", "access_aisle", w.yes_no("aisle"), INDOORS),
    )


def _equipment_tags() -> tuple[Tag, ...]:
    yes_no = w.yes_no()
    board = w.yes_no("departures_board")
    spoken = "departures_board:speech_output"
    display = "passenger_information_display"
    return (
        Tag("shelter", "shelter", w.yes_no("shelter"), INDOORS),
        Tag("bench", "bench", yes_no, INDOORS),
        Tag("departures_board", "departures_board", board, INDOORS),
        Tag(spoken, "departures_board_speech", yes_no, INDOORS),
        Tag(display, display, yes_no, INDOORS),
        Tag(f"{display}:speech_output", "departures_board_speech", yes_no, INDOORS),
        Tag("audio_loop", "audio_loop", yes_no, INDOORS),
        Tag("hearing_loop", "audio_loop", yes_no, INDOORS),
        Tag("speech_output", "speech_output", yes_no, ANYWHERE, languages=True),
        Tag("tactile_writing:braille", "tactile_writing", yes_no, ANYWHERE),
        Tag("tactile_writing", "tactile_writing", yes_no, ANYWHERE),
    )


def _description_tags() -> tuple[Tag, ...]:
    told = {name.replace("_", ":"): name for name in DESCRIPTIONS}
    apart = {
        f"{key}:{language}": f"{name}_{language}"
        for key, name in told.items()
        for language in TEXT_LANGUAGES
    }
    return (
        *(Tag(key, name, w.parse_text, ANYWHERE) for key, name in apart.items()),
        *(
            Tag(key, name, w.parse_text, ANYWHERE, languages=True)
            for key, name in told.items()
        ),
    )
