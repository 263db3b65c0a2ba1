"""Characters that look like others: the closed tables that `normalise` folds by."""

from __future__ import annotations

from service.safety.english.wordlist import words

#: Cyrillic, Greek and rarer Latin letters that look like a Latin letter. The Greek mu is left out: it is a unit.
LOOK_ALIKES: dict[str, str] = {
    **dict(zip("аеорсухіјѕһԁԛԝвнкмтьгпл", "aeopcyxijshdqwbhkmtbrnn", strict=True)),
    **dict(zip("АВЕКМНОРСТУХІЈЅԌԚԜ", "ABEKMHOPCTYXIJSGQW", strict=True)),
    **dict(zip("αορνικτυχεγηω", "aopviktuxeynw", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("ıɡɑɩʟᴀᴄᴅᴇɢʜɪᴊᴋᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ", "igaiLacdeghijkmnoprtuvwyz", strict=True)),
}
#: Letters above that are only taken for Latin inside a word that also holds Latin letters ("г" in "мг" is Russian).
ONLY_IN_MIXED_WORDS = frozenset("гплвнкмтьγηωε")

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))

VULGAR_FRACTIONS: dict[str, str] = {
    "¼": "25",
    "½": "5",
    "¾": "75",
    "⅐": "142857",
    "⅑": "111111",
    "⅒": "1",
    "⅓": "333333",
    "⅔": "666667",
    "⅕": "2",
    "⅖": "4",
    "⅗": "6",
    "⅘": "8",
    "⅙": "166667",
    "⅚": "833333",
    "⅛": "125",
    "⅜": "375",
    "⅝": "625",
    "⅞": "875",
}

#: One character each; spaces and line ends by class are handled in `normalise`.
SYMBOLS: dict[str, str] = {
    **dict.fromkeys("‐‑‒–−﹣﹘⁃˗➖", "-"),
    **dict.fromkeys("✕✖⨯⨉╳", "×"),
    **dict.fromkeys("‘’‚‛′ʹʼ`´", "'"),
    **dict.fromkeys("“”„‟″«»〝〞", '"'),
    **dict.fromkeys("➔➜➝➞⇒⟶⇨⟹➡⮕↦⇾", "→"),
    **dict.fromkeys("≥≧⩾≮⪰", ">="),
    **dict.fromkeys("≤≦⩽≯⪯", "<="),
    **dict.fromkeys("⁄∕⧸", "/"),
    **dict.fromkeys("μ", "µ"),
    **dict.fromkeys("•●▪◦‣∙■□▶►◆", "•"),
    **dict.fromkeys("―⸺⸻", "—"),
    **dict.fromkeys("。｡", "."),
    **dict.fromkeys("，、﹐", ","),
    **dict.fromkeys("；", ";"),
    **dict.fromkeys("│┃￨∣", "|"),
    **dict.fromkeys("∶：", ":"),
    **dict.fromkeys("≈≃≅∼〜～", "~"),
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "⁓": "~",
}

#: HTML element names: only these are taken for tags, so that "a<b and c>d" stays text.
INLINE_TAGS = words(
    "a abbr acronym b bdi bdo big cite code data dfn del em font i img ins kbd label mark nobr q s "
    "samp small span strike strong sub time tt u var wbr"
)
BLOCK_TAGS = words(
    "address article aside blockquote body br button caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe input legend li link "
    "main meta nav ol option p pre script section select style summary svg table tbody textarea tfoot "
    "thead title tr ul"
)
CELL_TAGS = frozenset(("td", "th"))
