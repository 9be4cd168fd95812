"""Pictures of all kinds, good and bad ones, and what the program must find out about each."""
import base64
import io
import struct
import zlib

from PIL import Image, ImageCms

# The TIFF part of an Exif block: orientation, and where the picture was taken.
LATITUDE = b"\0\0\0\x35\0\0\0\1\0\0\0\x21\0\0\0\1\0\0\0\7\0\0\0\1"
SVG = (b'<?xml version="1.0"?>\n<!-- A chart -->\n<svg xmlns="http://www.w3.org/2000/svg" '
       b'viewBox="0 0 640 320"><script>alert(1)</script><rect width="640" height="320"/></svg>')


# 64 by 48 pixels of one colour, by heif-enc: what phones write.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAA"
    "AAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEA"
    "AAAAAAAAGQACAAEAAAAAAAAAAQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAV"
    "aW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAAALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAA"
    "AQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQEDcAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAA"
    "AwAgAAADACEiAAEABkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAQAAAADAAAAAQcGl4"
    "aQAAAAADCAgIAAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGltZwACAAEAAQAAACFt"
    "ZGF0AAAAFSgBrxmA70mlv/80UR53Zv4mtaY+bg==")


def exif(orientation, located=True):
    entries = [struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)]
    if located:
        entries.append(struct.pack(">HHII", 0x8825, 4, 1, 38))
    head = b"MM\0*\0\0\0\x08" + struct.pack(">H", len(entries)) + b"".join(entries) + bytes(4)
    if not located:
        return b"Exif\0\0" + head
    gps = (struct.pack(">H", 2) + struct.pack(">HHI", 1, 2, 2) + b"N\0\0\0" +
           struct.pack(">HHII", 2, 5, 3, 68) + bytes(4))
    return b"Exif\0\0" + head + gps + LATITUDE


def photo(width, height, mode="RGB"):
    """A smooth picture whose four corners differ, so that its orientation shows."""
    right = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    noise = Image.effect_noise((width // 4, height // 4), 40).resize((width, height))
    return Image.merge("RGB", (right, down, noise)).convert(mode)


def encoded(image, format, **options):
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def interlaced(image):
    """As "Save for Web" wrote PNG: seven coarse pictures, each finer than the one before
    (PNG specification, section 8.2). Pillow reads this form, and does not write it."""
    pixels, (width, height) = image.load(), image.size
    data = bytearray()
    for left, top, across, down in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4),
                                    (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):
        for y in range(top, height, down):
            data.append(0)
            for x in range(left, width, across):
                data += bytes(pixels[x, y])
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1))
            + chunk(b"IDAT", zlib.compress(bytes(data), 1)) + chunk(b"IEND", b""))


def display_p3():
    """The profile of photographs from phones, as far as it matters: primaries and a curve (ICC
    specification, section 8.4)."""
    def fixed(*values):
        return b"".join(struct.pack(">i", round(v * 65536)) for v in values)
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256)) + bytes(2)
    tags = {b"desc": b"desc" + bytes(4) + struct.pack(">I", 11) + b"Display P3\0" + bytes(79),
            b"cprt": b"text" + bytes(4) + b"none\0\0\0\0",
            b"wtpt": b"XYZ " + bytes(4) + fixed(0.9642, 1, 0.8249),
            b"rXYZ": b"XYZ " + bytes(4) + fixed(0.51512, 0.24120, -0.00105),
            b"gXYZ": b"XYZ " + bytes(4) + fixed(0.29198, 0.69225, 0.04189),
            b"bXYZ": b"XYZ " + bytes(4) + fixed(0.15710, 0.06657, 0.78407),
            b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    at = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        value += bytes(-len(value) % 4)
        table += name + struct.pack(">II", at + len(data), len(value))
        data += value
    head = (struct.pack(">I", at + len(data)) + bytes(4) + bytes((2, 0x40, 0, 0)) + b"mntrRGB XYZ "
            + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
            + fixed(0.9642, 1, 0.8249))
    return head + bytes(128 - len(head)) + table + data


def png_of(width, height):
    """A file of a few kilobytes that is huge when it is decoded."""
    row = bytes(1 + (width + 7) // 8)
    press = zlib.compressobj(1)
    data = b"".join(press.compress(row) for _ in range(height)) + press.flush()
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
            + chunk(b"IDAT", data) + chunk(b"IEND", b""))


# It contains the time at which it was made.
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def animation(format):
    frames = [photo(500, 300).convert("P"), photo(500, 300).rotate(180).convert("P")]
    return encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=100)


