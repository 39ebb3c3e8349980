"""Speak the word of the speech clip: python tools/speech.py [WORD] makes assets/speech/WORD.wav.

Needs the system library espeak-ng, which says when each of its sounds begins; these times go into
WORD.json beside the sound, with the name of each sound as eSpeak writes it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import sys
import wave
from pathlib import Path
from typing import TYPE_CHECKING

_RETRIEVAL, _PHONEME_EVENTS, _UTF8 = 2, 1, 1
_PHONEME = 7
_RATE, _WORDS_A_MINUTE = 1, 120
_FOLDER = Path(__file__).parents[1] / "assets" / "speech"


class _Name(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Name),
    )


if TYPE_CHECKING:
    _Samples = ctypes._Pointer[ctypes.c_short]
    _Events = ctypes._Pointer[_Event]

_HEARD = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def spoken(word: str) -> tuple[int, bytes, list[tuple[str, int]]]:
    """Return the rate in hertz, samples of 16 bits, and each sound with its first sample."""
    found = ctypes.util.find_library("espeak-ng")
    if found is None:
        sys.exit("espeak-ng is not installed: apt-get install espeak-ng")
    library = ctypes.CDLL(found)
    rate = library.espeak_Initialize(_RETRIEVAL, 0, None, _PHONEME_EVENTS)
    samples, sounds = bytearray(), list[tuple[str, int]]()

    def hear(data: _Samples, count: int, events: _Events) -> int:
        if data:
            samples.extend(ctypes.string_at(data, 2 * count))
        place = 0
        while (event := events[place]).type:
            if event.type == _PHONEME:
                sounds.append((event.id.string.decode("utf-8"), event.sample))
            place += 1
        return 0

    heard = _HEARD(hear)  # as long as this name stands, the library may call it
    library.espeak_SetSynthCallback(heard)
    library.espeak_SetVoiceByName(b"en-us")
    library.espeak_SetParameter(_RATE, _WORDS_A_MINUTE, 0)
    text = word.encode("utf-8")
    library.espeak_Synth(text, len(text) + 1, 0, 1, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    return rate, bytes(samples), sounds


def main(word: str = "recognition") -> None:
    """Write the sound, and when which part of it begins."""
    rate, samples, sounds = spoken(word)
    _FOLDER.mkdir(exist_ok=True)
    with wave.open(str(_FOLDER / f"{word}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)
    marks = {"word": word, "sounds": [{"name": name, "sample": at} for name, at in sounds]}
    (_FOLDER / f"{word}.json").write_text(
        json.dumps(marks, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main(*sys.argv[1:2])
