/** Coming back by two recovery sheets. */
export const recover = {
  "recover.title": "Open with two recovery sheets",
  "recover.lead":
    "For when every device and passphrase is lost. Everyone will see that it was done, and the sheets are replaced.",
  "recover.login.hint": "It stands on every sheet, under the words.",
  "recover.first": "Words of one sheet",
  "recover.second": "Words of the other sheet",
  "recover.words.hint": "All 29, in their order, with spaces between them.",
  "recover.missing": "The login and both sheets, please.",
  "recover.mistyped":
    "A word on one of the sheets is wrong, or out of its place. Compare them word by word.",
  "recover.read": "Open by these sheets",
  "recover.reading": "Reading the organisation",
  "recover.reading.lead": "Checking the signed list of members and every box.",
  "recover.found": "The organisation opens",
  "recover.found.lead": "Nothing has been changed yet.",
  "recover.words": "Both sheets must show these six words:",
  "recover.who": "Who comes back?",
  "recover.new": "Somebody new",
  "recover.ends": "Her old keys end now, wherever they are.",
  "recover.all":
    "You will manage every box, so that you can give keys to the others again. Hand the houses over as soon as you can.",
  "recover.do": "Come back",
  "recover.working": "Bringing the organisation back",
} as const;
