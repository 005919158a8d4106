"""The pictures of debunks' cards that Telegram has, so that each is drawn and sent up once."""

from dataclasses import dataclass

from storage.engine.contract import Sessions

_FIND = """
SELECT p.file_id FROM pictures p JOIN debunks d ON d.num = p.debunk
WHERE d.id = ?1 AND p.lang = ?2 AND p.theme = ?3 AND p.state = ?4
"""
_KEEP = """
INSERT INTO pictures (debunk, lang, theme, state, file_id)
SELECT num, ?2, ?3, ?4, ?5 FROM debunks WHERE id = ?1
ON CONFLICT (debunk, lang, theme) DO UPDATE SET
state = excluded.state, file_id = excluded.file_id
"""
_DROP = """
DELETE FROM pictures WHERE lang = ?2 AND theme = ?3 AND state = ?4
AND debunk = (SELECT num FROM debunks WHERE id = ?1)
"""


@dataclass(frozen=True, slots=True)
class PictureName:
    """Which picture: of a debunk, in a language and a look, and a hash of all that it shows."""

    debunk_id: str
    lang: str
    theme: str
    state: str


class Pictures:
    """Telegram's names of pictures; one a debunk, language and look, of the state drawn last."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def file_id(self, name: PictureName) -> str | None:
        """Return Telegram's name of a picture, or None where it must be drawn."""
        rows = await self._sessions.rows(_FIND, name.debunk_id, name.lang, name.theme, name.state)
        return str(rows[0][0]) if rows else None

    async def keep(self, name: PictureName, file_id: str) -> None:
        """Keep Telegram's name of a picture in the place of any other state's."""
        async with self._sessions.transaction() as connection:
            await connection.run(_KEEP, name.debunk_id, name.lang, name.theme, name.state, file_id)

    async def drop(self, name: PictureName) -> None:
        """Forget Telegram's name of a picture, which it does not know any more."""
        async with self._sessions.transaction() as connection:
            await connection.run(_DROP, name.debunk_id, name.lang, name.theme, name.state)
