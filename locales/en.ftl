# What readers see in English. Plain text only: markup is added in code.
# The keys and variables are the same in all three files.

## Verdicts

verdict-fake = Fake
verdict-false = False
verdict-misleading = Misleading
verdict-outdated = Out of date
verdict-satire = Joke (satire)
verdict-unproven = Not proven
verdict-true = True

## The card of a debunk

card-claim = What we checked:
card-statement = Official statement: { $authority }, { $date }
card-statement-undated = Official statement: { $authority }
card-statement-anonymous = Official statement, { $date }
card-statement-plain = Official statement
card-source = Source
card-checked = Checked: { $date }
card-more = The rest is behind the link.
card-cut = The text has been shortened.
# $language is one of the language- messages below.
card-only-in = This check exists only in { $language } so far.
card-quoted-in = The statement is quoted word for word, in { $language }.
language-ru = Russian
language-kk = Kazakh
language-en = English
language-other = another language

## Answers to a post

answer-two = Your post holds two stories that we have checked. Here is the answer to each.
denial = Your post itself seems to refute this rumour. Here is what we found about it.
choose = We have checked something similar. Is your post about this? Press the one that fits.
choose-one = We have checked something similar. Is your message about this?
unknown =
    I did not find this among our checks.

    “Not found” does not mean “true”. Perhaps we have not checked it yet. Or perhaps I did not recognise your post.

    Until you know for sure:
    • Look for the news on the official page of those it is about: the ministry, the city hall, the bank.
    • See who said it first, and when. No name and no date? Do not rush to believe it.
    • Does it scare you or hurry you? Be careful: swindlers often do that.
    • Do not forward it until you know.
not-mine =
    Sorry, I got it wrong. Take it that nobody has checked your post: we do not know whether it is true.

    Until you know for sure, do not forward it. Look at official pages, and see who said it first and when.
empty = There are no words to check in this message. Send me the text and I will look for an answer.
own-card = This is my own answer 🙂 Please send me the post that you want checked.
unreadable =
    { $kind ->
        [voice] I cannot listen to voice messages yet. Write what is said there and I will look for an answer.
        [video] I cannot watch videos yet. Write what is said there and I will look for an answer.
        [video-note] I cannot watch round videos yet. Write what is said there and I will look for an answer.
        [audio] I cannot listen to audio yet. Write what is said there and I will look for an answer.
        [sticker] I do not understand stickers 🙂 Put it in words and I will look for an answer.
        [animation] I cannot watch GIFs yet. Write what is in it and I will look for an answer.
        [photo] I cannot read pictures yet. Type the words from it and I will look for an answer.
        [document] I cannot open files yet. Copy the words here and I will look for an answer.
        [location] I cannot check a place on the map. Write what people say about it and I will look for an answer.
        [contact] I cannot check a contact. Send me the text that they wrote to you and I will look for an answer.
        [dice] I cannot check a dice roll 🙂 Put it in words and I will look for an answer.
        [story] I cannot watch stories yet. Write what is said there and I will look for an answer.
       *[other] I cannot read this kind of message yet. Put it in words and I will look for an answer.
    }

## Buttons

button-none = None of these
button-yes = Yes, that is it
button-no = No, something else
button-not-mine = This is not about my post
button-show-again = Show the answer again
button-share = Share with others
button-check-yours = Check a post of your own
button-forget-language = Forget my choice

## Commands

start =
    Hello! I am Raspa. In Kazakh, “рас па?” means “is it true?”.

    Did you get a post that scares you or looks odd? Forward it to me. I will show you what our fact-checkers found and what was said officially. If we have no check of it, I will tell you so.

    You can also ask in your own words.

    And in any chat, type @{ $bot } and a word or two. You will find a check and can send it on right there.

    More: /help
help =
    How to use me

    1. Forward a suspicious post to me. Or copy its text here.
    2. If we have checked it, I will show you the answer and the official statement.
    3. If we have not, I will tell you so.

    I make nothing up: I only show what our fact-checkers have checked. For now I read words only: text, links, and captions of photos and videos.

    In any chat, type @{ $bot } and a word or two to find a check and send it.

    /latest — the latest checks
    /language — the language of my answers
    /privacy — what we keep about you
privacy =
    What we keep about you

    We do not keep your messages. The bot compares the text with our checks and forgets it at once.

    Your name, phone number and Telegram account do not stay with us. We do not write down who sent what.

    If you choose a language yourself, we keep that choice and nothing else. Next to it stands a code, not your name or number. Without a key that is kept apart, nobody can tell from it who you are.

    How to erase it: send /language and press “{ button-forget-language }”.

    We give nothing to anyone. Telegram itself sees messages by its own rules.

    If you have questions, ask the fact-checking desk that runs this bot.
latest = The latest checks
latest-empty = There are no checks yet. Please look in later.
language-ask = Which language shall I answer in?
language-set = All right, I will answer in English.
language-forgotten = Done, your choice is erased. Now I answer in the language you write in, or in that of your Telegram.
language-not-kept = I could not keep your choice just now. Please try again later.
unknown-command = I do not know this command. Forward a post to me and I will look for a check. What else I can do: /help

## When something is not as expected

gone = We have withdrawn this check or are correcting it. Do not rely on the earlier answer. Send the post again and I will see if there is a new one.
stale-button = This button no longer works. Send the post again and I will answer afresh.
try-again = Something broke on our side. Please try again in a minute. Error code: { $id }

## Search from any chat

inline-nothing = Nothing found: send me the post itself
inline-broken = The search is broken. Try again in a minute
inline-open = Open Raspa
inline-description = { $verdict } · { $authority }
inline-description-plain = { $verdict }

## What Telegram shows about the bot

command-start = Start
command-help = How to use me
command-latest = The latest checks
command-language = The language of my answers
command-privacy = What we keep about you
profile-name = Raspa: is it true?
profile-description =
    Did you get a post that scares you or looks odd? Forward it to me.

    I will see whether our fact-checkers have checked it and show you the answer with the official statement. Write in Kazakh, Russian or English.

    We do not keep your messages.
profile-short = Forward a suspicious post and find out whether it is true.
