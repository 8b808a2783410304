"""Whether two words are one slip of the fingers apart. Must not know what the words are for."""


def one_slip(word: str, typed: str) -> bool:
    """Whether one letter was left out, added, swapped with its neighbour or replaced.

    Two such words share a form with at most one letter less (the deletions of SymSpell).
    """
    if abs(len(word) - len(typed)) > 1:
        return False
    return not _with_a_letter_less(word).isdisjoint(_with_a_letter_less(typed))


def _with_a_letter_less(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
