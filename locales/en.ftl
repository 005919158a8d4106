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
verdicts-title = What our verdicts mean
verdict-means-fake = Made up or forged: it did not happen.
verdict-means-false = It is not so: the facts say otherwise.
verdict-means-misleading = There is some truth in it, but told so that people get it wrong.
verdict-means-outdated = It was true once and is not any more.
verdict-means-satire = A joke that was taken seriously.
verdict-means-unproven = It can be neither confirmed nor refuted so far. That does not mean “true”.
verdict-means-true = It is confirmed.
verdicts-desk = For the desk: { $words }.
verdict-desk-fake = an event, words, a document or a picture were made up or forged, and this can be shown
verdict-desk-false = the claim can be checked and the facts contradict it, whether meant to deceive or not
verdict-desk-misleading = single facts are right, but out of context, exaggerated, or joined so that the conclusion is wrong
verdict-desk-outdated = it used to be right and is passed on as news; say when it was right
verdict-desk-satire = its author says that it is a joke; forged news without that is a fake
verdict-desk-unproven = we looked and found neither; what nobody has looked for does not belong here
verdict-desk-true = confirmed by what readers can be shown: a statement, a document, a source

## The card of a debunk

card-claim = What we checked:
card-statement = Official statement: { $authority }, { $date }
card-statement-undated = Official statement: { $authority }
card-statement-anonymous = Official statement, { $date }
card-statement-plain = Official statement
card-source = Source
card-checked = Checked: { $date }
first-checked = 🔁 We first checked this on { $date }: the rumour has gone round before.
card-more = Read the rest at the link.
card-cut = The text has been shortened.
# $language is one of the language- messages below.
card-only-in = This check exists only in { $language } so far.
card-quoted-in = The statement is quoted word for word, in { $language }.
language-ru = Russian
language-kk = Kazakh
language-en = English
language-other = another language

## The card as a picture

# $site is the name of the source's web site.
picture-source = Source: { $site }
picture-scan = Point your camera at the code to open the source.
picture-scan-bot = Point your camera at the code to open this check in the bot.
picture-cut = The text is shortened. Scan the code below for all of it.

## Answers to a post

answer-two = Your message holds two stories that we have checked. Here is the answer to each.
answer-checked-before = We have checked this rumour more than once; our newest answer is below. The check before it, { $date }: “{ $claim }” ({ $verdict }).
answer-checked-before-undated = We have checked this rumour more than once; our newest answer is below. The check before it: “{ $claim }” ({ $verdict }).
denial = Your message itself seems to refute this rumour. Here is what we found about it.
choose = We have checked something similar. Is your message about one of these? Press its number.
choose-one = We have checked something similar. Is your message about this?
unknown =
    I did not find this among our checks. “Not found” does not mean “true”: perhaps we have not checked it yet, or I did not recognise your message.

    Until you know for sure:
    • Look for the news on the official page of whoever it is about: the ministry, the city, the bank.
    • See who said it first, and when. No name, no date, and it scares or hurries you? That is what scammers do.
    • Do not forward it.
not-mine =
    Sorry, I got it wrong. Treat your message as unchecked: we do not know whether it is true.

    Until you know for sure, do not forward it. Look at official pages, and see who said it first and when.
empty = There are no words to check in this message. Send me the text and I will look for an answer.
too-little = This is too little to check. Please forward me the whole message, or write what happened, where and when.
answered-above = My answer to your last message is here, above 👆 If you mean something else, forward it to me.
own-card = This is my own answer 🙂 Please send me the post that you want checked.
own-card-changed = This is our earlier answer. We have corrected it since then.
own-card-withdrawn = ❗ We have withdrawn this answer.
own-card-gone = This is an old answer of ours. We no longer have this check, so please do not rely on it. Send me the post itself and I will look again.
picture-read = I read in the picture:
similar-picture =
    { $number ->
        [one] We have checked a similar picture. It went round with this claim. Is it the same with yours?
       *[other] We have checked similar pictures. They went round with these claims. Which of them is with yours?
    }
picture-left-out = I could not read the picture itself, so I searched by the words beside it.
picture-wordless = I found no words in the picture. Write what it is about, and I will look for an answer.
picture-trouble =
    { $trouble ->
        [too-large] The picture is too large for me to open. Send a smaller one, or copy its words as text.
        [took-long] Reading the picture took too long. Send it again a little later, or copy its words as text.
       *[other] The picture does not open: the file seems to be damaged. Send it again, or copy its words as text.
    }
document-read = I read in the file:
document-left-out = I could not read the file itself, so I searched by the words beside it.
document-wordless = The file holds no words to search by. Write what it is about, and I will look for an answer.
document-trouble =
    { $trouble ->
        [too-large] This file unpacks into something far too large, so I will not open it. Copy the words here, and I will look for an answer.
        [took-long] Reading the file took too long. Send it again a little later, or copy its words as text.
        [locked] The file is locked with a password. Send it without one, or copy its words as text.
       *[other] The file does not open: it seems to be empty or damaged. Send it again, or copy its words as text.
    }
video-read = I read in the video:
video-left-out = I could not read the video itself, so I searched by the words beside it.
video-wordless = I found no words in the video. Write what is said there, and I will look for an answer.
video-trouble =
    { $trouble ->
        [too-large] The video is too large for me to open. Send a smaller one, or write what is said there.
        [took-long] Watching the video took too long. Send it again a little later, or write what is said there.
       *[other] The video does not open: the file seems to be damaged. Send it again, or write what is said there.
    }
voice-read = I heard in the recording:
voice-left-out = I could not make out the recording itself, so I searched by the words beside it.
voice-wordless = I made out no words in the recording. Write what is said there, and I will look for an answer.
voice-trouble =
    { $trouble ->
        [too-large] The recording is too long. Write what is said there, and I will look for an answer.
        [took-long] Listening took too long. Send it again a little later, or write what is said there.
       *[other] The recording does not open: the file seems to be damaged. Send it again, or write what is said there.
    }
read-in-part = I could not read all of it: the answer is by what I could.
too-big-left-out = The file is larger than 20 MB, and Telegram does not hand me such files. I searched by what can be seen without it.
too-big-trouble = The file is larger than 20 MB, and Telegram does not hand me such files. Copy the words here, or send a screenshot or a short piece, and I will look for an answer.
unreadable =
    { $kind ->
        [voice] I cannot listen to voice messages yet. Write what is said there and I will look for an answer.
        [video] I cannot watch videos yet. Write what is said there and I will look for an answer.
        [video-note] I cannot watch round videos yet. Write what is said there and I will look for an answer.
        [audio] I cannot listen to audio yet. Write what is said there and I will look for an answer.
        [sticker] I do not understand stickers 🙂 Put it in words and I will look for an answer.
        [animation] I cannot watch GIFs yet. Write what is in it and I will look for an answer.
        [photo] I cannot read pictures yet. Type the words from it and I will look for an answer.
        [paid-media] I cannot open paid photos and videos. Write what is in them and I will look for an answer.
        [document] I cannot open a file of this kind. Send text, a picture, a PDF or a Word document (docx), or copy the words here, and I will look for an answer.
        [location] I cannot check a place on the map. Write what people say about it and I will look for an answer.
        [contact] I cannot check a contact. Send me the text that they wrote to you and I will look for an answer.
        [dice] I cannot check a dice roll 🙂 Put it in words and I will look for an answer.
        [story] I cannot watch stories yet. Write what is said there and I will look for an answer.
       *[other] I cannot read this kind of message yet. Put it in words and I will look for an answer.
    }

## Small talk

