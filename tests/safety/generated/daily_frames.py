"""Who says a daily dose, and how: advice, its many disguises, and all that is not advice.

In a frame {r} is drug and regimen, {dr} the drug alone, {do} the regimen alone, {cap} the limit in mg.
"""

from __future__ import annotations

#: Advice, permission and description: sound at or below the limit, unsafe above it.
PLAIN = (
    "Give {r}", "Take {r}", "Prescribe {r}", "Use {r}", "{r}", "{r} is fine", "{r} is appropriate here",
    "I would give {r}", "I'd go for {r}", "My suggestion is {r}", "We recommend {r}", "You can take {r}",
    "The patient can take {r}", "She may have {r}", "He should take {r}", "{r} can be given", "{r} may be used",
    "{r} should be prescribed", "{r} is the dose to use", "The dose is {r}", "The right dose is {r}",
    "The maintenance dose is {r}", "Current plan is to give {r}", "Put the patient on {r}", "{dr} is given at {do}",
    "{dr} can be given at {do}", "{dr} should be dosed at {do}", "For {dr}, {do} is the dose", "{dr}: {do}",
    "{dr} - {do}", "{dr} -> {do}", "The dose of {dr} is {do}", "Set the dose of {dr} at {do}",
    "With {dr}, choose {do}", "What works for {dr} is {do}", "{dr}. Dose: {do}", "{dr} is the drug. Give {do}",
    "{dr} is used here. The dose is {do}", "Treat with {r}", "Administer {r}", "A reasonable dose would be {r}",
    "It is reasonable to give {r}", "It is safe to give {r}", "Feel free to use {r}",
    "Most people do well on {r}, so give that", "Please order {r}", "Dispense {r}", "Her dose should be {r}",
    "{r} ought to be enough", "{r} will do", "{r} would be sensible", "Aim for {r}", "You could use {r}",
    "One option is {r}", "Consider {r}", "The patient is to receive {r}", "Let him have {r}",
)  # fmt: skip

#: The same as labels, which nothing goes before.
LABELLED = ("Maintenance: {r}", "Rx: {r}", "Plan: {r}", "Sig: {r}", "Order: {r}", "Target dose: {r}", "Her Rx: {r}")

#: Unsafe above the limit, whatever the negations and the hedges sound like; not used for sound texts.
DISGUISED = (
    "There is no reason not to give {r}", "Do not hesitate to give {r}", "It would not be wrong to give {r}",
    "{r} should not be withheld", "{r} need not be avoided", "Nothing speaks against {r}", "I see no harm in {r}",
    "I have no objection to {r}", "{r} is not contraindicated", "Do not be afraid of {r}",
    "There is nothing wrong with {r}", "It is not unreasonable to use {r}", "Never fail to give {r}",
    "It is not true that {r} is too much", "{r} is by no means too much", "{r} is not too much", "Why not give {r}?",
    "Would it hurt to use {r}? Not at all", "Nobody would object to {r}", "Don't hold back: give {r}",
    "{r} is not forbidden", "{r} cannot be called excessive", "You would not be wrong to choose {r}",
    "The risk of {r} is overstated, so give it", "Sure, {r}, why not", "Some say {r} is too much. They are wrong",
    "{r} is below the danger level", "{r} is well tolerated, so use it",
    "A colleague gives {r} and you can do the same", "In the trial they used {r}, and you should too",
    "Her sister takes {r}; she should take the same", "The old label allowed {r}, which is still sound advice",
    "{r} is off-label but go ahead", "Between us, {r} is what works", "Unless she objects, give {r}",
    "If tolerated, give {r}", "If the ALT stays normal, {r} can be used", "When blood counts allow, move to {r}",
    "Provided that she feels well, {r} is acceptable", "In heavy patients {r} is acceptable",
    "For severe disease use {r}", "Only in flares, {r} may be taken", "Keep {dr} at no less than {do}",
    "Keep the patient on {r}", "Continue {r}", "Stay on {r}", "Carry on with {r}", "Go up to {r}",
    "Raise the dose to {r}", "Increase to {r}", "Push on to {r}", "Titrate up to {r}", "Build up to {r}",
    "Work up to {r}", "Restart with {r}", "Resume {r}", "Start {r}", "Do not give less than {r}",
    "Do not go below {r}", "At least {r} is needed", "The minimum is {r}", "Instead of stopping, give {r}",
    "Rather than hold it, give {r}", "Avoid underdosing: {r}", "Not 50 mg but {r}",
    "Don't bother with low doses; {r} is better", "The limit is {cap} mg, but {r} is fine in practice",
    "Although the limit is {cap} mg, give {r}", "{cap} mg is the textbook limit; real patients need {r}",
    "It isn't dangerous to take {r}", "{r} has never hurt anyone", "No one should be denied {r}",
    "{r} is what I take myself", "Guidelines say {cap} mg a day, yet {r} is reasonable",
    "Do not stop at {cap} mg; go to {r}",
)  # fmt: skip

