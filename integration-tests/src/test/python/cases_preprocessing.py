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


@case(kinds=("keras",))
def middles(k):
    """Parts in the middle of images that are too small for them, or whose sizes are not known."""
    L = k.layers
    image = k.Input((5, 7, 3), name="image")
    pixels = k.Input((6, 4, 2), dtype="uint8", name="pixels")
    unknown = k.Input((None, None, 2), name="unknown")
    rows = k.Input((None, 4, 2), name="rows")
    first = k.Input((2, 6, 5), name="first")
    C = L.CenterCrop
    outputs = [
        C(8, 3, name="taller")(image),
        C(5, 9, name="wider")(image),
        C(9, 11, name="larger")(pixels),
        C(3, 4, name="of_unknown")(unknown),
        C(7, 3, name="of_all_rows")(unknown),
        C(2, 3, name="of_unknown_rows")(rows),
        C(2, 6, name="wider_than_rows")(rows),
        L.Conv2D(1, 2, name="convolved")(C(4, 4, name="before")(unknown)),
    ]
    if k.is_3:
        F = {"data_format": "channels_first"}
        unknown_first = k.Input((2, None, None), name="unknown_first")
        outputs += [C(8, 3, name="taller_first", **F)(first), C(3, 3, name="of_unknown_first", **F)(unknown_first)]
        return k.Model([image, pixels, unknown, rows, first, unknown_first], outputs)
    outputs += [
        C(8, 3, name="taller_than_unknown")(unknown),
        C(3, 9, name="wider_than_unknown")(unknown),
        C(9, 11, name="larger_than_rows")(rows),
    ]
    return k.Model([image, pixels, unknown, rows], outputs)


@case(kinds=("keras",))
def fitting_sizes(k):
    """Sizes whose ratio is not that of the images, known or not."""
    L = k.layers
    image = k.Input((5, 7, 3), name="image")
    tall = k.Input((9, 4, 1), name="tall")
    unknown = k.Input((None, None, 2), name="unknown")
    pixels = k.Input((6, 4, 2), dtype="uint8", name="pixels")
    R = L.Resizing
    outputs = []
    for method in ["bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"]:
        outputs.append(R(4, 3, interpolation=method, name=f"{method}_smaller")(image))
        outputs.append(R(11, 9, interpolation=method, name=f"{method}_larger")(tall))
        outputs.append(R(4, 4, interpolation=method, crop_to_aspect_ratio=True, name=f"{method}_cropped")(unknown))
    outputs += [
        R(4, 4, crop_to_aspect_ratio=True, name="cropped")(image),
        R(3, 8, crop_to_aspect_ratio=True, name="cropped_tall")(tall),
        R(4, 4, crop_to_aspect_ratio=True, name="cropped_pixels")(pixels),
    ]
    if k.is_3:
        for method in ["bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"]:
            outputs.append(R(3, 2, interpolation=method, antialias=True, name=f"{method}_antialiased")(image))
        first = k.Input((2, 6, 5), name="first")
        outputs += [
            R(4, 4, pad_to_aspect_ratio=True, fill_value=0.5, name="padded")(image),
            R(3, 8, pad_to_aspect_ratio=True, name="padded_tall")(tall),
            R(8, 3, pad_to_aspect_ratio=True, fill_value=-2.0, name="padded_unknown")(unknown),
            R(4, 4, pad_to_aspect_ratio=True, data_format="channels_first", name="padded_first")(first),
        ]
        return k.Model([image, tall, unknown, pixels, first], outputs)
    for method in ["area", "gaussian", "mitchellcubic"]:
        outputs.append(R(3, 9, interpolation=method, name=method)(image))
    return k.Model([image, tall, unknown, pixels], outputs)


@case(kinds=("keras",))
def served_augmentations(k):
    """What changes images at random in training alone."""
    L = k.layers
    image = k.Input((6, 8, 3), name="image")
    pixels = k.Input((6, 8, 3), dtype="uint8", name="pixels")
    layers = [
        L.RandomFlip("vertical", name="flip"),
        L.RandomRotation(0.2, fill_mode="wrap", interpolation="nearest", fill_value=2.0, name="rotation"),
        L.RandomZoom(0.2, -0.1, fill_mode="nearest", interpolation="nearest", fill_value=2.0, name="zoom"),
        L.RandomTranslation(0.2, 0.1, fill_mode="constant", fill_value=2.0, interpolation="nearest", name="move"),
        L.RandomContrast(0.5, name="contrast"),
        L.RandomBrightness(0.5, value_range=(0, 1), name="brightness"),
        L.RandomCrop(4, 5, name="crop"),
    ]
    outputs = [layer(x) for layer in layers for x in (image, pixels)]
    if k.is_3:
        first = k.Input((3, 6, 8), name="first")
        others = [
            L.AugMix(value_range=(0, 1), num_chains=2, chain_depth=2, factor=0.2, alpha=0.5, name="augmix"),
            L.CutMix(factor=0.4, name="cutmix"),
            L.MixUp(alpha=0.3, name="mixup"),
            L.RandAugment(value_range=(0, 1), num_ops=1, factor=0.3, name="randaugment"),
            L.RandomColorDegeneration(0.3, name="degeneration"),
            L.RandomColorJitter(brightness_factor=0.2, name="jitter"),
            L.RandomElasticTransform(factor=0.4, name="elastic"),
            L.RandomErasing(factor=0.4, name="erasing"),
            L.RandomGaussianBlur(factor=0.4, name="blur"),
            L.RandomGrayscale(factor=0.4, name="grayscale"),
            L.RandomHue(0.3, name="hue"),
            L.RandomInvert(factor=0.3, name="invert"),
            L.RandomPerspective(factor=0.3, name="perspective"),
            L.RandomPosterization(3, name="posterization"),
            L.RandomSaturation(0.3, name="saturation"),
            L.RandomSharpness(0.3, name="sharpness"),
            L.RandomShear((0.1, 0.2), name="shear"),
        ]
        outputs += [layer(image) for layer in others]
        outputs.append(L.RandomFlip(data_format="channels_first", name="flip_first")(first))
        outputs.append(L.RandomCrop(4, 5, data_format="channels_first", name="crop_first")(first))
        return k.Model([image, pixels, first], outputs)
    outputs.append(L.RandomHeight(0.2, name="height")(pixels))
    outputs.append(L.RandomWidth(0.2, name="width")(image))
    return k.Model([image, pixels], outputs)
