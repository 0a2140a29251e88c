/** Messages that are rightly the same word in English and in another language. */
const alike: Readonly<Record<string, readonly string[]>> = {
  fr: [
    "bedKind.double",
    "callback.channel.signal",
    "callback.channel.sms",
    "compartment.incidents",
    "enter.version",
    "file.dates",
    "incident.new",
    "incidents.title",
    "length.hours",
    "length.minutes",
    "nav.incidents",
    "nav.organisation",
    "organisation.title",
    "outbox.deed.recordIncident",
    "source.police",
  ],
  de: [
    "access.person",
    "bedKind.sofa",
    "callback.channel.signal",
    "callback.channel.sms",
    "compartment.team",
    "cover.pin",
    "enter.version",
    "kit.lost.name",
    "nav.home",
    "nav.organisation",
    "nav.team",
    "organisation.title",
    "page",
    "pin.title",
    "team.title",
    "unlock.passphrase",
  ],
  ar: ["enter.version"],
};

/** Whether a message may read as it does in English: it is on the list, or holds no word at all. */
export const mayBeAlike = (language: string, key: string, message: string): boolean =>
  alike[language]?.includes(key) === true || !/\p{L}{2}/u.test(message.replace(/\{[^}]*\}/g, ""));
