#!/usr/bin/env python3
"""The numbers that SeededGeneratorTests expects, by the definitions of SplitMix64 and xoshiro256**.

Plain Python integers; nothing else is needed. Prints the first four numbers for each seed.
"""

MASK = 2**64 - 1


def splitmix64(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def rotated(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def xoshiro256starstar(s):
    while True:
        yield (rotated((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotated(s[3], 45)


for seed in (0, 42):
    fill = splitmix64(seed)
    numbers = xoshiro256starstar([next(fill) for _ in range(4)])
    print(seed, [hex(next(numbers)) for _ in range(4)])
