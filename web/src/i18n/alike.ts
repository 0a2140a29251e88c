/** Messages that are rightly the same word in English and in another language. */
const alike: Readonly<Record<string, readonly string[]>> = {
  fr: ["nav.organisation", "organisation.title"],
  de: ["page", "nav.organisation", "organisation.title", "pin.title", "nav.home", "nav.team"],
  ar: [],
};

/** Whether a message may read as it does in English: it is on the list, or holds no word at all. */
export const mayBeAlike = (language: string, key: string, message: string): boolean =>
  alike[language]?.includes(key) === true || !/\p{L}{2}/u.test(message.replace(/\{[^}]*\}/g, ""));
