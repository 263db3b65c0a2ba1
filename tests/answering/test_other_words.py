"""Other words for the same are borne out; words of one class that mean opposite things are not."""

from __future__ import annotations

import pytest

from corpus.model import Topic
from service.answering.support import reading, unsupported


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Liver tests should be monitored weekly.", "Monitor liver tests weekly."),
        ("The test should be repeated.", "The test is repeated."),
        (
            "Azathioprine should only be restarted after liver tests have returned to normal.",
            "Azathioprine can be restarted only after liver tests have normalised.",
        ),
        ("The azathioprine dose should not exceed 150 mg daily.", "Do not exceed 150 mg of azathioprine daily."),
        ("Other causes should not be overlooked.", "A common pitfall is overlooking other causes."),
        (
            "A label names azathioprine, allopurinol, and febuxostat.",
            "A label names azathioprine, allopurinol and febuxostat.",
        ),
        (
            "Decisions about azathioprine should be made by the specialist.",
            "Azathioprine decisions belong to the specialist.",
        ),
        ("On azathioprine, minor rises of ALT occur.", "Minor rises of ALT occur on azathioprine."),
        ("Azathioprine was discussed by an expert panel.", "An expert panel discussed azathioprine."),
        ("If a line is met, azathioprine is stopped.", "A line that is met means that azathioprine is stopped."),
        ("Vaccines are for adults who are 19 years or older.", "Vaccines are for adults aged 19 or over."),
        ("It is linked to a high ALT.", "It is associated with a high ALT (AGA 2017)."),
        ("A dose of 25 mg is a choice rather than a rule.", "A dose of 25 mg is a choice, not a rule."),
        ("Coffee, tea and alcohol should be considered.", "Consider coffee, tea and alcohol."),
        (
            "It does not state a dose and does not stop the drug.",
            "It does not state a dose and does not stop the drug.",
        ),
        (
            "Contrary to the label, the article restarts azathioprine.",
            "Unlike the label, the article restarts azathioprine.",
        ),
        ("Azathioprine is stopped owing to jaundice.", "Azathioprine is stopped because of jaundice."),
        ("In fact, azathioprine is stopped.", "Azathioprine is stopped."),
        ("Specifically, azathioprine is stopped.", "Azathioprine is stopped."),
        ("Overall, azathioprine is stopped.", "Azathioprine is stopped."),
        ("Both ALT and AST are raised.", "ALT and AST are raised."),
        ("The label names fatigue in addition to nausea.", "The label names fatigue besides nausea."),
        ("Other causes are considered, for example alcohol.", "Other causes are considered, such as alcohol."),
        ("Azathioprine is stopped in the presence of jaundice.", "Azathioprine is stopped with jaundice."),
        ("Azathioprine is stopped in case of jaundice.", "Azathioprine is stopped in jaundice."),
        ("Azathioprine leads to fatigue.", "Azathioprine causes fatigue."),
        ("Unwanted effects of azathioprine are described.", "Side effects of azathioprine are described."),
        ("Liver injury due to azathioprine is described.", "Liver injury from azathioprine is described."),
        (
            "Azathioprine is stopped when ALT remains above 500 U/L.",
            "Azathioprine is stopped when ALT is above 500 U/L.",
        ),
        ("Nausea is part of the list.", "Nausea is in the list."),
        ("People treated with azathioprine need tests.", "People on azathioprine need tests."),
        ("Stop azathioprine right away.", "Stop azathioprine immediately."),
        (
            "Azathioprine is restarted once tests have gone back to normal.",
            "Azathioprine is restarted once tests have normalised.",
        ),
        (
            "Azathioprine is restarted once tests became normal.",
            "Azathioprine is restarted once tests have normalised.",
        ),
        ("Hold azathioprine where tests have not yet normalised.", "Hold azathioprine where tests are not normal."),
        (
            "The label does not state how often tests are repeated.",
            "The label does not state the frequency tests are repeated.",
        ),
        ("The label warned against jaundice.", "The label warned of jaundice."),
        ("The article interprets this as jaundice.", "The article reads this as jaundice."),
        ("Rule out viral hepatitis.", "Exclude viral hepatitis."),
        ("It is important to stop azathioprine.", "Stop azathioprine."),
        ("Make sure to stop azathioprine.", "Stop azathioprine."),
        ("Azathioprine does not have to be stopped.", "Azathioprine need not be stopped."),
        (
            "The decision about azathioprine rests with the specialist.",
            "The decision about azathioprine is made by the specialist.",
        ),
        ("A total of 22 patients took azathioprine.", "22 patients took azathioprine."),
        ("Approximately 22 patients took azathioprine.", "About 22 patients took azathioprine."),
        ("All three patients took azathioprine.", "Three patients took azathioprine."),
        ("Azathioprine is no longer given.", "Azathioprine is no more given."),
        ("Tests follow never less than 14 days later.", "Tests follow at least 14 days later."),
        ("The dose of azathioprine is not more than 150 mg.", "The dose of azathioprine is at most 150 mg."),
        ("Azathioprine is stopped at 500 or higher.", "Azathioprine is stopped at 500 or more."),
        ("Azathioprine is given at 150 or lower.", "Azathioprine is given at 150 or less."),
        ("Azathioprine is raised in steps of 25 mg.", "Azathioprine is raised in 25 mg steps."),
        ("Vaccines are for adults aged 19 and older.", "Vaccines are for adults aged 19 or over."),
        ("Nausea as well as fatigue is a symptom.", "Nausea and fatigue is a symptom."),
        ("Azathioprine is stopped in icterus.", "Azathioprine is stopped in jaundice."),
        ("The dose is 150 mg for 3 weeks.", "The dose for 3 weeks is 150 mg."),
        ("After jaundice, azathioprine is stopped in women.", "Azathioprine is stopped in women after jaundice."),
    ],
)
def test_the_same_in_other_words_is_borne_out(topic: Topic, text: str, passage: str) -> None:
    assert unsupported(reading(text, topic), [passage], topic) is None


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Monitor liver tests until they worsen.", "Monitor liver tests until they improve."),
        ("Hepatotoxicity recovers after a restart.", "Hepatotoxicity recurs after a restart."),
        ("Liver tests peak within 2 weeks.", "Liver tests resolve within 2 weeks."),
        ("Add azathioprine in steps of 25 mg.", "Raise azathioprine in steps of 25 mg."),
        ("The guideline allows azathioprine.", "The guideline supports azathioprine."),
        (
            "Azathioprine is stopped for now, tacrolimus permanently.",
            "Azathioprine is stopped permanently, tacrolimus for now.",
        ),
        (
            "If azathioprine is temporarily stopped, start permanently tacrolimus.",
            "If azathioprine is permanently stopped, start temporarily tacrolimus.",
        ),
        (
            "Test ALT after each step and 1 to 2 weeks before it.",
            "Test ALT before each step and 1 to 2 weeks after it.",
        ),
        ("If azathioprine is held, monitor ALT weekly.", "Azathioprine is held; monitor ALT weekly."),
        ("Azathioprine should be given to women.", "In a study azathioprine was given to women."),
        ("The label does not mention allopurinol.", "Do not give allopurinol."),
        ("A common error is dangerous.", "A common error is not dangerous."),
        ("Tablets may be taken by adults.", "Tablets must be taken by adults."),
        (
            "Azathioprine is restarted at a dose while ALT is raised.",
            "Azathioprine is not restarted at any dose while ALT is raised.",
        ),
        ("In women, ALT is normal; in men, AST.", "In men, ALT is normal; in women, AST."),
        ("Stop azathioprine.", "Stop azathioprine (if ALT is raised)."),
        ("Test people under 5 and over 90 years.", "Test people under 5 or over 90 years."),
        ("Azathioprine is not given at a dose.", "Azathioprine is not given at any dose."),
        ("One study stopped azathioprine in 22 patients.", "Three studies stopped azathioprine in 22 patients."),
        (
            "ALT was 40 U/L in men with nausea and 223 U/L in women.",
            "ALT was 40 U/L in men and 223 U/L in women with nausea.",
        ),
        (
            "Women take 50 mg of azathioprine daily.",
            "Men take 50 mg of azathioprine daily, women take 100 mg of azathioprine daily.",
        ),
        ("Test people under 5, over 90 years.", "Test people under 5 or over 90 years."),
        ("Azathioprine is stopped.", "Tacrolimus is stopped."),
        ("Tacrolimus is stopped with azathioprine.", "Tacrolimus is stopped."),
    ],
)
def test_another_claim_in_like_words_is_not(topic: Topic, text: str, passage: str) -> None:
    assert unsupported(reading(text, topic), [passage], topic) is not None


