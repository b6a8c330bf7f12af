"""Preprocessing of categories and images."""

from cases import case


@case(kinds=("keras",))
def encodings_and_sizes(k):
    L = k.layers
    numbers = k.Input((3,), dtype="int32", name="numbers")
    single = k.Input((1,), dtype="int64", name="single")
    weights = k.Input((3,), name="weights")
    image = k.Input((5, 7, 3), name="image")
    unknown = k.Input((None, None, 2), name="unknown")
    pixels = k.Input((4, 5, 2), dtype="uint8", name="pixels")
    first = k.Input((2, 6, 5), name="first")
    C = L.CategoryEncoding
    outputs = [
        C(256, output_mode="one_hot", name="one_hot")(single),
        C(256, name="multi_hot")(numbers),
        C(256, output_mode="count", name="count")(numbers),
        C(256, output_mode="count", name="weighted")(numbers, count_weights=weights),
        L.CenterCrop(2, 4, name="middle")(image),
        L.CenterCrop(3, 2, name="middle_pixels")(pixels),
        L.Resizing(4, 3, name="bilinear")(unknown),
        L.Resizing(8, 9, interpolation="nearest", name="nearest")(image),
        L.Resizing(3, 9, interpolation="bicubic", name="bicubic")(image),
        L.Resizing(6, 4, name="of_pixels")(pixels),
    ]
    if k.is_3:
        outputs += [
            C(256, output_mode="one_hot", name="one_hot_each")(numbers),
            L.Resizing(3, 4, data_format="channels_first", name="resized_first")(first),
            L.CenterCrop(3, 2, data_format="channels_first", name="middle_first")(first),
        ]
    else:
        outputs += [
            L.Resizing(3, 4, interpolation="area", name="area")(image),
            L.Flatten(name="flat")(first),
        ]
    return k.Model([numbers, single, weights, image, unknown, pixels, first], outputs)
