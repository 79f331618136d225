"""Is a danger that is there now heard, and a story, an idea or a red light left alone?"""

from __future__ import annotations

import pytest

from bot.nlu.corpus import FOLDER
from bot.nlu.sentences import read_sentences
from dialogues.reading.fold import fold
from dialogues.reading.hazards import LONGEST
from dialogues.reading.vocabulary import LANGUAGES
from tests.unit.dialogues.scenes import lexicons

FRENCH = [
    "ya un fil electrique par terre",
    "ma voisine se fait taper par son mari j'entends des cris",
    "ca sent le gaz ds lescalier",
    "y a une fuite de gaz",
    "ya kelkun par terre qui bouge plus",
    "un monsieur a fait un malaise devant la poste",
    "il y a un accident rue des lilas ya des blesses",
    "il ya le feu ds la foret",
    "ya de la fumée qui sort de la maison du voisin",
    "quelqun se noie",
    "un gosse est tombé ds le canal",
    "je suis tombé dans les escaliers de la mairie je peux plus me relever",
    "ma mere est tombee elle arrive pas a se relever",
    "ya un mec avec un couteau devant lecole",
    "le mur s'est effondré ya des gens dessous",
    "jentend des coups de feu",
    "ma voisine repond plus elle est agée jai peur",
    "un cable est tombé sur le trottoir",
    "y'a le feu chez la voisine",
    "ya un feu dans la cave",
    "des fils électriques sont tombés sur la route",
    "mon mari fait un infarctus vite",
    "ça pue le gaz chez moi",
    "un enfant s'est fait renverser par une voiture",
    "au feu ya le feu",
    "la poubelle est en feu",
    "une dame est inconsciente sur le banc",
    "odeur de gaz rue des lilas",
    "ya un mec qui tire dans la rue",
    "une voiture brule sur le parking",
]

OTHERS = [
    ("en", "there is a live wire on the ground"),
    ("en", "i smell gas in the stairs"),
    ("en", "there's a fire in the basement"),
    ("en", "a man has a knife outside the school"),
    ("en", "she is not breathing"),
    ("es", "hay un cable eléctrico en el suelo"),
    ("es", "huele a gas en la escalera"),
    ("es", "hay un incendio en el garaje"),
    ("es", "un niño se ha caído al canal"),
    ("es", "mi vecina no respira"),
    ("pt", "há um fio elétrico no chão"),
    ("pt", "cheira a gás na escada"),
    ("pt", "há um incêndio na cave"),
    ("pt", "uma criança caiu ao rio"),
    ("pt", "a minha vizinha não respira"),
    ("ar", "سلك كهرباء على الأرض"),
    ("ar", "رائحة غاز في الدرج"),
    ("ar", "هناك حريق في العمارة"),
    ("ar", "سقط طفل في النهر"),
    ("ar", "جارتي لا تتنفس"),
]

STORIES = [
    "enterrer les fils electriques qui pendent rue des lilas",
    "les voitures grillent le feu rouge",
    "ça sent le gaz d'echappement devant l'ecole",
    "il y a eu un accident l'an dernier au carrefour",
    "un extincteur dans chaque école contre le feu",
    "des cours de premiers secours pour tous",
    "un defibrillateur devant la mairie en cas de malaise",
    "un arbre est tombé l'hiver dernier faut en replanter",
    "ya un feu rouge au carrefour",
    "un feu d'artifice plus silencieux",
    "ya plus de gaz de ville dans ma rue",
    "les fils électriques sont moches",
    "mettre des barrieres car un enfant est tombé dans le canal l'an dernier",
    "ya des fils electriques par terre depuis 2 mois",
    "ma ligne de bus est tombée en panne",
    "je suis tombée sur votre numéro je peux pas marcher longtemps il faudrait des bancs",
    "la ligne 4 est tombée",
    "le bus ne bouge plus",
    "ça bouge plus le soir dans le quartier",
    "la mairie ne répond plus",
    "on respire plus dans cette ville",
    "un coup de feu sur les prix",
    "on tire la langue",
    "une crise du logement",
    "le jardinier a un couteau",
    "le quartier respire plus depuis",
    "il y a un feu tricolore en panne",
    "le prix du gaz augmente",
    "on me renverse le moral",
    "il y a des morts sur cette route",
    "les gens se battent pour une place",
    "la connaissance de la nature",
]


@pytest.mark.parametrize("text", FRENCH)
def test_a_danger_is_heard_in_any_spelling(text: str) -> None:
    assert lexicons()["fr"].hazards.tells(fold(text))


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_a_danger_is_heard_in_any_language(language: str, text: str) -> None:
    assert lexicons()[language].hazards.tells(fold(text))


@pytest.mark.parametrize("text", STORIES)
def test_a_story_is_no_danger(text: str) -> None:
    assert not lexicons()["fr"].hazards.tells(fold(text))


def test_a_long_story_is_no_danger() -> None:
    assert not lexicons()["fr"].hazards.tells(fold("ya un fil electrique par terre " + "et puis " * LONGEST))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_wish_sounds_like_danger(language: str) -> None:
    """Of all that residents write to be learnt from, only what tells of danger is heard as one."""
    hazards = lexicons()[language].hazards
    others = [s for s in read_sentences(FOLDER / language) if s.intent not in ("danger", "distress")]
    assert len(others) > 500
    assert [s.text for s in others if hazards.tells(fold(s.text))] == []
