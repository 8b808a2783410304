"""From what is typed to an entry, on FAQs of a few lines; and the slugs made of questions."""

import pytest

from ketamine_faq import AmbiguousTopic, Entry, Faq, TopicNotFound
from ketamine_faq.library import with_slugs
from ketamine_faq.model import Document
from ketamine_faq.topics import key, slug_of


def named(*slugs: str) -> Faq:
    """A FAQ of an entry a slug."""
    return Faq(Document("T", tuple(Entry(f"Of {slug}?", "A.", slug=slug) for slug in slugs)))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Side-Effects", "sideeffects"), ("ÉTÉ_1", "ete1"), ("ﬁne ß", "finess"), ("?!", "")],
)
def test_a_key_is_letters_and_digits(name: str, wanted: str) -> None:
    """Case, accents, forms and separators do not count."""
    assert key(name) == wanted


@pytest.mark.parametrize(
    ("question", "taken", "slug"),
    [
        ("What is it?", (), "what-is-it"),
        ("It's 5 o'clock!", (), "it-s-5-o-clock"),
        ("What is it?", ("whatisit",), "what-is-it-3"),
        ("What is it?", ("whatisit", "whatisit3"), "entry-3"),
        ("What is it?", ("whatisit", "whatisit3", "entry3"), "entry-4"),
        ("2024", (), "entry-3"),
        ("???", (), "entry-3"),
        ("x" * 61, (), "x" * 60),
        ("x" * 59 + " yes", (), "x" * 59),
    ],
)
def test_a_slug_is_made_of_a_question(question: str, taken: tuple[str, ...], slug: str) -> None:
    """Words with dashes, at most 60 characters, never digits only nor a name that is taken."""
    assert slug_of(question, 3, taken) == slug


def test_made_slugs_keep_out_of_the_way() -> None:
    """A made slug meets neither an alias nor another made one, whatever their order."""
    entries = (
        Entry("Is it?", "A."),
        Entry("Is it!", "B."),
        Entry("Other", "C.", slug="other", aliases=("Was it",)),
        Entry("Was it?", "D."),
    )
    document = with_slugs(Document("T", entries))
    assert [entry.slug for entry in document.entries] == ["is-it", "is-it-2", "other", "was-it-4"]


def test_a_number_is_the_place_of_an_entry() -> None:
    """Numbers go from one to the last; leading zeros do not matter, a huge one is no topic."""
    faq = named("one", "two", "three")
    assert [faq.find(typed).slug for typed in ("1", "03", " 2 ")] == ["one", "three", "two"]
    assert [faq.number(entry) for entry in faq.entries] == [1, 2, 3]
    for typed in ("0", "4", "9" * 5000):
        with pytest.raises(TopicNotFound, match="there is no topic"):
            faq.find(typed)


def test_a_prefix_finds_the_one_it_fits() -> None:
    """A beginning finds its entry; a whole name wins over longer ones; two fits are ambiguous."""
    faq = named("duration", "dose", "doses", "types")
    assert [faq.find(typed).slug for typed in ("du", "dose", "t")] == ["duration", "dose", "types"]
    with pytest.raises(AmbiguousTopic, match="“do”") as raised:
        faq.find("do")
    assert raised.value.fits == ("dose", "doses")


@pytest.mark.parametrize(
    ("typed", "suggestions"),
    [
        ("mairs", ("hairs", "pairs")),  # one error each, in the order of the file
        ("mair", ()),  # two errors, short
        ("paris", ("pairs",)),  # swapped
        ("chirs", ("chairs",)),
        ("ois", ()),
        ("oilss", ("oils",)),
        ("ils", ()),
        ("oilz", ("oils",)),
        ("depresson", ("depression",)),
        ("dprssion", ("depression",)),  # two errors, long
        ("dprssin", ()),  # three
        ("bladdr", ("bladder",)),
        ("blaers", ()),  # two errors from seven letters off
    ],
)
def test_names_near_enough_are_suggested(typed: str, suggestions: tuple[str, ...]) -> None:
    """One typing error from four letters on, two from eight, nearest first."""
    faq = named("hairs", "pairs", "chairs", "oils", "depression", "bladder")
    with pytest.raises(TopicNotFound) as raised:
        faq.find(typed)
    assert raised.value.suggestions == suggestions


def test_the_nearest_is_suggested_first() -> None:
    """Of an entry's names the nearest counts, and fewer errors come first."""
    entries = (
        Entry("Q", "A.", slug="abcdefxy"),
        Entry("R", "A.", slug="abcdefgx", aliases=("abcdefxyz", "zbcdefxx")),
    )
    with pytest.raises(TopicNotFound) as raised:
        Faq(Document("T", entries)).find("abcdefgy")
    assert raised.value.suggestions == ("abcdefxy", "abcdefgx")


def test_several_words_are_one_topic_or_a_topic_each() -> None:
    """Words that name one topic together do, else each of them does, once."""
    topics = named("side-effects", "types", "side").topics

    def found(*typed: str) -> list[str]:
        return [entry.slug for entry in topics.find_all(typed)]

    assert found("side", "effects") == ["side-effects"]
    assert found("types", "side", "1", "types") == ["types", "side", "side-effects"]
    with pytest.raises(TopicNotFound, match="“nowhere”"):
        topics.find_all(["types", "nowhere"])
    with pytest.raises(AmbiguousTopic):
        topics.find_all(["s"])


def test_completion_gets_every_name() -> None:
    """The slugs of names that begin so come in the order of the file, each once."""
    entries = (
        Entry("Q", "A.", slug="zeta", aliases=("alpha", "alps")),
        Entry("R", "A.", slug="al"),
    )
    topics = Faq(Document("T", entries)).topics
    assert topics.starting_with("al") == ("zeta", "al")
    assert topics.starting_with("") == ("zeta", "al")
    assert topics.starting_with("x") == ()
