"""Lines by hand, drawn at random and told by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from geo.transit.hand_cells import LineCells, write_line
from geo.transit.hand_field import fields_of, line_kinds
from geo.transit.hand_line import Direction, HandLine, HandStop

TODAY = date(2026, 11, 23)
HOUR = 3600
LETTERS = st.text("abc éè'الكاف0127,;\"", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split()) or "x"
)
OFTEN = st.text("", max_size=0) | LETTERS
KNOWN = st.none() | st.booleans()


def _spans(low: int, high: int, scale: int):
    ends = st.tuples(st.integers(low, high), st.integers(low, high))
    return ends.map(lambda two: (min(two) * float(scale), max(two) * float(scale)))


def _word(part: str, name: str):
    field = next(one for one in fields_of(part) if one.id == name)
    return st.sampled_from([word.id for word in field.words])


DAYS = st.dates(date(2025, 1, 1), TODAY)
WEEK = st.text("01", min_size=7, max_size=7).filter(lambda days: "1" in days)
BREAKS = st.lists(
    st.tuples(DAYS, st.integers(0, 20)).map(lambda p: (p[0], p[0] + timedelta(p[1]))),
    max_size=2,
).map(tuple)
PLACES = st.tuples(
    st.integers(8_600_000, 8_800_000), st.integers(36_100_000, 36_300_000)
)


@st.composite
def stops(draw, number: int):
    """Draw a stop of a line, with a code of its own."""
    lon, lat = draw(PLACES)
    placed = draw(st.booleans())
    return HandStop(
        stop_id=f"s{number}",
        stop_ar=draw(OFTEN),
        stop_fr=draw(LETTERS),
        stop_en=draw(OFTEN),
        lon=lon / 1e6 if placed else None,
        lat=lat / 1e6 if placed else None,
        boards=draw(st.just("") | _word("stop", "boards")),
        boarding=draw(KNOWN),
    )


@st.composite
def directions(draw, served):
    """Draw when a line leaves, and how long it takes from stop to stop."""
    first, last = sorted(draw(st.sets(st.integers(0, 1560), min_size=2, max_size=2)))
    pattern = draw(_word("direction", "pattern"))
    times = st.sets(st.integers(0, 1560), min_size=1, max_size=4)
    takes = (
        st.none()
        | _spans(0, 90, 60)
        | st.integers(1, 90).map(lambda m: (m * 60.0,) * 2)
    )
    return Direction(
        headsign_ar=draw(OFTEN),
        headsign_fr=draw(OFTEN),
        pattern=pattern,
        departures=tuple(m * 60 for m in sorted(draw(times))),
        first=first * 60,
        last=last * 60,
        headway=draw(_spans(1, 90, 60)),
        wait=draw(st.none() | _spans(0, 90, 60)),
        stops=tuple(replace(stop, to_next=draw(takes)) for stop in served),
    )


@st.composite
def lines(draw, name: str = "line-1"):
    """Draw a sound line."""
    served = [draw(stops(n)) for n in range(draw(st.integers(2, 5)))]
    ways = [draw(directions(served))]
    if draw(st.booleans()):
        ways.append(draw(directions(served[::-1])))
    wheelchair = draw(KNOWN)
    return HandLine(
        id=name,
        name_ar=draw(OFTEN),
        name_fr=draw(LETTERS),
        name_en=draw(OFTEN),
        short_name=draw(st.text("AB12", max_size=3)),
        kind=draw(st.sampled_from(list(line_kinds()))),
        operator=draw(OFTEN),
        days=draw(st.none() | WEEK),
        valid_from=draw(st.none() | DAYS),
        valid_until=draw(st.none() | DAYS.map(lambda day: day + timedelta(800))),
        pauses=draw(BREAKS),
        fare=draw(st.none() | _spans(0, 20, 1)),
        phone=draw(st.just("") | st.just("+216 78 000 000")),
        booking=draw(KNOWN),
        booking_ahead=draw(st.none() | st.just(86400.0)),
        wheelchair=wheelchair,
        wheelchair_folded=draw(KNOWN),
        ramp=draw(KNOWN),
        low_floor=draw(KNOWN),
        wheelchair_space=draw(KNOWN if not wheelchair else st.none() | st.just(True)),
        step_height=draw(st.none() | st.integers(0, 80).map(lambda cm: cm * 0.01)),
        driver_help=draw(KNOWN),
        staff_help=draw(KNOWN),
        help_note=draw(OFTEN),
        told_by=draw(_word("line", "told_by")),
        method=draw(_word("line", "method")),
        seen_on=draw(DAYS),
        source_note=draw(OFTEN),
        directions=tuple(ways),
    )


def louage(name: str = "louage-dahmani") -> HandLine:
    """Tell of a louage that leaves when it is full."""
    station = HandStop(
        "s1",
        stop_ar="محطة اللواج",
        stop_fr="Station de louage",
        lon=8.7095,
        lat=36.1701,
        to_next=(2400.0, 3000.0),
    )
    dahmani = HandStop("s2", stop_ar="الدهماني", stop_fr="Dahmani", lon=8.83, lat=35.95)
    there = Direction(
        pattern="when_full",
        first=5 * HOUR + 1800,
        last=18 * HOUR,
        wait=(600.0, 5400.0),
        stops=(station, dahmani),
    )
    back = replace(
        there,
        stops=(
            replace(dahmani, to_next=(2400.0, 2400.0)),
            replace(station, to_next=None),
        ),
    )
    return HandLine(
        id=name,
        name_ar="لواج الكاف الدهماني",
        name_fr="Louage Le Kef – Dahmani",
        kind="louage",
        days="1111111",
        fare=(3.5, 3.5),
        wheelchair=False,
        wheelchair_folded=True,
        told_by="station",
        method="reported",
        seen_on=date(2026, 11, 20),
        directions=(there, back),
    )


def school_bus(name: str = "eleves-fej-el-kharrouba") -> HandLine:
    """Tell of a pupils' bus with two trips a day, of which the way is not known."""
    there = Direction(
        pattern="departures",
        departures=(6 * HOUR + 1800, 12 * HOUR),
        stops=(
            HandStop("s1", stop_ar="فج الخروبة", stop_fr="Fej El Kharrouba"),
            HandStop("s2", stop_ar="سيدي منصور", stop_fr="Sidi Mansour"),
            HandStop("s3", stop_ar="الكاف", stop_fr="Le Kef", lon=8.7095, lat=36.1765),
        ),
    )
    return HandLine(
        id=name,
        name_ar="حافلة التلاميذ فج الخروبة",
        name_fr="Bus des élèves de Fej El Kharrouba",
        kind="school",
        operator="الشركة الجهوية للنقل بالكاف",
        days="1111110",
        told_by="press",
        method="reported",
        seen_on=date(2025, 11, 1),
        directions=(there,),
    )


def cells(line: HandLine) -> LineCells:
    """Write a line into the cells of the form."""
    return write_line(line)
