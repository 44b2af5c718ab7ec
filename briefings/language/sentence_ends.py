"""Whether a line ends as a sentence does, whichever marks close after it."""

_ENDS = tuple(".!?…。！？｡؟۔।։።")
_QUESTION_MARKS = tuple("?？؟")
_COLONS = tuple(":：")
_CLOSING_MARKS = " \"'”’“»«)]）】」』》*"  # that may follow a sentence's end; “ and « close in some languages


def ends_as_sentence(line: str) -> bool:
    """Whether a line ends in a full stop or what stands for one, also of a question."""
    return line.rstrip(_CLOSING_MARKS).endswith(_ENDS)


def ends_in_question(line: str) -> bool:
    return line.rstrip(_CLOSING_MARKS).endswith(_QUESTION_MARKS)


def ends_in_colon(line: str) -> bool:
    return line.rstrip(_CLOSING_MARKS).endswith(_COLONS)
