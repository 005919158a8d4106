"""What a file of many pages, frames or minutes holds, before its pictures are read."""

from dataclasses import dataclass

from media.apart import Made
from media.seen import MediaTrouble


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was taken out of one file.

    `text` stands in it as text; `pictures` are encoded pictures, the most telling first, in which
    more text may be; `sound` is what is to be listened to, as signed 16-bit samples of one channel,
    16,000 a second. `trouble` tells why something was left out.
    """

    text: str = ""
    pictures: tuple[bytes, ...] = ()
    sound: bytes = b""
    trouble: MediaTrouble | None = None

    def made(self) -> Made:
        """Return it as a job hands it over."""
        told = {
            # Lone surrogates, which no encoding takes, come from broken fonts.
            "text": self.text.encode("utf-8", "replace").decode("utf-8"),
            "pictures": [len(picture) for picture in self.pictures],
            "trouble": self.trouble,
        }
        return Made(told, b"".join([*self.pictures, self.sound]))


def unpacked(made: Made) -> Unpacked:
    """Return what a job has handed over. Raises ValueError for anything else."""
    rest, pictures = made.content, []
    try:
        for length in made.told["pictures"]:
            pictures.append(rest[:length])
            rest = rest[length:]
        trouble = made.told["trouble"]
        return Unpacked(
            str(made.told["text"]),
            tuple(pictures),
            rest,
            MediaTrouble(trouble) if trouble else None,
        )
    except (KeyError, TypeError) as error:
        raise ValueError("nothing unpacked") from error