talk-question = Please forward me the message that you are asking about, and I will see whether we have checked it.
talk-hello = Hello! Forward me a message that you doubt, and I will see whether our desk has checked it.
talk-thanks = You are welcome! 🙂 If something strange comes again, send it to me.
talk-bye = Goodbye! If something strange comes, send it to me.
talk-who = I am the bot “Ras pa?”: I look for an answer among the checks of our desk and never make anything up. More: /help
talk-how = Forward me a doubtful message, or write it in your own words. I will show what our desk found out and what was said officially. More: /help
talk-stop = All right. Press the button below and I will not write to you first. What else can be switched off: /updates. To delete all that we keep about you: /forget
talk-insult = I am sorry to have upset you. If an answer was not about your message, press “{ button-not-mine }” under it. Or send me the message again.
talk-laugh = 🙂 If something doubtful comes, forward it to me.
talk-fine = All right 🙂 If you want something checked, forward me that message.

## Buttons

button-none = None of these
button-yes = Yes, that is it
button-no = No, something else
button-not-mine = This is not about my message
button-show-again = Show the answer again
button-share = Share with others
button-picture = Get it as a picture
button-picture-dark = Dark picture
button-picture-light = Light picture
button-check-yours = Check a post of your own
button-forget-language = Choose automatically

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
    3. If we have not, I will tell you so. Then you can send the question to the fact-checkers: when they have found out, I will write to you.

    I make nothing up: I only show what our fact-checkers have checked. I read words: in text and links, in pictures and videos, in PDF and Word files.

    In any chat, type @{ $bot } and a word or two to find a check and send it.

    In a group, reply to a post with /check@{ $bot }; in any other chat, reply and name @{ $bot }: I answer briefly right there. Do you run a channel? Connect its group: /connect

    /latest — the latest checks
    /subscribe — get new checks
    /verdicts — what our verdicts mean
    /language — the language of my answers
    /privacy — what we keep about you
    /forget — delete everything that we keep about you
privacy =
    What we keep about you

    We do not keep an ordinary message: the bot compares it with our checks, remembers it for an hour in case you ask about it, and then forgets it. Until it is answered, it lies encrypted in a queue, so that a breakdown does not lose it; after that it is deleted. If the bot could not read it or broke over it, we keep it encrypted for 30 days, to put that right.

    If you subscribe to new checks (/subscribe), we remember how often and on which topics to send them, until you stop it.

    When we show you a check, we remember for a year which one it was. If we have to correct it, we write to you. For that we also keep your Telegram ID (not your phone number). It is encrypted, and the key is kept apart. We do not write down your name or phone number.

    If you press “{ button-ask }”, the fact-checkers get the text of your message. Before that the bot strikes out phones, IINs, e-mails, home addresses, private links and invitations, the numbers of cards, accounts, documents and cars, and full names beside them. Addresses of open pages in it are kept beside the text. We delete the text { $days ->
        [one] { $days } day
       *[other] { $days } days
    } after the fact-checkers are done with the question. If they teach the bot your wording, or write a check from it, those words stay, but nothing says that they were yours.

    We also keep what you pressed yourself: your language, whether we may write to you, whether an answer helped. We delete your vote after a year. That we wrote to you of our own accord we remember for 90 days. The text of your message stays beside the vote only if you allow it, and without phones and numbers too.

    Of a group where the bot was asked something we keep its encrypted number, the settings that its admins chose and, for a week, under which posts the bot answered, without their text. A post that somebody asked about in a group and that is not among our checks is remembered for a day, so that the button under the answer can open it in the private chat. When a post in a channel's group was reported to the desk (/report), its text lies where your questions do, without names and numbers. When the bot is removed from a group, all this goes after 30 days; an admin can delete it at once.

    If the desk makes backups, what was deleted stays in them, encrypted, until newer ones take their place: usually about a month.

    /updates — whether we may write to you and use your words
    /language — the language of my answers
    /forget — delete everything that we keep about you

    We give nothing to anyone. Telegram itself sees messages by its own rules.

    If you have questions, ask the fact-checking desk that runs this bot.
whose-name-contact = This bot is run by { $name }. To reach the desk: { $contact }
whose-name = This bot is run by { $name }.
whose-contact = To reach the desk: { $contact }
latest = The latest checks
latest-topic = The latest checks: { $topic }
latest-post = Post in the channel
latest-empty = There are no checks yet. Please check back later.
language-ask = Which language shall I answer in?
language-set = All right, I will answer in English.
language-forgotten = Done. I will use the language you write in, or your Telegram's.
language-not-kept = I could not save your choice just now. Please try again later.
unknown-command = I do not know this command. Forward a post to me and I will look for a check. What else I can do: /help

## When something is not as expected

gone = We have withdrawn this check or are correcting it. Do not rely on the earlier answer. Send the post again and I will see if there is a new one.
link-unknown = There is no check behind this link: perhaps it was not copied whole. Forward me the message itself and I will look for an answer. The newest checks: /latest
stale-button = This button no longer works. Send the post again and I will answer again.
try-again = Something broke on our side. Please try again in a minute. Error code: { $id }
store-unreadable = I cannot look into our checks just now: the place where they are kept is damaged. It is not your message. Please send it again later.
too-many = You are sending faster than I can answer. Nothing is lost: I am going through your messages in order, and it will take a while.
long-queue = Many people are asking right now. Your message is in the queue; I will answer as soon as its turn comes.
interrupted = I was restarted while I was doing this. What you asked for has been done and is kept; only my reply was lost. To see how things stand now, open it again.
update-unreadable = I could not read your message: Telegram sent it in a form that I do not know. Please send it again as text or as a link.
unreadable-owner = The bot got a message from Telegram that it could not read. Its sender has been told so, and everybody else is answered as usual. Please tell whoever runs the bot: the log says what could not be read, and an update will most likely help. I won't write about this again today.

## Search from any chat

inline-nothing = Nothing found: send me the post itself
inline-broken = Search is not working. Try again in a minute
inline-open = Open Raspa
inline-description = { $verdict } · { $authority }
inline-description-plain = { $verdict }
inline-sure = Checked: { $verdict }
inline-whole = Send me the whole message
inline-maybe = A similar claim. Open it if your message is about this
inline-picture = As a picture

## What Telegram shows about the bot

command-start = Start
command-help = How to use me
command-latest = The latest checks
command-subscribe = Get new checks
command-language = The language of my answers
command-privacy = What we keep about you
command-transparency = Our work in figures
command-verdicts = What the verdicts mean
profile-name = Raspa: is it true?
profile-description =
    Did you get a post that scares you or looks odd? Forward it to me.

    I will see whether our fact-checkers have checked it and show you the answer with the official statement. Write in Kazakh, Russian or English.

    We do not keep ordinary messages. More: /privacy
profile-short = Forward a suspicious post and find out whether it is true.

## The desk: who may do what

role-editor = editor
role-chief = chief editor
role-owner = owner
desk-refused =
    { $role ->
        [chief] Only a chief editor or an owner can do this.
        [owner] Only an owner can do this.
       *[other] Only an editor can do this.
    }
mods-title = Who is on the desk
mods-you = you
mods-nameless = name not known yet
mods-open-invites =
    { $number ->
        [one] { $number } invitation is waiting for an answer.
       *[other] { $number } invitations are waiting for an answer.
    }
mods-button-invite = Invite someone
mods-button-cancel = Cancel invitations
mods-button-back = Back
mods-button-yes = Yes
mods-button-remove = Remove from the desk
mods-button-make =
    { $role ->
        [chief] Make chief editor
        [owner] Make owner
       *[other] Make editor
    }
mods-one = What do you want to change?
mods-one-fixed = You cannot change this role: an owner does that.
mods-one-setting = This owner is named on the server, in the setting RASPA_OWNERS. The role cannot be changed from here: ask the person who runs the server.
mods-ask-role =
    { $role ->
        [chief] Make this person a chief editor? They will be able to publish and withdraw checks and to invite editors.
        [owner] Make this person an owner? They will be able to do everything, including changing other people's roles.
       *[other] Make this person an editor? They will be able to prepare checks and answer readers' questions, but not to publish.
    }
