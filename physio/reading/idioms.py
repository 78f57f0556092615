"""Sayings and everyday uses of clinical words: "on the other hand", "short notice", "foot the bill".

One regular expression on lower-case text to a line; a finding inside a match is dropped.
"""

from __future__ import annotations

import re

from physio.reading.needles import Gated
from physio.reading.senses import SENSES

_IDIOMS = r"""
\bon the (?:other|one) hand\b
\bhands?[ -]on\b
\b(?:give|lend|need|gave) (?:me |us |him |her |you )?a (?:helping )?hand\b
\b(?:second|first)[ -]hand\b
\bin (?:good|safe) hands\b
\b(?:left|right)[ -]hand[ -]?(?:side|man)\b
\bat hand\b
\bhand(?:ed|s|ing)? (?:it |them |this |that |me |in |over|out|luggage|sanitiser|made|written|book)
\bout of hand\b
\bhand in hand\b
\bby hand\b
\bfoot(?:ing)? the bill\b
\bon foot\b
\bfoot in the door\b
\bfirst foot forward\b
\bbest foot\b
\bcold feet\b
\b(?:square|\d+) f(?:oo|ee)t\b
\bback on my feet\b
\bfind(?:ing)? my feet\b
\bknee[ -](?:deep|jerk)\b
\bhip[ -](?:hop|flask|hip)\b
\bpain in the (?:neck|arse|bum|backside)\b
\bneck and neck\b
\bneck of the woods\b
\bbreath(?:ing)? down (?:my|your|his|her) neck\b
\b(?:hard|cold) shoulder\b
\bshoulder to shoulder\b
\bbreak a leg\b
\bpull(?:ing)? (?:my|your) leg\b
\ban arm and a leg\b
\brule of thumb\b
\bthumbs? up\b
\bto a tee?\b
\bthe tip of my tongue\b
\belbow (?:room|grease)\b
\bhead over heels\b
\b(?:hot on|down at|cool my|kick(?:ing)? my) (?:the |my )?heels?\b
\bdigg?ing (?:my|your) heels in\b
\bon (?:my|your|their) toes\b
\btoe the line\b
\bjoint (?:account|bank|application|custody|venture|effort|names?)\b
\bchest of drawers\b
\bchip on\b
\bsole (?:trader|carer|parent|earner|purpose|reason)\b
\bcore (?:issue|business|hours|values|of the)\b
\barch ?(?:rival|enemy|way)\b
\bfunny bone tickled\b
\bfall(?:ing|en)? behind\b
\bleft behind\b
\bbehind (?:schedule|on|with|the (?:desk|counter|wheel|times|scenes))\b
\bpalm (?:tree|beach|oil)s?\b
\bsingle[ -]handed(?:ly)?\b
\bstomach (?:the|it|that)\b
\bgut feeling\b
\bribs? ?eye\b
\bback[ -]?(?:burner|up plan|date[ds]?|garden|door|pay|pack|ground|log)\b
\bweight off my shoulders\b
\bon my shoulders\b
\bshort (?:notice|term|walk|while|time|break|video|call)\b
\bshort (?:story|of (?:time|cash|money|staff)|answer|version|drive|distance|list|course|run)\b
\bin short\b
\btight (?:budget|schedule|deadline|timetable|spot)\b
\b(?:time|money|budget|diary|schedule) (?:is|are|'s) (?:\w+ )?tight\b
\bsit tight\b
\bdead (?:line|end|easy|good|nice|keen|on|sea|lift|set)\w*\b
\bdrop(?:ped)? dead\b
\bphone (?:is|was|went|'s) dead\b
\bweek[ -]?(?:end|day|ly|days|ends)\b
\bred (?:tape|line|flag|cross|bus|bull|wine|car|light|letter|meat)s?\b
\bhot(?= (?:pack|water|bath|shower|drink|weather|day|food|tub|yoga|pilates|desk))
\bblue badge\b
\b(?:bit|little) (?:of )?stuck (?:for|with (?:what|how|which)|on what)\b
\bstuck (?:at|in) (?:work|traffic|a meeting|the office|on the phone)\b
\btemperature (?:outside|controlled|of the)\b
\broom temperature\b
\bburning (?:question|issue|calories|fat)\b
\bsharp(?:ish| end)\b
\b\d{1,2}(?::\d\d)? ?(?:am|pm)? sharp\b
\blook(?:ing)? sharp\b
\bstiff (?:upper lip|competition|drink)\b
\bweak (?:tea|coffee|signal|point|link|excuse)\b
\bclick(?:ed|ing)? (?:on |the |here|link|through|your)
\bpop(?:ping)? (?:in|by|over|round|down|along|into|to)\b
\bcracking (?:on|day|job|service|time|team)\b
\bcrack on\b
\bspring(?:ing)? a leak\b
\bthe penny dropped\b
\bleak(?:ing|y)? (?:tap|roof|pipe|boat|sink)\b
\bknackered (?:car|sofa|old|phone)\b
\bon fire today\b
\bstinging (?:bill|nettle|price)\w*\b
\bsame page\b
\bdrop (?:me|us) a (?:line|note|text|call)\b
\bswollen (?:budget|river)\b
\bnumb to (?:it|the news|criticism)\b
\bdying (?:to|for)\b
\bkilling (?:time|it)\b
\braw (?:deal|food|data|fish)\b
\bgap (?:year|in (?:the|your|my) (?:diary|schedule|calendar|market))\b
\bmind the gap\b
\bbent out of shape\b
\bopened (?:the|a|an|up|your) ?(?:door|account|clinic|letter|email|site|branch|early|late)?\b
\bopened (?:my|in|at|this|last) ?(?:door|account|clinic|letter|email|site|branch|early|late)?\b
\b(?:gp|doctor'?s?|dr|dental|vets?|local|dentist'?s?|my) surgery (?:said|told|sent|rang|receptionist)\b
\b(?:gp|doctor'?s?|dr|dental|vets?|local|dentist'?s?|my) surgery (?:referred|is|was|on|near|opening)\b
\b(?:gp|doctor'?s?|doctors'|dr'?s?|dental|vets?|dentist'?s?) surgery\b
\bhours? of operation\b
\bco-?op\b
\bphoto op\b
\brun(?:s|ning)? (?:the|a|my own|your|this) (?:clinic|business|company|shop|team|cafe)\b
\brun(?:s|ning)? (?:the|a|my own|your|this) (?:pub|school|moorgate|class|bath|practice)\b
\bruns? in the family\b
\brun(?:ning)? (?:late|out|into|through|by (?:you|me|him|her|them|it)|errands|low)\b
\bin the long run\b
\bnose is running\b|\brunning nose\b|\brunny\b
\bwalk[ -]?in (?:centre|clinic|service|appointment)s?\b
\bwalk (?:me|us|you) through\b
\bdriv(?:es|ing) me (?:mad|nuts|crazy|up the wall|round the bend)\b
\bwork(?:s|ed|ing)? (?:out (?:what|how|why|which)|for me|well|fine|hard on|on (?:my|it|that|the)|through)\b
\b(?:does(?:n't)?|would|will|that|time|times|didn't) (?:that |it |this )?work(?:s|ed)?(?: for|\?|\.| with)?
\b(?:not|anything|physio|rehab) (?:that |it |this )?work(?:s|ed)?(?: for|\?|\.| with)?
\b(?:exercises?|it|nothing|if) (?:that |it |this )?work(?:s|ed)?(?: for|\?|\.| with)?
\bblood ?work\b|\bpaper ?work\b|\bhome ?work\b|\bmetal ?work\b|\bframe ?work\b
\bbooks? (?:a |my )?(?:flights?|holiday|table)\b
\bplay(?:ing|ed|s)? (?:up|it by|on my mind|safe)\b
\bsection (?:of|on|in) (?:your|the|my|this) (?:site|website|page|form|road|m25)\b
\bc ?section of\b
\bbypass (?:road|the (?:queue|town|line|system))\b
\btable tennis bat\b
\bstretch(?:ing)? (?:my|our|the) (?:budget|finances)\b
\bat a stretch\b
\bsit(?:ting)? on the fence\b
\bbaby sitting\b|\bbabysitting\b
\b(?:i|we|he|she|they) works? (?:next|near|nearby|close|opposite|round|around)\b
\b(?:i|we|he|she|they) works? (?:in|at|for|just|by|as|locally)\b
\bwork(?:ing)? (?:colleague|address|phone|number|insurance)\b
\bget(?:ting)? back to (?:me|us|you|him|her|them)\b
\b(?:call|ring|phone|text|message|e-?mail)\w* (?:him|her|them) back\b(?! (?:pain|is|hurts|has))
\b(?:call|ring|phone|text|message|e-?mail)\w* (?:my|our) (?!lower|bad|sore)\w+ back\b
\bget\w* (?:him|her|them) back (?:\w+ing|home|out|up|on)\b
\b(?:rang|rung) (?:him|her|them|(?:my|our) \w+) back\b
"""
_LINES = (*_IDIOMS.strip().splitlines(), *SENSES.strip().splitlines())
_ALL = Gated(re.compile(line) for line in _LINES)


def idioms_in(sentence: str) -> list[tuple[int, int]]:
    """The stretches of a lower-case sentence that are sayings or everyday uses."""
    return [match.span() for _, match in _ALL.finditer(sentence)]
