"""Stores as older versions of Raspa wrote them, with rows in every table."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.engine.migrate import migrate, migrations
from storage.engine.sqlite import Connection, Mode
from tests.kit.samples import INDEXING

# The terms differ from what the recipe makes of the texts, to tell what is kept from what is made.
_FIRST = f"""
UPDATE meta SET value = 7 WHERE name = 'version';
UPDATE meta SET value = '{INDEXING.name}' WHERE name = 'indexing';
UPDATE meta SET value = 3 WHERE name = 'phrasings';
INSERT INTO debunks (num, id, ref, verdict, status, date, version) VALUES
    (1, 'kz-2022-03-04', 'kz-2022-03-04', 'fake', 'published', '2022-03-04', 4),
    (2, 'draft', 'draft', 'true', 'draft', NULL, 1),
    (3, 'old', 'old', 'outdated', 'published', '2021', 2);
INSERT INTO phrasings (id, debunk, position, lang, text) VALUES
    (11, 1, 0, 'ru', 'Войска отправят'),
    (12, 1, 1, 'kk', 'Әскер жіберіледі'),
    (5, 2, 0, 'ru', 'Дамбу прорвало'),
    (30, 3, 0, 'ru', 'Мост рухнул');
INSERT INTO phrasing_words (rowid, terms) VALUES
    (11, 'kept войск'), (12, 'kept әскер'), (30, 'kept мост');
INSERT INTO debunk_words (rowid, claims, authorities, topics, summary) VALUES
    (1, 'войск отпра әскер жібер', 'минис оборо рк қр қорға минис', 'army армия', 'минис'),
    (3, 'мост рухну', '', '', '');
