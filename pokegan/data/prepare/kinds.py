"""Kinds of file, by their first bytes: pictures to decode, and what else lies among them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from PIL import Image

# Pillow also opens formats that start other programs (EPS runs Ghostscript) or hold no picture.
_FORMATS = (
    *("PNG", "JPEG", "GIF", "WEBP", "BMP", "DIB", "TIFF", "AVIF", "JPEG2000", "PPM", "QOI"),
    *("PSD", "ICO", "CUR", "ICNS", "PCX", "DDS", "SGI", "TGA"),
)
_PICTURE_STARTS = (b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*", b"8BPS")
_OTHER_STARTS = {
    b"version https://git-lfs": "a Git LFS pointer; fetch the file itself with git lfs pull",
    b"PK\x03\x04": "a zip archive; unpack it",
    b"Rar!": "a rar archive; unpack it",
    b"7z\xbc\xaf": "a 7z archive; unpack it",
    b"\x1f\x8b": "a gzip archive; unpack it",
    b"%PDF": "a PDF document",
    b"%!PS": "a PostScript drawing; export it as PNG",
    b"\x1aE\xdf\xa3": "a video",
}


@lru_cache(maxsize=1)
def formats() -> tuple[str, ...]:
    """The formats of the list that this Pillow was built with."""
    Image.init()
    return tuple(name for name in _FORMATS if name in Image.OPEN)


def not_a_picture(head: bytes) -> str:
    """The reason why a file that starts like this is not used."""
    if not head:
        return "empty file (0 bytes)"
    content = content_in(head)
    return f"not a picture ({content})" if content else "damaged (its header cannot be read)"


def content_in(head: bytes) -> str:
    """What a file holds, judged by its first 1024 bytes; empty when it starts as a picture."""
    for start, words in _OTHER_STARTS.items():
        if head.startswith(start):
            return words
    if head[257:262] == b"ustar":
        return "a tar archive; unpack it"
    if head[4:8] == b"ftyp":
        return _content_of_mp4(head[8:12])
    if head.startswith(_PICTURE_STARTS):
        return ""
    lower = head.lower()
    if b"<svg" in lower:
        return "an SVG drawing; export it as PNG"
    if b"<html" in lower or b"<!doctype html" in lower:
        return "a web page"
    return "text" if _is_text(head) else "unknown content"


def _content_of_mp4(brand: bytes) -> str:
    if brand == b"avif":
        return "" if "AVIF" in formats() else "AVIF, which this Pillow cannot read"
    return "a HEIC photo; export it as JPEG" if brand in (b"heic", b"heix", b"mif1") else "a video"


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        # The last character may have been cut in two.
        text = head.decode("utf-8", "ignore" if len(head) == 1024 else "strict")
    except UnicodeDecodeError:
        text = head.decode("latin-1")
    return all(sign in "\t\r\n\f" or unicodedata.category(sign) != "Cc" for sign in text)
