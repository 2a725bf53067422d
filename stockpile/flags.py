"""What is not in order with a weapon, in words, and what to do about it; for screens and papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stockpile.language import _, marked

Words = Callable[[str], str]

FLAGS: Mapping[str, tuple[str, str]] = {
    "no-serial": (
        marked("No serial number"),
        marked("Look at the piece once more. If there is none, mark it with a number of the register."),
    ),
    "serial-assigned": (
        marked("Serial number assigned here"),
        marked("It is not the maker's; say so in every trace request."),
    ),
    "serial-damaged": (
        marked("Serial number damaged by a spreadsheet"),
        marked("Read the number on the piece, and correct it."),
    ),
    "look-alike": (
        marked("Looks like another serial number"),
        marked("Read the number twice; letters and digits that look alike are easily taken for each other."),
    ),
    "duplicate": (marked("Listed twice in its file"), marked("Find out whether there are two pieces or one.")),
    "duplicate-in-file": (marked("Listed twice in its file"), marked("Find out whether there are two pieces or one.")),
    "unmarked": (marked("Not marked"), marked("Mark it.")),
    "mark-illegible": (
        marked("A mark cannot be read"),
        marked("Have it recovered by a laboratory, or mark the piece with a number of the register."),
    ),
    "import-mark-missing": (
        marked("Import mark missing"),
        marked("Mark it with the country and, where possible, the year of import."),
    ),
    "component-mismatch": (
        marked("A component belongs to another weapon"),
        marked("Find the weapon whose number the component carries."),
    ),
    "category-unclear": (marked("Category unclear"), marked("Correct the category.")),
    "category-unknown": (marked("Category not known"), marked("Correct the category.")),
    "unclear": (
        marked("Not clear whether this is a weapon"),
        marked("Look at the piece, and correct what is recorded of it."),
    ),
    "model-unknown": (
        marked("Model not in the catalogue"),
        marked("Add the model to the catalogue, or correct its name."),
    ),
    "model-ambiguous": (
        marked("Several models are called so"),
        marked("Find out which one it is, and correct the model."),
    ),
    "calibre-not-exact": (marked("Calibre not exact"), marked("Read the calibre on the barrel, and correct it.")),
    "local-stock-number": (marked("Stock number of local use"), marked("Look for its number in the NATO catalogue.")),
    "stock-number-malformed": (marked("Stock number malformed"), marked("Correct the stock number.")),
    "stock-number-class-unknown": (
        marked("Stock number of an unknown class"),
        marked("Hold the stock number against its source."),
    ),
    "stock-number-implausible": (
        marked("Stock number of another kind of thing"),
        marked("Hold the stock number against its source."),
    ),
    "import.country-unknown": (marked("Country not known"), marked("Correct the country of manufacture.")),
    "import.country-outlived": (
        marked("Country and year do not fit"),
        marked("Hold country and year of manufacture against the marks."),
    ),
    "short": (marked("Did not arrive"), marked("The sender answers for it: report it, and look for it.")),
    "reopened": (
        marked("Its end was recorded wrongly"),
        marked("It was recorded as gone for good and put back into stock; the papers of both stay with it."),
    ),
}


def flag_words(flag: str, words: Words = _) -> str:
    """What is not in order; a flag nobody has given words to shows its stored name."""
    if flag in FLAGS:
        return words(FLAGS[flag][0])
    plain = flag.rpartition(".")[2].replace("-", " ")
    return plain[:1].upper() + plain[1:]


def what_to_do(flag: str, words: Words = _) -> str:
    """What to do about it; empty where nothing is known."""
    return words(FLAGS[flag][1]) if flag in FLAGS else ""
