"""Words around a limit of doses: those that state or keep it, and those that move it or go beyond it."""

from __future__ import annotations

from service.safety.english.wordlist import words

#: Words that only hold a sentence together.
LINKING = words(
    "a an the of for at to on in after per with under by as from and or so but that which this it its it's that's i.e "
    "e.g i e g then than here now still also too there where when if because since already both each either her his "
    "their our your my own she he they we you one who whom whose these those into within against yes no exactly "
    "precisely just about roughly even ever up down be been being am 's 'd however therefore thus hence not n't never "
    "neither nor without none nobody cannot regardless whatever irrespective whoever always say it'll isn't doesn't "
    "don't i'll we'll slightly little bit much has"
)
#: What a limit is of, and for whom.
DOSING = words(
    "dose doses dosing dosage daily day days amount amounts total totals tablet tablets mg milligram milligrams "
    "permitted allowed absolute upper overall highest largest maximal top same new old exact strict hard firm fixed "
    "binding safe final recommended stated printed set given general standing post pre injury injuries liver "
    "hepatotoxicity hepatitis event episode reaction recovery restart reintroduction rechallenge drug medicine "
    "treatment therapy weight kg body patient patients person people man woman adult adults everyone everybody anyone "
    "anybody all every whole course time times today tomorrow week weeks month months year years hours h twenty-four "
    "two three four heavy heavier light lighter big small large obese thin low high half hundred fifty normal "
    "remission flare baseline"
)
#: What is done with a limit that is kept.
STATING = words(
    "guarantee guarantees well marks unchanged under refused stays stay remains remain holds hold applies apply "
    "stands stand counts count binds bind lies lie sits sit comes come rests reads reading states state says say "
    "gives give names name sets set prints print shows show makes make equals equal means mean amounts adds add "
    "totals reaches reach reached meets meet respects respect respecting keeps keep kept keeping observes observe "
    "observed observing obey obeys honour honor follow follows heed mind note mark remember check checks watch "
    "staying written recorded noted known called taken put placed printed article guideline guidance source sources "
    "label leaflet formulary protocol chart plan letter order rule rules limit limits ceiling cap maximum max bound "
    "lower below beneath less smaller lowest least minimum reduced tighter stricter first last right correct true "
    "strictly firmly fully absolutely also must should shall can may could would will need ought leave leaves left "
    "where setting step steps ongoing circumstances consultant consultants specialist specialists prescriber "
    "prescribers doctor doctors clinic hospital anything something nothing most lowered seriously acceptable "
    "essential important vital crucial necessary required mandatory obligatory compulsory covered alike decides "
    "expert experts beginner beginners concerns good mistake error accident approached approaches near close shared "
    "care whatever happens switched switch take explained discussed agreed documented protect protects protecting "
    "enforce enforces enforced guard guards divided split spread section paragraph table bring brings brought down "
    "discharge notes record enter entered mention mentions mentioned tell tells told remind reminds inform informs "
    "nurse pharmacist pharmacy flagged query queried alert alerts prescribe prescribing system software weekday "
    "weekdays weekend weekends morning evening risk risks reduces reduce prevents prevent avoid avoids exists exist "
    "based derived reference cited quoted reason reasons purpose let safety protection toxicity harm damage added "
    "write wrote plans team please do did wall fence barrier far fastest slowest schedule sooner early late tall "
    "short subtract fraction share electronic needs test tests testing bloods part parts prescription prescriptions "
    "know knows knew gp husband wife family charts ward drug-chart sheet dispensing dispensed ordered orders request "
    "requests sent returned rejected declined size rate increments reduction signed parents mother father carer"
)
#: These move a limit or go beyond it; a denial makes them what a limit is for.
MOVING = words(
    "exceed exceeds exceeded exceeding surpass surpassed overstep overstepped top topped break breaks broken breaking "
    "breach breached breaching cross crossed crossing pass passes passed passing override overrides overridden "
    "overrule overruled stretch stretched bend bends bent lift lifts lifted raise raises raised loosen loosened relax "
    "relaxed ease eased soften softened increase increases increased extend extended widen waive waived suspend "
    "suspended drop dropped remove removed adjust adjusted move moves moved shift shifts shifted change changes "
    "changed alter alters altered replace replaces replaced ignore ignores ignored disregard disregarded forget touch "
    "touches vary varies depend depends lapse lapses expire expires end ends yield yields rise rises grow grows go "
    "goes gone over above beyond past more higher greater twice double thrice exception exceptions exemption "
    "exemptions room leeway latitude exempt flexible soft optional negotiable advisory guidance guide suggestion "
    "recommendation formality rough elastic red tape aside lowering overshooting overshoot excursion excursions "
    "breaches excess advice goal target aim literally flex bending give gives waiving allows allow tolerates push "
    "pushes pushed climb climbs creep creeps drift strays stray ignoring disregarding forgetting lifting raising "
    "stretching relaxing bypassing overriding changing lightly"
)
