"""What does each type of an XLSForm become, and what is said of those that cannot be asked by message?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: type → what our question sets
PLAIN: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": "text"},
    "string": {"type": "text"},
    "phone number": {"type": "text"},
    "integer": {"type": "number"},
    "int": {"type": "number"},
    "decimal": {"type": "number", "decimal": True},
    "range": {"type": "scale"},
    "date": {"type": "date"},
    "geopoint": {"type": "location"},
    "gps": {"type": "location"},
    "location": {"type": "location"},
    "image": {"type": "photo"},
    "photo": {"type": "photo"},
    "acknowledge": {"type": "choice"},
    "trigger": {"type": "choice"},
}

#: select types → ours, by pyxform's own names of them
SELECTS: Mapping[str, str] = {"select one": "choice", "select all that apply": "choices"}

#: what only a device knows: nothing to ask
DEVICE = frozenset(
    """start end today deviceid imei subscriberid simserial phonenumber username email audit
    start-geopoint background-audio uuid""".split()
)

#: types that exist and cannot be asked → what to do instead, in French and in English
UNSUPPORTED: Mapping[str, tuple[str, str]] = {
    "begin_repeat": (
        "une répétition ne se pose pas par message : posez la question une fois",
        "a repeat cannot be asked by message: ask once",
    ),
    "end_repeat": ("retirez la répétition", "remove the repeat"),
    "calculate": (
        "aucun calcul n'est fait ici : retirez cette ligne",
        "nothing is calculated here: remove this row",
    ),
    "hidden": ("retirez cette ligne", "remove this row"),
    "rank": (
        "demandez un choix (select_one), ou une note par choix",
        "ask for one choice (select_one), or a mark for each",
    ),
    "time": ("demandez un texte", "ask for a text"),
    "datetime": ("demandez une date", "ask for a date"),
    "dateTime": ("demandez une date", "ask for a date"),
    "audio": ("demandez un texte, ou une image", "ask for a text, or an image"),
    "video": ("demandez un texte, ou une image", "ask for a text, or an image"),
    "file": ("demandez une image", "ask for an image"),
    "barcode": ("demandez un texte", "ask for a text"),
    "geotrace": ("demandez un geopoint", "ask for a geopoint"),
    "geoshape": ("demandez un geopoint", "ask for a geopoint"),
    "xml-external": ("retirez cette ligne", "remove this row"),
    "csv-external": ("retirez cette ligne", "remove this row"),
    "select_one_from_file": (
        "mettez les choix dans la feuille choices",
        "put the choices in the sheet choices",
    ),
    "select_multiple_from_file": (
        "mettez les choix dans la feuille choices",
        "put the choices in the sheet choices",
    ),
    "select_one_external": (
        "mettez les choix dans la feuille choices",
        "put the choices in the sheet choices",
    ),
}

#: columns of each sheet that mean something here
COLUMNS: Mapping[str, frozenset[str]] = {
    "survey": frozenset(
        """type name label hint required relevant constraint constraint_message parameters
        appearance choice_filter public nps required_message example""".split()
    ),
    "choices": frozenset(
        (
            "list_name",
            "name",
            "label",
            *(f"aliases_{language}" for language in ("fr", "en", "es", "pt", "ar")),
        )
    ),
    "settings": frozenset(
        """form_title title_fr title_en title_es title_pt title_ar form_id title id_string default_language version anonymous summary quota opens closes thanks
        instance_name style submission_url public_key auto_send auto_delete""".split()
    ),
}

#: columns that have no effect by message
WITHOUT_EFFECT = frozenset(
    ("appearance", "required_message", "version", "instance_name", "style", "submission_url", "public_key", "auto_send", "auto_delete")
)  # fmt: skip

#: columns that would change what is asked, and are refused where they are filled
REFUSED = frozenset(
    """choice_filter calculate calculation default readonly read_only repeat_count trigger guidance_hint image audio video
    big-image big_image media save_to""".split()
)

#: labels of what a form does not word itself
OTHER = {"fr": "Autre", "en": "Other", "es": "Otro", "pt": "Outro", "ar": "غير ذلك"}
WHICH = {"fr": "Lequel ?", "en": "Which one?", "es": "¿Cuál?", "pt": "Qual?", "ar": "ما هو؟"}
YES_AND_NO = {
    "fr": ("Oui", "Non"), "en": ("Yes", "No"), "es": ("Sí", "No"), "pt": ("Sim", "Não"), "ar": ("نعم", "لا"),
}  # fmt: skip
FINE = {"fr": "OK", "en": "OK", "es": "OK", "pt": "OK", "ar": "حسنا"}
