"""The language models that are measured, as Benchmarks/Libraries/LanguageModels.swift has them: the same numbers."""
import numpy as np

import timing

WORD_T, WORD_B, CHARACTER_T, CHARACTER_B, CHARACTERS = 35, 20, 50, 50, 65
WORDS = [(vocabulary, hidden) for vocabulary in (10_000, 33_278) for hidden in (200, 650)]
HIDDEN = (128, 512)
DRAWN = 200
SUFFIX = f", {timing.THREADS} threads" if timing.THREADS > 1 else ""


def waves(shape, scale, phase):
    """Numbers between −scale and scale that are easily made anywhere."""
    return (scale * np.sin(phase + 0.37 * np.arange(np.prod(shape)))).astype(np.float32).reshape(shape)


def word_weights(vocabulary, hidden):
    scale = hidden ** -0.5
    return {"embedding": waves((vocabulary, hidden), 0.1, 1), "input": waves((hidden, hidden), scale, 2),
            "hidden": waves((hidden, hidden), scale, 3), "output": waves((vocabulary, hidden), 0.1, 4)}


def character_weights(hidden):
    scale = hidden ** -0.5
    return {"input": waves((hidden, CHARACTERS), scale, 2), "hidden": waves((hidden, hidden), scale, 3),
            "output": waves((CHARACTERS, hidden), scale, 4)}


def tokens(count, vocabulary):
    """Inputs and targets."""
    places = np.arange(count)
    return (7919 * places + 13) % vocabulary, (104_729 * places + 17) % vocabulary


def grouped(number):
    return f"{number:,}"


def word_case(what, vocabulary, hidden):
    return f"{what} by words, V = {grouped(vocabulary)}, H = {hidden}{SUFFIX}"


def character_case(what, hidden):
    return f"{what} by characters, H = {hidden}{SUFFIX}"
