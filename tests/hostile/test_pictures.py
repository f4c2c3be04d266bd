"""Uploaded photographs are drawn anew, whatever hides in them; files are downloads that do nothing."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from PIL import Image

from schools import attachments
from schools.models import SchoolPaper
from schools.pictures import LONGEST_SIDE, MOST_PIXELS
from tests.pictures import picture

pytestmark = pytest.mark.alike

PLACE = "56.8389 N 60.6057 E"
GPS, ARTIST, ORIENTATION = 0x8825, 0x013B, 0x0112


def taken(name: str, data: bytes) -> bytes:
    """What is kept of an upload."""
    upload = SimpleUploadedFile(name, data)
    attachments.check(upload)
    kept = upload.read()
    assert upload.size == len(kept)
    return kept


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        attachments.check(SimpleUploadedFile(name, data))
    return caught.value.message


def with_metadata() -> bytes:
    exif = Image.Exif()
    exif[ARTIST] = PLACE
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (56.0, 50.0, 20.0), 29: PLACE})
    return picture("JPEG", (40, 20), exif=exif)


def test_place_and_hour_of_a_photograph_are_not_kept():
    sent = with_metadata()
    assert PLACE.encode() in sent
    kept = taken("фото.jpg", sent)
    assert PLACE.encode() not in kept
    opened = Image.open(io.BytesIO(kept))
    assert dict(opened.getexif()) == {}
    # what lay on its side by the metadata alone now stands
    assert opened.size == (20, 40)


def test_what_is_hidden_behind_a_picture_is_not_kept():
    page = b"<script>alert(1)</script>"
    assert page not in taken("фото.jpg", picture("JPEG") + page)
    assert page not in taken("фото.png", picture("PNG") + page)
    assert page not in taken("фото.jpg", picture("JPEG", comment=page))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_colour_is_taken(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    stream = io.BytesIO()
    Image.new(mode, (3, 2)).save(stream, kind)
    assert Image.open(io.BytesIO(taken(f"a.{kind.lower()}", stream.getvalue()))).size == (3, 2)


def test_large_photograph_is_made_smaller():
    assert Image.open(io.BytesIO(taken("a.jpg", picture("JPEG", (5000, 100))))).size == (LONGEST_SIDE, 80)


def test_upload_on_disk_is_drawn_anew_in_its_place():
    with TemporaryUploadedFile("фото.jpg", "image/jpeg", 0, None) as upload:
        upload.write(with_metadata())
        upload.size = len(with_metadata())
        attachments.check(upload)
        with open(upload.temporary_file_path(), "rb") as kept:  # noqa: PTH123 - as the storage reads it
            assert PLACE.encode() not in kept.read()


def bomb(width: int, height: int) -> bytes:
    """A PNG that says how large it is and is over."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_more_pixels_than_a_photograph_has_are_refused():
    side = int((MOST_PIXELS["PNG"]) ** 0.5) + 1
    assert refusal("a.png", bomb(side, side)) == (
        "«a.png»: на изображении больше 24 млн точек. Уменьшите его и приложите ещё раз."
    )


@pytest.mark.parametrize("side", [10_000, 60_000])
def test_decompression_bomb_is_refused(side):
    assert refusal("a.png", bomb(side, side)).startswith("«a.png»:")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", picture("JPEG")[:60]),
        ("a.jpg", b"\xff\xd8\xff<svg onload=alert(1)>"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.png", picture("JPEG")),
    ],
)
def test_what_cannot_be_decoded_is_refused(name, data):
    assert "содержимое не похоже на" in refusal(name, data)


@pytest.mark.parametrize("name", ["a.svg", "a.SVG", "a.gif", "a.webp", "a.html", "a.jpg.svg", "a"])
def test_other_pictures_are_refused(name):
    assert "такие файлы не принимаются" in refusal(name, b"<svg xmlns='http://www.w3.org/2000/svg'/>")


@pytest.mark.django_db
@pytest.mark.parametrize("ending", sorted(attachments.CONTENT_TYPES))
def test_file_is_a_download_that_does_nothing(ending, school, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    paper = SchoolPaper(school=school)
    paper.file.save(f"x{ending}", SimpleUploadedFile(f"x{ending}", b"data"), save=False)
    answer = attachments.sent(paper.file, f'Приказ "№ 1"; \r\nX: y{ending}')

    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9F")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Type"] == attachments.CONTENT_TYPES[ending]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    answer.close()
