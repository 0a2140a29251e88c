/** Founding, joining, unlocking: everything before an account is open. */
export const entering = {
  "enter.version": "Linden {version}",
  "enter.knows": "What the server knows",

  "welcome.title": "Welcome",
  "welcome.lead": "This device does not know an account yet.",
  "welcome.join": "I have an invite",
  "welcome.join.hint": "From a colleague: a square code to scan, or a link.",
  "welcome.restore": "I have my kit",
  "welcome.restore.hint":
    "Your account opens on this device with the printed sheet and your passphrase.",
  "welcome.found": "Found an organisation",
  "welcome.found.hint": "You become its first director. Everything is sealed on this device.",

  "elsewhere.title": "Open in another tab",
  "elsewhere.lead":
    "Only one tab at a time may write on this device. What you typed there is kept.",
  "elsewhere.take": "Use it here",

  "found.title": "Found an organisation",
  "found.lead": "Two names and a passphrase. Nothing readable leaves this device.",
  "found.neutralName": "Neutral name",
  "found.neutralName.hint":
    "Stands on screens and printed sheets. Choose a word that says nothing about the work, such as Nordwind.",
  "found.neutralName.missing": "Enter a neutral name.",
  "found.displayName": "Your name, as colleagues call you",
  "found.displayName.hint": "Sealed: colleagues see it, the server does not.",
  "found.displayName.missing": "Enter your name.",
  "found.recovery": "Make three recovery sheets",
  "found.recovery.hint":
    "If every director lost her way in, any two of the three open the organisation again. Without them, what is lost is lost.",
  "found.next": "Continue",
  "found.do": "Found the organisation",
  "found.working": "Making the keys",
  "found.working.lead": "A few seconds, on this device.",

  "region.zone": "Time zone",
  "region.dates": "Dates look like",

  "account.login": "Your login",
  "account.login.hint":
    "A made-up name, so that the server does not learn yours. It stands on your kit.",
  "account.login.another": "Another one",
  "account.shared": "Several people use this device",
  "account.shared.hint":
    "Your account key is then not kept here: you scan it from your sheet each time.",

  "passphrase.title": "Your passphrase",
  "passphrase.lead": "Made by chance, so that nobody can guess it. It opens this device every day.",
  "passphrase.kind": "Made of",
  "passphrase.kind.english": "English words",
  "passphrase.kind.french": "French words",
  "passphrase.kind.digits": "Digits",
  "passphrase.another": "Another one",
  "passphrase.advice.learn":
    "Say it aloud a few times. Until you know it, keep it on paper, away from work.",
  "passphrase.advice.nobody": "Nobody can look it up or reset it: not a director, not the server.",
  "passphrase.known": "I know it",
  "passphrase.again": "Type it once",
  "passphrase.again.hint": "To be sure. Capitals and extra spaces do not matter.",
  "passphrase.differs":
    "That is not the passphrase that was shown. Try again, or show it once more.",
  "passphrase.show": "Show it again",

  "join.title": "Join by invite",
  "join.lead": "Scan the square code on your colleague’s screen, or paste the link she sent.",
  "join.code": "Link or code",
  "join.code.hint": "It works once. It is taken out of the address bar as soon as it is read.",
  "join.code.missing": "Scan the square code, or paste the link.",
  "join.read": "Read",
  "join.reading": "Reading the invite",
  "join.reading.lead": "Checking it against the signed list of members.",
  "join.names": "You are invited",
  "join.names.lead": "First make sure that it is the right organisation.",
  "join.words.hint": "Ask your colleague for the six words on her screen. They must be these:",
  "join.asDirector": "You are invited as a director.",
  "join.asAuditor": "You are invited as an auditor: you may check everything and open nothing.",
  "join.displayName": "Your name, as colleagues call you",
  "join.displayName.hint": "Sealed: colleagues see it, the server does not.",
  "join.displayName.missing": "Enter your name.",
  "join.deviceLabel": "What this device shows before it is unlocked",
  "join.deviceLabel.hint": "A neutral word. A stranger who holds this device may see it.",
  "join.stop": "Do not join",
  "join.do": "Join",
  "join.working": "Joining",

  opening: "Opening",
  "opening.part": "{done} of {of}",
  "opening.key.later": "Make the key from your passphrase",
  "opening.key.now": "Making the key from your passphrase",
  "opening.key.done": "Key made from your passphrase",
  "opening.login.later": "Sign in",
  "opening.login.now": "Signing in",
  "opening.login.done": "Signed in",
  "opening.roster.later": "Check the list of members",
  "opening.roster.now": "Checking the list of members",
  "opening.roster.done":
    "{count, plural, =0 {List of members checked} one {List of members checked, # entry} other {List of members checked, # entries}}",
  "opening.boxes.later": "Open your boxes",
  "opening.boxes.now": "Opening your boxes",
  "opening.boxes.done":
    "{count, plural, =0 {Boxes opened} one {# box opened} other {# boxes opened}}",
  "opening.records.later": "Read the records",
  "opening.records.now": "Reading the records",
  "opening.records.done":
    "{count, plural, =0 {Records read} one {# record read} other {# records read}}",
  "opening.compare.later": "Compare the log with what this device saw before",
  "opening.compare.now": "Comparing the log with what this device saw before",
  "opening.compare.done": "Log compared",

  "unlock.choose": "Who are you?",
  "unlock.since": "On this device since {day}",
  "unlock.passphrase": "Passphrase",
  "unlock.passphrase.missing": "Type your passphrase.",
  "unlock.own":
    "This device keeps its own sealed copy. Once this page is loaded, it opens without a connection too.",
  "unlock.open": "Open",
  "unlock.stop": "Stop and lock",
  "unlock.other": "Use another account",
  "unlock.card": "Account key from your sheet",
  "unlock.card.hint":
    "This device does not keep it. Scan the square on your sheet, or type the seven groups.",
  "unlock.card.use": "Use",

  "cover.title": "Covered",
  "cover.lead": "Still open underneath. Your PIN uncovers it.",
  "cover.pin": "PIN",
  "cover.wrong": "That is not the PIN.",
  "cover.left":
    "{count, plural, one {# try left, then it locks.} other {# tries left, then it locks.}}",
  "cover.lock": "Lock now",
  "unlock.pinTried":
    "The PIN was wrong five times, so it was locked. Your passphrase opens it again.",

  "restore.title": "Open with your kit",
  "restore.lead": "Scan the square on your sheet, or type its seven groups.",
  "restore.groups": "Account key",
  "restore.groups.hint": "Seven groups of four letters and digits, as on the sheet.",
  "restore.next": "Continue",
  "restore.login": "Your login",
  "restore.login.hint": "It stands on the sheet, under the name.",
  "restore.login.missing": "Type the login that stands on the sheet.",
  "restore.passphrase": "Now your passphrase",
  "restore.passphrase.lead": "The sheet alone opens nothing.",
  "restore.notAKit":
    "This is not a kit. Scan its square, or type all seven groups of four letters and digits.",
  "restore.groups.missing": "Scan the square, or type the seven groups.",
  "restore.failed":
    "That did not open it. Check the login and the seven groups on your sheet, and the passphrase.",
  "restore.compare": "Compare six words",
  "restore.compare.lead": "So that you know that this is your organisation, and not a copy of it.",
  "restore.compare.words": "Your sheet must show the same words:",
  "restore.same": "They are the same",
  "restore.differ": "They differ",
  "unsure.title": "No answer yet",
  "unsure.open": "Open it",
  "welcome.recover": "We have two recovery sheets",
  "welcome.recover.hint":
    "Every director has lost her way in. Two of the three sheets open the organisation again.",
  "unlock.touch": "Open by fingerprint or face",
} as const;
