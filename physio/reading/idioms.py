"""Sayings and everyday uses of clinical words: "on the other hand", "short notice", "foot the bill".

One regular expression on lower-case text to a line; a finding inside a match is dropped.
"""

from __future__ import annotations

import re

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
\bhot (?:pack|water|bath|shower|drink|weather|day|food|tub|yoga|pilates|desk)\w*\b
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
\brun(?:ning)? (?:late|out|into|through|by|errands|low)\b
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
\b(?:do|does|have|has) (?:you|they|he|she|anyone|somebody|someone) (?:all )?(?:ever )?work(?:ed)? with\b
\b(?:worked|works|working|work) with (?:rods|throwers|people|patients|someone|athletes|this|that|hips|backs|knees|runners)\b
\b(?:walk|walking|cycle|drive|commute|get|travel|bike|run|bus|tube) (?:it )?(?:in )?to (?:and from )?work\b
\b(?:ring|call|phone|contact|email|e-mail|message|reach)\w* me at work\b|\b(?:through|via) (?:my )?work\b
\ball the work\b|\bhow [\w ]{2,20} works?\b|\b(?:is|isn't|are|not|toes|muscles?|get\w* (?:the|my) \w+) working\b(?! (?:from|at|in|as|full|part))
\bi work (?:at|in|for|near|by|next|round|close|opposite)\b
\bon (?:my|the) other hand\b|\bon (?:the )?one hand\b|\bhands?[- ]on\b|\bhand (?:therap\w+|specialist|clinic|surgeon|unit)\b
\bshak(?:e|ing) hands\b|\b(?:uses?|using) (?:their|your|his|her) hands\b|\bsecond[- ]hand\b|\bby hand\b|\bhand(?:ed|ing)? (?:me|in|over|it)\b
(?:(?<=steady )|(?<=steadier )|(?<=unsteady )|(?<=confident )|(?<=shaky )|(?<=back ))on (?:my|his|her|your) feet\b|\bfoot over foot\b|\bfoot in front of\b|\bsix foot\b|\b\d+ ?foot\b|\bfeet up\b|\bput my foot (?:down|in)\b|\bother foot\b
(?:(?<=touch )|(?<=touching ))my toes\b|\bon (?:my |tip)toes\b|\bpull\w* my toes\b|\bbetween (?:my|the|his|her) knees\b
\bto my chest\b|\bpush my heel down\b|\bheel (?:raise|drop|lift)s?\b|\b(?:reach\w* )?behind my back\b|\breach\w* (?:for )?the back\b|\bback seat\b
\b(?:on|onto) (?:my|his|her) back\b(?! (?:hurts|aches|is))|\bsleep\w* on my back\b|\b(?:my|the) back (?:garden|door|room|of)\b
\bshoulder height\b|\bhead and shoulders\b|\bcold shoulder\b|\bchest height\b|\bknee (?:high|height|scooter|brace|support|pads?)\b|\bwaist height\b
\bstuck (?:at|in|behind|to|with) (?:a|an|my|the|home|it)\b|\b(?:he|she|dog|puppy|it) pulls\b(?! (?:on|at|when|in))
\bcollapsed (?:vertebra|disc|lung)|\bvertebra\w* (?:that |which )?(?:had |has )?collapsed\b
\bafter a fall\b|\b(?:had|following|since|from) (?:a|my|the|an?other) (?:bad |nasty |silly |heavy )?fall\b|\bi (?:fell|had a fall)\b
\b(?:lifting|lift|raising|raise) (?:my|the|his|her) (?:left |right |other )?(?:arms?|legs?|foot|feet|knees?|heels?|head|shoulder|hand|toes|fingers?)\b
\bcarry(?:ing)? on\b|\bcarrying (?:a |an |some |too |much |extra |bit |of )*(?:couple of|few|old|weight|timber|stone|injury|niggle|pounds|pound)\b|\bcarry out\b
\b(?:the|a|is there a|working) lift (?:at|in|is|working|to|out|or|available|access)\b|\b(?:is there|got|have|have you) (?:a |any )?lifts?\b|\bgive (?:me )?a lift\b
\blike (?:old|creaky) stairs\b|\b(?:first|next|few|couple of|baby|small) steps\b|\bstep[- ]free\b|\bsteps a day\b|\bfell (?:down|on|off) (?:the |some |my )?(?:stairs|steps)\b|\bslipped on the (?:stairs|steps)\b
\b(?:full|body|partial|some|any|my|his|her|of|on) weight\b|\bweight[- ]bear\w*\b|\bweights? (?:on|off|through)\b|\bput on weight\b
\bfell (?:over )?in the garden\b|\bgardening leave\b|\bgarden (?:centre|path|flat)\b
\b(?:i|we|he|she|they|and|who) (?:also )?(?:run|runs|running|ran) (?:a|an|my|the|our|his|her) (?!5|10|half|marathon|mile|race|lap|bit|little|few|lot|london|park|long|short|fast|sub)\w+
\bruns? (?:in the family|out|late|over|into|through)\b|\bon the run\b|\bin the long run\b|\brunning (?:late|out|water|into|a business|the business|costs?)\b
\bhaven'?t (?:the )?(?:time|energy) to\b
\b(?:stand|standing) (?:desk|order|up to|out|for)\b|\bnight ?stand\b|\bfrom (?:a )?standing\b|\blong[- ]standing\b
\b(?:lie|lying|lay) (?:on it|on that side|on (?:my|the) (?:left|right)) (?:properly|flat)\b
\bfed up (?:with|of) (?:it|a|the|this|that|my|all)\b|\bscared (?:of|to|that|i'?ll|in case|about)\b|\btired of\b
\b(?:back|arm|leg|knee|muscles?|legs|blades|neck|shoulder|it|calf|hand|wrist|eyes|hip) (?:gets?|is|are|feels?|getting|get|goes) (?:so |very |really |a bit |quite )?tired\b|\bwhen i'?m tired\b|\bif i'?m tired\b|\bby the time i'?m tired\b
\bkneel(?:ing)? (?:carpet|rug)\b|\bknead\w*\b|\bon the cards\b
\b(?:bank|computer|help|front|information) desk\b|\bcomputer (?:says|game|shop)\b
\b(?:post|box|head|home|ticket|foreign|in the post) office\b|\boffice hours\b|\b(?:your|box) office\b
\bat the doctor'?s? office\b|\btap (?:water|it|on)\b|\bon tap\b|\bscreen (?:shot|protector)\b|\bin a row\b|\brow (?:of|with)\b|\bbowling (?:over|along)\b
\b(?:ring|call|phone)\w* (?:me )?on my (?:feet|mobile)\b|\bring finger\b|\bbats?\b
\bbook(?:ed|ing)? (?:a |my |the )?(?:flight|flights)\b|\bfly by\b|\bflew by\b|\btime flies\b|\bmarried\b
\bcook(?:ed|s)? (?:up|it|the books)\b|\ba tall order\b|\bstretch(?:ed)? (?:thin|over|out over)\b|\bgrip (?:on|of) (?:it|things|reality|this)\b|\bget a grip\b
\blow (?:back|impact|level|cost|down|price|risk|carb|fat|dose|lunge)\b|\bseat (?:belt|bone)\b|\bunder my belt\b|\bseatbelt\b
\bpain (?:clinic|team|relief|management|killers?|meds)\b
\bheart (?:of|rate)\b|\boffice manager\b|\bshop(?:ping)? around\b
\bwork(?:ing)? (?:colleague|address|phone|number|insurance)\b
\bget(?:ting)? back to (?:me|us|you|him|her|them)\b
"""
_IDIOM = re.compile("|".join(f"(?:{line})" for line in _IDIOMS.strip().splitlines()))


def idioms_in(sentence: str) -> list[tuple[int, int]]:
    """The stretches of a lower-case sentence that are sayings or everyday uses."""
    return [match.span() for match in _IDIOM.finditer(sentence)]
