"""Names of drugs that a vocabulary does not list, told by the stems that international non-proprietary names end in."""

from __future__ import annotations

from functools import lru_cache

import regex

from service.safety.english.wordlist import words

#: The id of a drug that the vocabulary does not list: never the governed one.
UNLISTED = "unlisted"
_STEM = regex.compile(
    r"\p{L}{2,}(?:mab|nib|vastatin|pril|sartan|azole|cillin|mycin|micin|olol|oxacin|gliptin|gliflozin|prazole|tidine|"
    r"triptan|vir|sone|solone|cycline|dipine|zepam|lukast|formin|parin|xaban|gatran|glutide|setron|oxetine|triptyline|"
    r"azine|peridol|piprazole|penem|fungin|citabine|platin|taxel|rubicin|limus|relix|relin|osin|afil|gabalin|pentin|"
    r"racetam|toin|codone|profen|oxicam|coxib|fenac|lactone|zide|semide|dronate|dronic|(?<![eo]s)terol|tropium|phylline|"
    r"fibrate|barbital|caine|roxine|ercept|tacept|kinra|glitazone|glinide|bactam|alol|ipine|traline|salazine|calazine|"
    r"floxacin|cyclovir|sulfan|lamine|profylline|faxine|prazolam|oxone|quine|orphine|anserin|idone|apride)s?"
)
#: Words of the language that end like one.
_NO_DRUG = words(
    "magazine magazines inhibitor person reason season lesson accept except concept intercept souvenir "
    "terrapin casein reservoir comparin asinine moccasin assassin unison comparison garrison torso "
    "elixir mescaline sterol sterols ergosterol dopamine histamine glutamine phenylalanine"
)


@lru_cache(maxsize=8192)
def names_a_drug(word: str) -> bool:
    """Whether a word that nothing else knows is the name of a drug; `word` in lower case."""
    return len(word) > 5 and word not in _NO_DRUG and _STEM.fullmatch(word) is not None
