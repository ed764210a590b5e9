"""The declarations of the kinds, told to programs (as plain data) and to people (as a page)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import Kind, Scope, Writer
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import WORDS, word

_CHANNELS = {
    Scope.REFERENCE: "reference",
    Scope.PROGRAMME: "reference|country",
    Scope.OFFICE: "office",
    Scope.ENTRY: "entry",
}
_CHANNEL_WORDS = {
    Scope.REFERENCE: "`reference`",
    Scope.PROGRAMME: "headquarters 本省: `reference`; missions 公館: `country/…`",
    Scope.OFFICE: "`office/…` (`country/…` where the person shares it 共有する場合)",
    Scope.ENTRY: "the channel of the entry that must go 消去する記入と同じ経路",
}
_WRITER_WORDS = {Writer.HEADQUARTERS: "headquarters 本省", Writer.MISSION: "missions 公館"}
_REQUIRED_WORDS = {"save": "save 保存", "close": "close 終了"}

_HEAD = """\
# Data dictionary データ項目一覧

Generated from the declarations of the kinds by `tools/write_data_dictionary.py`; do not edit.
What the types mean and when a value is valid: `docs/bundle-format.md`, section 3.
この頁は記録の種類の定義から自動生成したものです。直接編集しないでください。

- **register**: what is decided as one in the merge 統合の際に一体で扱う単位.
  `(set)`: one register a member 値ごとに一単位.
- **needed**: from which step on the field must be filled 記入が必要となる時点.
- Every record carries the fields below as well 全ての種類に共通の項目: {common}.
- Reference and programme kinds also carry 基準データ・事業の種類に共通の項目: {sourced}.
"""


def describe_kind(kind: Kind) -> dict[str, object]:
    """The declaration of a kind as plain data: the shape that the command ``kinds`` prints."""
    return {
        "kind": kind.name,
        "words": {"ja": kind.ja, "en": kind.en},
        "written_by": [each.value for each in Writer if each in kind.writers],
        "channel": _CHANNELS[kind.scope],
        "personal": kind.personal,
        "grade": kind.default_grade.value,
        "fields": [_describe_field(field) for field in kind.fields.values()],
    }


def data_dictionary() -> str:
    """The page that lists every kind, field and vocabulary, in both languages."""
    common, sourced = _shared(KINDS["case"]), _shared(KINDS["city"])
    common_names = {field.name for field in common}
    own_sourced = [field for field in sourced if field.name not in common_names]
    parts = [_HEAD.format(common=_names(common), sourced=_names(own_sourced)), _common_table(sourced)]
    parts += [_kind_section(kind) for kind in KINDS.values()]
    parts.append("## Vocabularies fixed in the program プログラムで固定の選択肢\n")
    parts += [_vocabulary_section(vocabulary) for vocabulary in WORDS]
    return "\n".join(parts)


def _describe_field(field: Field) -> dict[str, object]:
    return {
        "name": field.name,
        "type": field.type.value,
        "set": field.is_set,
        "register": field.register,
        "choices": None if field.choices is None else [each.value for each in field.choices],
        "list": field.vocabulary,
        "target": field.target,
        "min": field.minimum,
        "max": field.maximum,
        "length": field.length,
        "required_from": field.required,
        "by_program": field.by_program,
        "words": {"ja": field.ja, "en": field.en},
    }


def _shared(kind: Kind) -> list[Field]:
    """The fields that a kind has from all kinds, or from all of its sort; the target of merging left open."""
    names = (
        "grade",
        "limits",
        "tags",
        "archived",
        "archived_reason",
        "source",
        "confidence",
        "deleted",
        "merged_into",
    )
    return [kind.fields[name] for name in names if name in kind.fields and _is_shared(kind, name)]


def _is_shared(kind: Kind, name: str) -> bool:
    return name not in kind.record_class.__annotations__


def _names(fields: Iterable[Field]) -> str:
    return ", ".join(f"`{field.name}`" for field in fields)


def _common_table(fields: Iterable[Field]) -> str:
    return "\n".join(["## Common to all 共通の項目\n", *_table(fields), ""])


def _kind_section(kind: Kind) -> str:
    writers = ", ".join(words for writer, words in _WRITER_WORDS.items() if writer in kind.writers)
    shared = {field.name for field in _shared(kind)}
    own = [field for field in kind.fields.values() if field.name not in shared]
    personal = "; personal 個人情報" if kind.personal else ""
    doc = (kind.record_class.__doc__ or "").partition("\n")[0]
    return "\n".join(
        [
            f"## `{kind.name}` {kind.ja} {kind.en}\n",
            f"{doc}\n",
            f"Written by 記入者: {writers}. Channel 経路: {_CHANNEL_WORDS[kind.scope]}. "
            f"Grade unless another is set 取扱区分の既定値: {word(kind.default_grade, 'ja')} "
            f"{word(kind.default_grade, 'en')}{personal}.\n",
            *_table(own),
            "",
        ]
    )


def _table(fields: Iterable[Field]) -> Iterator[str]:
    yield "| field | 日本語 | English | type | register | needed |"
    yield "|---|---|---|---|---|---|"
    for field in fields:
        register = "(set)" if field.is_set else f"`{field.register}`" if field.register != field.name else ""
        needed = _REQUIRED_WORDS[field.required] if field.required else ""
        yield f"| `{field.name}` | {field.ja} | {field.en} | {_type_words(field)} | {register} | {needed} |"


def _type_words(field: Field) -> str:
    match field.type:
        case FieldType.TEXT:
            return f"text ≤ {field.length:,}"
        case FieldType.CHOICE if field.choices is not None:
            return f"choice of `{field.choices.__name__}`"
        case FieldType.CHOICE:
            return f"choice of list `{field.vocabulary}`"
        case FieldType.REFERENCE:
            # Merging stays within a kind, so its target is the kind itself.
            return "reference" if field.name == "merged_into" else f"reference to `{field.target}`"
        case _:
            return field.type.value


def _vocabulary_section(vocabulary: type[StrEnum]) -> str:
    rows = [f"| `{code}` | {ja} | {en} |" for code, (en, ja) in WORDS[vocabulary].items()]
    doc = (vocabulary.__doc__ or "").partition("\n")[0]
    return "\n".join(
        [
            f"### `{vocabulary.__name__}`\n",
            f"{doc}\n",
            "| code | 日本語 | English |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )
