"""Every word that a page says by itself, in one table for each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TEXTS", "direction", "texts"]

# Markers in braces are filled by ``str.format`` in Python and by the same names in the page's script.
TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "map": "Map: {title}",
        "map_help": (
            "Arrow keys move the map, plus and minus zoom, Tab moves through the incidents, Enter opens one, "
            "Escape closes it. The list of incidents says the same in words."
        ),
        "no_script": "The interactive map needs JavaScript. Everything it shows is in the list of incidents.",
        "script_off": "Your browser has it switched off.",
        "what": "What happened",
        "where": "How well the place is known",
        "point": "At the place named",
        "near": "Near the place named",
        "area": "Somewhere in the area named",
        "area_drawn": "Where it may have happened",
        "border": "Border of {label}",
        "border_disputed": "Disputed line",
        "border_accuracy": "Border of {label}: {source}; good to about {distance}.",
        "map_data": "Map data",
        "incidents": "Incidents",
        "incident_count": "{count} on the map",
        "no_incidents": "No incident is on the map.",
        "date_unknown": "Date not known",
        "marker": "Incident {number}: {title}. {when}. {precision}.",
        "show_on_map": "Show on the map",
        "close": "Close",
        "zoom_in": "Zoom in",
        "zoom_out": "Zoom out",
        "details": "Place and sources",
        "details_with_claims": "{count} claims, place and sources",
        "details_with_claim": "1 claim, place and sources",
        "as_reported": "As reported",
        "found": "Found as",
        "precision": "Precision",
        "within": "within about {distance}",
        "why": "Why here",
        "border_note": "Border",
        "claims": "Who says what. Claims stand side by side and are never added up.",
        "claim": "Who says what.",
        "figure": "Figure",
        "whose": "Of whom",
        "said_by": "Said by",
        "reported_by": "Reported by",
        "party": "party",
        "party_long": " to the fighting",
        "part_of": "part of {figure}",
        "part_of_claim": "part of claim {id}",
        "contradiction": "Contradiction",
        "caution": "Caution",
        "sources": "Reported by",
        "not_said": "not said",
        "none": "\u2013",
        "together": "{count} incidents here",
        "not_shown": "Not shown on the map",
        "notes": "Notes",
        "use_ctrl": "Hold Ctrl to zoom, or click the map first",
        "use_two_fingers": "Use two fingers to move the map",
    },
}

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def texts(language: str) -> Mapping[str, str]:
    """The words for a BCP 47 language tag; English where there is no table for it.

    Examples:
        >>> texts("en-GB")["incidents"]
        'Incidents'
    """
    return TEXTS.get(_primary(language), TEXTS["en"])


def direction(language: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``.

    Examples:
        >>> direction("ar-DZ"), direction("fr")
        ('rtl', 'ltr')
    """
    return "rtl" if _primary(language) in _RIGHT_TO_LEFT else "ltr"


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