def test_what_two_passages_ask_for_is_no_choice(topic: Topic) -> None:
    passages = ["Stop azathioprine if ALT or AST is raised.", "Consider tacrolimus after azathioprine is stopped."]
    text = "If ALT or AST is raised, azathioprine should be stopped {} tacrolimus considered."

    assert unsupported(reading(text.format("or"), topic), passages, topic) is not None


def test_one_of_two_passages_may_bear_all_of_it(topic: Topic) -> None:
    passages = [
        "When azathioprine is held, the INR can rise.",
        "In a 2014 abstract the INR rose when azathioprine was held.",
    ]
    text = "The INR can rise when azathioprine is held."

    assert unsupported(reading(text, topic), passages, topic) is None
    assert unsupported(reading("The INR can fall when azathioprine is held.", topic), passages, topic) is not None
    assert unsupported(reading(text, topic), [passages[0], "Bilirubin is tested weekly."], topic) is not None


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Stop azathioprine and tacrolimus.", "Stop azathioprine and continue tacrolimus."),
        ("Stop azathioprine and tacrolimus.", "Stop azathioprine and consider tacrolimus."),
        ("Azathioprine and allopurinol are stopped.", "Azathioprine is stopped and allopurinol is continued."),
        ("Avoid vaccines and antibiotics.", "Avoid vaccines and give antibiotics."),
        ("Azathioprine was refused by men.", "Azathioprine was tolerated by men and refused by women."),
        (
            "Azathioprine was tolerated by men and refused by women.",
            "Azathioprine was refused by men and tolerated by women.",
        ),
        ("Effects of alcohol on the liver.", "Effects of the liver on alcohol."),
        ("Alcohol is avoided, and coffee and tea are allowed.", "Alcohol is allowed, and coffee and tea are avoided."),
        ("It does not stop the drug and cancels the test.", "It does not stop the drug and does not cancel the test."),
        ("ALT is not normal and AST is raised.", "ALT is not normal and AST is not raised."),
        ("In pregnancy stop azathioprine and test ALT.", "Stop azathioprine and test ALT in pregnancy."),
        ("Azathioprine should be increased in men.", "Azathioprine is increased in men."),
        ("Azathioprine should be used by many doctors.", "Azathioprine is used by many doctors."),
        ("Do not exceed 150 mg of azathioprine.", "Do not exceed 150 mg of azathioprine daily."),
        ("Give medicines such as tacrolimus.", "Consider medicines such as tacrolimus."),
        ("Medicines such as tacrolimus are described.", "Consider medicines such as tacrolimus."),
        ("In the first weeks test ALT.", "In the first 2 weeks test ALT."),
        ("The label warns of alcohol.", "The US label warns of alcohol."),
        (
            "The label warns of lymphoma in pregnancy and T-cell lymphoma after transplantation.",
            "The label warns of lymphoma after transplantation, and T-cell lymphoma in pregnancy.",
        ),
    ],
)
def test_what_is_done_stays_with_what_it_is_done_to(topic: Topic, text: str, passage: str) -> None:
    assert unsupported(reading(text, topic), [passage], topic) is not None
