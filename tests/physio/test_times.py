"""Every phrase of the table is read as the date, the precision and the matter that it means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import duckling
import pytest
import requests

from physio.reading.dates.numbers import AMOUNT, UNIT, matches, places_of_amounts
from physio.reading.dates.parser import LONDON, Server
from physio.reading.model import Finding
from physio.reading.times import find_times

SENT = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)  # a Wednesday
SET = Path(__file__).parents[1] / "sets" / "dates.jsonl"

OPERATIONS = """
in February I had my hip done                        2026-02-01 month
had a spinal fusion in Feb                           2026-02-01 month
my hip op was last March                             2026-03-01 month
had it done on the 4th                               2026-11-04 day
I'm 3 weeks post op                                  2026-10-28 week
2 weak post op                                       2026-11-04 week
im 5 weeks post-op                                   2026-10-14 week
day 10 post op                                       2026-11-08 day
day 3 after my knee replacement                      2026-11-15 day
TKR 6/52 ago                                         2026-10-07 week
hip replacement 10/7 ago                             2026-11-08 day
3/12 post op                                         2026-08-18 month
6/52 post THR                                        2026-10-07 week
wk 6 after acl surgery                               2026-10-07 week
I'm at week 3 after my op                            2026-10-28 week
6w post op                                           2026-10-07 week
8wks post op                                         2026-09-23 week
four months post op                                  2026-07-18 month
a year post op                                       2025-11-18 year
operation a month and a half ago                     2026-10-04 month
fusion a couple of months ago                        2026-09-18 month
couple of weeks ago I had surgery                    2026-11-04 week
op a fortnight ago                                   2026-11-04 week
surgery was 5 to 6 weeks ago                         2026-10-07 week
surgery was 4-5 months ago                           2026-06-18 month
had my meniscus repaired three or four weeks ago     2026-10-21 week
operated on 12/09/26                                 2026-09-12 day
operation 12.9.26                                    2026-09-12 day
op on 12-09-2026                                     2026-09-12 day
my surgery was 1/6                                   2026-06-01 day
surgery at the end of June                           2026-06-21 week
hip scope in early March                             2026-03-01 week
scope mid July                                       2026-07-11 week
had my knee done last summer                         2026-06-01 month
my op was before Christmas                           2025-12-18 week
op just after Christmas                              2025-12-26 week
replaced just before lockdown                        2020-03-01 month
fused in 2018                                        2018-01-01 year
knee op back in 2015                                 2015-01-01 year
had it operated on yesterday                         2026-11-17 day
operation last week                                  2026-11-09 week
had my op last Tuesday                               2026-11-17 day
I had surgery on Monday                              2026-11-16 day
my op was last Friday                                2026-11-13 day
had my hip replaced last month                       2026-10-01 month
the surgery was last year                            2025-01-01 year
my fusion was 2 years ago                            2024-11-18 year
about 18 months ago I had a microdiscectomy          2025-05-18 month
op was ten days ago                                  2026-11-08 day
three days ago I had a cortisone injection           2026-11-15 day
fusion on 7th June 2025                              2025-06-07 day
op June the 7th                                      2026-06-07 day
op on 3 October                                      2026-10-03 day
surgery date 3rd Oct                                 2026-10-03 day
surgery Sept 2026                                    2026-09-01 month
hip done June 2025                                   2025-06-01 month
my knee was done in May                              2026-05-01 month
hip scope may 2026                                   2026-05-01 month
shoulder op on 20 May                                2026-05-20 day
op late August                                       2026-08-21 week
beginning of September I had my bunion op            2026-09-01 week
had the op at Easter                                 2026-04-05 day
surgery on Boxing Day                                2025-12-26 day
op at the start of 2025                              2025-01-01 month
it's 7 weeks since my operation                      2026-09-30 week
it is now six months since the fusion                2026-05-18 month
ten weeks on from my hip replacement                 2026-09-09 week
I'm nine weeks out from ACL reconstruction           2026-09-16 week
4 months into my rehab after surgery                 2026-07-18 month
5 weeks after my rotator cuff repair                 2026-10-14 week
a week after my knee replacement                     2026-11-11 week
had the op this time last year                       2025-11-18 month
my operation was the week before last                2026-11-02 week
op earlier this year                                 2026-01-01 year
half a year ago I had my hip done                    2026-05-18 month
a year and a half ago I had the op                   2025-05-18 month
two and a half weeks ago I had my op                 2026-11-01 week
1.5 years ago I had a fusion                         2025-05-18 month
a few weeks ago I had surgery                        2026-10-28 week
few months ago I had my shoulder operated            2026-08-18 month
operation on the 14th of October                     2026-10-14 day
op 14 oct 26                                         2026-10-14 day
I had my op on Thursday 12th November                2026-11-12 day
had my knee done Saturday                            2026-11-14 day
surgery in November                                  2026-11-01 month
had surgery in December                              2025-12-01 month
replaced in the autumn of 2024                       2024-09-01 month
had it done this morning                             2026-11-18 day
my op was on Monday 2nd                              2026-11-02 day
operated on a week ago last Friday                   2026-11-06 day
"""

PLANNED = """
my op is on the 4th                                  2026-12-04 day
surgery is booked for 12/12/26                       2026-12-12 day
operation is in 3 weeks                              2026-12-09 week
going in next Monday for my hip replacement          2026-11-23 day
I'm having it done in March                          2027-03-01 month
they're doing the other side in the spring           2027-03-01 month
waiting for a fusion in January                      2027-01-01 month
having my knee replaced on 5 December                2026-12-05 day
my surgery is a week on Thursday                     2026-11-26 day
op Thursday week                                     2026-11-26 day
surgery scheduled for May                            2027-05-01 month
due to have my hip done in two weeks' time           2026-12-02 week
operation tomorrow                                   2026-11-19 day
I have my operation on Friday                        2026-11-20 day
they will be operating on 3 February                 2027-02-03 day
hip op planned for next month                        2026-12-01 month
"""

ONSETS = """
it has hurt since last Tuesday                       2026-11-17 day
pain since yesterday                                 2026-11-17 day
since this morning my leg is numb                    2026-11-18 day
my back went the other week                          2026-11-04 week
I fell on Sunday                                     2026-11-15 day
knee has been sore for 3 weeks                       2026-10-28 week
I've had back pain for about two months              2026-09-18 month
had this pain for years and since 2019 it is worse   2019-01-01 year
it came on last night                                2026-11-17 day
started limping last weekend                         2026-11-14 day
twisted my ankle 4 days ago                          2026-11-14 day
numb for the last 2 days                             2026-11-16 day
over the past month my neck has got worse            2026-10-18 month
it began in the summer                               2026-06-01 month
hurt it playing football on Saturday                 2026-11-14 day
it started around 6 weeks back                       2026-10-07 week
I tripped a fortnight ago and my hip is sore         2026-11-04 week
my calf started swelling today                       2026-11-18 day
"""

APPOINTMENTS = """
Thursday after four                                  2026-11-19 day
can I come tomorrow afternoon                        2026-11-19 day
could you fit me in on Friday at 10:30               2026-11-20 day
any appointments next week?                          2026-11-23 week
how about the 25th?                                  2026-11-25 day
ring me on Monday please                             2026-11-23 day
is there anything this afternoon                     2026-11-18 day
can you call me today                                2026-11-18 day
book me in for 1 December                            2026-12-01 day
Saturday morning would be best                       2026-11-21 day
I'm free on Tuesday                                  2026-11-24 day
can we do a week on Monday                           2026-11-30 day
"""

NOT_DATES = """
I'm 45
I am 67 and fit
my 12 year old has a sore knee
I'm 32 weeks pregnant
she is 6 months pregnant
I've had it since I was 12
when I was 30 I ran marathons
I swim twice a week
3 times a day
I stretch every morning
it is stiff in the mornings
I ran for 20 minutes
born 1960
date of birth 12/03/1960
couch to 5k
I'm on week 3 of couch to 5k
I ran 10k
my number is 07700 900491
L4/5 disc
C5/6 and L5/S1
6/10 pain
pain is about 7/10
it was a 5-6/10 on stairs
I may need a scan
I sat down and it hurt
the springs in my bed
I march about all day
sets of 10, three times a week
take it one day at a time
it costs £78 for 45 minutes
every other day
in my 40s
a 67 yr old man
2 hours a day at a desk
I do 30 mins of yoga each day
can't sit for more than ten minutes
a bit of fun in the sun
I'm in band 6
once a month I see an osteopath
physio 2x a week
"""


def _rows(table: str) -> list[tuple[str, str, str]]:
    rows = [line.rsplit(maxsplit=2) for line in table.strip().splitlines()]
    return [(text.strip(), value, precision) for text, value, precision in rows]


def _whens(text: str, sent_at: datetime = SENT) -> list[Finding]:
    return [f for f in find_times(text, sent_at) if f.entity == "when"]


def _check(text: str, value: str, precision: str, about: str) -> None:
    (when,) = _whens(text)
    assert (when.value, when.extra["precision"], when.extra["about"]) == (value, precision, about)
    assert text[when.start : when.end] == when.text


@pytest.mark.parametrize(("text", "value", "precision"), _rows(OPERATIONS))
def test_an_operation_that_was_done_lies_in_the_past(text: str, value: str, precision: str) -> None:
    _check(text, value, precision, "operation")


@pytest.mark.parametrize(("text", "value", "precision"), _rows(PLANNED))
def test_an_operation_that_is_planned_lies_ahead(text: str, value: str, precision: str) -> None:
    _check(text, value, precision, "operation")
    assert _whens(text)[0].extra["tense"] == "future"


@pytest.mark.parametrize(("text", "value", "precision"), _rows(ONSETS))
def test_the_start_of_a_trouble_lies_in_the_past(text: str, value: str, precision: str) -> None:
    _check(text, value, precision, "onset")


@pytest.mark.parametrize(("text", "value", "precision"), _rows(APPOINTMENTS))
def test_a_wished_appointment_lies_ahead(text: str, value: str, precision: str) -> None:
    _check(text, value, precision, "appointment")


@pytest.mark.parametrize("text", NOT_DATES.strip().splitlines())
def test_ages_amounts_scores_and_levels_are_no_dates(text: str) -> None:
    assert _whens(text) == []


def test_two_operations_keep_their_two_dates() -> None:
    found = _whens("the fusion was in February and the hip in June")
    assert [f.value for f in found] == ["2026-02-01", "2026-06-01"]


def test_an_ambiguous_date_carries_its_other_reading() -> None:
    (when,) = _whens("Thursday")
    assert (when.extra["past"], when.extra["future"], when.extra["sure"]) == (
        "2026-11-12",
        "2026-11-19",
        "no",
    )


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("Thursday after four", "from", "16:00"),
        ("Friday at 10:30", "at", "10:30"),
        ("tomorrow before 11", "to", "11:00"),
        ("can I come on Monday between 2 and 4pm", "to", "16:00"),
        ("next Tuesday at half past three please", "at", "15:30"),
        ("Wednesday evening would suit", "from", "17:00"),
    ],
)
def test_an_appointments_day_carries_its_time_of_day(text: str, key: str, value: str) -> None:
    assert _whens(text)[0].extra[key] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("not mornings", "not=morning"),
        ("I can't do afternoons", "not=afternoon"),
        ("mornings are no good", "not=morning"),
        ("evenings don't work for me", "not=evening"),
        ("mornings are good", "to=12:00"),
        ("Mondays are out", "not_weekdays=0"),
        ("earliest you've got", "earliest=1"),
        ("asap please", "earliest=1"),
        ("10:30", "at=10:30"),
        ("4pm", "at=16:00"),
        ("after work", "from=17:30"),
        ("after school", "from=15:30"),
        ("first thing", "to=10:00"),
        ("please ring after 6", "from=18:00"),
        ("any day but Friday", "not_weekdays=4"),
        ("weekdays only", "weekdays=0,1,2,3,4"),
        ("half four", "at=16:30"),
    ],
)
def test_a_time_of_day_without_a_day_is_a_wish_of_its_own(text: str, value: str) -> None:
    assert [f.value for f in find_times(text, SENT) if f.entity == "time_wish"] == [value]


@pytest.mark.parametrize(
    "text", ["it is stiff in the mornings", "pain came on at 3am", "worse after 4 hours of sitting"]
)
def test_a_time_of_day_in_a_complaint_is_no_wish(text: str) -> None:
    assert [f for f in find_times(text, SENT) if f.entity == "time_wish"] == []


def test_dates_are_relative_to_the_messages_own_time_in_london() -> None:
    late = datetime.fromisoformat("2026-07-01T23:30:00+00:00")  # already 2 July in London
    assert _whens("I fell yesterday", late)[0].value == "2026-07-01"


def test_the_last_day_of_the_span_is_given() -> None:
    assert _whens("my hip was replaced in February")[0].extra["until"] == "2026-02-28"


@pytest.mark.parametrize("days", [0, 40, 130, 200, 330])
def test_a_month_that_was_named_is_never_ahead_when_the_operation_was_done(days: int) -> None:
    at = SENT + timedelta(days=days)
    for month in ("January", "April", "July", "October", "December"):
        (when,) = _whens(f"I had my hip replaced in {month}", at)
        assert date.fromisoformat(when.value) <= at.date()
        assert at.date() - date.fromisoformat(when.value) < timedelta(days=367)


def test_at_least_95_in_100_phrases_of_the_set_kept_apart_are_read_right() -> None:
    rows = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    right = [row for row in rows if _as_labelled(row)]
    assert len(right) / len(rows) >= 0.95, [row["text"] for row in rows if row not in right]


def _as_labelled(row: dict[str, object]) -> bool:
    found = _whens(str(row["text"]), datetime.fromisoformat(str(row["sent_at"])))
    got = [{"value": f.value, "precision": f.extra["precision"], "about": f.extra["about"]} for f in found]
    return got == row["when"]


class _Duckling(BaseHTTPRequestHandler):
    """A Duckling server: the same library behind the server's own form fields."""

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        zones = duckling.load_time_zones("/usr/share/zoneinfo")
        reference = duckling.parse_ref_time(zones, form["tz"][0], int(form["reftime"][0]) // 1000)
        locale = duckling.parse_locale(
            form["locale"][0].upper(), duckling.default_locale_lang(duckling.parse_lang("EN"))
        )
        dimensions = duckling.parse_dimensions(json.loads(form["dims"][0]))
        found = duckling.parse(form["text"][0], duckling.Context(reference, locale), dimensions, False)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def duckling_url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Duckling)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_duckling_server_gives_the_same_dates_as_the_library(duckling_url: str) -> None:
    text = "the fusion was in February and the hip on 3 June, can I come on Thursday after four?"
    assert find_times(text, SENT, Server(duckling_url)) == find_times(text, SENT)