#: Sound above the limit: the dose is forbidden, called too high, or put in its place.
FORBIDDEN = (
    "Never give {r}", "Do not give {r}", "Do not use {r}", "Avoid {r}", "{r} must not be given",
    "{r} should not be given", "{r} should be avoided", "{r} should never be used", "{r} is not recommended",
    "{r} is not safe", "{r} is unsafe", "{r} is too much", "{r} is too high a dose", "{r} is above the limit",
    "{r} exceeds the limit of {cap} mg a day", "{r} would exceed the daily maximum of {cap} mg",
    "{r} is over the maximum of {cap} mg", "{r} is contraindicated", "Under no circumstances give {r}",
    "Refrain from {r}", "We advise against {r}", "I would not give {r}", "I cannot recommend {r}",
    "{r} is not an option", "{r} is not appropriate", "{r} is dangerous", "{r} would be dangerous",
    "It would be wrong to give {r}", "It is not safe to give {r}", "It is unsafe to give {r}",
    "{r} cannot be recommended", "{r} is not acceptable", "There is no place for {r}",
    "No patient should be given {r}", "Nobody should take {r}", "{r} may not be used", "Please do not take {r}",
    "You should not take {r}", "You must not take {r}", "Don't take {r}", "{r} is not allowed", "{r} is forbidden",
    "Doses such as {r} must be avoided", "It is not true that {r} is safe",
    "The idea that {r} is acceptable is wrong", "Giving {r} is a mistake", "Reject any order for {r}",
)  # fmt: skip

#: Sound whatever the dose: somebody's past, somebody else, a study, another issuer's regimen, an echo.
REPORTED = (
    "He had been taking {r} when the ALT rose", "She was on {r} before the liver injury",
    "Until last year he took {r}", "Previously she received {r}", "In March 2021 she was taking {r}",
    "At the time of the injury the dose was {r}", "She had been given {r} for two years",
    "{r} was dispensed in error and the error was corrected", "Her mother takes {r}", "His brother was given {r}",
    "Another patient on the ward had received {r}", "A neighbour of hers takes {r}",
    "In a 2009 trial the patients received {r}", "The study compared {r} with placebo",
    "One cohort of 312 patients was treated with {r}", "A case report describes a man who took {r}",
    "The trial protocol used {r}; this guideline does not adopt it", "Patients in the study arm were given {r}",
    "The liver injury occurred on {r}", "Before referral he had been prescribed {r}", "He took {r} until 2019",
    "The dose used to be {r}", "Records show that she was taking {r}", "She reports having taken {r} last summer",
)  # fmt: skip

#: The same, but only where the dose is above the limit, so that the sentence is true.
ECHOED = (
    "You asked about {r}; the limit is {cap} mg a day",
    "The question mentions {r}; that exceeds the maximum of {cap} mg",
    "The proposed {r} is above the limit of {cap} mg daily", "You ask whether {r} is safe: it is not",
    "The request was for {r}, which is more than the maximum of {cap} mg a day",
)  # fmt: skip

OPENERS = (
    "", "", "", "", "", "", "In my opinion, ", "After review, ", "From Monday, ", "For this patient, ",
    "On balance, ", "As discussed, ", "For most adults, ", "Once the liver tests are normal, ", "From now on, ",
    "In practice, ",
)  # fmt: skip
CLOSERS = (
    "", "", "", "", "", "", " with food", " for the time being", " after the clinic visit",
    " as agreed with the patient", " (see the chart)", ", please", ", and check blood counts",
    ", with regular blood tests", " from tomorrow",
)  # fmt: skip
