"""`python -m physio.bench`: how fast messages are read and screened here, and what it takes to load.

Times are of the processor, so that other work on the machine doesn't count.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import datetime, timezone

from physio.reading import Reader
from physio.safety import Screen

_EMAIL = """\
Hi there, I had an L5/S1 fusion in February and right hip key hole surgery in June and am still
struggling. My main problem is an achy lower back with sharp pains when I sit at my desk for more than
twenty minutes. My right knee hurts too and my hamstrings, calves and hip flexors are extremely tight all
on the right side. I went back to yoga last week and I have started couch to 5k but my calves keep
cramping up. No numbness and no problems with my bladder. I used to run three times a week and would love
to get back to that by the spring. I work next to your Moorgate clinic so I was wondering what you offer
in house, how much a session costs, and whether I should carry on with the running for {} weeks. Could
someone give me a ring on 07700 900491 after 6? I am away on the 4th of December but free most other
days. Many thanks, Bert"""
_SHORT = (
    "my {} knee is swollen",
    "no swelling but it aches",
    "can I run on it yet?",
    "it was {} weeks ago",
    "right hip key hole in June",
    "my mum had her hip done",
    "how much is a session",
    "not sure",
    "the left one",
    "call me on 07700 900491",
)
_ROUNDS = 20


def main() -> int:
    """Print seconds to load, memory, milliseconds for a 150-word e-mail, and short messages a second."""
    started = time.process_time()
    from physio.knowledge import load_knowledge
    from physio.reading import build_reader
    from physio.reading.encoder import Encoder
    from physio.safety import build_screen

    knowledge, encoder = load_knowledge(), Encoder.load()
    reader, screen = build_reader(knowledge, encoder), build_screen(knowledge, encoder)
    now = datetime.now(timezone.utc)
    screen.screen(reader.read("hello, my knee hurts", now))
    print(f"load and first message  {time.process_time() - started:6.2f} s")
    print(f"most memory so far      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")
    emails = sorted(sum(_seconds(reader, screen, _EMAIL.format(i), now)) for i in range(_ROUNDS))
    print(f"e-mail of {len(_EMAIL.split())} words     {1000 * emails[_ROUNDS // 2]:6.1f} ms")
    texts = [text.format(i) + f" {i}" * (i % 3) for i in range(_ROUNDS) for text in _SHORT]
    spent = [_seconds(reader, screen, text, now) for text in texts]
    print(f"short messages          {len(texts) / sum(map(sum, spent)):6.0f} a second, of which reading")
    print(f"                        {100 * sum(read for read, _ in spent) / sum(map(sum, spent)):6.0f} %")
    return 0


def _seconds(reader: Reader, screen: Screen, text: str, now: datetime) -> tuple[float, float]:
    """Seconds of the processor for reading, and for screening."""
    started = time.process_time()
    reading = reader.read(text, now)
    read = time.process_time()
    screen.screen(reading)
    return read - started, time.process_time() - read


if __name__ == "__main__":
    sys.exit(main())