# Of most pictures: wide enough for a copy, also when it is turned.
SIZE = 500, 420


def corpus():
    """{name: (bytes, width, height, formats of its copies or None, part of the fault)}"""
    wide, tall = photo(2000, 1500), photo(*SIZE)
    jpeg = encoded(tall, "JPEG", quality=90)
    depth16 = Image.frombytes("I;16", SIZE, struct.pack("<500H", *range(0, 63000, 126)) * SIZE[1])
    palette = photo(*SIZE).quantize(32)
    palette.info["transparency"] = 3
    out = {
        "photo.jpg": (encoded(wide, "JPEG", quality=90, exif=exif(1)), 2000, 1500, "webp =jpg", ""),
        "progressive.jpg": (encoded(tall, "JPEG", quality=90, progressive=True), *SIZE,
                            "webp =jpg", ""),
        "profile.jpg": (encoded(tall, "JPEG", quality=90, icc_profile=PROFILE), *SIZE,
                        "webp =jpg", ""),
        "p3.jpg": (encoded(tall, "JPEG", quality=90, icc_profile=display_p3()), *SIZE,
                   "webp =jpg", ""),
        "cmyk.jpg": (encoded(tall.convert("CMYK"), "JPEG", quality=90), *SIZE, "webp =jpg", ""),
        "grey.jpg": (encoded(tall.convert("L"), "JPEG", quality=90), *SIZE, "webp =jpg", ""),
        "palette.png": (encoded(palette, "PNG"), *SIZE, "webp", ""),
        "alpha.png": (encoded(photo(*SIZE, "RGBA"), "PNG"), *SIZE, None, ""),
        "interlaced.png": (interlaced(tall), *SIZE, "webp =png", ""),
        "depth16.png": (encoded(depth16, "PNG"), *SIZE, None, ""),
        "own.webp": (encoded(tall, "WEBP", quality=95), *SIZE, "=webp", ""),
        "still.gif": (encoded(tall.convert("P"), "GIF"), *SIZE, "webp", ""),
        "moving.gif": (animation("GIF"), 500, 300, "", ""),
        "moving.webp": (animation("WEBP"), 500, 300, "", ""),
        "small.jpg": (encoded(photo(300, 200), "JPEG"), 300, 200, "", ""),
        "chart.svg": (SVG, 640, 320, "", ""),
        "named.png": (jpeg, *SIZE, "webp =jpg", ""),
        "cut.jpg": (jpeg[:len(jpeg) // 2], *SIZE, "", "is damaged or not complete"),
        "empty.png": (b"", 0, 0, "", "is empty"),
        "page.png": (b"<!DOCTYPE html><p>Not found", 0, 0, "", "is not a picture"),
        "zeros.jpg": (bytes(5000), 0, 0, "", "is not a picture"),
        "tiff.jpg": (encoded(tall, "TIFF"), 0, 0, "", "is not a picture"),
        "phone.jpg": (HEIC, 0, 0, "", "is HEIC, which browsers do not show"),
        "bomb.png": (png_of(20000, 20000), 0, 0, "", "more than 100 megapixels"),
    }
    for n in range(1, 9):
        size = SIZE[::-1] if n >= 5 else SIZE
        out[f"turned{n}.jpg"] = (encoded(tall, "JPEG", quality=90, exif=exif(n)), *size,
                                 "webp =jpg", "")
    return out
