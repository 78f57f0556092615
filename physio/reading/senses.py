"""Everyday senses of the words for parts, activities and states: "the lift at Moorgate", "I run a bakery".

As in `idioms`: one regular expression on lower-case text to a line; a finding inside a match is dropped.
"""

SENSES = r"""
\b(?:do|does|have|has) (?:you|they|he|she|anyone|somebody|someone) (?:all )?(?:ever )?work(?:ed)? with\b
\bwork(?:ed|s|ing)? with (?:rods|throwers|people|patients|someone|athletes)\b
\bwork(?:ed|s|ing)? with (?:this|that|hips|backs|knees|runners)\b
(?<=walk )to work\b
(?<=walking )to work\b
(?<=cycle )to work\b
(?<=cycling )to work\b
(?<=drive )to work\b
(?<=driving )to work\b
(?<=commute )to work\b
(?<=run )to work\b
(?<=bike )to work\b
(?<=travel )to work\b
(?<=get )to work\b
\bworking\s*\?
\b(?:ring|call|phone|contact|email|e-mail|message|reach)\w* me at work\b|\b(?:through|via) (?:my )?work\b
\ball the work\b
\bhow (?!sex)[\w ]{2,20} works?\b
\b(?:is|isn't|are|not|toes|muscles?|get\w* (?:the|my) \w+) working\b(?! (?:from|at|in|as|full|part))
\bi work (?:at|in|for|near|by|next|round|close|opposite)\b
\bon (?:my|the) other hand\b
\bon (?:the )?one hand\b
\bhands?[- ]on\b
\bshorts\b
\bhand (?:therap\w+|specialist|clinic|surgeon|unit)\b
\bshak(?:e|ing) hands\b
\b(?:uses?|using) (?:their|your|his|her) hands\b
\bsecond[- ]hand\b
\bby hand\b
\bhand(?:ed|ing)? (?:me|in|over|it)\b
(?<=steady )on (?:my|his|her|your) feet\b
(?<=steadier )on (?:my|his|her|your) feet\b
(?<=confident )on (?:my|his|her|your) feet\b
(?<=shaky )on (?:my|his|her|your) feet\b
(?<=back )on (?:my|his|her|your) feet\b
\bfoot over foot\b
\bfoot in front of\b
\bsix foot\b
\b\d+ ?foot\b
\bfeet up\b
\bput my foot (?:down|in)\b
\bother foot\b
(?:(?<=touch )|(?<=touching ))my toes\b
\bon (?:my |tip)toes\b
\bpull\w* my toes\b
\bbetween (?:my|the|his|her) knees\b
\bto my chest\b
\bpush my heel down\b
\bheel (?:raise|drop|lift)s?\b
\b(?:reach\w* )?behind my back\b
\breach\w* (?:for )?the back\b
\bback seat\b
\b(?:on|onto) (?:my|his|her) back\b(?! (?:hurts|aches|is))
\bsleep\w* on my back\b
\b(?:my|the) back (?:garden|door|room|of)\b
\bshoulder height\b
\bhead and shoulders\b
\bcold shoulder\b
\bchest height\b
\bknee (?:high|height|scooter|brace|support|pads?)\b
\bwaist height\b
\bstuck (?:at|in|behind|to|with) (?:a|an|my|the|home|it)\b
\b(?:he|she|dog|puppy|it) pulls\b(?! (?:on|at|when|in))
\bcollapsed (?:vertebra|disc|lung)|\bvertebra\w* (?:that |which )?(?:had |has )?collapsed\b
\bafter a fall\b
\b(?:had|following|since|from) (?:a|my|the|an?other) (?:bad |nasty |silly |heavy )?fall\b
\bi (?:fell|had a fall)(?: over)?\b
\b(?:lift|rais)(?:ing|e)? (?:my|the|his|her) (?:left |right |other )?(?:arms?|legs?|foot|feet|knees?|heels?)\b
\b(?:lift|rais)(?:ing|e)? (?:my|the|his|her) (?:left |right |other )?(?:head|shoulder|hand|toes|fingers?)\b
\bcarry(?:ing)? on\b
\bcarrying (?:a |an |some |too |much |extra |bit |of )*(?:couple of|few|old|weight)\b
\bcarrying (?:a |an |some |too |much |extra |bit |of )*(?:timber|stone|injury|niggle|pounds?)\b
\bcarry out\b
\b(?:the|a|is there a|working) lift (?:at|in|is|working|to|out|or|available|access)\b
\b(?:is there|got|have|have you) (?:a |any )?lifts?\b
\bgive (?:me )?a lift\b
\blike (?:old|creaky) stairs\b
\b(?:first|next|few|couple of|baby|small) steps\b
\bstep[- ]free\b
\bsteps a day\b
\bfell (?:down|on|off) (?:the |some |my )?(?:stairs|steps)\b
\bslipped on the (?:stairs|steps)\b
\b(?:full|body|partial|some|any|my|his|her|of|on) weight\b
\bweight[- ]bear\w*\b
\bweights? (?:on|off|through)\b
\bput on weight\b
\bfell (?:over )?in the garden\b|\bgardening leave\b|\bgarden (?:centre|path|flat)\b
\b(?:i|we|he|she|they|and|who) (?:also )?(?:runs?|ran) (?:an|my|our|his|her) (?!race|5|10)\w+
\b(?:i|we|he) runs? (?:a|the) (?!5|10|half|marathon|mile|race|lap|bit|little|few|lot|london|park)\w+
\b(?:she|they|and|who) runs? (?:a|the) (?!5|10|half|marathon|mile|race|lap|bit|little|few|lot|london|park)\w+
\bruns? (?:in the family|out|late|over|into|through)\b
\bon the run\b
\bin the long run\b
\brunning (?:late|out|water|into|a business|the business|costs?)\b
\bhaven'?t (?:the )?(?:time|energy) to\b
\b(?:stand|standing) (?:desk|order|up to|out)\b
\b(?:stand|standing) for\b(?! (?:\d|two|three|an?|hours|long|more|ten|half|the|most|all|ages)\b)
\bnight ?stand\b
\bfrom (?:a )?standing\b
\blong[- ]standing\b
\b(?:lie|lying|lay) (?:on it|on that side|on (?:my|the) (?:left|right)) (?:properly|flat)\b
\bfed up (?:with|of) (?:it|a|the|this|that|my|all)\b
\bscared (?:of|to|that|i'?ll|in case|about)\b
\btired of\b
\bwhen i'?m tired\b
\bif i'?m tired\b
\bby the time i'?m tired\b
\bkneel(?:ing)? (?:carpet|rug)\b|\bknead\w*\b|\bon the cards\b
\b(?:bank|computer|help|front|information) desk\b|\bcomputer (?:says|game|shop)\b
\b(?:post|box|head|home|ticket|foreign|in the post) office\b|\boffice hours\b|\b(?:your|box) office\b
\bat the doctor'?s? office\b
\btap (?:water|it|on)\b
\bon tap\b
\bscreen (?:shot|protector)\b
\bin a row\b
\bi'?m (?:about |nearly )?\d{1,2} (?:weeks?|wks?|months?|mths?|days?)\b
\b(?:i am|she is|she'?s) (?:about |nearly )?\d{1,2} (?:weeks?|wks?|months?|mths?|days?)\b
\brow (?:of|with)\b
\bbowling (?:over|along)\b
\b(?:ring|call|phone)\w* (?:me )?on my (?:feet|mobile)\b|\bring finger\b|\bbats?\b
\bbook(?:ed|ing)? (?:a |my |the )?(?:flight|flights)\b|\bfly by\b|\bflew by\b|\btime flies\b|\bmarried\b
\bcook(?:ed|s)? (?:up|it|the books)\b
\ba tall order\b
\bstretch(?:ed)? (?:thin|over|out over)\b
\bgrip (?:on|of) (?:it|things|reality|this)\b
\bget a grip\b
\blow (?:impact|level|cost|down|price|risk|carb|fat|dose|lunge)\b
\bseat (?:belt|bone)\b
\bunder my belt\b
\bseatbelt\b
\bpain (?:clinic|team|relief|management|killers?|meds)\b
\bheart (?:of|rate)\b|\boffice manager\b|\bshop(?:ping)? around\b
\bcalled in(?:to)? (?:to )?work\b
\b(?:before|after|outside) work\b
\b(?:moved|came|here|over|away|travel\w*|trips?|london|abroad) (?:\w+ )?for work\b
\b(?:balance|core|hands[- ]?on|strength|gym|floor|group|fibre|dental|body|bench|road) work\b
\b(?:do|does|will|can|would|you|they|she|team) (?:\w+ ){0,2}work (?:with|on|weekends|evenings|late)\b
\b(?:past|by|near|from|onto|to) a building site\b
\b(?:you|you'?d|they|do you|who|what) (?:\w+ )?run (?:any|an?|for|the|\w+thing|it|that|classes)\b
\ba run of\b
\b(?:green|red|blue|black) runs?\b
\b(?:is|are|was|be|feels?|it'?s|walking is) walk in\b
\b(?:is it|a|the|or) walk[- ]?in\b
\b(?:on|rely\w* on|relying on) (?:\w+ ){0,4}for lifts?\b
\b(?:not|won'?t|will not|doesn'?t|can'?t|cannot) lift (?:beyond|past|above|up past|higher)\b
\bmissed (?:the|a) (?:bottom |last |top )?step\b
\btrekking (?:over|all the way|back|across)\b
\b(?:open|u open|are you open|on|this|next|for|every|till|until|and) sat\b
\bnot bothered about \w+(?: a side)?\b
\b(?:boxes|boxed)\b
\b(?:my|your|the|after|this|late|early) shift,? (?:if|say|ends|finishes|at)\b
"""
