"""Le mode HTML de Telegram : mêmes balises, mêmes tolérances, mêmes refus."""

import re
from dataclasses import dataclass, field

from .errors import ApiError, bad_request
from .text import Entity, utf16_length

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z]+));?")
ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s=>]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'"""
    r"""|(?P<token>[A-Za-z0-9.\-]+)(?=[\s>])))?\s*"""
)


@dataclass
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


@dataclass
class _Parser:
    source: str
    position: int = 0
    size: int = 0
    output: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def at(self, position: int) -> str:
        return f"byte offset {len(self.source[:position].encode())}"

    def emit(self, text: str) -> None:
        self.output.append(text)
        self.size += utf16_length(text)

    def run(self) -> None:
        while self.position < len(self.source):
            character = self.source[self.position]
            if character == "<":
                self.tag()
            elif character == "&" and (match := REFERENCE.match(self.source, self.position)):
                self.emit(_resolve(match))
                self.position += len(match[0])
            else:
                self.emit(character)
                self.position += 1
        if self.stack:
            name = self.stack[-1].tag
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{name}"')

    def tag(self) -> None:
        begin = self.position
        if self.source.startswith("</", begin):
            self.close(begin)
        else:
            self.open(begin)

    def open(self, begin: int) -> None:
        match = re.compile(r"<([^\s>]*)").match(self.source, begin)
        assert match is not None
        if match.end() == len(self.source):
            raise _refusal(f"Unclosed start tag at {self.at(begin)}")
        tag = match[1].lower()
        if tag not in KINDS:
            raise _refusal(f'Unsupported start tag "{match[1]}" at {self.at(begin)}')
        self.position = match.end()
        attributes = self.attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _refusal(f'Tag "span" must have class "tg-spoiler" at {self.at(begin)}')
        self.stack.append(_Open(tag, self.size, attributes))

    def attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        self.skip_blanks()
        while self.position < len(self.source) and self.source[self.position] != ">":
            match = ATTRIBUTE.match(self.source, self.position)
            if match is None:
                raise _refusal(f'Empty attribute name in the tag "{tag}" at {self.at(begin)}')
            value = next(
                (match[key] for key in ("double", "single", "token") if match[key] is not None),
                None,
            )
            if value is None and (tag, match["name"]) != ("blockquote", "expandable"):
                raise _refusal(
                    "Expected equal sign in declaration of an attribute of the tag "
                    f'"{tag}" at {self.at(begin)}'
                )
            found[match["name"].lower()] = REFERENCE.sub(_resolve, value or "")
            self.position = match.end()
        if self.position == len(self.source):
            raise _refusal(f"Unclosed start tag at {self.at(begin)}")
        self.position += 1
        return found

    def skip_blanks(self) -> None:
        while self.position < len(self.source) and self.source[self.position].isspace():
            self.position += 1

    def close(self, begin: int) -> None:
        if not self.stack:
            raise _refusal(f"Unexpected end tag at {self.at(begin)}")
        match = re.compile(r"</([^\s>]*)\s*>").match(self.source, begin)
        if match is None:
            raise _refusal(f"Unclosed end tag at {self.at(begin)}")
        opened = self.stack.pop()
        if match[1] and match[1].lower() != opened.tag:
            raise _refusal(
                f'Unmatched end tag at {self.at(begin)}, expected "</{opened.tag}>", '
                f'found "</{match[1]}>"'
            )
        self.position = match.end()
        self.finish(opened)

    def finish(self, opened: _Open) -> None:
        if self.size == opened.offset:
            return
        text = "".join(self.output).encode("utf-16-le")[opened.offset * 2 :].decode("utf-16-le")
        details = _details(opened, text)
        if details is not None:
            place = {"offset": opened.offset, "length": self.size - opened.offset}
            self.entities.append({"type": KINDS[opened.tag], **place, **details})


def _details(opened: _Open, text: str) -> dict[str, str] | None:
    """Ce qu'une balise ajoute à son entité ; None si elle n'en produit pas."""
    attributes = opened.attributes
    if opened.tag == "a":
        url = attributes.get("href") or text
        return {"url": url} if re.match(r"(https?|tg|mailto):|[\w-]+\.\w", url) else None
    if opened.tag == "tg-emoji":
        emoji = attributes.get("emoji-id", "")
        if not emoji.isdigit():
            raise _refusal("Invalid custom emoji identifier specified")
        return {"custom_emoji_id": emoji}
    if opened.tag == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    return {}


def _resolve(match: re.Match[str]) -> str:
    """Le caractère d'une référence, ou la référence telle quelle si elle n'en est pas une."""
    hexadecimal, decimal, name = match[1], match[2], match[3]
    if name is not None:
        return NAMED.get(name, match[0])
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    valid = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if valid else match[0]


def _refusal(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Le texte lisible et ses entités ; ApiError 400 si le balisage est refusé."""
    parser = _Parser(source)
    parser.run()
    ordered = sorted(parser.entities, key=lambda e: (e["offset"], -e["length"]))
    return "".join(parser.output), ordered
