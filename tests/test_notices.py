"""What calls up a notice, and what must not."""

import pytest

import ketamine_faq
from ketamine_faq.model import Notice
from ketamine_faq.notices import Callers
from ketamine_faq.slips import one_slip

FAQ = ketamine_faq.load()

CRISIS = [
    "suicide",
    "suicidal thoughts",
    "suicidle",
    "sucidal",
    "my husband is suicidal",
    "I want to die",
    "i just want to die",
    "wanna die",
    "want to kill myself",
    "she tried to kill herself",
    "i keep thinking of killing my self and harming myself",
    "end my life",
    "end my miserable little life",
    "ending it all",
    "I want to end it all",
    "better off dead",
    "they'd be better off without me",
    "no reason to live",
    "nothing left to live for",
    "life is not worth living",
    "I don't want to be here anymore",
    "i dont want to live like this",
    "I can't go on",
    "hurt myself",
    "hurting myself",
    "self-harm",
    "selfharm",
    "cutting myself",
    "overdose",
    "what happens if I overdoze",
    "has tried to take her own life twice",
    "he took his own life",
    "tired of living",
    "I wish I was dead",
    "don't want to wake up",
    "SUICIDE!!!",
    "ＳＵＩＣＩＤＥ",
    "hang myself",
]
OPIOIDS = [
    "get off my painkillers",
    "stop oxycodone",
    "can I stop taking my morphine",
    "going cold turkey",
    "how to come off opiods",
    "quit fentanyl",
]
EMERGENCY = [
    "can't breathe",
    "I cannot breath",
    "chest pain",
    "took too much",
    "he won't wake up",
    "she took too many pills and is unresponsive",
]
HARMLESS = [
    "dying to know how it works",
    "kill the pain",
    "will it kill the pain for good",
    "killer headache",
    "is it safe",
    "how long does it last",
    "side effects",
    "will I be unconscious",
    "does the effect end after a week",
    "a normal life",
    "get my life back",
    "quality of life",
    "half-life",
    "do I have to live near the clinic",
    "dead tired after the infusion",
    "does it hurt",
    "cut the dose in half",
    "alternative to oxycodone",
    "opioids",
    "stop the infusion early",
    "high dose",
    "pain in my back",
    "hang around in the waiting room",
]


@pytest.mark.parametrize("typed", CRISIS)
def test_words_of_despair_call_up_the_crisis_lines(typed: str) -> None:
    """What touches suicide or self-harm brings the crisis lines, typing errors and all."""
    assert "crisis" in FAQ.notices_for(typed)


@pytest.mark.parametrize("typed", OPIOIDS)
def test_plans_to_stop_opioids_call_up_the_warning(typed: str) -> None:
    """Whoever speaks of stopping an opioid is told not to do it suddenly."""
    assert "opioids" in FAQ.notices_for(typed)


@pytest.mark.parametrize("typed", EMERGENCY)
def test_emergencies_call_up_the_emergency_number(typed: str) -> None:
    """Words of an emergency bring the advice to call the emergency number."""
    assert "emergency" in FAQ.notices_for(typed)


@pytest.mark.parametrize("typed", HARMLESS)
def test_harmless_words_call_up_nothing(typed: str) -> None:
    """Everyday words that resemble such phrases bring no notice."""
    assert FAQ.notices_for(typed) == ()


def test_notices_come_with_the_gravest_first() -> None:
    """What calls up several notices brings the crisis lines before the others."""
    assert FAQ.notices_for("overdose, can't breathe, stop oxycodone") == (
        "crisis",
        "emergency",
        "opioids",
    )


def called(typed: str, *phrases: str) -> bool:
    """Whether what was typed calls up a notice of these phrases."""
    notice = Notice("Title", "Text.", phrases=phrases)
    return bool(Callers({"n": notice}).called_up(typed))


@pytest.mark.parametrize(
    ("typed", "phrase", "stands"),
    [
        ("end my sad little life", "end my life", True),
        ("end my very sad little life", "end my life", False),
        ("life my end", "end my life", False),
        ("end end my life", "end my life", True),
        ("end life", "end my life", False),
        ("END MY LIFE", "end my life", True),
        ("don’t wake", "dont wake", True),
        ("dont wake", "don't wake", True),
        ("end_my-life", "end my life", True),
    ],
)
def test_few_words_may_stand_between(typed: str, phrase: str, stands: bool) -> None:
    """The words of a phrase stand in their order with at most two others among them."""
    assert called(typed, phrase) is stands


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("river", True),
        ("rivre", True),
        ("rver", True),
        ("riveer", True),
        ("rivel", True),
        ("rvr", False),
        ("rivreer", False),
        ("hill", True),
        ("hil", False),
        ("hills", False),
        ("hlil", False),
    ],
)
def test_a_word_of_five_letters_may_hold_one_slip(typed: str, stands: bool) -> None:
    """One slip is forgiven in words of five letters or more, none in shorter ones."""
    assert called(typed, "river", "hill") is stands


@pytest.mark.parametrize(("before", "stands"), [(999, True), (1000, False)])
def test_a_thousand_words_are_read(before: int, stands: bool) -> None:
    """What stands behind the thousandth word is not read."""
    assert called("so " * before + "river", "river") is stands


def test_an_empty_phrase_calls_up_nothing() -> None:
    """A phrase without a word stands nowhere."""
    assert not called("anything", "", "?!")
    assert not called("", "river")


@pytest.mark.parametrize(
    ("word", "typed", "near"),
    [
        ("dose", "does", True),
        ("dose", "doses", True),
        ("dose", "doe", True),
        ("dose", "dope", True),
        ("dose", "dose", True),
        ("dose", "dosesx", False),
        ("ab", "b", True),
        ("abc", "b", False),
        ("dose", "sode", False),
    ],
)
def test_one_slip(word: str, typed: str, near: bool) -> None:
    """One letter left out, added, swapped with its neighbour or replaced is one slip."""
    assert one_slip(word, typed) is near
    assert one_slip(typed, word) is near
