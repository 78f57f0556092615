"""`python -m physio.bench`: how fast messages are read and screened here, and what it takes to load.

Times are of the processor, so that other work on the machine doesn't count.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import datetime, timezone

from physio.knowledge import load_knowledge
from physio.reading import Reader
from physio.ready import make_ready
from physio.safety import Screen

# About 150 words each, and no sentence twice: what was read before is kept, and would flatter the figure.
_EMAILS = (
    """\
Hi there, I had an L5/S1 fusion in February and right hip key hole surgery in June and am still struggling.
My main problem is an achy lower back with sharp pains when I sit for more than twenty minutes. My right knee
hurts too and my hamstrings, calves and hip flexors are extremely tight. I went back to yoga last week and I
have started couch to 5k but my calves keep cramping up. No numbness and no problems with my bladder. I used
to run three times a week and would love to get back to that by the spring. I work next to your Moorgate
clinic so I was wondering what you offer in house, how much a session costs, and whether to carry on running
for {} weeks. Could you ring me on 07700 900491 after 6? I am away on the 4th of December. Thanks, Bert""",
    """\
Dear team, I am writing for my mother, who is 81 and had her left hip replaced on 14 October after a fall at
home. She came out of hospital nine days later and the nurse took the clips out last Friday. She gets round
the flat with two sticks but her thigh is sore at night and she is nervous of the stairs. The wound is dry
and she has had no temperature. Before all this she swam twice a week and looked after her allotment, and
what she wants most is to be back in the garden by May. Is it normal that her ankle puffs up by the evening?
Do you do home visits in Islington, what would that cost, and could somebody see her next Tuesday or
Thursday morning? She is a bit deaf so please e-mail me at jo.marsh@example.com rather than phone. Kind
regards, Joanna""",
    """\
Hello, I tore my ACL playing netball in March and had it rebuilt with a hamstring graft eleven weeks ago at
St Thomas'. The knee bends well now but I still can't get it quite straight and it clicks whenever I go down
a slope. There was a lot of swelling at first, which has mostly gone. I had a meniscus repair on the other
side in 2019 and that has never bothered me since. I cycle to the office and do the leg press at my gym, but
my surgeon said not to twist or jump yet. When could I start jogging, and would you expect the back of my
thigh to feel weak for this long? I'd also like to know if you take Bupa. I could come to your City branch
before nine on most mornings, though not in the second week of January. Thanks ever so
much, Priya""",
    """\
Good evening. About six weeks ago I had a rotator cuff repair on my right shoulder and I have just been told
that the sling can come off. I can lift my arm to about chest height but reaching behind my back to tuck in a
shirt is hopeless, and I wake at three most nights if I roll on to it. I take paracetamol and it helps a bit.
My fingers are fine, no tingling. I am a decorator so I need to work overhead, and money is tight
with a baby on the way. How long until I can hold a roller again? The hospital gave me a sheet of exercises
but nobody has checked whether I do them properly. Would a single visit be of any use, or must I book
a course? Evenings suit me best. You can text me on 07700 900822. Cheers, Daniel""",
)
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
    """Print seconds to load, memory, milliseconds for 150-word e-mails, and short messages a second."""
    reader, screen = make_ready(load_knowledge())
    now = datetime.now(timezone.utc)
    print(f"start, load, a message  {time.process_time():6.2f} s")
    print(f"most memory so far      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")
    first = [sum(_seconds(reader, screen, email, now)) for email in _EMAILS]
    again = sorted(sum(_seconds(reader, screen, _EMAILS[0].format(i), now)) for i in range(_ROUNDS))
    words = [len(email.split()) for email in _EMAILS]
    print(f"e-mails of {min(words)}-{max(words)} words {1000 * sum(first) / len(first):6.1f} ms, each new")
    print(f"the same, one changed   {1000 * again[_ROUNDS // 2]:6.1f} ms")
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
