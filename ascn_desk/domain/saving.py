"""What must hold before a person's save: rules for what is typed here, never for what arrives.

- what is needed to save is there, and has the form that is asked
- an amount has its currency
- a case that closes has its outcome and a reason
- no text carries a mark of secrecy: such papers do not belong here
- a choice newly taken is one that is still offered
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from unicodedata import normalize

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import Language, error_text
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.validity import Problem, check_values
from ascn_desk.domain.vocabularies import CLOSING_STATUSES

_SECRET = "極秘(?:限定配布)?|特定秘密|秘|機密性(?:3|三|iii)(?:情報)?|top secret|secret|confidentiality 3"
_SECRET_MARK = re.compile(
    # A mark may stand with handling limits behind it in the same brackets: 【機密性3情報・転送禁止】.
    rf"[【\[〔〈《＜<]\s*(?:{_SECRET})\s*(?:[・、,/／:：･ ][^】\]〕〉》＞>]*)?[】\]〕〉》＞>]"
    r"|\(\s*(?:極秘|秘|機密性3(?:情報)?)\s*\)",
    re.IGNORECASE,
)
# NFKC turns this sign into the plain letter, which is no mark.
_SECRET_SIGN = "㊙"


def check_save(
    kind: Kind,
    values: Mapping[str, object],
    changed: Collection[str] | None = None,
    offered: Mapping[str, Collection[str]] | None = None,
) -> list[Problem]:
    """What a person must mend before a record can be saved; empty if nothing.

    Shapes: ``values`` is the whole record as it would be after the save, members of sets as ``field:member``;
            ``changed`` names those of them that this save sets (all, if None): what was so before may stay;
            ``offered`` has, by list, the codes that may still be taken.
    """
    touched = set(values) if changed is None else set(changed)
    problems: list[Problem] = []
    if problem := check_values(kind, values):
        problems.append(problem)
    problems += _missing(kind, values, touched)
    for name in values:
        if name in touched:
            problems += _unfit(kind, name, values[name], offered or {})
    problems += _without_currency(kind, values, touched)
    return problems


def is_closed(kind: Kind, values: Mapping[str, object]) -> bool:
    """Whether a record is closed, so that what is needed to close must be there."""
    return kind.name == "case" and values.get("status") in CLOSING_STATUSES


def unfinished_fields(kind: Kind, values: Mapping[str, object]) -> list[str]:
    """The fields whose absence makes a saved record show as *unfinished*: an open case without next action, a
    visit without an end."""
    match kind.name:
        case "case" if not is_closed(kind, values):
            return [] if _is_filled(values.get("next_action")) else ["next_action"]
        case "visit":
            return [] if _is_filled(values.get("ends_on")) else ["ends_on"]
        case _:
            return []


def secret_mark(text: str) -> str | None:
    """The mark of secrecy that a text carries in brackets, or None."""
    if _SECRET_SIGN in text:
        return _SECRET_SIGN
    found = _SECRET_MARK.search(normalize("NFKC", text))
    return found[0] if found else None


def refuse_secret_marks(texts: Collection[str]) -> None:
    """Refuse texts that belong to another system. Errors: CorrectableError ``secret-mark``."""
    for text in texts:
        if mark := secret_mark(text):
            raise CorrectableError("secret-mark", mark=mark, field="")


def problem_error(kind: Kind, problem: Problem, lang: Language) -> CorrectableError:
    """A problem as an error that names the field in the person's language."""
    head = problem.field.partition(":")[0]
    field = kind.fields.get(head)
    label = problem.field if field is None else field.words(lang)
    data = dict(problem.data)
    if isinstance(missing := data.get("missing"), str):
        named = (kind.fields[name].words(lang) if name in kind.fields else name for name in missing.split(", "))
        data["missing"] = ("、" if lang == "ja" else ", ").join(named)
    return CorrectableError(problem.code, **{**data, "field": label})


def problem_text(kind: Kind, problem: Problem, lang: Language) -> str:
    """The sentence for a problem: which field, what is wrong, what to do."""
    return error_text(problem_error(kind, problem, lang), lang)


def _is_filled(value: object) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _missing(kind: Kind, values: Mapping[str, object], touched: set[str]) -> Iterator[Problem]:
    is_closing = is_closed(kind, values) and not touched.isdisjoint({"status", "status_reason", "outcome"})
    for name, field in kind.fields.items():
        if _is_filled(values.get(name)):
            continue
        if field.required == "save":
            yield Problem(name, "required")
        elif is_closing and (field.required == "close" or name == "status_reason"):
            yield Problem(name, "needed-to-close")


def _unfit(kind: Kind, name: str, value: object, offered: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    head, colon, member = name.partition(":")
    field = kind.fields.get(head)
    if field is None or value is None:
        return
    taken = (member if value is True else None) if colon else value
    if field.type is FieldType.CHOICE and isinstance(taken, str) and not _is_offered(field, taken, offered):
        yield Problem(name, "not-offered", {"value": taken})
    if field.type is FieldType.TEXT and isinstance(value, str):
        if field.pattern and value and re.fullmatch(field.pattern, value) is None:
            yield Problem(name, "bad-form", {"value": value})
        if mark := secret_mark(value):
            yield Problem(name, "secret-mark", {"mark": mark})


def _is_offered(field: Field, code: str, offered: Mapping[str, Collection[str]]) -> bool:
    if field.choices is not None:
        return code in {each.value for each in field.choices}
    codes = offered.get(field.vocabulary or "")
    return codes is None or code in codes


def _without_currency(
    kind: Kind, values: Mapping[str, object], touched: Collection[str]
) -> Iterator[Problem]:
    for name, field in kind.fields.items():
        if field.type is not FieldType.MONEY or name not in touched or values.get(name) is None:
            continue
        for other in kind.groups.get(field.register, ()):
            if other.endswith("currency") and not _is_filled(values.get(other)):
                yield Problem(other, "needs-currency")