mods-ask-remove = Remove this person from the desk? The desk's commands will stop working for them at once. All that they did will stay.
mods-done = Done.
mods-changed = Something changed here while you were choosing. This is how it is now.
mods-last-owner = This is the last owner: without them nobody could run the desk. Make somebody else an owner first.
mods-not-kept = This could not be saved just now; everything is as it was. Please try again later.
mods-invite-whom = Who are you inviting?
mods-invite-link =
    { $role ->
        [chief] The invitation for a chief editor is ready. Forward the next message to one person whom you trust.
        [owner] The invitation for an owner is ready. Forward the next message to one person whom you trust.
       *[other] The invitation for an editor is ready. Forward the next message to one person whom you trust.
    }
mods-invite-terms =
    { $hours ->
        [one] The link works once and for { $hours } hour.
       *[other] The link works once and for { $hours } hours.
    }
invite-forward = You are invited to the desk of “{ $desk }”. Open the link and press Start:
mods-ask-cancel = Cancel all invitations that nobody has used yet?
mods-cancelled = Done, those links no longer work.
mods-told-joined = { $name } has joined the desk by your invitation. Role: { $role }.
mods-told-role = Your role on the desk has changed. It is now: { $role }.
mods-told-removed = You have been removed from the desk. The desk's commands no longer work for you; you can check posts as before.
invite-welcome = Welcome to the desk! Your role: { $role }. What you can do is in the menu of commands below. Start with /queue. More: /help
invite-already = You are on the desk already. Your role: { $role }. The invitation is still unused.
invite-unknown = There is no such invitation. Please ask for a new link.
invite-used = Someone has come in by this link already; it does not work twice. Please ask for a new one.
invite-expired = The time of this invitation is over. Please ask for a new link.
invite-withdrawn = This invitation is no longer valid. Please ask for a new link.
invite-bot = Invitations are for people; a bot cannot come in by one.
invite-not-kept = I could not add you just now. The invitation is not used up: please open the link again a little later.

## Forgetting a reader

forget-ask =
    Delete everything that we keep about you?

    The language that you chose, your subscription to new checks, the questions that you sent to the fact-checkers, the list of checks that you received and your votes will be gone. Answers and corrections that we have not sent yet will not come any more.
button-forget-all = Yes, delete everything
button-keep-all = No, keep it
forget-kept = OK, nothing was deleted.
forget-done = Done. Deleted:
forget-language = • the language that you chose
forget-subscription = • your subscription to new checks
forget-submissions = • questions to the fact-checkers: { $number }
forget-deliveries = • records of checks that you received: { $number }
forget-feedback = • votes: { $number }
forget-due = • answers and corrections not sent yet: { $number }
forget-unreadable = • your messages that the bot could not read: { $number }
forget-account = • your encrypted Telegram ID (not your phone number)
forget-nothing = Nothing is kept about you, so there is nothing to delete.
forget-chat = The chat itself stays in your Telegram. Only you can erase it.
forget-moderator = You are on the desk, and that role stays yours. An owner can take it away: /mods.
forget-moderator-setting = You are an owner of the desk, and that role stays yours. Only the person who runs the server can take it away.
forget-not-done = I could not delete anything just now. Please try again later: /forget

## Moderators' menu

command-forget = Delete what we keep about you
command-add = Add a check
command-queue = What readers ask about
command-find = Find a check
command-show = Show a check
command-edit = Edit a check
command-publish = Publish a check
command-retract = Withdraw a check
command-channel = Post in the channel
command-history = Who changed what
command-stats = How many asked and how we answered
command-mods = Who is on the desk

## The desk's own help

guide-title = You are on the desk. Your role: { $role }.
guide-begin =
    How to begin:
    • /queue: what readers ask, the most asked first.
    • Forward a suspicious post here and reply to it with /add: it becomes the claim of a new check.
guide-editor = What you can do
guide-chief = For chief editors
guide-owner = For owners
guide-for-queue = answer readers: with a check that we have, with a new one, or close the question
guide-for-add = write a new check: by questions, in one message, or in reply to a forwarded post
guide-for-find = search checks by words, drafts too
guide-for-show = see a check as readers see it, and how many got it
guide-for-edit = correct a check: by its code, its number in a list, or words
guide-for-history = who changed what and when, and older versions
guide-for-stats = how many asked and how we answered
guide-for-publish = see what waits for a decision, and publish
guide-for-retract = withdraw a check: readers who got it will hear of it
guide-for-channel = see a check's post and publish it in the desk's channel: /channel and the code
guide-for-mods = invite someone to the desk, change a role, let someone go
guide-more = Just send a file of checks here (a table, JSON). What is unfinished is kept in your drafts: /add
guide-button-readers = What readers see in /help
guide-button-book = The desk's guide
guide-file-desk = How the desk works: roles, checks, readers' questions.
guide-file-desk-files = Which files of checks can be sent.

## Messages that the reader did not ask for just now: answers that were waited for, corrections

told-answer = You asked about this. The desk has checked it, and here is the answer.
told-answer-withdrawn = You asked about this. We had an answer, but we have withdrawn it.
told-not-checked = For now, treat this as unchecked: we do not know whether it is true.
told-uncheckable =
    You asked us to check this. Our fact-checkers looked for an answer, but it cannot be checked: there is nothing reliable to go by.

    We do not know whether it is true. Better not to pass it on. Thank you for asking.
told-mistaken = ❗ The answer that we sent you was not about your message: our mistake. Sorry. Your question is with the editors again.
told-correction = ❗ We have corrected an answer that we gave you.
told-new-verdict = Before: { $old }. Now: { $new }.
told-same-verdict = The verdict stays: { $new }. The explanation has changed.
told-restored = We had withdrawn this answer. Now it holds again: { $new }.
told-why = Why: { $reason }
told-date = When: { $date }
told-retraction = ❗ We have withdrawn an answer that we gave you.
told-we-said = Before: { $old }.
told-do-not-rely = Do not rely on it any more. If you passed it on to anyone, please tell them too.
told-waiting = Waiting for your decision:
told-waiting-drafts = • drafts: { $number }
told-waiting-changes = • changes: { $number }
told-waiting-left = • drafts of people who have left the desk: { $number }
told-button-waiting = Have a look
told-back =
    { $days ->
        [one] People ask about this again, after { $days } quiet day.
       *[other] People ask about this again, after { $days } quiet days.
    }
told-button-back = Open the check
told-desk =
    { $readers ->
        [one] { $readers } reader has asked about one rumour. Question no. { $case }.
       *[other] { $readers } readers have asked about one rumour. Question no. { $case }.
    }

## What readers say of an answer, and what they allow

button-helped = 👍 This helped
button-quiet = Don't send me the answer
button-answer-after-all = Send it after all
button-no-updates = Stop updates
button-write = Send me updates
button-share-words = Yes, keep it
button-keep-words = No
button-allow-words = You may keep my messages
button-refuse-words = Do not keep my messages
vote-thanks = Thank you for telling us! It helps us to answer better.
vote-not-kept = I could not save that just now. Please try again later.
consent-ask =
    Thank you! May the desk keep the text of the post that you sent, so that the bot recognises similar ones better?

    We take phone, card and document numbers out of it, and your name does not stand beside it. You can change your mind at any time: /updates
consent-yes = Thank you! We keep the text without phones and numbers. If you change your mind: /updates
consent-no = All right, we do not keep this text. If you change your mind: /updates
updates-on = If the desk answers your question, or corrects an answer that you got, I will write to you.
updates-off = I do not write to you first: neither the desk's answers nor corrections. I only answer when you send me a post.
sharing-on = When you say whether an answer helped, the desk may keep the text of your post, so that the bot recognises similar ones better. We take phones and numbers out of it.
sharing-off = The desk does not use your posts to improve the bot.
updates-quiet = All right, I will send neither answers nor corrections any more. If you change your mind: /updates
wish-not-kept = I could not save that just now. Please try again later: /updates
command-updates = Answers and corrections: on or off

## The desk's figures

