"""The dyes of Pekalongan's batik, and a band of Jlamprang: circles and eight-point stars in a grid."""

from math import cos, pi, sin

from PIL import Image, ImageDraw

INDIGO = (31, 58, 95)
SOGA = (138, 75, 22)
MORINDA = (161, 42, 47)
LEAF = (44, 107, 74)
TURMERIC = (183, 121, 31)
COTTON = (251, 248, 241)

# ground, star, ring, petals
CLOTHS = [
    (INDIGO, COTTON, TURMERIC, MORINDA),
    (MORINDA, COTTON, TURMERIC, INDIGO),
    (SOGA, COTTON, TURMERIC, INDIGO),
    (LEAF, COTTON, TURMERIC, MORINDA),
    (COTTON, INDIGO, TURMERIC, MORINDA),
]


def mix(one, other, share):
    """Return a colour mixed with a share (0 to 1) of another."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def star(draw, x, y, radius, colour, *, points=8, waist=0.55, turn=0.0):
    corners = [
        (
            x + radius * (1 if corner % 2 == 0 else waist) * cos(turn + pi * corner / points),
            y + radius * (1 if corner % 2 == 0 else waist) * sin(turn + pi * corner / points),
        )
        for corner in range(points * 2)
    ]
    draw.polygon(corners, fill=colour)


def disc(draw, x, y, radius, colour):
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def tile(size, cloth):
    """Draw one repeat: a star in rings in the middle, quarter flowers that meet in the corners."""
    ground, light, ring, petal = cloth
    image = Image.new("RGB", (size, size), ground)
    draw = ImageDraw.Draw(image)
    middle = size / 2
    for x, y in ((0, 0), (size, 0), (0, size), (size, size)):
        disc(draw, x, y, size * 0.30, ring)
        disc(draw, x, y, size * 0.25, ground)
        star(draw, x, y, size * 0.21, petal, waist=0.45)
        disc(draw, x, y, size * 0.06, light)
    for x, y in ((middle, 0), (middle, size), (0, middle), (size, middle)):
        disc(draw, x, y, size * 0.065, light)
        disc(draw, x, y, size * 0.03, petal)
    disc(draw, middle, middle, size * 0.36, ring)
    disc(draw, middle, middle, size * 0.32, ground)
    star(draw, middle, middle, size * 0.29, light, turn=pi / 8)
    star(draw, middle, middle, size * 0.17, petal, waist=0.6)
    disc(draw, middle, middle, size * 0.055, ring)
    return image


def band(length, depth, cloth):
    """Weave a band as long as asked, with a hem on both sides."""
    _ground, light, ring, petal = CLOTHS[cloth % len(CLOTHS)]
    image = Image.new("RGB", (length, depth), petal)
    hem = depth // 12
    repeat = tile(depth - 2 * hem, CLOTHS[cloth % len(CLOTHS)])
    start = (length % repeat.width - repeat.width) // 2
    for left in range(start, length, repeat.width):
        image.paste(repeat, (left, hem))
    draw = ImageDraw.Draw(image)
    for top in (hem - 5, depth - hem):
        draw.rectangle((0, top, length, top + 5), fill=ring)
    for left in range(hem, length, hem * 2):
        for y in (hem / 2 - 2, depth - hem / 2 + 2):
            disc(draw, left, y, hem * 0.2, light)
    return image
