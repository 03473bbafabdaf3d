"""What lakes and rivers are called in each language, from the bare names that Natural Earth gives."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["MENDED_RIVERS", "lake_names", "river_names"]

Tagged = tuple[str, str]

# River names that lost letters in the source without a trace, or are misspelled there.
MENDED_RIVERS = {
    "Rhne": "Rhône", "Sane": "Saône", "Pnuco": "Pánuco", "Klarlven": "Klarälven", "Gta lv": "Göta älv",
    "Vitava": "Vltava", "Lule lv": "Lule älv", "Stora Lule lv": "Stora Lule älv", "Mlzes": "Mélèzes",
    "ngermanlven": "Ångermanälven", "Tornelven": "Torneälven", "Skelleftelven": "Skellefteälven",
    "Zncara": "Záncara", "Purificacin": "Purificación", "Motala strm": "Motala ström",
    "Chirrip del Atlntico": "Chirripó del Atlántico", "Byk Menderes": "Büyük Menderes",
    "Ro Grande de Matagalpa": "Río Grande de Matagalpa", "Ro Grande de Santiago": "Río Grande de Santiago",
    "Grande Rivire de la Baleine": "Grande rivière de la Baleine", "Santa Mara": "Santa María",
    "Susqehanna": "Susquehanna", "W. Branch Susqehanna": "West Branch Susquehanna",
    "N. Fork Kuskokwim": "North Fork Kuskokwim", "S. Fork Kuskokwim": "South Fork Kuskokwim",
    "S. Fork Republican": "South Fork Republican", "S. Branch Potomac": "South Branch Potomac",
    "Glomma (Glma)": "Glomma", "Pend Orielle": "Pend Oreille", "Schelde (Steldt)": "Schelde (Scheldt)",
    "Strymnas (Truma)": "Strymonas (Struma)", "Braco Menor": "Braço Menor", "Kr": "", "Igan": "",
    "Dal?lven": "Dalälven", "Japur?": "Japurá", "Mamor?": "Mamoré", "Mara??n": "Marañón",
    "Neuqu?n": "Neuquén", "Paran?": "Paraná", "Parana?ba": "Paranaíba", "Pur?s": "Purús",
    "Tapaj?s": "Tapajós", "Caquet?": "Caquetá", "Guapor?": "Guaporé", "God?vari": "Godavari",
    "Nakanb? (White Volta)": "Nakambé (White Volta)", "Nhamund?": "Nhamundá", "Olen?k": "Olenyok",
    "Indai?": "Indaiá", "Kad??": "Kadeï", "Tom?": "Tom", "Anadyr?": "Anadyr", "Amgun?": "Amgun",
    "Argun? (Ergun)": "Ergun (Argun)", "Tao?er": "Tao'er", "Ob?": "Ob", "Carcara??": "Carcarañá",
    "Severnaya Sos?va": "Severnaya Sosva", "Bol?shaya Kuonamka": "Bolshaya Kuonamka",
    "Bol?shoy Anyuy": "Bolshoy Anyuy", "Bol?shoy Yenisey": "Bolshoy Yenisey",
    "Bol?shoy Yugan": "Bolshoy Yugan", "Mah?na Nad?": "Mahanadi", "S?o Francisco": "São Francisco",
    "Pivd. Buh": "Pivdennyi Buh (Southern Bug)", "Donets": "Siverskyi Donets (Donets)",
    "R. des Outaouais": "Rivière des Outaouais", "Svernaya Dvina": "Severnaya Dvina (Northern Dvina)",
    "Dam": "", "Rhin (Rhein)": "Rhein (Rhine)", "Rhin": "Rhin (Rhine)",
    "Maas": "Maas (Meuse)", "Mosel": "Mosel (Moselle)",
    "Drau": "Drau (Drava)", "Mures": "Mureș (Maros)", "Tisa": "Tisza (Tisa)",
    "Duero": "Duero (Douro)",
    "Shabeelle": "Shabeelle (Shebelle)", "Shebele": "Shebele (Shebelle)",
    "Jinsha (Yangtze)": "Jinsha",
    "Lualaba (Congo)": "Lualaba", "Bahr el Jebel (Mountain Nile)": "Bahr el Jebel",
    "Heilong Jiang (Amur)": "Heilong Jiang (Amur)", "Hong (Red)": "Sông Hồng (Hong)",
    "Da (Black)": "Sông Đà (Da)",
    "Yarlung (Brahmaputra)": "Yarlung Tsangpo", "Maquan (Damqogkanbab)": "Damqog",
}  # fmt: skip

# A name with one of these in its language says by itself that it is a water.
_WATER_WORDS = {
    "en": r"lake|loch|lough|lac|reservoir|sea|bay|dam|channel|lagoon|lagoa|laguna|river|pond|sound|haff",
    "fr": r"lacs?|réservoir|barrage|mer|baie|étang|lagune|rivière|chenal|grand lac",
    "es": r"lago|laguna|embalse|represa|presa|mar|bahía",
    "pt": r"lago|lagoa|represa|barragem|mar|albufeira",
    "de": r"\w*see|\w*stausee|\w*meer|\w*haff",
    "ru": "озеро|озёра|водохранилище|море|залив|лиман",
    "uk": r"озеро|водосховище|море|затока|лиман",
    "ar": r"بحيرة|خزان|بحر|سد|خليج",
    "fa": r"دریاچه|دریای|خلیج",
    "he": r"אגם|ים|ימת|מאגר",
    "tr": r"gölü|baraj\w*|denizi|körfezi",
}  # fmt: skip
_HAN_WATERS = re.compile(r"[湖海池泊措错錯淖]|水库|水庫|ダム|貯水|ノール")
_HANGUL_WATERS = re.compile(r"(호|호수|저수지|만|해)$")
# What a bare name of a lake takes in a language that puts a word before it.
_LAKE_BEFORE = {"en": "Lake", "fr": "lac", "es": "lago", "pt": "lago", "ru": "озеро", "uk": "озеро"}
_LANGUAGES = {*_WATER_WORDS, "zh", "zht", "ja", "ko"}
_TAGS = {"zht": "zh-Hant"}
# A river whose name says so takes no "River".
_RIVER_WORDS = re.compile(
    r"\b(River|Canal|Channel|Branch|Delta|Bayou|Nile|Bahr|Shatt|Wadi|Oued|Río|Rio|Rivière|Protoka|Fork|Bratul|"
    r"Csatorna|Darya|Jiang|Gol|Köl|Outlet|älv|ström|Sông|Tsangpo)\b|älven$"
)


def lake_names(
    name: str, columns: Mapping[str, str], *, is_reservoir: bool
) -> tuple[tuple[Tagged, ...], str]:
    """The names of a lake with their languages, the one for answers first, and its bare name or "".

    Natural Earth's names by language leave the word for lake out ("Victoria", "Chad"), and so are names of
    other places: those that say no water word get one, where the language puts it first, or are left out.

    Args:
        name: Natural Earth's own name.
        columns: Its names by language code, and the second one under ``alt``.
        is_reservoir: A reservoir has no such word before its name.

    Examples:
        >>> columns = {"en": "Tana", "fr": "Tana", "ja": "タナ湖"}
        >>> lake_names("Lake Tana", columns, is_reservoir=False)
        ((('', 'Lake Tana'), ('fr', 'lac Tana'), ('ja', 'タナ湖')), 'Tana')
    """
    english = _clean(columns.get("en", ""))
    has_word = _says_water("en", name)
    names: list[Tagged] = [("", name)]
    if english and not has_word and not _says_water("en", english):
        names.append(("en", f"{english} Reservoir" if is_reservoir else f"Lake {english}"))
    names += [("", part) for part in re.split(r",\s+|/", columns.get("alt", "")) if part]
    # Only a name that is the same in French is no translation of words: "Grand Esclaves" is one.
    same = {fold(english), fold(name), fold(_without_word(name))}
    for language, text in columns.items():
        if language in _LANGUAGES and text:
            names += _in_language(language, _clean(text), same, is_reservoir=is_reservoir)
    return tuple(_unique(names)), english if fold(english) in {fold(_without_word(name)), fold(name)} else ""


def _in_language(language: str, text: str, same: set[str], *, is_reservoir: bool) -> Iterator[Tagged]:
    tag = _TAGS.get(language, language)
    if _says_water(language, text):
        yield tag, text
        return
    takes_word = language in _LAKE_BEFORE and language != "en" and not is_reservoir
    is_name = "/" not in text and not _says_water("en", text)
    if takes_word and is_name and (language in {"ru", "uk"} or fold(text) in same):
        yield tag, f"{_LAKE_BEFORE[language]} {text}"


def _says_water(language: str, text: str) -> bool:
    if language in {"zh", "zht", "ja"}:
        return bool(_HAN_WATERS.search(text))
    if language == "ko":
        return bool(_HANGUL_WATERS.search(text))
    return bool(re.search(rf"\b(?:{_WATER_WORDS[language]})\b", text, re.IGNORECASE))


def _without_word(name: str) -> str:
    return re.sub(r"^(Lake|Lac|Lago|Lago de|Ozero)\s+|\s+(Lake|Reservoir|Hu|Nuur)$", "", name)


def river_names(name: str, spellings: Iterable[str]) -> tuple[tuple[Tagged, ...], str]:
    """The names of a river, the one for answers first, and its bare name or "".

    Examples:
        >>> river_names("Yangtze", ["Yangtze", "Chang Jiang"])
        ((('en', 'Yangtze River'), ('en', 'River Yangtze'), ('', 'Chang Jiang')), 'Yangtze')
        >>> river_names("Albert Nile", ["Albert Nile"])
        ((('en', 'Albert Nile'),), '')
    """
    others = [("", spelling) for spelling in spellings if spelling != name and _RIVER_WORDS.search(spelling)]
    others += [
        ("", f"{spelling} River")
        for spelling in spellings
        if spelling != name and not _RIVER_WORDS.search(spelling)
    ]
    if _RIVER_WORDS.search(name):
        return tuple(_unique([("en", name), *others])), ""
    return tuple(_unique([("en", f"{name} River"), ("en", f"River {name}"), *others])), name


def _clean(text: str) -> str:
    """Without stress marks over Cyrillic letters and what stands in brackets."""
    text = re.sub(r"\s*[(\uff08].*?[)\uff09]", "", text)
    if _is_cyrillic(text):
        text = unicodedata.normalize("NFD", text).replace("\u0301", "")
    return unicodedata.normalize("NFC", text).strip()


def _is_cyrillic(text: str) -> bool:
    return any("\u0400" <= sign <= "\u04ff" for sign in text)


def _unique(names: Iterable[Tagged]) -> Iterator[Tagged]:
    seen = set()
    for language, name in names:
        if name and "|" not in name and name not in seen:
            seen.add(name)
            yield language, name
