"""Whether two words are one slip of the fingers apart. Must not know what the words are for."""


def forms(word: str) -> set[str]:
    """The word, and the word with one letter less: words one slip apart share a form.

    These are the deletions of SymSpell; with lengths that differ by one at most they stand for
    one letter left out, added, swapped with its neighbour or replaced.
    """
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def one_slip(word: str, typed: str) -> bool:
    """Whether the words are at most one slip apart."""
    return abs(len(word) - len(typed)) < 2 and not forms(word).isdisjoint(forms(typed))
