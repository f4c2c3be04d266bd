"""Uploaded photographs are drawn anew: what is kept holds the picture and nothing a camera or a person hid.

A photograph of a phone tells the place and the hour it was taken at; a file may look like a picture to one
program and like a page to another. Neither survives decoding and writing again.
"""

import io
import struct
import zlib
from typing import Any, Final

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

# extension → the only format it may hold
FORMATS: Final = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
# A photograph is decoded at a half or a quarter of its size, a drawing only whole: 96 MB.
MOST_PIXELS: Final = {"JPEG": 64_000_000, "PNG": 24_000_000}
# Enough to read a sheet of paper that was photographed.
LONGEST_SIDE: Final = 4_000
_QUALITY: Final = 88
_PLAIN_MODES: Final = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "P", "1")}
_BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def draw_anew(upload: Any, extension: str) -> None:
    """Put the picture, written by ourselves, in the place of the uploaded bytes; refuse what is none."""
    kind = FORMATS[extension]
    upload.seek(0)
    try:
        data = _drawn(upload, kind, upload.name)
    except _BROKEN as error:
        raise ValidationError(
            f"«{upload.name}»: содержимое не похоже на {extension[1:].upper()}. "
            "Сохраните файл заново и приложите ещё раз."
        ) from error
    upload.seek(0)
    upload.truncate()
    upload.write(data)
    upload.seek(0)
    upload.size = len(data)


def _drawn(source: Any, kind: str, name: str) -> bytes:
    with Image.open(source, formats=[kind]) as opened:
        if opened.width * opened.height > MOST_PIXELS[kind]:
            most = MOST_PIXELS[kind] // 1_000_000
            raise ValidationError(
                f"«{name}»: на изображении больше {most} млн точек. Уменьшите его и приложите ещё раз."
            )
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        # the turn stands in the metadata, which are left behind
        picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if picture.mode not in _PLAIN_MODES[kind]:
        picture = picture.convert("RGB")
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    if picture.mode == "P":
        bare.putpalette(picture.getpalette() or [])
    stream = io.BytesIO()
    bare.save(stream, kind, **({"quality": _QUALITY, "optimize": True} if kind == "JPEG" else {}))
    return stream.getvalue()