stats-day = Today, { $last }
stats-week = A week: { $first } – { $last }
stats-month = A month: { $first } – { $last }
button-stats-day = Day
button-stats-week = Week
button-stats-month = Month
stats-posts = Posts: { $number }
stats-answer = • answered: { $number }
stats-denial = • the post itself refutes the rumour: { $number }
stats-choose = • offered a choice: { $number }
stats-unknown = • no such check: { $number }
stats-unreadable = • without words (voice, pictures): { $number }
stats-share = Answered at once: { $share } % ({ $number } of { $of })
stats-asks = Sent to the desk: { $number }
stats-inline = Found by @bot and sent: { $cards }, as pictures: { $pictures }
stats-pictures = Got as a picture: { $number }
stats-wrong = Not about the reader's post: { $share } % ({ $number } of { $of } votes). With the margin of error, { $low } to { $high } %.
stats-wrong-none = No votes from readers yet.
stats-wait = From the first question to the desk's answer: usually { $time }. Questions answered: { $number }.
stats-wait-none = The desk has not answered readers' questions yet.
stats-minutes = { $number } min
stats-hours = { $number } h
stats-days = { $number } d
stats-top = Asked about most:
stats-top-case = { $readers } people, question no. { $case }: { $text }
stats-back = Asked about again after a silence:
stats-back-one = { $readers } people, { $claim } ({ $id })
stats-outbox = Waiting to be sent: { $due }. Sent: { $sent }, not delivered: { $dropped }.
stats-backup = Last backup of the store: { $backup }. A backup last came back whole: { $drill }.
stats-backup-failed = The last backup did not work out. Whoever runs the bot finds the reason in its log.
stats-backup-none = The store has no backup yet. Whoever runs the bot can set that up.
stats-never = not yet

## Asking the desk

button-ask = Ask the fact-checkers
ask-sent =
    { $others ->
        [0] I have passed your message on to our fact-checkers.
        [one] I have passed your message on to our fact-checkers. { $others } other person has asked the same.
       *[other] I have passed your message on to our fact-checkers. { $others } other people have asked the same.
    }

    The answer will come here by itself, no need to ask again. Until we know, please do not pass it on.
ask-again =
    { $others ->
        [0] You have already sent us this message, and we are on it.
        [one] You have already sent us this message, and we are on it. { $others } other person has asked the same.
       *[other] You have already sent us this message, and we are on it. { $others } other people have asked the same.
    }

    As soon as there is an answer, it will come here.
ask-off =
    I have passed your message on to our fact-checkers. But you have switched answers and corrections off, so the answer will not come.

    Until you know for sure, please do not pass it on.
ask-on =
    All right, the answer will come here as soon as our fact-checkers have it. Corrections too.

    Until you know for sure, please do not pass it on.
ask-uncheckable =
    Our fact-checkers have looked at such a message but could not check it: there is nothing reliable to go by.

    That does not make it true. Better not to pass it on.
ask-spam =
    Our fact-checkers have seen such messages and do not check them: they look like advertising or bulk mail.

    Do not open its links, and send nobody your data or money.
ask-gone = I cannot see the message that you are asking about: it was deleted, or it has no words. Please forward it to me again.
ask-too-little = There is nothing to check here: the message states nothing and has no link. Write what happened, where and when.
ask-not-kept = Your question could not be passed on just now. Please press again in a few minutes.

## The desk: what readers ask

queue-title =
    { $number ->
        [one] { $number } question is waiting for an answer
       *[other] { $number } questions are waiting for an answer
    }
