"""The little words of grammar that change what a text advises: denials, modals, pronouns, conjunctions."""

from __future__ import annotations

from service.safety.english.wordlist import words

#: Words that deny. `form` tells how they work; phrases with a space are matched whole.
NEGATORS: dict[str, str] = {
    "not": "not",
    "n't": "not",
    "cannot": "not",
    "cant": "not",
    "dont": "not",
    "wont": "not",
    "shouldnt": "not",
    "mustnt": "not",
    "never": "never",
    "no": "no",
    "nobody": "no",
    "nothing": "no",
    "none": "no",
    "neither": "neither",
    "nor": "nor",
    "without": "without",
    "rather than": "rather-than",
    "instead of": "rather-than",
    "in place of": "rather-than",
    "as opposed to": "rather-than",
    "no longer": "no-longer",
    "not any longer": "no-longer",
    "under no circumstances": "never",
    "on no account": "never",
    "in no case": "never",
    "at no time": "never",
    "no reason to": "no-reason",
    "far from": "not",
    "not as though": "not",
    "not as if": "not",
    "not that": "not",
    "by no means": "never",
    "hardly": "hardly",
    "scarcely": "hardly",
    "barely": "hardly",
    "seldom": "hardly",
    "rarely": "hardly",
}
CONTRACTED = words(
    "don't doesn't didn't won't wouldn't shouldn't mustn't can't couldn't isn't aren't wasn't weren't "
    "hasn't haven't hadn't needn't mightn't shan't ain't oughtn't mayn't"
)
MODALS = words("should must may might can could would will shall ought need needs needn't better")
PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("it", "its", "this", "that", "these", "those", "them", "they", "same", "which"), "thing"),
    **dict.fromkeys(("he", "she", "his", "her", "him", "hers"), "patient"),
    **dict.fromkeys(("i", "my", "me", "we", "our", "us", "mine"), "speaker"),
    **dict.fromkeys(("you", "your", "yours"), "reader"),
}
CONJUNCTIONS: dict[str, str] = {
    **dict.fromkeys(("and", "plus", "&", "as well as"), "and"),
    **dict.fromkeys(("or", "and/or"), "or"),
    **dict.fromkeys(("but", "however", "yet", "whereas", "still"), "but"),
    **dict.fromkeys(
        ("if", "provided", "provided that", "assuming", "in case", "should the", "as long as", "so long as"), "if"
    ),
    **dict.fromkeys(("when", "whenever", "once", "after", "as soon as", "upon", "following", "where"), "when"),
    **dict.fromkeys(("while", "during", "whilst"), "while"),
    **dict.fromkeys(("unless", "except", "except when", "except if", "other than", "apart from", "save"), "unless"),
    **dict.fromkeys(("until", "till"), "until"),
    **dict.fromkeys(("before", "prior to"), "before"),
    **dict.fromkeys(
        ("although", "though", "despite", "even if", "even though", "even when", "regardless", "in spite of"), "despite"
    ),
    **dict.fromkeys(
        ("regardless of", "irrespective of", "notwithstanding", "no matter", "whatever", "even with", "even at"),
        "despite",
    ),
    **dict.fromkeys(
        ("because", "since", "as", "now that", "seeing that", "seeing as", "given that", "considering that"), "because"
    ),
    **dict.fromkeys(("so", "therefore", "hence", "thus", "then"), "then"),
    **dict.fromkeys(
        ("only", "solely", "exclusively", "only if", "only when", "only while", "only after", "only once"), "only"
    ),
}
