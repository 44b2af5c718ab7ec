"""What kinds of words point back to something said before; the files beside this one list them, a language each."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ReferenceWords:
    """One language's words: words parted by spaces (an underscore is a space within one), or patterns where called so.

    Attributes:
        openings: a sentence that begins with one of these carries on from the one before.
        not_openings: patterns of beginnings that look like an opening and carry on from nothing.
        leaning: patterns, anywhere in a sentence, of one who speaks on or of some of those who were just named.
        demonstratives: those of them that can stand before a noun: “such attacks”.
        they: those of them that stand for people.
        he: pronouns for one person, anywhere in a sentence.
        person_nouns: nouns that one person can be called by, so that “he” has somebody to mean.
        the: the definite articles, and what stands like one.
        people: nouns that with `the` mean a person named before.
        organisations: nouns that with `the` mean a company or club named before.
        events: nouns that with `the` mean what was told before, each with the beginnings of words that tell of it.
        pointers: those of `events` that say nothing by themselves and always point back.
        explained_by: what follows such a noun where it explains itself: “the attack on …”.
        people_explained_by: the same after a noun for people or organisations.
        compounds: what follows such a noun where it is only the beginning of a longer one: “the film industry”.
        several: words that tell of two or three.
        groups: phrases for two or three who were named before.
        days: phrases for a day that is counted from another.
        phrases: other phrases that always point back.
        says: verbs of saying, by which a quotation has its speaker.
        first_person: the writer, outside quotation marks.
        answers: beginnings of an answer, a list item or a teaser; patterns.
        titles: what a surname has before it without being introduced by it.
        not_surnames: capitalised words at the end of a name that is nobody's.
        places: capitalised words that begin the name of a place or club.
        common_starts: words that often begin a sentence and are no name, besides the stop words.
        before_places: what stands before a place.
        dates: words of a date, besides the names of days and months.
    """

    openings: str
    not_openings: str = ""
    leaning: str = ""
    demonstratives: str = ""
    they: str = ""
    he: str = ""
    person_nouns: str = ""
    the: str = ""
    people: str = ""
    organisations: str = ""
    events: Mapping[str, str] = field(default_factory=dict)
    pointers: str = ""
    explained_by: str = ""
    people_explained_by: str = ""
    compounds: str = ""
    several: str = ""
    groups: str = ""
    days: str = ""
    phrases: str = ""
    says: str = ""
    first_person: str = ""
    answers: str = ""
    titles: str = ""
    not_surnames: str = ""
    places: str = ""
    common_starts: str = ""
    before_places: str = ""
    dates: str = ""