def test_a_duckling_server_that_is_away_is_an_error_and_no_empty_answer() -> None:
    with pytest.raises(requests.ConnectionError):
        find_times("in June", SENT, Server("http://127.0.0.1:9", timeout=0.5))


@pytest.mark.parametrize(
    "text",
    [
        "My op was cancelled last week",
        "I've got an MRI on Friday",
        "a scan on 4/11 showed a tear",
        "I'm flying to Spain on the 3rd of December",
        "I went back to yoga last night and realised how apparent this is",
        "Couch to 5k started 2 weeks ago",
        "two days after my op I felt calf pain",
    ],
)
def test_dates_of_other_things_are_neither_operation_nor_onset(text: str) -> None:
    assert _whens(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("2 weeks", "2026-11-04"), ("about 3 months", "2026-08-18"), ("It's been 2 weeks.", "2026-11-04")],
)
def test_a_bare_amount_of_time_counts_back(text: str, value: str) -> None:
    assert [f.value for f in _whens(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("knee op jan 25", "2025-01-01"),
        ("hip op jan '24", "2024-01-01"),
        ("operated on 25 Jan", "2026-01-25"),
        ("my op was at the end of last month", "2026-10-21"),
        ("five weeks ago today I had surgery", "2026-10-14"),
        ("my op was on bonfire night", "2026-11-05"),
        ("op tmrw", "2026-11-19"),
        ("my op was cancelled and is now on the 9th of December", "2026-12-09"),
        ("I had a fusion. That was in February and it's been tough since.", "2026-02-01"),
        ("post op 10 wks", "2026-09-09"),
    ],
)
def test_dates_in_the_forms_that_people_type_them(text: str, value: str) -> None:
    (when,) = _whens(text)
    assert (when.value, when.extra["about"]) == (value, "operation")


def test_a_rule_finds_at_the_amounts_of_a_text_what_it_finds_anywhere() -> None:
    rule = re.compile(rf"\b{AMOUNT}\s+{UNIT}\b", re.IGNORECASE)
    text = "A few weeks, a couple of good days; two or three months or 3-4 wks, an hour, one a day"
    found = [match.span() for match in matches(rule, text, places_of_amounts(text))]
    assert found == [match.span() for match in rule.finditer(text)]
    assert len(found) >= 4


def test_what_part_it_is_says_nothing_of_when_the_operation_was() -> None:
    when = _whens("it's the right knee, meniscus op in September")[0]
    assert (when.value, when.extra["tense"]) == (f"{SENT.year}-09-01", "past")