INSERT INTO summaries (debunk, position, lang, text) VALUES
    (1, 0, 'ru', 'Министерство опровергло.
Вот как.'),
    (1, 1, 'kk', 'Министрлік жоққа шығарды.');
INSERT INTO authorities (id, names) VALUES
    (1, '{{"kk": "ҚР Қорғаныс министрлігі", "ru": "Министерство обороны РК"}}');
INSERT INTO authority_names (authority, position, lang, name) VALUES
    (1, 0, 'ru', 'Министерство обороны РК'), (1, 1, 'kk', 'ҚР Қорғаныс министрлігі');
INSERT INTO statements (id, debunk, position, authority, date, url) VALUES
    (1, 1, 0, 1, '2022-03', 'https://gov.example/1'), (2, 1, 1, NULL, NULL, NULL);
INSERT INTO statement_texts (statement, position, lang, text) VALUES
    (1, 0, 'ru', 'Переговоры «не ведутся».'), (1, 1, 'kk', 'Келіссөз жоқ.'), (2, 0, 'en', 'No.');
INSERT INTO sources (debunk, position, title, url) VALUES
    (1, 0, 'Проверка', 'https://check.example/1'), (1, 1, NULL, 'https://a.example');
INSERT INTO appearances (debunk, position, address, canonical) VALUES
    (1, 0, 'https://t.me/channel/123', 't.me/channel/123'), (1, 1, 't.me/other/5', 't.me/other/5');
INSERT INTO topics (debunk, position, topic) VALUES (1, 0, 'army'), (1, 1, 'армия');
INSERT INTO readers (person, lang) VALUES (x'0102', 'kk');
"""
_SECOND = """
UPDATE meta SET value = 9 WHERE name = 'version';
INSERT INTO debunks (num, id, ref, verdict, status, date, version, changed) VALUES
    (4, 'second', 'second', 'satire', 'retracted', '2024-05', 3, 9);
INSERT INTO phrasings (id, debunk, position, lang, terms, text) VALUES
    (31, 4, 0, 'ru', '', 'Кран упал'), (40, 4, 1, 'en', '', 'The crane fell');
INSERT INTO vectors (phrasing, encoder, vector) VALUES (11, 'e', x'00ff'), (30, 'other', x'01');
INSERT INTO readers (person, lang) VALUES (x'0a', 'ru');
"""
_THIRD = """
INSERT INTO meta (name, value) VALUES ('cases', 6);
UPDATE phrasings SET learned = 1 WHERE id = 40;
INSERT INTO readers (id, person, sealed, lang, spoken, updates, reachable, sharing) VALUES
    (11, x'11', x'aa', 'kk', 'ru', 1, 1, 1), (12, x'12', x'bb', NULL, 'en', 0, 0, 0),
    (13, x'13', NULL, NULL, NULL, 1, 1, NULL);
INSERT INTO moderators (id, person, sealed, name, role, since) VALUES
    (1, x'21', x'cc', x'dd', 'owner', 100), (2, x'22', x'ee', x'ff', NULL, 101);
INSERT INTO invites (token, role, made_by, made, expires, used, used_by) VALUES
    (x'31', 'editor', 1, 100, 200, 150, 2), (x'32', 'chief', 1, 100, 200, NULL, NULL);
INSERT INTO audit (id, at, moderator, action, subject, details) VALUES
    (1, 100, 1, 'published', 'debunk:old', '{"reason": "Слово", "version": 2}'),
    (3, 101, NULL, 'case.new', 'case:5', '{}');
INSERT INTO cases
    (id, state, debunk, merged_into, holder, held, opened, closed, alerted, changed) VALUES
    (5, 'open', NULL, NULL, 1, 110, 100, NULL, 4, 1),
    (6, 'answered', 1, NULL, NULL, NULL, 90, 99, 0, 2),
    (7, 'merged', NULL, 5, NULL, NULL, 91, 98, 0, 3),
    (8, 'uncheckable', NULL, NULL, NULL, NULL, 92, 97, 0, 4),
    (9, 'spam', NULL, NULL, NULL, NULL, 93, 96, 0, 5);
INSERT INTO drafts (id, moderator, debunk, base, step, body, "case", changed) VALUES
    (2, 1, NULL, NULL, 'claim-ru', '{"a": 1}', 5, 120),
    (3, 1, 'old', 2, 'waiting', '{}', NULL, 121),
    (4, 2, NULL, NULL, 'file', '{"file": "x"}', NULL, 122);
INSERT INTO superseded (debunk, version, body) VALUES (3, 1, '{"id": "old"}'), (1, 3, '{}');
INSERT INTO submissions
    (id, "case", reader, message, lang, text, terms, encoder, vector, at) VALUES
    (1, 5, 11, 7, 'ru', 'Правда ли?', 'правд', 'e', x'05', 100),
    (4, 5, 12, 7, 'en', 'Is it true?', 'true', NULL, NULL, 101);
INSERT INTO seen (canonical, submission) VALUES ('t.me/a/1', 1), ('t.me/a/1', 4);
INSERT INTO deliveries (reader, debunk, version, verdict, message, at) VALUES
    (11, 1, 3, 'false', 8, 100), (12, 3, 2, 'outdated', NULL, 101);
INSERT INTO outbox
    (id, reader, kind, once, debunk, reply_to, body, state, attempts, due, done) VALUES
    (1, 11, 'answer', 'answer:6:11', 1, 7, '{}', 'sent', 1, 100, 101),
    (2, 11, 'correction', 'change:1:4:11', 1, 8, '{"old":"false","reason":"«Ошибка»","at":130}',
        'due', 2, 131, NULL),
    (3, 12, 'retraction', 'change:4:3:12', 4, NULL, '{"old":"satire","at":132,"reason":""}',
        'sending', 0, 132, NULL),
    (5, 12, 'closed', 'closed:8:12', NULL, 7, '{}', 'dropped', 0, 100, 140),
    (9, NULL, 'alert', 'case:5:4', NULL, NULL, '{"case": 5, "readers": 4}', 'due', 0, 100, NULL);
INSERT INTO feedback (reader, debunk, version, vote, lang, text, at) VALUES
    (11, 1, 3, 'helped', 'ru', 'Пост', 100), (12, 3, 2, 'not-mine', 'en', NULL, 101);
INSERT INTO counts (day, what, n) VALUES ('2026-11-20', 'asked', 3), ('2026-11-21', 'asked', 1);
"""
_ROWS = (_FIRST, _SECOND, _THIRD)


async def old_store(path: Path, number: int) -> None:
    """Make a store that has had the first `number` migrations, 1 to 3, with rows of each time."""
    steps = migrations()[:number]
    for step, rows in zip(steps, _ROWS, strict=False):
        connection = await Connection.open(path, Mode.CREATE, 5)
        await migrate(connection, [step])
        await connection.close()
        with closing(sqlite3.connect(path)) as plain:
            plain.executescript(f"BEGIN;{rows}COMMIT;")
