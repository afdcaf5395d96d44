"""The language of comments: long and short, alone and in a mixed file, told or not."""

import pytest

from engine.feedback.comments.languages import language_of_words, languages_of, mix_of, votes_of

LONG = {
    "en": "The parcel was here before I had even finished my breakfast, and it was all there",
    "es": "El paquete estaba aquí antes de que yo terminara el desayuno, y no faltaba nada",
    "pt": "A encomenda já cá estava antes de eu acabar o pequeno-almoço, e não faltava nada",
    "fr": "Le paquet était déjà là avant que je finisse mon petit déjeuner, et il ne manquait rien",
    "de": "Das Paket war schon da, bevor ich mit dem Frühstück fertig war, und es fehlte nichts",
    "it": "Il pacco era già qui prima che finissi la colazione, e non mancava niente",
    "nl": "Het pakket was er al voordat ik klaar was met ontbijten en er ontbrak niets aan",
    "sv": "Paketet var här innan jag hade ätit min frukost och det fattades inte något",
    "pl": "Paczka była już na miejscu, zanim skończyłam śniadanie, i nie brakowało w niej nic",
    "tr": "Paket ben daha kahvaltımı bitirmeden geldi ve içinde eksik bir şey yok",
}
SHORT = {
    "en": ("Great service", "Very helpful staff", "The wait was too long", "Would buy again"),
    "es": ("Muy bueno", "La entrega llegó tarde", "Me gustó mucho", "El personal es amable"),
    "pt": ("Muito bom", "A entrega chegou tarde", "Gostei muito", "O atendimento é ótimo"),
    "fr": ("Très bon accueil", "La livraison est arrivée en retard", "Trop cher pour ce que c'est"),
    "de": ("Sehr gut", "Die Lieferung kam zu spät", "Das Personal ist freundlich", "Gerne wieder"),
    "it": ("Molto bene", "La consegna è arrivata tardi", "Il personale è gentile", "Troppo caro"),
}  # fmt: skip
SCRIPTS = {
    "ja": "とても良いサービスでした", "ko": "배송이 아주 빨랐어요", "el": "Πολύ καλή εξυπηρέτηση",
    "th": "บริการดีมาก", "he": "שירות מצוין", "": "Отличный сервис, спасибо",
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(LONG))
def test_a_sentence_tells_its_language_by_itself(language: str) -> None:
    assert languages_of([LONG[language]]) == (language,)


def test_so_it_does_in_a_file_of_all_languages() -> None:
    texts = [*LONG.values(), *(text for texts in SHORT.values() for text in texts)]
    wanted = [*LONG, *(language for language, texts in SHORT.items() for _ in texts)]
    assert list(languages_of(texts)) == wanted


@pytest.mark.parametrize("language", sorted(SCRIPTS))
def test_other_scripts_are_not_taken_for_english(language: str) -> None:
    english = [LONG["en"]] * 50
    assert languages_of([*english, SCRIPTS[language]])[-1] == language


@pytest.mark.parametrize("text", ["Отлично", "非常好", "ممتاز", "बहुत अच्छा", "👍👍", "12345", ""])
def test_what_cannot_be_told_stays_untold(text: str) -> None:
    assert languages_of([LONG["en"], text])[-1] == ""


def test_dutch_in_an_english_file_is_not_english() -> None:
    texts = [LONG["en"] + f" {number}" for number in range(99)]
    dutch = "De bezorging was snel en het product is ook heel goed"
    assert languages_of([*texts, dutch])[-1] == "nl"


def test_words_of_no_known_language_are_not_the_files() -> None:
    texts = [LONG["en"] + f" {number}" for number in range(99)]
    assert languages_of([*texts, "qapla nuqneh tlhingan maH taHjaj Duj Suvwi batlh"])[-1] == ""


def test_a_word_of_several_languages_is_of_the_files() -> None:
    for language in ("es", "pt"):
        texts = [LONG[language] + f" {number}" for number in range(20)]
        assert languages_of([*texts, "Excelente"])[-1] == language
    assert languages_of([*[LONG["fr"]] * 9, "Zglorp"])[-1] == "fr"


def test_a_mixed_file_keeps_its_mix() -> None:
    texts = [LONG[language] for language in ("en", "en", "es", "pt")]
    mix = mix_of([votes_of(text.split()) for text in texts])
    assert mix == {"en": 0.5, "es": 0.25, "pt": 0.25}
    assert language_of_words(["nada"], mix) in ("es", "pt")
    assert language_of_words([], mix) == ""


def test_the_order_of_the_comments_changes_nothing() -> None:
    texts = [*LONG.values(), *(text for texts in SHORT.values() for text in texts)]
    told = dict(zip(texts, languages_of(texts), strict=True))
    assert dict(zip(texts[::-1], languages_of(texts[::-1]), strict=True)) == told