button-open-case = Open the question
queue-empty = The queue is empty: all that readers asked has been dealt with.
queue-button-case = No. { $case } · asked by { $readers }
queue-closed-title = Questions dealt with
queue-closed-empty = No question has been dealt with yet.
queue-closed-wordless = (the readers' words are deleted)
queue-button-closed = Dealt with
queue-button-choose = Close several…
queue-choose = Which shall be closed? Mark the questions.
queue-button-spam-many = Close as spam ({ $number })
queue-button-uncheckable-many = Cannot be checked… ({ $number })
queue-closed-many = Closed: { $number }.{ $left ->
        [0] {""}
       *[other] {" "}Not closed: { $left }, someone else is on them or has closed them.
    }
queue-which = Type /queue and the question's number, or /queue closed for those dealt with.
case-texts = No. { $case }: all that was sent, page { $page } of { $pages }
case-button-texts = All that was sent
ask-enough =
    { $number ->
        [one] You have asked about { $number } new rumour today, I can pass on no more in a day. Press again tomorrow.
       *[other] You have asked about { $number } new rumours today, I can pass on no more in a day. Press again tomorrow.
    }
case-heading =
    { $number ->
        [one] No. { $case } · asked by { $number } person
       *[other] No. { $case } · asked by { $number } people
    }
case-growth = In the last 24 hours: { $recent }, in the 24 before: { $before }
case-times = First: { $first }. Last: { $last }.
case-seen = Where from:
case-wordless = (no words, only a link)
case-wording-readers = — sent by { $number }
case-similar = Checks like it:
case-held-by = { $name } is on it
case-held-since = { $name } is on it, since { $since }.
case-yours = You are on it, since { $since }.
case-merged = This question was merged with no. { $into }.
case-answered = This question has been answered with check { $debunk }.
case-closed =
    { $state ->
        [spam] This question was closed as spam.
        [uncheckable] This question was closed: it cannot be checked.
       *[other] This question was closed.
    }
case-gone = There is no such question: it was deleted, or the time we keep it is over.
case-same = A question cannot be merged with itself.
case-not-published = This check is not published, so readers cannot be shown it.
case-nothing-to-split = Choose some of the wordings, but not all: otherwise there is nothing to split.
case-changed = Something new came in while you were choosing. Please choose again.
case-not-kept = This could not be saved just now, and nothing was changed. Try again later.
case-button-attach = Answer with check { $number }
case-button-find = Find a check
case-button-write = Write a check
case-button-uncheckable = Cannot be checked
case-button-spam = Spam
case-button-merge = Merge
case-button-split = Split
case-button-take = Take it
case-button-release = Let it go
case-button-over = Take it over
case-button-reopen = Open again
case-button-fresh = Refresh
case-button-queue = Whole queue
case-button-learn = Yes, and learn this wording
case-button-plain = Yes, but do not learn it
case-button-other-wording = Another wording
case-button-join = Yes, merge
case-button-apart = Move what is marked to a new question
case-done-take = You are on it now.
case-done-release = Done, anyone can take this question now.
case-done-uncheck = Closed: cannot be checked. The bot tells those who asked.
case-done-spam = Closed as spam.
case-done-reopen = The question is open again.
case-find-ask = Reply to this message with words from the check, or with its code.
case-find-nothing = No published check was found by these words.
case-attach-claim = The check
case-attach-wording = What readers sent
case-attach-ask = Are they about the same thing? If so, everyone who asked gets this check. If you let the wording be learned, the bot will recognise such messages too.
case-attached =
    { $number ->
        [one] No. { $case }: the answer goes to { $number } reader.
       *[other] No. { $case }: the answer goes to { $number } readers.
    }
case-will-tell =
    { $number ->
        [0] There is nobody to write to.
        [one] { $number } reader gets the answer.
       *[other] { $number } readers get the answer.
    }
case-grace = It goes out in { $seconds } s. Until then nobody notices if you undo it.
case-ask-many =
    { $number ->
        [one] The answer goes to { $number } reader. Are you sure?
       *[other] The answer goes to { $number } readers. Are you sure?
    }
case-button-send = Yes, write ({ $number })
case-button-undo = Undo the answer
case-ask-undo =
    { $number ->
        [one] { $number } reader has the answer. The bot tells them that it was not about their message, and the question opens again.
       *[other] { $number } readers have the answer. The bot tells them that it was not about their message, and the question opens again.
    }
case-button-undo-told = Undo and write ({ $number })
case-done-undo = The answer is undone, the question is open again. Did not get it: { $unsent }. Hear of the mistake: { $told }.
case-ask-uncheckable =
    { $number ->
        [0] Close it as impossible to check? There is nobody to tell.
        [one] Close it as impossible to check? { $number } reader hears of it.
       *[other] Close it as impossible to check? { $number } readers hear of it.
    }
case-button-undo-closing = Undo closing
queue-reopened-many = Questions opened again: { $number }.
case-button-uncheckable-ask = Cannot be checked…
case-ask-over = { $name } is on it, since { $since }. Take it over?
case-same-as =
    { $number ->
        [one] Seems the same as №{ $case }: { $number } reader asks
       *[other] Seems the same as №{ $case }: { $number } readers ask
    }
case-button-same = Merge { $pair }
case-button-differ = Not the same
case-done-differ = №{ $case } and №{ $other } stay apart.
case-not-suggested = №{ $case } and №{ $other } are settled already: merged, closed or kept apart.
case-merge-title = Merge no. { $case } with which?
case-merge-none = There is nothing like it in the queue.
case-ask-merge = Move everything from no. { $case } to no. { $into }?
case-split-title = What should move from no. { $case } to a new question?
case-split-done = Done, the new question is no. { $case }.

## The desk: adding and changing debunks

desk-not-kept = This could not be saved: the bot's disk is full or busy. Your draft is safe, as it was. Send the last thing again a little later, and tell whoever looks after the server.
store-gone = ⚠️ The bot's store has been deleted, moved or replaced while the bot was running. Nothing can be saved now: no questions, drafts or publications. Please tell whoever looks after the server at once: put back the file that was there, or stop the bot, restore a backup and start it again.
store-overwritten = ⚠️ Another store was written into the bot's store while the bot was running. I am starting again now with what is in the file: whatever was saved after that copy was made is gone. If nobody meant to do this, please tell whoever looks after the server at once.
store-damaged = ⚠️ Parts of the bot's store are damaged. I answer what I can from the rest, but some of it cannot be read or saved. Please tell whoever looks after the server: stop the bot, restore a backup and start it again.
store-found = The bot's store is back at its place. Everything is saved as before.
desk-gone = This is no longer there.
desk-no-such = There is no check with the code { $id }. Search for it by words: /find
desk-none = There is nothing yet.
desk-no-number = The last list has no number { $number }. Here are recent checks.
desk-no-list = I cannot tell which list number { $number } is from: I do not remember the last one. Here are recent checks.
desk-numbers = You can also type a number of this list after a command: { $example }
desk-button-yes = Yes
desk-button-no = No, go back
desk-button-show = Show
desk-in-ru = Russian
desk-in-kk = Kazakh
desk-in-en = English
desk-in-other = other language
status-draft = draft
status-published = published
status-retracted = withdrawn
part-claim = Claim ({ $language })
part-verdict = Verdict
part-summary = Why ({ $language })
part-statement = Statement { $number }
part-source = Sources
part-topics = Topics
part-seen = Where it was seen
part-pictures = Fingerprints of pictures
part-date = Date of the check
draft-gone = This draft is gone: it was saved or discarded.
add-begin = A new check. Answer one question at a time and skip what you do not need. Everything you write is saved as you go.
add-begin-with-post = A new check. I took the text of the message as the claim. Keep it or write it shorter.
add-drafts = You have unfinished drafts. Go on with one, or start a new one?
add-empty = empty so far
add-ask-claim = What did you check? Write the claim in { $language }, in one or two sentences, the way people tell it.
add-ask-verdict = What did you find? Choose the verdict.
add-ask-summary = Why? Explain it in { $language }, in two or three sentences.
add-ask-who = Statement { $number }: who said something officially? Write the name or how it begins. Put “ / ” between names in two languages. You may add the date and the link: Ministry of Health, 12 November, https://…
add-ask-which = “{ $name }”: choose from the list, or keep it as you wrote it.
add-ask-said = What exactly did they say? Send the words of the statement in { $language }, unchanged.
add-ask-when = When did they say it? For example: 12 November, 4.03.2022, 03.2022 or 2022. You may add the link.
add-ask-where = Where was it published? Send the link.
add-ask-another = Is there another official statement?
add-ask-source = Where can people read about it? Send a title and a link. Several are fine, each on a line of its own.
add-ask-topics = What is it about? Choose topics, or write your own with commas between.
add-ask-seen = Where was this rumour seen? Send links, or forward the channel's post here.
add-ask-pictures = Send the picture that goes round with this rumour. The picture itself is not kept, only its fingerprint, by which similar ones are recognised. A picture of words is recognised by the words and needs no fingerprint.
add-ask-date = When was it checked? For example: 4.03.2022, 03.2022 or 2022.
add-ask-reason = Why are you changing it? Readers who got the earlier answer will see this.
add-ask-reason-retract = Why are you withdrawing it? Readers who got the earlier answer will see this.
add-ask-tell = Shall I write to those who got the earlier answer?
add-ask-parts = What do you want to change?
add-ask-parts-reason = When you are done, write why you change it: readers who got the old answer will see that.
add-ask-looks = This looks like { $language }. Keep it as the { $language } text?
add-ask-review = Is everything right?
add-ask-drop = Discard this draft? It cannot be brought back.
edit-ask-discard = Discard these changes? The check itself stays as it was.
add-dropped = The draft is discarded.
edit-discarded = The changes are discarded; the check stays as it was.
add-aside = Put aside. To come back to the draft: /add
add-answered = You have answered this question already. The current one is below.
add-edited = Editing a message does not change the draft. To change an answer, go back to its question with “{ add-button-back }” or “{ add-button-parts }” and type it again.
add-choice-gone = That choice is no longer there. Write the answer in words.
add-preview = This is how readers will see it
add-similar = There is already something similar. Is it the same?
add-wordless = A statement without words will not be saved: add what exactly was said.
add-missing-claim = There is no claim. Write what you checked, in one language at least.
add-missing-verdict = There is no verdict. Choose what you found.
add-fault-long = Too long: { $length } characters, and there is room for { $limit }. Send it shorter.
add-fault-characters = There are invisible control characters in the text. Type it anew or copy it again.
add-fault-press = Please press one of the buttons here.
add-fault-words = Please send the answer in words.
add-fault-command = This looks like a command, not an answer. Please send it as a message of its own, without a picture.
add-fault-date = I did not understand the date. Write, for example, 4.03.2022, 03.2022 or 2022.
add-fault-picture = The picture itself is needed, not a text.
add-fault-picture-words = This picture holds words, and is recognised by them. Such get no fingerprint: all screenshots look alike.
add-fault-picture-flat = There is too little in this picture to recognise similar ones by.
add-fault-picture-unread = This picture could not be opened. Please send it again.
add-fault-address = One link is needed here that opens for everyone (not in a private chat). It begins with https://
add-fault-source = I did not understand the link. Send one title and one link that begins with https:// and opens for everyone (not in a private chat)
add-fault-links = I found no links. Send a link, such as https://t.me/channel/123, or forward the channel's post.
add-fault-no-post = This link leads to a whole channel, site, profile or search, or into a private chat, not to one post: { $words }. By it the bot would answer anything, and a private chat does not open for everyone. Please send the link to the post or page itself.
add-left-out = Left out, because it is a whole channel, site, profile or search, stands in a signature such as “Subscribe”, or is in a private chat, and is not this one post: { $words }. By such a link the bot would answer anything, and addresses of private chats are not kept.
add-fault-many = There is no room for more than { $limit }. Take something out and send it again.
add-button-skip = Skip
add-button-keep = Keep it so
add-button-next = Next
add-button-clear = Take it out
add-button-back = Back
add-button-preview = As readers see it
add-button-aside = Put aside
add-button-cancel = Discard draft
edit-button-discard = Discard changes
add-button-done = Done
add-button-finish = Finish now
add-button-looks = Keep it as { $language }
add-button-looks-instead = Replace the { $language } text
add-button-asked = No, this is { $language }
add-button-another = Another statement
add-button-as-typed = As I wrote it
add-button-today = Today
add-button-yesterday = Yesterday
add-button-tell = Yes, write to them
add-button-tell-nobody = No, it's minor
add-button-new = Start a new one
add-button-template = Send it in one message
add-button-meanings = What each means
add-button-parts = Change a part
add-button-open = Open { $number }
add-button-publish = Publish
add-button-publish-anyway = Publish anyway
add-button-send = Hand to the chief editor
add-button-send-anyway = Hand to the chief anyway
add-button-draft = Save as a draft
add-template =
    Claim: what people say
    Утверждение: то же по-русски
    Қауесет: қазақша осы сөз
    Verdict: false
    Why: two or three sentences
    Statement | Ministry of Defence | 4.03.2022 | https://example.kz/1
    The words of the statement, word for word.
    Source: title https://example.kz/2
    Topics: first, second
    Where seen: https://t.me/channel/123
paste-faults = I could not read it. Please fix these lines and send the whole message again:
paste-line = line { $line }: { $fault }
paste-item = entry { $line }: { $fault }
paste-fault-label = I do not know what this is: “{ $words }”. Begin the line with a word such as “Claim:”. If it is part of the text, put a space before it.
paste-fault-verdict = there is no verdict “{ $words }”. There are: fake, false, misleading, outdated, satire, unproven, true.
paste-fault-statement = too much in the statement's line: “{ $words }”. The order is: statement, who, date, link.
paste-fault-wordless = the statement has no words. Write them in the next line.
paste-fault-unedited = still as in the template: “{ $words }”. Write your own here or delete this line.
saved-draft = The draft { $id } is saved. A chief editor will publish it.
saved-published = Published: { $id }.
saved-retracted = Withdrawn: { $id }. Readers will not see it any more.
saved-dropped = The draft { $id } is dropped.
saved-waiting = Your change of { $id } is with the chief editor. Until then readers see it as it was.
edit-which = What do you want to correct? Or type /edit and the code, a number of the list, or words.
edit-was = Before:
edit-now = Now:
edit-nothing = nothing
edit-unchanged = Nothing has changed.
edit-reason = Reason: { $reason }
edit-held = { $name } is changing this check at the moment.
edit-waits = A change of this check waits for a chief editor. Its author: { $name }.
edit-ask-anyway = Begin a change of your own anyway? Before saving I will tell you again if anything is different.
edit-button-anyway = Change it anyway
edit-button-leave = Not now
edit-left = Fine, nothing is changed.
meanwhile-edit = Somebody else changed this check while you were at it. Yours is not written yet. This is what changed:
meanwhile-publish = The check has changed since the author proposed this change. The change has not been made. This is what is different:
edit-meanwhile-status = It is now { $status }.
meanwhile-redo-edit = Your changes can go on top of the new ones: I will first show you what comes of it.
meanwhile-redo-publish = You can finish the change yourself, on top of the new version: I will first show you what comes of it.
edit-button-redo = On top of the new version
edit-button-keep-retracted = Save without publishing
publish-ask = Publish the draft { $id }?
publish-ask-again = The check { $id } is withdrawn. Publish it again?
publish-already = The check { $id } is published already.
publish-changed = Something changed while you were looking. This is how it is now: read it again.
publish-drafts = Drafts to publish
publish-changes = Changes to decide on
publish-left = Drafts of those who left the desk
publish-nothing = Nothing waits to be published.
publish-change = A change of { $id }. Its author: { $name }.
publish-button-over = Finish it myself
publish-button-refuse = Give it back
publish-button-drop = Drop the draft
publish-given-back = The change is back with its author.
retract-which = What shall be withdrawn? Or type /retract and the code, a number of the list, or words.
retract-ask = Withdraw the check { $id }?
retract-told =
    { $number ->
        [0] There is nobody to tell.
        [one] { $number } reader has received it and will be told.
       *[other] { $number } readers have received it and will be told.
    }
retract-draft = This is a draft; readers have not seen it. There is nothing to withdraw, but it can be dropped.
retract-already = The check { $id } is withdrawn already.
retract-button-yes = Withdraw
show-which = What shall I show? Or type /show and the code, a number of the list, or words.
show-status = Status: { $status }, version { $version }
show-received = Readers who received it: { $number }
show-phrasings = Wordings: { $own }, learned from readers: { $learned }
show-seen = Where it was seen:
show-held = { $name } is changing it now
show-waiting = A change waits for a decision, by { $name }
show-learned = This is how readers wrote about it. What does not belong can be taken out.
show-nothing-learned = Nothing has been learned from readers yet.
show-button-edit = Edit
show-button-history = Who changed what
show-button-learned = Readers' words
find-recent = Recent checks
find-found = Found
find-nothing = Nothing was found for “{ $words }”.
history-which = Whose history shall I show? Or type /history and the code, a number of the list, or words.
history-of = History of { $id }
history-empty = There are no entries yet.
history-by-command = from the server
history-version = version { $version }
history-no-version = There is no such version.
history-shown = { $id }, version { $version } ({ $status })
history-ask = Bring { $id } back to version { $version }?
history-tells = Those who got the earlier answer will be sent a correction.
history-button-version = Version { $version }
history-button-restore = Bring this version back
deed-imported = loaded from a file
deed-drafted = draft
deed-published = published
deed-edited = changed
deed-retracted = withdrawn
deed-restored = older version brought back
deed-learned = new words of readers
deed-unlearned = words of readers taken out
deed-posted = post in the channel
deed-reposted = the channel's post brought up to date
file-too-big = The file is too big. Telegram gives bots files of up to 20 MB: split it.
file-reading = Reading the file…
file-progress = Reading the file: { $percent } %
file-writing = Writing: { $percent } %
file-empty = There is no check in the file.
file-as-post = I will check it as a reader's post.
file-report = New: { $fresh }, changed: { $changed }, as they are: { $same }
file-faults = Faults: { $number }
file-ask-verdict = The file has the rating “{ $words }” (entries with it: { $number }). Which verdict is it?
file-ask = Nothing has been written yet. Load it?
file-button-import = Load
file-button-drafts = Load as drafts
file-imported = Loaded. New: { $fresh }, changed: { $changed }.
file-stopped = Loading stopped: the bot's disk is full or busy. Written: new { $fresh }, changed { $changed }. When there is room, send the file again: nothing will be there twice.
file-lost = The file is gone. Send it again.
file-nothing = There is nothing to load: all of it is there already.
file-left = Not taken so far: { $number }
file-warnings = Taken, but please check: { $number }
file-page = Page { $page } of { $pages }
file-ask-column = What is in the column “{ $words }” (rows filled in: { $number })?
file-ask-scale = The scale: from { $worst } (worst) to { $best } (best). “?” means that the file does not say.
file-ask-example = For example: “{ $words }”
file-ask-more = Questions after this one: { $number }
file-ask-same = There is a check like this already. Is it the same one?
file-ask-same-id = There is a check with this id and other words. Is it the same one?
file-same-old = Already there ({ $id }): “{ $words }”
file-same-new = In the file (no. { $line }): “{ $words }”
file-same-differs = What differs: { $words }
file-will-tell = Corrections that readers will hear of: { $number }. Messages to be sent: { $readers }
file-correction = { $old } → { $new }, readers: { $readers }
file-ask-reason = Why is it changing? Write it in your next message: readers who were given the earlier answer will see it.
file-ask-good = Nothing has been written yet. Load what has no faults?
file-nothing-good = There is nothing to load: what has no faults is there already or was left out.
file-not-loaded = Not loaded. Faults: { $faults }, left out: { $left }.
file-changed-meanwhile = Something was changed while you were looking. This is how it is now:
file-over = This file is done with. Send it again if you need to.
file-dropped = The file was left alone, nothing was written.
file-button-import-good = Load the { $number } good ones
file-button-drafts-good = Load { $number } good ones as drafts
file-button-drop = Do not load
file-button-faults = All faults ({ $number })
file-button-warnings = All to be checked ({ $number })
file-button-before = ‹ Before
file-button-after = Next ›
file-button-leave = Leave these out
file-button-leave-column = Not needed
file-button-leave-one = Leave it out
file-button-same = Yes, the same
file-button-other = No, another
file-button-all-same = Slips: all { $number } are the same
file-button-all-other = All { $number } left are others
file-button-quiet = Load without these { $number }
column-id = Id of the check
column-verdict = Verdict
column-date = Date of the check
column-status = Status
column-claim = Claim
column-summary = Why
column-authority = Who stated it
column-statement = Words of the statement
column-statement-date = Date of the statement
column-statement-url = Link of the statement
column-source-title = Title of the article
column-source-url = Link of the article
column-seen = Where it was seen
column-topics = Topics
kind-null = nothing (null)
kind-boolean = true or false
kind-number = a number
kind-text = text
kind-list = a list
kind-object = an object
fault-at = { $place }: { $fault }
fault-in-column = column “{ $column }”: { $fault }
fault-empty = this is empty
fault-control = there is an invisible control character { $code } here (number { $at })
fault-id-long = the id is longer than { $limit } characters
fault-id-characters = the id “{ $words }” has a space or an invisible character in it
fault-date = I did not understand the date “{ $words }”. Write it like this: 2022-03-04, 2022-03 or 2022
fault-date-calendar = there is no such day in the calendar: “{ $words }”
fault-fingerprint = “{ $words }” is no fingerprint of a picture
fault-language = “{ $words }” does not stand for a language. There are ru, kk, en, kk-latn
fault-address-long = the link is longer than { $limit } characters
fault-address = “{ $words }” is not a link. A link begins with https://
fault-not-json = this is not JSON: look at character { $at }
fault-too-deep = too many brackets within brackets
fault-missing = this is missing
fault-no-claims = there is no claim at all
fault-learned-claims = all claims are readers’ wordings; at least one of your own is needed
fault-source-empty = there is neither a title nor a link
fault-not-text = text is needed, and this is { $kind }
fault-not-boolean = true or false is needed, and this is { $kind }
fault-not-object = an object is needed, and this is { $kind }
fault-not-list = a list is needed, and this is { $kind }
fault-not-texts = texts by language are needed, and this is { $kind }
fault-unknown-key = I do not know the field “{ $words }”
fault-repeated-key = the field “{ $words }” stands twice
fault-verdict = there is no verdict “{ $words }”. There are: fake, false, misleading, outdated, satire, unproven, true
fault-status = there is no status “{ $words }”. There are: draft, published, retracted
fault-line-long = the line is longer than { $limit } bytes
fault-encoding = the line is not in UTF-8: look at byte { $at }
fault-id-repeated = the id “{ $words }” already stands in line { $line }
fault-too-many = there are more than { $limit } faults: the rest of the file was not read
fault-not-csv = I could not take this row apart: check the quotation marks
fault-cells = there are { $cells } cells and { $columns } columns
fault-not-yours = this check is published or withdrawn already; only a chief editor can change it from a file
fault-draft-published = this check is published, a draft cannot take its place: withdraw it instead (retracted)
fault-draft-retracted = this check is withdrawn, a draft cannot take its place: leave it withdrawn (retracted)
fault-stays-retracted = this check is withdrawn and stays so: the file does not say that it should come back
fault-other-claim = there is a check of something else under this id: “{ $words }”. Give the entry another id
fault-not-post = “{ $words }” is not a post but a whole channel, site or profile. A rumour cannot be known by it: the link of the post itself is needed
fault-private-link = “{ $words }” leads into a private chat. Such addresses are not kept, so this link was left out
fault-signature = “{ $words }” is a link of a signature such as “Subscribe”, I left it out. A rumour cannot be known by it
fault-not-address = “{ $words }” is not a link, I left it out. A link begins with https://
fault-date-unread = I did not understand the date “{ $words }” and took the entry without it. Write it like this: 04.03.2026
fault-summary-cut = the explanation is longer than { $limit } characters, I took only its beginning
fault-claim-long = the claim is longer than { $limit } characters: a short one is recognised better
fault-claim-again = the same stands in the file already, number { $line }: “{ $words }”. I took it once
fault-claim-twice = this claim stands in the file already, number { $line }, with other details: “{ $words }”. Keep one of them
fault-no-rating = there is no rating: it does not say what the desk found
fault-mojibake = there are broken characters here instead of letters: “{ $words }”. Open the original file and save it again as UTF-8
fault-cell-error = the cell shows a spreadsheet’s error: { $words }. Put the text itself there
fault-formula = the cell holds a formula, not text: { $words }. Paste its value
fault-two-cells = the row has two different values for one column: “{ $words }” and “{ $other }”. I took the first
fault-json-broken = an entry is damaged in line { $line }, character { $at }: I left it out
fault-total-row = “{ $words }” is a row with a total, I left it out
fault-other-sheets = I read one sheet. There are others: { $words }. If there are checks in them too, save these sheets as files of their own
fault-script-broken = I could not read a part of the page’s markup; broken blocks: { $number }
fault-columns = columns are lacking. The verdict and the claim are needed. There are: { $words }
fault-refused-unknown = I found no table of checks in this file. It needs a row of headings: verdict, claim and others.
fault-refused-empty = The file is empty.
fault-refused-telegram = This is an export of a Telegram chat: it holds messages, not checks. Send a table of checks.
fault-refused-archive = This is an archive. Unpack it and send the files one by one.
fault-refused-document = This is a text document or a presentation. Send a table: Excel or CSV.
fault-refused-pdf = This is a PDF. Send a table: Excel or CSV.
fault-refused-picture = This is a picture. Send a table: Excel or CSV.
fault-refused-media = This is sound or video. Send a table: Excel or CSV.
fault-refused-program = This is a program, I do not open it.
fault-refused-database = This is a database file, I do not read it. Send a table or an export.
fault-refused-binary = This is neither text nor a table, I cannot read it.
fault-refused-big = The file is too big. Split it into several.
fault-refused-damaged = The table is damaged or too big. Open it in Excel and save it anew.
fault-refused-locked = The table is locked with a password. Take the password off and send it again.
fault-refused-deep = There are too many brackets within brackets in the file; these are no checks.
fault-refused-json = The file is damaged: I could not read on from line { $line }, character { $at }.
fault-refused-nothing = There are no checks in this file: neither ClaimReview markup nor entries of ours.
fault-refused-script = The page has markup, but it is damaged and could not be read.
fault-refused-page = There is neither ClaimReview markup nor a table of checks in this page.

## Before something becomes public: all of it, and who hears of it

whole-new = A new check
whole-all = All of it:
whole-reason = The reason, which readers will read
whole-note = Why it came back to you
whole-learned = Readers' words ({ $language }), for finding it only
whole-authors = Written by: { $names }
whole-goes-on = There is more. Turn the pages: you decide on the last one.
whole-lacks = ⚠ Readers will miss: { $what }.
whole-lacks-why = an explanation
whole-lacks-statement = an official statement
whole-lacks-source = a source
whole-told =
    { $number ->
        [0] No reader will be written to about it.
        [one] { $number } reader will be written to about it.
       *[other] { $number } readers will be written to about it.
    }
whole-case =
    { $number ->
        [one] { $number } reader of question No. { $case } will get the answer.
       *[other] { $number } readers of question No. { $case } will get the answer.
    }
whole-answers = It seems to answer open questions, too. Open them and compare:
publish-button-look-through = Look through and publish these { $number }
publish-button-many = Publish all { $number }
publish-button-list = What else waits
publish-ask-many = Publish all of them at once? Drafts: { $number }.
publish-many-one = Draft { $number } of { $of }: { $id }
published-many = Published: { $number }.
give-back-ask = Why does it go back? Reply to this message: its author will read your words.
drop-ask-why = The author has been told that the draft is dropped. Why? Reply to this message, and the author will read your words.
drop-why-told = Passed on to the author.
author-published = What you wrote is published: { $id }. Decided by { $name }.
author-given-back =
    Your change of { $id } came back to you. Decided by { $name }.

    Why: { $reason }

    It waits among your drafts: /add
author-dropped = Your draft { $id } was dropped. Decided by { $name }.
author-why-dropped = Why the draft { $id } was dropped: { $reason } ({ $name })
author-taken-over = { $name } is finishing your change of { $id }.
show-button-unlearn = Take these words out
file-text-heading = What the file “{ $name }” will publish
file-text-new = A new check: { $id } ({ $status })
file-text-changed = A change of { $id } ({ $status })
file-text-below = All that readers will see is in the file below. Read it before you load.

## Where others talk: groups, guest mentions

command-check = Check a post (as a reply to it)
command-raspa = The bot's settings in this group
button-whole-card = The whole check
button-answer-before = Show the answer
group-how = Reply to a doubtful post with /check@{ $bot } or by naming @{ $bot }, and I will say whether we have checked it.
group-own = This is an answer of mine. To have a post checked, reply with /check to the post itself.
group-choose =
    { $number ->
        [1] We have checked something like this. Is the post about it? If so, open the check.
       *[other] We have checked something like this. If the post is about one of these, open the check.
    }
group-similar = We have checked a picture like this. Below is what went round with it. If this post says the same, open the check.
group-denial = This post itself seems to say that the rumour is wrong. Here is what we found.
group-unknown = It is not among our checks. “Not found” does not mean “true”: until it is known for certain, do not pass it on.
group-too-little = That is too little to check: it takes a post that says what happened.
group-answered = I have answered this here already.
group-mute = I may not write in the group just now, so I answer here.
group-link-old = I do not have that post any more. Please forward it here.
group-privacy =
    What we keep of a group: its encrypted number, the settings chosen here and, for a week, under which posts the bot answered, without their text. Ordinary posts are not kept; one that was asked about and is not among our checks is remembered for a day, so that a button can open it. An admin of the group can delete it all: /forget@{ $bot }. When the bot is removed from the group, all of it goes after 30 days. What we keep of you yourself I tell in the private chat: /privacy
group-only-keepers = That is for the group's admins to decide.
group-not-kept = That could not be kept just now. Please try again later.
group-settings = The bot's settings in this group. Unless asked, the bot is silent.
group-settings-answer =
    { $state ->
        [on] I answer /check and when I am named.
       *[other] I do not answer: the bot is switched off here.
    }
group-settings-marks =
    { $number ->
        [0] Marks are off. A mark is one line under a post that we have certainly checked.
       *[other] Marks are on: one line under a post that we have certainly checked. At most in an hour: { $number }
    }
group-settings-lang =
    { $lang ->
        [ru] Language of the answers: Russian.
        [kk] Language of the answers: Kazakh.
        [en] Language of the answers: English.
       *[other] Language of the answers: that of whoever asks.
    }
group-marks-deaf = For marks to work, make the bot an admin of the group (it needs no rights): otherwise Telegram does not show it what is written.
button-group-off = Switch the bot off here
button-group-on = Switch the bot on here
button-group-marks =
    { $number ->
        [0] No marks
       *[other] Marks: { $number } an hour
    }
button-group-lang =
    { $lang ->
        [ru] Русский
        [kk] Қазақша
        [en] English
       *[other] The asker's language
    }
group-forget-ask = Delete all that we keep of this group: its settings, the notes of answers, and what was reported to the desk from here?
group-forget-yours = What is kept of this group is for its admins to decide. To delete what we keep of you, write to me in private, @{ $bot }: /forget
group-forgotten = Done, nothing is kept of this group.
mark = { $verdict }. We have checked this.
guest-how = Reply to a doubtful post and name @{ $bot }, and I will say whether we have checked it.
connect-ask = Choose the group where your channel is discussed. You must be an admin there, and the bot a member. Then I answer /check there, put marks and take /report.
connect-button = Choose the group
connect-refused =
    { $why ->
        [absent] I am not in that group. Add me to it and send /connect again.
        [mute] I may not write in that group. Allow it and send /connect again.
        [stranger] Telegram says that you are not an admin of that group. Only an admin can connect it.
       *[other] That is no discussion group. Send /connect and choose a group.
    }
connect-done = Done, the group is connected. Its settings can be changed right here.
report-sent = I have passed it on to the desk. Until it is known for certain, do not pass it on.
report-again = The desk has been told of this already.
report-how = Reply with /report to the post that should be checked.
report-enough = Much has come from here today already. Please ask in the private chat, or tomorrow.

# The desk's own channel
channel-which = Which check is for the channel?
channel-none = No channel is set. Whoever installed the bot writes it into the settings (RASPA_CHANNEL).
channel-not-published = Only published checks go to the channel.
channel-button-offer = To the channel
channel-button-post = Publish in { $channel }
channel-button-follow = Bring the channel's post up to date
channel-due = The post is on its way to { $channel }. If it does not arrive, I will tell you.
channel-there = The check { $id } is in the channel. The bot puts corrections and withdrawals into the post by itself. If one has not arrived, bring the post up to date.
channel-there-already = This check is in the channel already.
channel-follows = The channel's post is being brought up to date. If that fails, I will tell you.
channel-unclear = Nobody knows whether the last post reached the channel. Look there first: if it is there, delete it, or there will be two. This is what will be published.
channel-gone = The earlier post was deleted in the channel. This is what will be published.
channel-retracted = ❗ We have withdrawn this check. Do not rely on it any more.
channel-note-corrected = ✏️ Corrected on { $date }: the explanation has changed.
channel-new-verdict = ✏️ Corrected on { $date }. Before: { $old }. Now: { $new }.
channel-note-retracted = Withdrawn on { $date }.
channel-note-restored = ✏️ { $date }: the check stands again.
channel-failed-unclear = Nobody knows whether the post about the check { $id } reached the channel: Telegram's answer was lost. Look into the channel. If it is not there, publish it once more: /channel { $id }
channel-failed-gone = The post about the check { $id } was deleted in the channel, so the change did not reach it. Publish it anew: /channel { $id }
channel-failed-old = Telegram does not let the bot change the post about the check { $id }. Correct or delete it in the channel yourself.
channel-failed-no-chat = The post about the check { $id } did not arrive: Telegram knows no such channel. It may have been renamed or deleted. Tell whoever sets up the bot (RASPA_CHANNEL), then try again: /channel { $id }
channel-failed-rights = The post about the check { $id } did not arrive: in the channel the bot is no administrator, or may not post and edit. Give it the rights back and try again: /channel { $id }
channel-failed-refused = Telegram did not take the post about the check { $id }. Everything in the channel is as it was. Try again: /channel { $id }

# Digests of what is new
news = New checks
news-more = And { $number } more: /latest
button-every-day = Every day
button-every-week = Once a week
button-stop-news = No more of these
button-latest-all = All topics
subscribe-off = I can send you new checks by myself: every day, or on Mondays. If there is nothing new, I do not write. One button stops it.
subscribe-day = New checks come every day at about { $hour }:00. If there is nothing new, I do not write.
subscribe-week = New checks come on Mondays at about { $hour }:00. If there is nothing new, I do not write.
subscribe-all = Now about everything. To get only some, choose topics.
subscribe-topics = Only on these topics: { $topics }.
subscribe-stopped = All right, no more new checks. If you change your mind: /subscribe
subscribe-not-kept = I could not remember that just now. Please try again later: /subscribe

# What everybody may know of the desk's work
transparency = Our work in figures
transparency-checks = Checks published: { $number }.
transparency-corrections = We make mistakes, too. Published verdicts changed: { $verdicts }, explanations: { $others }. Checks withdrawn: { $retracted }.
transparency-no-answers = Within the last year there were no questions that we answered.
transparency-answers = Within the last year we answered readers' questions about rumours that had not been checked: { $number }. Half of the answers were ready in this time or less: { $time }.
transparency-few-votes = Whether the bot recognises rumours rightly cannot be told yet: too few readers have said so.
transparency-precision = Within the last year { $of } people rated an answer. For { $number } of them it was about what they had sent. Not everybody rates: going by these, right answers are most likely between { $low } and { $high } in 100.
