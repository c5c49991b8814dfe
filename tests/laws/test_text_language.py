"""Whether a text is English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.dropped import DropReason
from khabar.text import is_english

ENGLISH = (
    "Velmar troops shelled the market of Osk on Friday, killing four people and wounding nine, a "
    "nurse said. The army said that it had struck a rebel store near the bridge."
)
OTHERS = {
    "fr": "Les troupes de Velmar ont bombardé le marché d'Osk vendredi, tuant quatre personnes et "
    "en blessant neuf, a déclaré une infirmière. L'armée a affirmé avoir frappé un dépôt.",
    "es": "Las tropas de Velmar bombardearon el mercado de Osk el viernes, dejando cuatro muertos "
    "y nueve heridos, dijo una enfermera. El ejército afirmó que había atacado un depósito.",
    "ru": "Войска Вельмара обстреляли рынок в Оске в пятницу, четыре человека погибли и девять "
    "получили ранения, сообщила медсестра. Армия заявила, что ударила по складу повстанцев у "
    "моста, а также по дороге.",
    "ar": "قصفت قوات فيلمار سوق أوسك يوم الجمعة فقتلت أربعة أشخاص وأصابت تسعة بجروح حسب ما "
    "قالت ممرضة في المستشفى وقال الجيش إنه ضرب مستودعا للمتمردين قرب الجسر القديم في المدينة",
}


def test_english_is_english() -> None:
    assert is_english(ENGLISH.replace(",", " ").replace(".", " ").split())
    assert is_english(ENGLISH.upper().replace(".", " ").split())


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_other_languages_are_not(text: str) -> None:
    assert not is_english(text.replace(",", " ").replace(".", " ").split())


def test_a_few_words_in_another_script_are_enough() -> None:
    assert not is_english("Солдаты обстреляли город в понедельник".split())
    assert is_english("Солдаты shelled the town on Monday".split())
    assert is_english("Солдаты обстреляли город".split())


@given(words=st.lists(st.text("abcdefghijklmnopqrstuvwxyz"), max_size=24))
def test_what_is_too_short_to_tell_is_taken_for_english(words: list[str]) -> None:
    assert is_english(words)


def test_a_report_in_another_language_says_so_in_its_reading() -> None:
    pipeline = Pipeline()
    told = {one.reason for one in pipeline.read(make_report(OTHERS["ar"])).dropped}
    assert DropReason.NOT_ENGLISH in told
    told = {one.reason for one in pipeline.read(make_report(ENGLISH)).dropped}
    assert DropReason.NOT_ENGLISH not in told
